"""What survives a trip through a file: docconv's writers read back by pandoc, docconv's readers
against pandoc's reading of the same files.

    python -m tests.bench.fidelity                  # all tables
    python -m tests.bench.fidelity writers docx     # one

For each type of node, F1 of the facts that went in and those that came out (see `facts`): loosely
by text, strictly with level, start, alignment, address, language. Needs pandoc (``pip install
pypandoc_binary``); with LibreOffice at hand its files are read as well.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import docconv
from docconv.ast import Document
from docconv.errors import DocconvError
from tests.bench.facts import Fact, facts, words
from tests.bench.nestings import documents

FORMATS = ("docx", "epub", "html")
_PANDOC_OPTIONS = {"html": ["--mathml", "--standalone"], "epub": ["--mathml"]}
_BARS = {"docx": 0.85, "epub": 0.93, "html": 0.95}


@dataclass(frozen=True, slots=True)
class Pair:
    """What should be said, and what is: two readings of one document."""

    wanted: Document
    found: Document


@dataclass(frozen=True, slots=True)
class Score:
    """F1 for each type of node, loosely and strictly, how many nodes of it there are, and which
    types were found at all."""

    loose: dict[str, float]
    strict: dict[str, float]
    counts: dict[str, int]
    found: frozenset[str]

    def macro(self, kinds: Iterable[str] = (), *, strict: bool) -> float:
        """The mean over the types, or over those in *kinds*."""
        values = self.strict if strict else self.loose
        chosen = [values[kind] for kind in kinds or values if kind in values]
        return sum(chosen) / len(chosen) if chosen else 0.0


def score(pairs: Iterable[Pair]) -> Score:
    """The score over all *pairs*."""
    hits: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for pair in pairs:
        both = facts(pair.wanted), facts(pair.found)
        for is_strict, counted in hits.items():
            ours, theirs = (_loosened(each, is_strict) for each in both)
            for (kind, *_), count in (ours & theirs).items():
                counted[kind] += count
        for total, each in zip((wanted, found), both, strict=True):
            for (kind, *_), count in each.items():
                total[kind] += count
    kinds = sorted(wanted)
    loose, strict = (
        {kind: 2 * hits[is_strict][kind] / (wanted[kind] + found[kind]) for kind in kinds}
        for is_strict in (False, True)
    )
    counts = {kind: wanted[kind] for kind in kinds}
    return Score(loose, strict, counts, frozenset(found) & frozenset(kinds))


def _loosened(counted: Counter[Fact], is_strict: bool) -> Counter[Fact]:
    if is_strict:
        return counted
    out: Counter[Fact] = Counter()
    for (kind, text, _), count in counted.items():
        out[kind, text, None] += count
    return out


def word_order(pairs: Sequence[Pair]) -> float:
    """How much of the words stands in the same order, from 0 to 1."""
    same = total = 0
    for pair in pairs:
        ours, theirs = words(pair.wanted), words(pair.found)
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        same += 2 * sum(block.size for block in matcher.get_matching_blocks())
        total += len(ours) + len(theirs)
    return same / total if total else 1.0


def text_kept(pairs: Sequence[Pair]) -> float:
    """The share of the words wanted that are found."""
    wanted = [Counter(words(pair.wanted)) for pair in pairs]
    found = [Counter(words(pair.found)) for pair in pairs]
    kept = sum((w & f).total() for w, f in zip(wanted, found, strict=True))
    return kept / max(sum(each.total() for each in wanted), 1)


# --- Programs -----------------------------------------------------------------------------------


@cache
def _pandoc() -> str:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc") or sys.exit("pandoc is missing: pip install pypandoc_binary")
    return str(pypandoc.get_pandoc_path())


def _run(*command: str, given: bytes = b"", folder: Path | None = None) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True, cwd=folder).stdout


def pandoc_reads(data: bytes, name: str) -> Document:
    """What pandoc says the file *data* of the format *name* holds."""
    json = _run(_pandoc(), "-f", name, "-t", "json", given=data)
    return docconv.read(json, source="json")


def pandoc_writes(document: Document, name: str) -> bytes:
    """The file that pandoc makes of *document*."""
    json = docconv.write(document, "json", warn=lambda notice: None)
    with tempfile.TemporaryDirectory() as folder:
        for media_name, media in document.media.items():
            Path(folder, media_name).write_bytes(media.data)
        options = _PANDOC_OPTIONS.get(name, [])
        out = Path(folder, f"out.{name}")
        _run(_pandoc(), "-f", "json", "-o", out.name, *options, given=json, folder=Path(folder))
        return out.read_bytes()


def office_writes(data: bytes, name: str) -> bytes:
    """The file of the format *name* that LibreOffice makes of one of the same format."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"in.{name}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        out = Path(folder, "out")
        _run(
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            name,
            "--outdir",
            str(out),
            str(source),
        )
        return (out / source.name).read_bytes()


def docconv_reads(data: bytes, name: str) -> Document:
    """What docconv says the file *data* holds."""
    return docconv.read(data, source=name, warn=lambda notice: None)


def docconv_writes(document: Document, name: str) -> bytes:
    """The file that docconv makes of *document*."""
    return docconv.write(document, name, warn=lambda notice: None)


# --- Measurements -------------------------------------------------------------------------------


def writers(name: str) -> tuple[Score, Score, list[Pair]]:
    """docconv's writer and pandoc's for the format *name*, both read back by pandoc."""
    corpus = [document for _, document in documents()]
    ours = [Pair(each, pandoc_reads(docconv_writes(each, name), name)) for each in corpus]
    theirs = [Pair(each, pandoc_reads(pandoc_writes(each, name), name)) for each in corpus]
    return score(ours), score(theirs), ours


def readers(
    name: str, make: Callable[[Document], bytes]
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """docconv's reader on files that *make* makes: pandoc's reading and ours, what was written
    and our reading, what was written and pandoc's."""
    against, ours, theirs = [], [], []
    for _, document in documents():
        data = make(document)
        mine, other = docconv_reads(data, name), pandoc_reads(data, name)
        against.append(Pair(other, mine))
        ours.append(Pair(document, mine))
        theirs.append(Pair(document, other))
    return against, ours, theirs


# --- Tables -------------------------------------------------------------------------------------


def _table(title: str, columns: dict[str, Score]) -> None:
    scores = list(columns.values())
    counts = {kind: n for each in reversed(scores) for kind, n in each.counts.items()}
    print(f"\n{title}")
    print(f"{'':22}" + "".join(f"{name:>22}" for name in columns))
    print(f"{'':16}{'n':>6}" + f"{'loose':>14}{'strict':>8}" * len(columns))
    for kind, count in sorted(counts.items()):
        _line(kind, count, [(each.loose.get(kind, 0), each.strict.get(kind, 0)) for each in scores])
    shown = frozenset().union(*(each.found for each in scores))
    for name, kinds in (("macro F1", frozenset(counts)), ("… of what is shown", shown)):
        macros = [
            (each.macro(kinds, strict=False), each.macro(kinds, strict=True)) for each in scores
        ]
        _line(name, len(kinds), macros)


def _line(name: str, count: int, values: Iterable[tuple[float, float]]) -> None:
    cells = "".join(f"{loose:14.3f}{strict:8.3f}" for loose, strict in values)
    print(f"{name:18}{count:4}{cells}")


def _show_writers(name: str) -> None:
    ours, theirs, pairs = writers(name)
    bar = _BARS[name]
    title = f"{name} writer, read back by pandoc (bar: {bar} strict)"
    _table(title, {"docconv": ours, "pandoc": theirs})
    print(f"text kept {text_kept(pairs):.5f}")


def _show_readers(name: str) -> None:
    makers: dict[str, Callable[[Document], bytes]] = {
        "pandoc": lambda document: pandoc_writes(document, name),
        "docconv": lambda document: docconv_writes(document, name),
    }
    if name == "docx" and shutil.which("soffice"):
        makers["LibreOffice"] = lambda document: office_writes(pandoc_writes(document, name), name)
    for maker, make in makers.items():
        try:
            against, ours, theirs = readers(name, make)
        except DocconvError as error:
            print(f"\n{name} written by {maker}: {error}")
            continue
        title = f"{name} reader on files written by {maker} (bar: 0.9 against pandoc's reading)"
        columns = {"against pandoc": against, "docconv to truth": ours, "pandoc to truth": theirs}
        _table(title, {column: score(pairs) for column, pairs in columns.items()})
        print(
            f"word order {word_order(against):.4f} against pandoc's (bar 0.97); "
            f"text kept {text_kept(ours):.5f}, by pandoc {text_kept(theirs):.5f}"
        )


def main(arguments: Sequence[str]) -> None:
    """Print the tables that *arguments* ask for: ``writers``, ``readers``, names of formats."""
    chosen = [name for name in arguments if name in FORMATS] or FORMATS
    kinds = [name for name in arguments if name in ("writers", "readers")] or ("writers", "readers")
    for name in chosen:
        for kind in kinds:
            (_show_writers if kind == "writers" else _show_readers)(name)


if __name__ == "__main__":
    main(sys.argv[1:])
