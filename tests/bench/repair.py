"""Measures the repair of text, docconv's and its peers': ``python -m tests.bench.repair DATA``.

DATA is a folder with what is to be damaged and what must not change:

* ``gum.jsonl.gz``: documents with their names marked, one a line,
  ``{id, genre, paragraphs: [[[form, space_after, is_name], …], …]}`` (the GUM corpus);
* ``wsc/NAME.corrupt.txt.gz`` and ``wsc/NAME.correct.txt.gz``: the public whitespace correction
  benchmark, line by line;
* ``clean/*.txt``: any text that must stay as it is (other languages, code, messages).

What is missing is left out. The peers are those that are installed (extra ``bench``); they split
or recase words only, so they are held to words the lexicon does not know, which helps them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import docconv
from docconv.ast import Document, Para, SoftBreak, Text
from docconv.edits import Edit, Level
from docconv.normalizer import normalize
from docconv.normalizer.flow import Flow
from docconv.normalizer.lexicon import lexicon
from tests.bench.damage import PARA, Damaged, blanks, damage, names_inside

_MEASURED = ("spacing/", "casing/")
_BINS = ((0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.97), (0.97, 0.99), (0.99, 1.01))
_WORD = re.compile(r"[^\W\d_]+")

_PARTERS = frozenset("\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85\r")

Repair = Callable[[str], str]


@dataclass(frozen=True)
class Source:
    """One clean document: its paragraphs, and the offsets of names in them joined."""

    genre: str
    text: str
    names: frozenset[int]


def gum(path: Path) -> Iterator[Source]:
    """The documents of GUM."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text, names = "", set()
            for paragraph in record["paragraphs"]:
                for form, space, name in paragraph:
                    if name:
                        names.add(len(text))
                    text += form + (" " if space else "")
                text = text.rstrip(" ") + PARA
            yield Source(record["genre"], text.rstrip(PARA), frozenset(names))


def document(text: str) -> Document:
    """*text* as paragraphs of running text."""
    return Document(tuple(Para(_inlines(part)) for part in text.split(PARA) if part))


def _inlines(paragraph: str) -> tuple[Text | SoftBreak, ...]:
    inlines: list[Text | SoftBreak] = []
    for number, line in enumerate(paragraph.split("\n")):
        if number:
            inlines.append(SoftBreak())
        if line:
            inlines.append(Text(line))
    return tuple(inlines)


def edits(text: str, level: Level) -> list[Edit]:
    """What docconv applies or suggests in spacing and casing."""
    return [e for e in normalize(document(text), level)[1] if e.rule.startswith(_MEASURED)]


def apply(text: str, ledger: Iterable[Edit]) -> str:
    """*text* after the applied edits of *ledger*."""
    parts, last = [], 0
    for edit in sorted(ledger, key=lambda e: (e.origin, e.step)):
        start, end = edit.origin
        if edit.status == "applied" and start >= last:
            parts += [text[last:start], edit.after]
            last = end
    return "".join((*parts, text[last:]))


def docconv_at(level: Level) -> Repair:
    """docconv's spacing and casing as a function from text to text."""
    return lambda text: apply(text, edits(text, level))


@dataclass
class Score:
    """What was found, what of it was right, what there was to find."""

    found: int = 0
    right: int = 0
    wanted: int = 0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return f"{100 * precision:6.2f} {100 * recall:6.2f} {100 * f1:6.2f}  {self.wanted:6}"


class Tally:
    """Scores by kind of damage. What is found where nothing was damaged counts against all."""

    def __init__(self) -> None:
        self.scores: dict[str, Score] = defaultdict(Score)
        self.words = 0
        self.wrong: Counter[str] = Counter()

    def add(self, case: Damaged, repaired: str) -> None:
        """Hold *repaired* against the clean text."""
        before, after, truth = blanks(case.text), blanks(repaired), blanks(case.clean)
        self.words += len(case.clean.split())
        self._places("inserted spaces", after - before, truth - before, case.lost)
        self._places("removed spaces", before - after, before - truth, case.stray)
        was, now, right = (_solid(text) for text in (case.text, repaired, case.clean))
        if len(now) == len(right):
            changed = {at for at in range(len(right)) if now[at] != was[at]}
            wanted = {at for at in range(len(right)) if right[at] != was[at]}
            self._places("capitals", changed, wanted, case.small)

    def _places(self, name: str, done: set[int], wanted: set[int], kinds: dict[int, str]) -> None:
        total = self.scores[name]
        total.found += len(done)
        total.right += len(done & wanted)
        total.wanted += len(wanted)
        self.wrong[name] += len(done - wanted)
        for place in wanted:
            kind = kinds.get(place)
            if kind:
                score = self.scores[f"  {kind}"]
                score.wanted += 1
                score.right += place in done
                score.found += place in done

    def show(self) -> None:
        """Print the table; of a kind only its recall means anything."""
        print(f"{'':22}  prec.  recall    F1    wanted   wrong per 10,000 words")
        for name, score in self.scores.items():
            if not score.wanted and not score.found:
                continue
            wrong = f"{1e4 * self.wrong[name] / self.words:10.2f}" if name in self.wrong else ""
            figures = str(score) if name in self.wrong else f"       {str(score)[7:13]}"
            print(f"{name:22} {figures}{wrong}")


def _solid(text: str) -> str:
    return "".join(text.split())


def damaged_documents(sources: Iterable[Source], seeds: Iterable[int]) -> Iterator[Damaged]:
    """Every document damaged once for each seed."""
    for seed in seeds:
        random = Random(seed)
        for source in sources:
            names = set(names_inside(source.text, source.names.__contains__))
            yield damage(source.text, names, random)


def calibration(cases: Iterable[Damaged]) -> None:
    """Print how many of the edits at each confidence were right."""
    bins: dict[tuple[float, float], list[bool]] = defaultdict(list)
    for case in cases:
        place = _places(case.text)
        before, truth = blanks(case.text), blanks(case.clean)
        clean, damaged = _solid(case.clean), _solid(case.text)
        for edit in edits(case.text, "standard"):
            start, end = edit.origin
            at = place[start]
            if edit.before == "" and edit.after == " ":
                right = at in truth and at not in before
            elif edit.before == " " and edit.after == "":
                right = at not in truth
            elif len(edit.before) == len(edit.after) == end - start:
                size = len(edit.after)
                right = clean[at : at + size] == edit.after != damaged[at : at + size]
            else:
                continue
            for low, high in _BINS:
                if low <= edit.confidence < high:
                    bins[low, high].append(right)
    print("confidence      edits   right")
    for (low, high), verdicts in sorted(bins.items()):
        share = sum(verdicts) / len(verdicts)
        print(f"{low:.2f} to {min(high, 1):.2f} {len(verdicts):8} {100 * share:6.1f} %")


def _places(text: str) -> list[int]:
    places, count = [], 0
    for char in text:
        places.append(count)
        count += not char.isspace()
    return [*places, count]


def clean_text(name: str, texts: list[str], level: Level, show: int) -> None:
    """Print how many edits clean text gets, by all passes and by spacing and casing."""
    words = all_edits = ours = 0
    shown = []
    for text in texts:
        words += len(text.split())
        ledger = [e for e in normalize(document(text), level)[1] if e.status == "applied"]
        changing = [e for e in ledger if e.before != e.after]
        measured = [e for e in changing if e.rule.startswith(_MEASURED)]
        all_edits += len(changing)
        ours += len(measured)
        flat = Flow.read(document(text)).view().text
        shown += [(e, flat) for e in measured]
    rate = 1e4 / max(1, words)
    print(f"{name:28} {words:8} {ours * rate:8.2f} {all_edits * rate:8.2f}")
    for edit, flat in shown[:show]:
        start, end = edit.origin
        around = flat[max(0, start - 24) : start], flat[end : end + 24]
        print(
            f"      {edit.rule:22} {edit.confidence:.2f} {around[0]!r} {edit.after!r} {around[1]!r}"
        )


def whitespace_benchmark(folder: Path, name: str, repair: Repair, lines: int) -> None:
    """Print precision and recall over the lines of the public benchmark."""
    wrong = _read(folder / f"{name}.corrupt.txt.gz")
    right = _read(folder / f"{name}.correct.txt.gz")
    pairs = list(zip(wrong.split("\n"), right.split("\n"), strict=False))[:lines]
    pairs = [(a, b) for a, b in pairs if a.strip() and not set(a) & _PARTERS]
    text = PARA.join(a for a, _ in pairs)
    repaired = repair(text).split(PARA)
    put_in, taken_out = Score(), Score()
    good_words = good_edits = 0
    for (damaged, clean), output in zip(pairs, repaired, strict=False):
        before, after, truth = (
            blanks(damaged.strip()),
            blanks(output.strip()),
            blanks(clean.strip()),
        )
        for score, done, wanted in (
            (put_in, after - before, truth - before),
            (taken_out, before - after, before - truth),
        ):
            score.found += len(done)
            score.right += len(done & wanted)
            score.wanted += len(wanted)
        if before == truth:
            good_words += len(clean.split())
            good_edits += len(before ^ after)
    print(f"{name:12} insertions {put_in}")
    print(f"{'':12} deletions  {taken_out}")
    print(f"{'':12} edits per 10,000 words of correct lines {1e4 * good_edits / good_words:.2f}")


def _read(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8")


def speed(text: str, repair: Callable[[str], object]) -> float:
    """Megabytes a second of CPU time, the lexicon loaded; the better of two runs."""
    repair(text[:2000])
    best = 0.0
    for _ in range(2):
        start = time.process_time()
        repair(text)
        best = max(best, len(text.encode()) / 1e6 / (time.process_time() - start))
    return best


def peers() -> dict[str, Repair]:
    """The installed peers, each as a function from text to text."""
    found: dict[str, Repair] = {}
    known = lexicon()

    def by_word(split: Callable[[str], list[str]]) -> Repair:
        def repair(text: str) -> str:
            def one(match: re.Match[str]) -> str:
                word = match.group()
                if len(word) < 4 or known.code(word.lower()) is not None:
                    return word
                parts = " ".join(split(word))
                return parts if _solid(parts).lower() == word.lower() else word

            return _WORD.sub(one, text)

        return repair

    try:
        import wordninja_enhanced

        found["wordninja-enhanced"] = by_word(wordninja_enhanced.split)
    except ImportError:
        pass
    try:
        import wordsegment

        wordsegment.load()
        found["wordsegment"] = by_word(wordsegment.segment)
    except ImportError:
        pass
    try:
        import symspellpy

        speller = symspellpy.SymSpell(max_dictionary_edit_distance=0)
        folder = Path(symspellpy.__file__).parent
        speller.load_dictionary(str(folder / "frequency_dictionary_en_82_765.txt"), 0, 1)
        found["symspellpy"] = by_word(
            lambda word: speller.word_segmentation(word).segmented_string.split()
        )
    except ImportError:
        pass
    try:
        import ftfy

        found["ftfy"] = ftfy.fix_text
    except ImportError:
        pass
    try:
        import truecase

        truecase.get_true_case("Is it here?")
        found["truecase"] = lambda text: PARA.join(map(truecase.get_true_case, text.split(PARA)))
    except (ImportError, LookupError, OSError):
        pass
    return found


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser("python -m tests.bench.repair", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--lines", type=int, default=10_000, help="lines of the benchmark")
    parser.add_argument("--show", type=int, default=0, help="edits to show of each clean text")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    sources = list(gum(options.data / "gum.jsonl.gz"))
    news = [source for source in sources if source.genre in ("news", "interview")]
    other = [source for source in sources if source.genre in ("bio", "voyage", "academic")]
    print(f"docconv {docconv.__version__}")

    seeds = range(1, options.seeds + 1)
    systems: dict[str, Repair] = {"docconv": docconv_at("standard")}
    if options.peers:
        systems.update(peers())
    for title, chosen in (("damaged news", news), ("damaged prose full of names", other)):
        cases = list(damaged_documents(chosen, seeds))
        for name, repair in systems.items():
            tally = Tally()
            for case in cases:
                tally.add(case, repair(case.text))
            print(f"\n{title}: {name}")
            tally.show()
        print(f"\n{title}: calibration")
        calibration(cases)

    print(f"\n{'clean text at standard':28}    words  changed per 10,000: spacing and casing, all")
    for genre in sorted({source.genre for source in sources}):
        texts = [source.text for source in sources if source.genre == genre]
        clean_text(genre, texts, "standard", options.show)
    for path in sorted((options.data / "clean").glob("*.txt")):
        parts = re.split(r"\n[ \t]*\n", path.read_text("utf-8", "replace"))
        text = PARA.join(part for part in parts if part.strip())
        clean_text(path.stem, [text], "standard", options.show)

    for level in ("standard", "bold"):
        print(f"\nwhitespace benchmark at {level}: precision, recall, F1, wanted")
        for path in sorted((options.data / "wsc").glob("*.corrupt.txt.gz")):
            name = path.name.removesuffix(".corrupt.txt.gz")
            whitespace_benchmark(path.parent, name, docconv_at(level), options.lines)

    random = Random(0)
    megabyte = PARA.join(
        damage(source.text, set(), random, 0.5).text
        for source in sources
        if source.genre != "court"
    )
    while len(megabyte) < 1_000_000:
        megabyte += PARA + megabyte
    megabyte = megabyte[:1_000_000]
    print("\nMB/s of CPU time on 1 MB of damaged text")
    print(f"  docconv, whole normalizer {speed(megabyte, lambda t: normalize(document(t))):8.2f}")
    for name, repair in systems.items() if options.peers else ():
        if name != "docconv":
            print(f"  {name:25} {speed(megabyte, repair):8.2f}")


if __name__ == "__main__":
    main()
