"""The text reader keeps every character, and where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docconv.ast import Document, Para, SoftBreak, Text
from docconv.errors import ReadError
from docconv.readers import text


def read(data: bytes) -> Document:
    return text.read(data, text.Options(), lambda _: None)


def source(paragraph: Para) -> str:
    return "".join(run.text if isinstance(run, Text) else "\n" for run in paragraph.content)


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("ab \t\n\u00a0é"), max_size=60))
def test_the_source_can_be_told_from_the_document(raw: str) -> None:
    end = 0
    for block in text.parse(raw).blocks:
        assert isinstance(block, Para)
        assert raw[end : block.pos].strip() == ""
        end = block.pos + len(source(block))
        assert raw[block.pos : end] == source(block)
    assert raw[end:].strip() == ""


def test_blank_lines_part_paragraphs_and_line_ends_are_soft() -> None:
    first, second = text.parse("One\n two.\n \t\n\n  Three. \n").blocks
    assert first == Para((Text("One"), SoftBreak(), Text(" two.")))
    assert second == Para((Text("  Three. "),))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\ufeffcafé".encode(), "café"),
        ("café".encode("utf-16"), "café"),
        ("café".encode("cp1252"), "café"),
        (b"a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_the_bytes_tell_their_encoding(data: bytes, expected: str) -> None:
    (block,) = read(data).blocks
    assert isinstance(block, Para)
    assert source(block) == expected


def test_an_encoding_may_be_named() -> None:
    (block,) = text.read("Ж".encode("koi8-r"), text.Options("koi8-r"), lambda _: None).blocks
    assert block == Para((Text("Ж"),))
    with pytest.raises(ReadError, match="unknown encoding"):
        text.read(b"x", text.Options("klingon"), lambda _: None)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u200b\u00ad".encode()])
def test_a_file_without_a_visible_character_is_an_error(data: bytes) -> None:
    with pytest.raises(ReadError, match="there is no text in it"):
        read(data)


def test_bytes_that_are_no_text_are_an_error() -> None:
    with pytest.raises(ReadError, match="not text"):
        read(bytes(range(32)) * 20)
