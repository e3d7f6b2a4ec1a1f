"""What the PDF writer builds on: line breaks, page breaks, kerning, directions, tables of fonts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontParser

import docconv
from docconv.ast import Note
from docconv.errors import WriteError
from docconv.writers.pdf.breaker import JUSTIFIED, NEVER, RAGGED, Breaker, balance
from docconv.writers.pdf.direction import base_level, joined, levels, mirrored, visual_order
from docconv.writers.pdf.fonts import Library
from docconv.writers.pdf.items import Footnote, Item
from docconv.writers.pdf.pages import Sheet, paginate
from docconv.writers.pdf.setting import Style, TypeCase, tokens
from docconv.writers.pdf.truetype import Face

_FONTS = Path(docconv.__file__).parent / "fonts"
_SERIF = _FONTS / "SourceSerif4-Regular.ttf"


# --- Lines --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A box of the breaker."""

    width: float
    gap: float = 3.0
    penalty: float = 0.0
    hyphen: float = 0.0


def broken(words: Sequence[Word], width: float, tolerance: float = 3.0) -> list[int]:
    lines = Breaker(words, width, width, JUSTIFIED).lines(tolerance, force=True)
    assert lines is not None
    return [line.end for line in lines]


def test_lines_are_chosen_for_the_whole_paragraph() -> None:
    # Ending the first line where its last word fits would leave a third of the second one empty.
    words = [Word(width) for width in (20, 10, 30, 20, 10, 30, 20, 40, 10)]
    assert broken(words, 100) == [5, 8, 9]


def test_no_lines_within_a_tolerance_are_told_apart_from_bad_ones() -> None:
    words = [Word(50), Word(90), Word(10)]
    breaker = Breaker(words, 100, 100, JUSTIFIED)
    assert breaker.lines(1.0) is None
    assert breaker.lines(1.0, force=True) is not None


def test_a_line_never_ends_where_it_must_not() -> None:
    words = [Word(20, penalty=NEVER if number % 3 else 0.0) for number in range(60)]
    assert all(end == 60 or not words[end - 1].penalty for end in broken(words, 100))


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert broken([Word(10), Word(500), Word(10)], 100) == [1, 2, 3]


def test_the_first_line_may_be_shorter() -> None:
    words = [Word(20)] * 12
    (first, *_) = Breaker(words, 100, 60, RAGGED).lines(3.0) or []
    assert first.end == 2


def test_justified_lines_fill_the_width_and_the_last_one_does_not() -> None:
    words = [Word(10 + number % 7) for number in range(100)]
    *lines, last = Breaker(words, 200, 200, JUSTIFIED).lines(3.0) or []
    for line in lines:
        boxes = words[line.start : line.end]
        gaps = sum(word.gap for word in boxes[:-1]) * (1 + line.growth)
        assert sum(word.width for word in boxes) + gaps == pytest.approx(200)
    assert last.growth <= 0


def test_balanced_lines_are_about_equally_long() -> None:
    words = [Word(20)] * 6
    lines = Breaker(words, 110, 110, RAGGED).lines(9.0) or []
    assert [line.end for line in balance(words, lines, 110)] == [3, 6]


@given(
    st.lists(
        st.builds(
            Word,
            st.floats(0, 300),
            st.sampled_from((0.0, 3.0)),
            st.sampled_from((0.0, 50.0, NEVER)),
            st.sampled_from((0.0, 4.0)),
        ),
        min_size=1,
    ),
    st.floats(5, 200),
)
def test_every_word_comes_to_stand_on_one_line(words: list[Word], width: float) -> None:
    ends = [0, *broken(words, width)]
    assert ends[-1] == len(words)
    assert all(before < after for before, after in pairwise(ends))


# --- Pages --------------------------------------------------------------------------------------


def lines(count: int, height: float = 10.0) -> list[Item]:
    return [Item(height) for _ in range(count)]


def filled(sheets: Sequence[Sheet]) -> list[int]:
    return [len(sheet.body) for sheet in sheets]


def test_a_page_holds_what_fits() -> None:
    assert filled(paginate(lines(25), 100, 5)) == [10, 10, 5]
    assert filled(paginate([], 100, 5)) == [0]


def test_items_that_are_kept_together_move_together() -> None:
    items = lines(12)
    items[8].keep = items[9].keep = True
    assert filled(paginate(items, 100, 5)) == [8, 4]


def test_more_than_a_page_that_should_be_kept_together_is_broken_all_the_same() -> None:
    items = lines(30)
    for item in items:
        item.keep = True
    assert filled(paginate(items, 100, 5)) == [10, 10, 10]


def test_space_before_an_item_is_dropped_at_the_top_of_a_page() -> None:
    items = lines(11)
    items[10].before = 50
    last = paginate(items, 100, 5)[1]
    assert [top for top, _ in last.body] == [0.0]


def test_a_last_line_alone_is_squeezed_in() -> None:
    assert filled(paginate([*lines(10), Item(3.0)], 100, 5)) == [11]


def test_notes_take_room_from_their_page() -> None:
    items = lines(12)
    items[0].notes = (Footnote(1, Note(()), lines(3)),)
    sheets = paginate(items, 100, 5)
    assert filled(sheets) == [6, 6]
    assert [top for top, _ in sheets[0].notes] == [70.0, 80.0, 90.0]


def test_notes_too_long_for_their_page_go_on_below_the_next() -> None:
    items = lines(12)
    items[0].notes = (Footnote(1, Note(()), lines(15)),)
    sheets = paginate(items, 100, 5)
    assert [len(sheet.notes) for sheet in sheets] == [8, 6, 1]
    assert sum(filled(sheets)) == 12


def test_a_repeated_head_stands_above_what_goes_on() -> None:
    head = Item(10.0)
    items = [head, *lines(15)]
    for item in items[1:]:
        item.head = (head,)
    sheets = paginate(items, 100, 5)
    assert filled(sheets) == [10, 6]
    assert [len(sheet.repeated) for sheet in sheets] == [0, 1]
    assert sheets[1].body[0][0] == 10.0


# --- Fonts --------------------------------------------------------------------------------------


def glyph(face: Face, character: str) -> int:
    return face.glyphs[ord(character)]


@pytest.mark.parametrize(
    ("name", "pair", "kern"),
    [
        ("SourceSerif4-Regular", "AV", -119),
        ("SourceSerif4-Regular", "nn", 0),
        ("NotoSerif-Regular", "AV", -80),
        ("DejaVuSans", "AV", -64),
        ("SourceCodePro-Regular", "AV", 0),
    ],
)
def test_pairs_are_kerned_as_the_font_says(name: str, pair: str, kern: int) -> None:
    face = Face(_FONTS / f"{name}.ttf")
    assert face.kern(glyph(face, pair[0]), glyph(face, pair[1])) == kern


def test_every_glyph_of_a_monospaced_font_is_equally_wide() -> None:
    face = Face(_FONTS / "SourceCodePro-Regular.ttf")
    assert {face.width(number) for number in face.glyphs.values()} == {600}


def test_a_subset_is_a_font_that_keeps_the_numbers_of_its_glyphs() -> None:
    face = Face(_SERIF)
    numbers = [glyph(face, character) for character in "Aé"]
    data = face.subset(numbers)
    tables = TTFontParser(BytesIO(data), validate=1)
    ends = [end for (end,) in struct.iter_unpack(">I", tables.get_table("loca"))]
    drawn = {number for number, (start, end) in enumerate(pairwise(ends)) if end > start}
    assert {0, *numbers} <= drawn
    assert len(data) < len(_SERIF.read_bytes()) / 10


@pytest.mark.parametrize("data", [b"", b"OTTO" + bytes(100), bytes(1000)])
def test_what_is_no_truetype_font_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "some.ttf"
    path.write_bytes(data)
    with pytest.raises(WriteError, match=r"some\.ttf"):
        Face(path)


def test_characters_are_taken_from_the_first_font_that_has_them() -> None:
    typeface = Library().typeface("serif", False, False)
    names = {character: typeface.show(character).font.face.name for character in "aἀ☃"}
    assert names == {
        "a": "SourceSerif4-Regular",
        "ἀ": "NotoSerif-Regular",
        "☃": "DejaVuSans",
    }


# --- Words --------------------------------------------------------------------------------------


def cut(word: str, language: str = "") -> list[str]:
    setter = TypeCase(Library())[Style("serif", 10.0, language=language)]
    return [piece.text for piece in setter[word]]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("word", ["word"]),
        ("one—two", ["one—", "two"]),
        ("1914–1918", ["1914–1918"]),
        ("well-known", ["well-known"]),
        ("soft\u00adhyphen", ["soft", "hyphen"]),
        ("no\u00a0break", ["no", "break"]),
        ("zero\u200bwidth", ["zero", "width"]),
        ("漢字、仮名", ["漢", "字、", "仮", "名"]),
        ("https://example.org/some/path", ["https://example.", "org/", "some/", "path"]),
    ],
)
def test_a_line_may_end_inside_a_word_only_here(word: str, parts: list[str]) -> None:
    assert cut(word) == parts


def test_words_are_hyphenated_by_the_rules_of_their_language() -> None:
    pytest.importorskip("pyphen")
    assert cut("Silbentrennung", "de") == ["Sil", "ben", "tren", "nung"]
    assert cut("extraordinary", "en-GB") == ["ex", "traordin", "ary"]
    assert cut("word", "tlh") == ["word"]


def test_white_space_of_any_length_is_one_space() -> None:
    assert tokens(" a \n\t b") == [" ", "a ", "b"]


# --- Directions ---------------------------------------------------------------------------------


def shown(text: str) -> str:
    """*text* as it stands on a line, from left to right."""
    found = levels(text, base_level(text))
    return "".join(mirrored(text[at]) if found[at] % 2 else text[at] for at in visual_order(found))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("left to right", "left to right"),
        ("car אבג.", "car גבא."),
        ("one אב גד two", "one דג בא two"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב (גד)", "(דג) בא"),
        ("אב car גד", "דג car בא"),
    ],
)
def test_text_from_right_to_left_stands_in_its_order(text: str, line: str) -> None:
    assert shown(text) == line


def test_arabic_letters_join_their_neighbours() -> None:
    forms = [form for _, form in joined("سلام")]
    assert forms == ["\ufeb3", "\ufefc", "", "\ufee1"]
