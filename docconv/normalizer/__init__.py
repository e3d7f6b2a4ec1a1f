"""The normalizer: passes propose repairs, this engine judges, applies and records them.

A pass is a module with ``propose(view, evidence)``; it is pure and sees the whole document as
one string (:mod:`docconv.normalizer.view`). The engine refuses what would touch an address, code
or an object, applies what is confident enough for the level, and lists the rest as suggestions.
It runs the passes until a round changes nothing, so that a second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from docconv.ast import Document
from docconv.edits import LEVELS, Edit, Level, Status, edit_id
from docconv.normalizer import (
    casing,
    characters,
    lines,
    punctuation,
    spacing,
    structure,
)
from docconv.normalizer.build import build
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.flow import Flow
from docconv.normalizer.guards import guarded
from docconv.normalizer.view import LINE, OBJECT, PARA, Proposal, View

PASSES = (characters, lines, spacing, casing, punctuation, structure)

_MAX_ROUNDS = 5
_OF_WORDS = ("spacing/", "casing/", "punctuation/")  # rules that keep out of code and tables
_ROUND = 100  # steps are numbered round * _ROUND + pass


def normalize(
    document: Document, level: Level = "standard", reject: Collection[str] = ()
) -> tuple[Document, tuple[Edit, ...]]:
    """*document* repaired, and every edit: applied, suggested (too unsure for *level*) or
    rejected (its id is in *reject*), in the order of the text."""
    if level == "off":
        return document, ()
    flow = Flow.read(document)
    judge = _Judge(LEVELS[level], frozenset(reject))
    for number in range(_MAX_ROUNDS):
        judge.begin_round()
        changed, flow = _round(flow, judge, number * _ROUND)
        if not changed:
            break
        document, flow = build(document, flow)
    return document, judge.edits()


def replay(document: Document, edits: Iterable[Edit]) -> Document:
    """*document* after the applied ones among *edits*, which were recorded on it. No rule runs:
    the ledger alone gives the result."""
    steps: dict[int, list[Edit]] = {}
    for edit in edits:
        if edit.status == "applied":
            steps.setdefault(edit.step, []).append(edit)
    flow = Flow.read(document)
    number = 0
    for step in sorted(steps):
        if step // _ROUND != number:
            document, flow = build(document, flow)
            number = step // _ROUND
        flow = flow.apply(sorted(steps[step], key=_place))
    return build(document, flow)[0] if steps else document


def _round(flow: Flow, judge: _Judge, step: int) -> tuple[bool, Flow]:
    if not flow.leaves:
        return False, flow
    view = flow.view()
    evidence = Evidence.of(view)
    changed = False
    for index, module in enumerate(PASSES):
        applied = judge.judge(module.propose(view, evidence), view, evidence, flow, step + index)
        if applied:
            changed = True
            flow = flow.apply(applied)
            view = flow.view()
            evidence = evidence.at(view)
    return changed, flow


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


@dataclass
class _Judge:
    """Turns proposals into edits, and keeps the ledger."""

    threshold: float
    reject: frozenset[str]
    applied: dict[str, Edit] = field(default_factory=dict)
    rejected: dict[str, Edit] = field(default_factory=dict)
    suggested: dict[str, Edit] = field(default_factory=dict)
    walls: dict[int, set[tuple[int, int]]] = field(default_factory=dict)  # rejected, by place

    def begin_round(self) -> None:
        """Suggestions are those of the last round: what it still finds and may not mend."""
        self.suggested.clear()

    def edits(self) -> tuple[Edit, ...]:
        """The ledger, in the order of the text that was read."""
        ledger = [*self.applied.values(), *self.rejected.values(), *self.suggested.values()]
        return tuple(sorted(ledger, key=lambda edit: (edit.origin, edit.step, edit.start)))

    def judge(
        self,
        proposals: Iterable[Proposal],
        view: View,
        evidence: Evidence,
        flow: Flow,
        step: int,
    ) -> list[Edit]:
        """The edits to apply, sorted; the others are only recorded."""
        accepted: list[Edit] = []
        end = -1  # of the text changed so far: of two that overlap, the first stands
        for proposal in sorted(proposals, key=lambda p: (p.start, p.end)):
            changes = view.text[proposal.start : proposal.end] != proposal.after
            if changes and (proposal.start < end or not _allowed(proposal, view, evidence)):
                continue
            edit = self.record(proposal, view, flow, step)
            if edit.status != "applied":
                continue
            if changes:
                end = max(proposal.end, proposal.start + 1)
            accepted.append(edit)
        return accepted

    def record(self, proposal: Proposal, view: View, flow: Flow, step: int) -> Edit:
        origin = (flow.origins[proposal.start], flow.origins[proposal.end])
        effect = f"{proposal.role} {proposal.value}".strip()
        name = edit_id(proposal.rule, effect, origin)
        while name in self.applied:  # the same rule mends the same place again, a round later
            name = edit_id(name, effect, origin)
        edit = Edit(
            id=name,
            rule=proposal.rule,
            before=view.text[proposal.start : proposal.end],
            after=proposal.after,
            confidence=round(proposal.confidence, 3),
            why=proposal.why,
            status=self.status(name, proposal, origin),
            origin=origin,
            role=proposal.role,
            value=proposal.value,
            step=step,
            start=proposal.start,
            end=proposal.end,
        )
        getattr(self, edit.status)[name] = edit
        if edit.status == "rejected":
            self.wall(edit)
        return edit

    def status(self, name: str, proposal: Proposal, origin: tuple[int, int]) -> Status:
        if name in self.reject or self.frozen(origin):
            return "rejected"
        sure = proposal.confidence >= self.threshold and proposal.role != "flag"
        return "applied" if sure else "suggested"

    def frozen(self, origin: tuple[int, int]) -> bool:
        """Whether a rejected edit stood in this very place: then no other rule mends it either."""
        return any(
            (start, end) == origin or (start < origin[1] and origin[0] < end)
            for cell in _cells(origin)
            for start, end in self.walls.get(cell, ())
        )

    def wall(self, edit: Edit) -> None:
        if edit.before != edit.after:
            for cell in _cells(edit.origin):
                self.walls.setdefault(cell, set()).add(edit.origin)


def _cells(origin: tuple[int, int]) -> range:
    return range(origin[0] // 64, origin[1] // 64 + 1)


def _allowed(proposal: Proposal, view: View, evidence: Evidence) -> bool:
    """Whether the engine lets a pass change these characters."""
    start, end = proposal.start, proposal.end
    before = view.text[start:end]
    if OBJECT in before or guarded(view.text, start, end):
        return False
    if proposal.rule.startswith(_OF_WORDS) and evidence.layout.verbatim_at(start):
        return False
    first = view.leaf_index(start)
    if any(not view.leaves[first + i].joins for i in range(before.count(PARA))):
        return False
    parts = PARA in proposal.after or LINE in proposal.after
    return not parts or view.leaves[first].kind in ("Para", "Plain") or PARA in before


__all__ = ["PASSES", "normalize", "replay"]
