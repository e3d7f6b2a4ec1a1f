"""Builds the lexicon and fits the model. See ``docconv/normalizer/data/README.md``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from docconv.normalizer.lexicon import Lexicon
from docconv.normalizer.train import build, fit, sources
from docconv.normalizer.train.lexicon import Counts
from docconv.normalizer.train.shapes import write_shapes

Folded = Iterator[tuple[sources.Sentence, bool]]

_DATA = Path(__file__).parent.parent / "data"


_FOLDS = 5  # one of them is kept for fitting the model


def count(options: argparse.Namespace, *, held_out: bool) -> Counts:
    """Read every source, but for the held-out part of the running text if so asked."""
    counts = Counts()
    for sentences, weight in running_text(options):
        counts.add_text((s for s, held in sentences if not (held and held_out)), weight)
    counts.add_scowl(sources.scowl(options.scowl))
    counts.add_lemmas(sources.lemmas(options.wordnet))
    counts.add_titles(sources.titles(options.wordnet))
    counts.add_titles(tuple(name.split()) for name, _ in sources.places(options.geonames))
    counts.add_names(sources.census(options.census))
    counts.add_places(sources.places(options.geonames))
    counts.add_modern(sources.modern())
    return counts


def running_text(options: argparse.Namespace) -> list[tuple[Folded, float]]:
    """The running text, its sentences marked whether held out, and its weight in the counts."""
    texts = options.texts
    return [
        (folded(sources.masc(texts / "masc_tagged.zip")), 2.0),
        (folded(sources.plain(texts / "state_union.zip")), 1.0),
        (folded(sources.plain(texts / "inaugural.zip")), 0.5),
        (folded(sources.glosses(options.wordnet)), 0.5),
    ]


def folded(sentences: Iterable[sources.Sentence]) -> Folded:
    """Sentences in blocks, every fifth of which is held out."""
    for number, sentence in enumerate(sentences):
        yield sentence, number // 200 % _FOLDS == 0


def fit_model(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Weights fitted on text that the lexicon used for it has not seen."""
    random = Random(3)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_lexicon(count(options, held_out=True), options, folder)
        held = (s for part, _ in running_text(options) for s, held in part if held)
        lexicon = Lexicon(folder)
        strange = [name for name in strange_names(options) if lexicon.code(name.lower()) is None]
        parting, joining = fit.examples(held, lexicon, strange, random)
    print(f"{len(parting)} partings, {len(joining)} joinings to learn from")
    return {"part": fit.fit(parting, random), "join": fit.fit(joining, random)}


def strange_names(options: argparse.Namespace) -> list[str]:
    """Names that the lexicon lacks: the model is to learn to leave them alone."""
    return sorted({name for name in sources.small_places(options.geonames) if len(name) % 2})


def write_lexicon(counts: Counts, options: argparse.Namespace, folder: Path) -> None:
    """The files that :class:`Lexicon` and :mod:`docconv.normalizer.shapes` read."""
    entries = counts.entries()
    build.write_words(entries, folder)
    build.write_pairs(counts, entries, folder)
    build.write_forms(counts, folder)
    build.write_phrases(counts, folder)
    even = (name.lower() for name in sources.small_places(options.geonames) if len(name) % 2 == 0)
    write_shapes([*entries, *even], folder)


def main() -> None:
    """Parse the arguments, build, write."""
    parser = argparse.ArgumentParser("python -m docconv.normalizer.train", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="folder of the text archives")
    parser.add_argument("--scowl", type=Path, default=Path("/usr/share/dict/scowl"))
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--census", type=Path, required=True, help="folder with dist.all.last")
    parser.add_argument("--geonames", type=Path, required=True, help="folder of cities15000.json")
    parser.add_argument("--lexicon-only", action="store_true", help="keep the weights")
    parser.add_argument("--output", type=Path, default=_DATA)
    options = parser.parse_args()
    options.output.mkdir(exist_ok=True)
    write_lexicon(count(options, held_out=False), options, options.output)
    if not options.lexicon_only:
        fit.write(fit_model(options), options.output)


if __name__ == "__main__":
    main()
