"""The sources of lexicon and model, each read into plain values.

Running text becomes *sentences*: lists of tokens, words and punctuation apart. Word lists
become pairs of a word and how common its list says it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

Sentence = list[str]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*|\d[\d.,:]*|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n\s*\n")

# How often a word of a SCOWL level is met in a hundred million running words, roughly.
_LEVELS = {10: 20000, 20: 4000, 35: 600, 40: 300, 50: 100, 55: 50, 60: 30, 70: 12, 80: 3, 95: 1}
_LISTS = ("words", "upper", "proper-names", "abbreviations", "contractions")
_DIALECTS = re.compile(r"(?:english|american|british(?:_z)?|canadian|australian|variant_1)-")


def masc(archive: Path) -> Iterator[Sentence]:
    """MASC, tagged: one sentence a line, ``form_TAG`` apart by blanks."""
    for line in _lines(archive):
        forms = [token.rpartition("_")[0] for token in line.split()]
        yield [form for form in forms if form]


def plain(archive: Path) -> Iterator[Sentence]:
    """A zip of running text."""
    with ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if name.endswith(".txt") and "README" not in name:
                yield from sentences(files.read(name).decode("utf-8", "replace"))


def glosses(wordnet: Path) -> Iterator[Sentence]:
    """The definitions and examples of WordNet."""
    for name in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"data.{name}").read_text("ascii", "replace").splitlines():
            _, bar, gloss = line.partition(" | ")
            if bar:
                for part in gloss.split(";"):
                    # Definitions begin in lower case: nothing in them opens a sentence.
                    yield ["(", *_TOKEN.findall(part)] if '"' in part else _TOKEN.findall(part)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of running text."""
    for part in _SENTENCE.split(text):
        if tokens := _TOKEN.findall(part):
            yield tokens


def scowl(folder: Path) -> Iterator[tuple[str, str, int, float]]:
    """SCOWL: word, kind of list, level, and its expected count."""
    for path in sorted(folder.iterdir()):
        name, _, level = path.name.rpartition(".")
        kind = _DIALECTS.sub("", name)
        if _DIALECTS.match(name) and kind in _LISTS and level.isdigit():
            for word in path.read_text("iso-8859-1").split():
                yield word, kind, int(level), _LEVELS[int(level)]


def lemmas(wordnet: Path) -> Iterator[tuple[str, str]]:
    """The words of WordNet as written there, with the group of their sense (``noun.person``)."""
    for number, name in ((0, "noun"), (1, "verb"), (2, "adj"), (3, "adv")):
        for line in (wordnet / f"data.{name}").read_text("ascii", "replace").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" ")
            group = _NOUN_GROUPS.get(int(fields[1]), "") if number == 0 else ""
            for at in range(4, 4 + 2 * int(fields[3], 16), 2):
                for word in fields[at].partition("(")[0].split("_"):
                    yield word, group


def titles(wordnet: Path) -> Iterator[tuple[str, ...]]:
    """The names of several words in WordNet."""
    for line in (wordnet / "data.noun").read_text("ascii", "replace").splitlines():
        if not line.startswith(" "):
            fields = line.split(" ")
            for at in range(4, 4 + 2 * int(fields[3], 16), 2):
                if "_" in fields[at]:
                    yield tuple(fields[at].split("_"))


_NOUN_GROUPS = {15: "place", 18: "person", 14: "group"}


def census(folder: Path) -> Iterator[tuple[str, str, float]]:
    """Names of the US Census 1990: name, ``given`` or ``family``, share in per cent."""
    files = {"dist.all.last": "family", "dist.female.first": "given", "dist.male.first": "given"}
    for file, kind in files.items():
        for line in (folder / file).read_text("ascii").splitlines():
            name, share, *_ = line.split()
            yield name.title(), kind, float(share)


def places(folder: Path) -> Iterator[tuple[str, int]]:
    """GeoNames: names of countries, US states and cities, with their number of inhabitants."""
    for country in _json(folder / "countries.json").values():
        yield country["name"], max(int(country["population"]), 500_000)
        yield country["capital"], 500_000
    for state in _json(folder / "us_states.json").values():
        yield state["name"], 2_000_000
    for city in _json(folder / "cities15000.json").values():
        yield city["name"], int(city["population"])
        if int(city["population"]) > 400_000:
            for name in city["alternatenames"]:
                if name.isascii() and name.istitle() and 3 < len(name) < 20:
                    yield name, int(city["population"]) // 20


def modern() -> Iterator[str]:
    """Words that the other sources are too old for."""
    for line in (Path(__file__).parent / "modern.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from (part for word in line.split() for part in word.split("-"))


def small_places(folder: Path) -> Iterator[str]:
    """GeoNames: single-word names of small towns, as examples of names nobody knows."""
    for city in _json(folder / "cities5000.json").values():
        name = city["name"]
        if isinstance(name, str) and name.isalpha() and name.istitle() and len(name) > 4:
            yield name


def _json(path: Path) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return loaded


def _lines(archive: Path) -> Iterable[str]:
    with ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if name.endswith(".txt") and "categories" not in name:
                yield from files.read(name).decode("utf-8", "replace").splitlines()
