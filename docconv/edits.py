"""The ledger: what was repaired, where, why, and how surely.

An :class:`Edit` is a plain record. Replaying a ledger over the document it was made from gives
the repaired document (:func:`docconv.normalizer.flow.replay`); undoing a repair is running the
normalizer again with that edit's id rejected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["applied", "suggested", "rejected"]
Level: TypeAlias = Literal["off", "safe", "standard", "bold"]

# The confidence an edit needs to be applied. They are read off the calibration table that
# tests/bench/repair.py prints.
LEVELS: dict[Level, float] = {"off": 2.0, "safe": 0.97, "standard": 0.9, "bold": 0.7}


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair.

    *before* stood at *origin* (start and end offset in the text that was read: for plain text,
    characters of the decoded file) and became *after*. *rule* names the rule, *why* is a
    sentence for a person, *confidence* the probability (0 to 1) that the edit is right. *role*
    and *value* say what changed beside the characters: a paragraph became a ``heading``, a date
    went into the metadata. *step*, *start* and *end* place the edit for a replay: in the text as
    it stood at that step.
    """

    id: str
    rule: str
    before: str
    after: str
    confidence: float
    why: str
    status: Status
    origin: tuple[int, int]
    role: str = ""
    value: str = ""
    step: int = 0
    start: int = 0
    end: int = 0


def edit_id(rule: str, effect: str, origin: tuple[int, int]) -> str:
    """The name of an edit: it depends on the rule, on the *effect* beside the characters, and on
    the place in what was read; on no other edit."""
    from hashlib import blake2b  # dear to import, and needed only where something is repaired

    key = f"{rule}|{effect}|{origin[0]}|{origin[1]}".encode()
    return blake2b(key, digest_size=5).hexdigest()


def to_json(edits: Iterable[Edit]) -> str:
    """The ledger as JSON, for people and programs to review."""
    import json

    return json.dumps([asdict(edit) for edit in edits], ensure_ascii=False, indent=1)


def from_json(text: str) -> tuple[Edit, ...]:
    """The ledger that :func:`to_json` wrote. Raises ValueError if *text* is no such ledger."""
    import json

    try:
        return tuple(
            Edit(**{**record, "origin": tuple(record["origin"])}) for record in json.loads(text)
        )
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a ledger: {error}") from None
