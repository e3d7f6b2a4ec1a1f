"""The laws of docconv, each on text and documents that Hypothesis makes up."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import docconv
from docconv import files, walk
from docconv.ast import Code, Document, Image, LineBreak, Math, Para, SoftBreak, Text
from docconv.edits import from_json, to_json
from docconv.normalizer import replay
from docconv.readers.text import parse
from tests.random_documents import documents

LAW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Pieces of damaged text: what stands between them decides what is broken.
_PIECES = (
    "the", "press", "conference", "Ryder", "pat ryder", "rydertold", "kyiv", "Kyiv", "iranian",
    "StoltenbergHe", "said", "he", "Monday", "3.5", "2022-10-19", "date 2022-10-19", "U.S.",
    "p.m.4", "“air defenses”", "“Stop”", "”Stoltenberg", "systems.” said.", '"quoted"', "it’s",
    "don't",
    "https://example.org/a.b,c?d=E", "pat@example.org", "@handle", "#hashTag", "readme.txt",
    "camelCase", "snake_case", "iPhone", "H2O", "5kg", "infra-", "structure", "naÃ¯ve", "caf\u00e9",
    "ﬁne", "&amp;", "…", ",,", "—", "•", "-", "*", "1.", "2)", ">", "#", "====", "THE END", "I",
    "i", "(With information from EFE and Reuters)", "(Reuters)", "By Jane Doe", "\u200b", "\u00a0",
    "\u00ad", "ein", "deutscher", "Satz", "für", "die", "日本語", "مرحبا", "👩‍🚀", "\ufffd",
    "\ufffc",
)  # fmt: skip
_JOINTS = ("", " ", " ", " ", " ", ". ", ", ", "\n", "\n\n", "  ", "\t", ".", ",", "\n \n", "\r\n")

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6)


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """Raw text in which much is broken and something always stands."""
    pieces = draw(st.lists(st.sampled_from(_PIECES) | _WORDS, max_size=40))
    return "".join(piece + draw(st.sampled_from(_JOINTS)) for piece in ["Text", *pieces])


def read(text: str) -> Document:
    return docconv.read(text.encode("utf-8", "replace"), source="text", warn=lambda _: None)


def source_of(document: Document) -> dict[int, str]:
    """The text of each paragraph as it stood in the source, by its place there."""
    signs = {SoftBreak: "\n", LineBreak: "\u2028"}
    return {
        block.pos: "".join(
            inline.text if isinstance(inline, Text) else signs.get(type(inline), "\ufffc")
            for inline in block.content
        )
        for block in walk.blocks(document.blocks)
        if isinstance(block, Para)
    }


# --- 1. The ledger ------------------------------------------------------------------------------


@LAW
@given(damaged_texts())
@example("The “air defenses”Stoltenberg said\n\nrydertold Ryder")
def test_replaying_the_ledger_gives_the_result(text: str) -> None:
    document = read(text)
    for level in ("safe", "standard", "bold"):
        result, edits = docconv.normalize(document, level=level)
        assert replay(document, from_json(to_json(edits))) == result


@LAW
@given(documents())
def test_replaying_the_ledger_of_any_document_gives_the_result(document: Document) -> None:
    result, edits = docconv.normalize(document, level="bold")
    assert replay(document, edits) == result


@LAW
@given(damaged_texts())
def test_rejecting_everything_gives_back_what_was_read(text: str) -> None:
    document = read(text)
    reject: set[str] = set()
    for _ in range(30):  # without one repair, another may be found elsewhere
        result, edits = docconv.normalize(document, reject=reject)
        if not any(edit.status == "applied" for edit in edits):
            break
        reject |= {edit.id for edit in edits}
    assert result == document


@LAW
@given(damaged_texts())
def test_plain_text_that_was_read_is_kept_to_the_byte(text: str) -> None:
    decoded = re.sub("\r\n?|[\x0b\x0c\u2028]", "\n", text).replace("\u2029", "\n\n")
    position = 0
    for start, paragraph in source_of(parse(decoded)).items():
        assert not decoded[position:start].strip()
        assert decoded[start : start + len(paragraph)] == paragraph
        position = start + len(paragraph)
    assert not decoded[position:].strip()


@LAW
@given(damaged_texts(), st.randoms(use_true_random=False))
def test_an_id_does_not_depend_on_other_edits(text: str, random: object) -> None:
    document = read(text)
    _, edits = docconv.normalize(document)
    assert len({edit.id for edit in edits}) == len(edits)
    for edit in edits[:3]:
        _, others = docconv.normalize(document, reject={edit.id})
        found = {other.id: other for other in others}
        assert found[edit.id].status == "rejected"
        apart = [e for e in edits if abs(e.origin[0] - edit.origin[0]) > 400]
        assert all(e.id in found for e in apart if e.status == "applied")


@LAW
@given(damaged_texts())
def test_every_edit_tells_what_stood_there_why_and_how_surely(text: str) -> None:
    _, edits = docconv.normalize(read(text), level="bold")
    for edit in edits:
        assert edit.why.strip()
        assert "/" in edit.rule
        assert 0 <= edit.confidence <= 1
        assert edit.role or edit.before != edit.after


# --- 2. A second run finds nothing --------------------------------------------------------------


@LAW
@given(damaged_texts(), st.sampled_from(["safe", "standard", "bold"]))
def test_a_second_run_finds_nothing(text: str, level: str) -> None:
    once, _ = docconv.normalize(read(text), level=level)
    twice, edits = docconv.normalize(once, level=level)
    assert [edit for edit in edits if edit.status == "applied"] == []
    assert twice == once


@LAW
@given(documents())
def test_a_second_run_over_any_document_finds_nothing(document: Document) -> None:
    once, _ = docconv.normalize(document)
    assert docconv.normalize(once)[0] == once


# --- 3. What must not be touched ----------------------------------------------------------------

_UNTOUCHABLE = re.compile(
    r"https?://[\w./?=,-]*\w|[\w.]+@example\.org|(?<!\w)[@#]\w+|\breadme\.txt\b"
    r"|\b(?:camelCase|snake_case|iPhone|H2O)\b"
)


@LAW
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=30))
def test_addresses_handles_and_identifiers_are_never_touched(pieces: list[str]) -> None:
    text = "Text " + " ".join(pieces)
    result, _ = docconv.normalize(text, level="bold")
    after = " ".join(walk.texts(result.blocks))
    assert Counter(_UNTOUCHABLE.findall(text)) == Counter(_UNTOUCHABLE.findall(after))


@LAW
@given(documents())
def test_code_math_and_images_are_never_touched(document: Document) -> None:
    def atoms(of: Document) -> list[object]:
        return [
            inline
            for block in walk.blocks(of.blocks)
            for content in walk.inlines(block)
            for inline in content
            if isinstance(inline, Code | Math | Image)
        ]

    result, _ = docconv.normalize(document, level="bold")
    assert atoms(result) == atoms(document)
    assert result.media == document.media


@LAW
@given(documents())
def test_with_repair_off_the_document_is_the_same(document: Document) -> None:
    assert docconv.normalize(document, level="off") == (document, ())


# --- 4. No text is lost -------------------------------------------------------------------------


def words(document: Document) -> set[str]:
    """The words of *document*, as far as one run of text holds them."""
    return {
        word
        for block in walk.blocks(document.blocks)
        for content in walk.inlines(block)
        for inline in content
        if isinstance(inline, Text)
        for word in re.findall(r"\w+", inline.text)
    }


@LAW
@given(documents())
def test_html_read_by_another_program_has_every_word(document: Document) -> None:
    bs4 = pytest.importorskip("bs4")
    data = docconv.write(document, "html", warn=lambda _: None)
    text = bs4.BeautifulSoup(data, "lxml").get_text()
    assert [word for word in words(document) if word not in text] == []


@LAW
@given(damaged_texts())
def test_the_text_output_has_every_word_of_the_document(text: str) -> None:
    document, _ = docconv.normalize(read(text))
    out = docconv.write(document, "text", warn=lambda _: None).decode()
    assert [word for word in words(document) if word not in out] == []


# --- 5. The same input gives the same bytes -----------------------------------------------------

_TARGETS = ("html", "epub", "docx", "pdf", "markdown", "json", "text")


@LAW
@given(documents(), st.sampled_from(_TARGETS))
def test_the_same_document_gives_the_same_bytes(document: Document, target: str) -> None:
    first = docconv.write(document, target, warn=lambda _: None)
    assert docconv.write(document, target, warn=lambda _: None) == first


# --- 6. The old file, or the whole new one ------------------------------------------------------


@LAW
@given(st.binary(), st.binary(), st.sampled_from(["fsync", "chmod", "replace"]))
def test_a_file_that_cannot_be_saved_leaves_the_old_one(old: bytes, new: bytes, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "file")
        files.save(path, old)
        patch.setattr(files.os, step, fail)
        with pytest.raises(docconv.WriteError, match="no space left"):
            files.save(path, new)
        assert path.read_bytes() == old
        assert [entry.name for entry in Path(folder).iterdir()] == ["file"]


# --- 7. Nothing is fetched, nothing opened that was not named -----------------------------------

_WATCHED: list[str] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _WATCHED is not None and event in ("socket.connect", "subprocess.Popen", "os.system"):
        _WATCHED.append(f"{event} {arguments}")


sys.addaudithook(_watch)


@LAW
@given(documents())
def test_nothing_is_fetched_and_no_program_started(document: Document) -> None:
    global _WATCHED
    _WATCHED = []
    try:
        for target in _TARGETS:
            docconv.write(document, target, warn=lambda _: None)
        assert _WATCHED == []
    finally:
        _WATCHED = None
