"""What line ends mean: wrapped prose is joined; verse, lists, tables and code are kept."""

from __future__ import annotations

import textwrap

import pytest

from docconv.ast import LineBlock
from docconv.normalizer import lines
from tests.one_pass import edits, is_linear, normalized, repaired

PROSE = (
    "The river rises in the hills above the town and flows for forty miles to the sea. It has "
    "never been navigable, but there were once eleven mills along its banks, of which only two "
    "remain.",
    "One is a museum; the other was turned into flats in 1987, when the last miller, Mr. Hall, "
    "retired. “I would have gone on,” he told a local paper, “but nobody wants the flour.”",
    "Walkers can follow the river on a footpath that was opened in 2004 by the Mayor of Kendal. "
    "The best time is the spring, when the meadows on both banks are full of daffodils.",
)


@pytest.mark.parametrize("width", [40, 60, 72, 90])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, width)) for text in PROSE)
    assert repaired(wrapped, lines) == "¶".join(PROSE)


def test_wrapped_paragraphs_with_indents_and_no_blank_lines_are_told_apart() -> None:
    texts = (*PROSE, *reversed(PROSE))
    wrapped = "\n".join("\n".join(textwrap.wrap("   " + text, 66)) for text in texts)
    assert repaired(wrapped, lines) == "   " + "¶".join(texts)


def test_paragraphs_that_stand_one_to_a_line_are_parted() -> None:
    assert repaired("\n".join(PROSE), lines) == "¶".join(PROSE)


def test_a_document_with_a_blank_line_after_every_line_is_joined() -> None:
    text = PROSE[0] + " " + PROSE[2].replace(". The best", " and the best")
    assert "¶" not in repaired("\n\n".join(textwrap.wrap(text, 60)), lines).rstrip("¶")[:120]


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        ("build the infra-\nstructure of", "build the infrastructure of"),
        ("a well-\nknown, or well-known, man", "a well-known, or well-known, man"),
        ("the years 2019-\n2021 were", "the years 2019-2021 were"),
        ("an Anglo-\nSaxon word", "an Anglo-Saxon word"),
        ("the pre-\nand post-war years", "the pre- and post-war years"),
        ("Stoltenberg said that Mr. Stol-\ntenberg", "Stoltenberg said that Mr. Stoltenberg"),
    ],
)
def test_words_parted_at_a_line_end_are_joined(wrapped: str, joined: str) -> None:
    start = "It was decided by the committee on Monday that we should look again at "
    assert repaired(start + wrapped, lines) == start + joined


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "which were held in the hall of the",
            "old town, where nobody had been for many years.",
        ),
        (
            "and the opposition, which had voted against the law in March,",
            "said on Monday that it would go to the court again.",
        ),
    ],
)
def test_a_paragraph_parted_inside_a_sentence_is_joined(before: str, after: str) -> None:
    start = "The people of the village came to all the meetings "
    text = f"{start}{before}\n\n{after}\n\nThe next day it rained."
    assert repaired(text, lines) == f"{start}{before} {after}¶The next day it rained."


def test_page_numbers_and_running_heads_go() -> None:
    pages = (
        "The range of most species has moved upwards by three metres a year, and the",
        "movement is faster on southern slopes. In many valleys the plants that they",
        "eat are found where they were thirty years ago, while the butterflies have",
        "moved away from them.",
    )
    text = "\n\n".join(f"{page}\n\n{12 + i}\n\nAlpine Ecology" for i, page in enumerate(pages))
    assert repaired(text, lines) == " ".join(pages)


def test_numbers_of_chapters_are_no_page_numbers() -> None:
    text = "\n\n".join(f"{i}\n\n{PROSE[i % 3]}" for i in range(1, 6))
    assert repaired(text, lines) == text.replace("\n\n", "¶")


@pytest.mark.parametrize(
    "verse",
    [
        "Along the road the willows lean\nAbove the water, dark and slow,\n"
        "And every leaf that once was green\nIs turning gold before the snow.",
        "12 Church Street\nLittle Marlow\nBuckinghamshire",
        "200 g flour\n3 eggs\n1 tsp baking powder",
        "From: anna@example.org\nTo: bob@example.org\nSubject: The draft",
        "Best wishes,\nTom",
        "[10:01] anna: hi there\n[10:02] bob: hello",
    ],
)
def test_lines_that_were_meant_stay_lines(verse: str) -> None:
    document, _ = normalized(f"{PROSE[0]}\n\n{verse}\n\n{PROSE[1]}", lines)
    block = document.blocks[1]
    assert isinstance(block, LineBlock)
    assert repaired(verse, lines).replace("¶", "\n").replace("/", "\n") == verse


def test_speakers_are_parted_and_their_speech_joined() -> None:
    text = (
        "SMITH: I had never been in a big city before, and my uncle had a shop in the\n"
        "old town.\nINTERVIEWER: What was it like?\nSMITH: It was cold, and everything was\ngrey."
    )
    assert repaired(text, lines) == (
        "SMITH: I had never been in a big city before, and my uncle had a shop in the old town."
        "¶INTERVIEWER: What was it like?¶SMITH: It was cold, and everything was grey."
    )


@pytest.mark.parametrize(
    "kept",
    [
        "- to protect the river\n- to teach children\n- to work with farmers",
        "1. one\n2. two\n3. three",
        "Name      Age\nAnna       31\nBob        27",
        "Introduction ..... 1\nChapter 1 ........ 5",
        "for (i = 0; i < n; i++) {\n    print(i);\n}",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "My Title\n========",
        "> quoted\n> lines",
        "id,name,score\n1,anna,3\n2,bob,4",
    ],
)
def test_lists_tables_code_and_marks_keep_their_line_ends(kept: str) -> None:
    text = f"{PROSE[0]}\n\n{kept}\n\n{PROSE[1]}"
    assert repaired(text, lines) == text.replace("\n\n", "¶")


@pytest.mark.parametrize(
    "good",
    [
        "\n\n".join(PROSE),
        "We need:\n\napples\n\npears\n\nbread",
        "Dear Anna,\n\nthank you for the letter that came on Monday from the office.",
        "The energy of a body is given by\n\nE = mc^2\n\nwhere m is its mass.",
        "hey everyone, just wanted to share some thoughts on it\n\ni think it is good\n\nbye",
    ],
)
def test_paragraphs_that_belong_apart_stay_apart(good: str) -> None:
    assert repaired(good, lines) == good.replace("\n\n", "¶")


def test_documents_that_say_otherwise_what_a_line_is_keep_their_soft_breaks() -> None:
    from docconv.ast import Document, Heading, Para, SoftBreak, Text
    from docconv.normalizer import normalize

    content = (Text("One line"), SoftBreak(), Text("and another infra-"), SoftBreak(), Text("red."))
    document = Document((Heading(1, (Text("Title"),)), Para(content)))
    (_, paragraph), _ = normalize(document)[0].blocks, None
    assert isinstance(paragraph, Para)
    assert paragraph.content == (Text("One line"), SoftBreak(), Text("and another infrared."))


def test_an_edit_says_what_it_rests_on() -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, 60)) for text in PROSE)
    assert {edit.why for edit in edits(wrapped, lines)["wrap"]} <= {
        "the sentence runs on over this line end",
        "the line ends where the next word did not fit",
    }


@pytest.mark.parametrize("piece", ["a\n", "- a\n", "1. a\n", "in-\n", "a\n\n", "12\n\nfoo the\n\n"])
def test_cost_is_linear(piece: str) -> None:
    assert is_linear(piece, lines)
