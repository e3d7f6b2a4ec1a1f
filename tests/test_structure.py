"""Paragraphs become what they are, by evidence; prose stays prose and code stays code."""

from __future__ import annotations

import pytest

from docconv import walk
from docconv.ast import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    CodeBlock,
    Div,
    Document,
    Figure,
    Heading,
    HorizontalRule,
    LineBlock,
    OrderedList,
    Para,
    Plain,
    Span,
)
from docconv.normalizer import lines, normalize, structure
from tests.one_pass import edits, is_linear, normalized

PROSE = "The river rises in the hills above the town and flows for forty miles to the sea."
MORE = "It has never been navigable, but there were once eleven mills along its banks."


def made(text: str) -> Document:
    return normalized(text, lines, structure)[0]


def text_of(block: Block) -> str:
    return "|".join(walk.texts((block,)))


def kinds(text: str) -> list[str]:
    """The kinds of the blocks that become of *text*; headings with their level."""
    return [
        f"Heading {block.level}" if isinstance(block, Heading) else type(block).__name__
        for block in made(text).blocks
    ]


def listed(blocks: Blocks) -> list[object]:
    """Lists as lists in lists, their items as text."""
    out: list[object] = []
    for block in blocks:
        if isinstance(block, BulletList | OrderedList):
            out.append([part for item in block.items for part in listed(item)])
        else:
            out.append(text_of(block))
    return out


# --- Headings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n{p}\n\n## Two ##\n\n{p}", [("One", 1), ("Two", 2)]),
        ("One\n===\n\n{p}\n\nTwo\n---\n{p}", [("One", 1), ("Two", 2)]),
        ("CHAPTER I.\n\n{p}\n\nCHAPTER II. Sea\n\n{p}",
         [("CHAPTER I.", 1), ("CHAPTER II. Sea", 1)]),
        ("1. Methods\n\n{p}\n\n1.1 Bees\n\n{p}\n\n2. Results\n\n{p}",
         [("1. Methods", 1), ("1.1 Bees", 2), ("2. Results", 1)]),
        ("A Study of Bees\n\n{p}\n\nReferences\n\n{p}",
         [("A Study of Bees", 1), ("References", 2)]),
        ("Iran agrees to ship missiles\n\n{p}\n\n{p}", [("Iran agrees to ship missiles", 1)]),
        ("{p}\n\nTHE OLD HOUSE\n\n{p}\n\nTHE LIGHT\n\n{p}",
         [("THE OLD HOUSE", 1), ("THE LIGHT", 1)]),
        ("{p}\n\nEarly life\n\n{p}\n\nCareer\n\n{p}\n\nDeath\n\n{p}",
         [("Early life", 1), ("Career", 1), ("Death", 1)]),
        ("ACT I\n\nSCENE 1. A street.\n\n{p}", [("ACT I", 1), ("SCENE 1. A street.", 2)]),
    ],
)  # fmt: skip
def test_headings_are_found(text: str, expected: list[tuple[str, int]]) -> None:
    blocks = made(text.replace("{p}", PROSE)).blocks
    found = [(text_of(b), b.level) for b in blocks if isinstance(b, Heading)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\nA single short line\n\n{MORE}",
        f"Dear Anna,\n\n{PROSE}\n\n{MORE}",
        f"INTERVIEWER: When did you come here?\n\n{PROSE}\n\n{MORE}",
        f"{PROSE}\n\nYou're uh —\n\n{MORE}\n\nUm —\n\n{PROSE}\n\nWell —\n\n{MORE}",
        f"{PROSE}\n\nHe was tired\n\n{MORE}\n\nIt was late\n\n{PROSE}\n\nShe had gone\n\n{MORE}",
        f"{PROSE}\n\nJOHN SMITH",
        f"Chapter 3 shows that this is wrong, and gives the reasons.\n\n{PROSE}",
        f"{PROSE}\n\n# a comment\n\n{MORE}",
        "Hello world",
    ],
)
def test_short_lines_without_evidence_are_no_headings(text: str) -> None:
    assert "Heading" not in " ".join(kinds(text))


def test_no_headline_is_invented_from_a_sentence() -> None:
    assert kinds(f"{PROSE}\n\n{MORE}") == ["Para", "Para"]


def test_documents_that_have_headings_get_no_guessed_ones() -> None:
    texts = (PROSE, "Early life", PROSE, "Career", PROSE, "Death", PROSE)
    paragraphs = tuple(made(text).blocks[0] for text in texts)
    document = Document((made("# One").blocks[0], *paragraphs))
    assert normalize(document)[0] == document


# --- Lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n- two", [["one", "two"]]),
        ("Our aims:\n* one\n* two", ["Our aims:", ["one", "two"]]),
        ("• one\n\n• two\n\n• three", [["one", "two", "three"]]),
        ("\uf0b7 one\n\uf0b7 two", [["one", "two"]]),
        ("1. one\n2. two\n3. three", [["one", "two", "three"]]),
        ("a) one\nb) two", [["one", "two"]]),
        ("(i) one\n(ii) two\n(iii) three", [["one", "two", "three"]]),
        ("- one\n  - inner\n  - inner two\n- two", [["one", ["inner", "inner two"], "two"]]),
        ("1. one\n   a) x\n   b) y\n2. two", [["one", ["x", "y"], "two"]]),
        ("1. one\na. x\nb. y\n2. two", [["one", ["x", "y"], "two"]]),
        ("- one that goes on\n  over the line\n- two", [["one that goes on over the line", "two"]]),
    ],
)
def test_lists_are_found(text: str, expected: list[object]) -> None:
    assert listed(made(text).blocks) == expected


@pytest.mark.parametrize(
    ("text", "start", "style", "delimiter"),
    [
        ("3. c\n4. d\n5. e", 3, "decimal", "period"),
        ("(a) x\n(b) y", 1, "lower-alpha", "parens"),
        ("iv) x\nv) y\nvi) z", 4, "lower-roman", "paren"),
        ("A. x\nB. y\nC. z", 1, "upper-alpha", "period"),
    ],
)
def test_numbered_lists_keep_their_numbers(
    text: str, start: int, style: str, delimiter: str
) -> None:
    (block,) = made(text).blocks
    assert isinstance(block, OrderedList)
    assert (block.start, block.style, block.delimiter) == (start, style, delimiter)


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n- Only one line with a dash",
        "1999. It was a good year.\n\n2003. So was this.",
        "A. Smith\nB. Jones",
        "Born on the\n12. of May he was",
        "- ¿Adónde vas? Dime la verdad.\n- A casa, porque ya es tarde.\n- ¿Y por qué?",
        "— Où vas-tu ?\n— À Paris.",
        "-5\n-6",
    ],
)
def test_other_lines_with_dashes_and_numbers_are_no_lists(text: str) -> None:
    assert not any(kind.endswith("List") for kind in kinds(text))


# --- Quotations, rules, listings ----------------------------------------------------------------


def test_quoted_lines_go_into_a_quotation_and_lose_their_marks() -> None:
    blocks = made("On Monday Anna wrote:\n> one\n> two\n>\n> three\nI agree.").blocks
    assert [type(block) for block in blocks] == [Para, BlockQuote, Para]
    assert [text_of(block) for block in walk.blocks((blocks[1],))][1:] == ["one two", "three"]


def test_quotations_in_quotations_nest() -> None:
    (outer,) = made("> one\n> > two\n> three").blocks
    assert isinstance(outer, BlockQuote)
    assert [type(block) for block in outer.blocks] == [Para, BlockQuote, Para]


@pytest.mark.parametrize("rule", ["* * *", "***", "-----", "# # #", "⁂", "~~~~"])
def test_lines_of_signs_are_rules(rule: str) -> None:
    blocks = made(f"{PROSE}\n\n{rule}\n\n{MORE}").blocks
    assert isinstance(blocks[1], HorizontalRule)


@pytest.mark.parametrize(
    "source",
    [
        "import os\n\ndef f(x):\n    # add one\n    return x + 1\n\nprint(f(1))",
        "#include <stdio.h>\n\nint main(void)\n{\n\tputs(\"1. a\");\n\n\treturn 0;\n}",
        "- hosts: all\n  tasks:\n    - name: Test\n      run: pytest",
        "SELECT a\nFROM b\nWHERE c > 3;",
        "{\n  \"a\": 1,\n  \"b\": [2,  3]\n}",
        "Name      Age\nAnna       31\nBob        27",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "/\\_/\\\n( o.o )\n > ^ <",
    ],
)  # fmt: skip
def test_code_and_tables_become_listings_to_the_letter(source: str) -> None:
    (block,) = made(source).blocks
    assert isinstance(block, CodeBlock)
    assert block.text == source


def test_fenced_listings_lose_their_fences() -> None:
    blocks = made(f"{PROSE}\n\n```python\na = 1\n\nb = 2\n```\n\n{MORE}").blocks
    assert [type(block) for block in blocks] == [Para, CodeBlock, Para]
    assert text_of(blocks[1]) == "a = 1\n\nb = 2"


# --- Captions and credits -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Officials in Tehran (West Asia News Agency/Handout via REUTERS)",
         "West Asia News Agency/Handout via REUTERS"),
        ("A fallen tree blocks a road near Kendal. (AP Photo/Mark Jones)", "AP Photo/Mark Jones"),
        ("The new wing. Photo: Jane Doe/Museum of Art", "Photo: Jane Doe/Museum of Art"),
        ("The new wing of the museum. Jane Doe/Getty Images", "Jane Doe/Getty Images"),
    ],
)  # fmt: skip
def test_a_sentence_that_ends_in_a_photo_credit_is_a_caption(caption: str, credit: str) -> None:
    block = made(f"{PROSE}\n\n{caption}\n\n{MORE}").blocks[1]
    assert isinstance(block, Figure)
    (inner,) = block.caption.blocks
    assert isinstance(inner, Para)
    marked = [run for run in inner.content if any(isinstance(m, Span) for m in run.marks)]
    assert walk.plain(tuple(marked)) == credit
    assert text_of(inner) == caption


def test_a_numbered_figure_without_its_picture_is_a_caption() -> None:
    assert kinds(f"{PROSE}\n\nFigure 2. Map of the river\n\n{MORE}") == ["Para", "Figure", "Para"]


@pytest.mark.parametrize(
    "credit",
    [
        "(With information from EFE and Reuters)",
        "Reporting by Jane Doe in Paris; Editing by John Roe",
        "Photo: AFP",
        "© 2022 Thomson Reuters",
    ],
)
def test_a_line_that_only_credits_goes_into_the_credits(credit: str) -> None:
    document = made(f"{PROSE}\n\n{MORE}\n\n{credit}")
    block = document.blocks[-1]
    assert isinstance(block, Div)
    assert block.attr.classes == ("credits",)
    assert text_of(block) == credit
    assert document.meta.credits == (credit.strip("()"),)


@pytest.mark.parametrize(
    "good",
    [
        "The director said that she had not expected so many people. (Reuters)",
        "The figures are better than last year (see the table on page 12).",
        "Figure 3 shows that the river has become shorter.",
        "With information from the village the police went up the hill.",
        "He lived in the house on the corner of the street (and/or in the barn) for years.",
        "Sources in the ministry said that the talks would go on until the end of the week.",
        "Written by hand, the letter was hard to read, and nobody tried.",
    ],
)
def test_sentences_with_brackets_and_sources_stay_paragraphs(good: str) -> None:
    assert kinds(f"{PROSE}\n\n{good}\n\n{MORE}") == ["Para", "Para", "Para"]


# --- Dates, authors, datelines ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("October 19, 2022", "2022-10-19"),
        ("Wednesday, 19 October 2022", "2022-10-19"),
        ("Published: Oct. 19, 2022", "2022-10-19"),
        ("2022-10-19", "2022-10-19"),
        ("19. Oktober 2022", "2022-10-19"),
        ("19 de octubre de 2022", "2022-10-19"),
    ],
)
def test_a_date_under_the_headline_becomes_the_documents_date(line: str, date: str) -> None:
    document = made(f"Storm leaves thousands without power\n\n{line}\n\n{PROSE}\n\n{MORE}")
    assert document.meta.date == date
    assert [type(block) for block in document.blocks] == [Heading, Div, Para, Para]
    assert text_of(document.blocks[1]) == line  # it stays in the text


def test_a_date_before_the_first_sentence_leaves_the_text() -> None:
    document = made(f" date 2022-10-19 {PROSE}\n\n{MORE}")
    assert document.meta.date == "2022-10-19"
    assert text_of(document.blocks[0]) == PROSE


@pytest.mark.parametrize(
    "text",
    [
        f"12 Church Street\nLittle Marlow\n\n3 May 1891\n\nDear Sir,\n\n{PROSE}",
        f"3 May 1891\n\n{PROSE}\n\n4 May 1891\n\n{MORE}",
        f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{MORE}\n\n3 May 1891",
        f"In 2022-10-19 the format is ISO 8601.\n\n{PROSE}",
        "32 May 1891\n\nTitle of it\n\n" + PROSE,
    ],
)
def test_other_dates_stay_in_the_text(text: str) -> None:
    assert made(text).meta.date == ""


def test_a_byline_names_the_authors() -> None:
    document = made(f"Storm over England\n\nBy Jane Doe and John Smith\n\n{PROSE}\n\n{MORE}")
    assert document.meta.authors == ("Jane Doe", "John Smith")
    assert kinds(f"Storm over England\n\nBy the sea\n\n{PROSE}\n\n{MORE}")[1] == "Para"


def test_fields_above_the_text_become_metadata() -> None:
    meta = made(f"Title: The Sea\n\nAuthor: Jane Doe\n\nLanguage: English\n\n{PROSE}").meta
    assert (meta.title, meta.authors, meta.language) == ("The Sea", ("Jane Doe",), "en")


def test_fields_of_other_things_stay() -> None:
    document = made(f"Name: Anna\nAge: 31\nCity: Berlin\n\n{PROSE}")
    assert isinstance(document.blocks[0], LineBlock)


def test_a_dateline_is_marked() -> None:
    (block, _) = made(f"KYIV, Oct 19 (Reuters) - {PROSE}\n\n{MORE}").blocks
    assert isinstance(block, Para)
    mark = block.content[0].marks[0]
    assert isinstance(mark, Span)
    assert mark.attr.classes == ("dateline",)


# --- Together -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [f"    {PROSE}", f"\t{PROSE}", f"\u00a0{PROSE}"])
def test_an_indent_that_nothing_needs_goes(text: str) -> None:
    (block,) = made(text).blocks
    assert text_of(block) == PROSE


def test_every_role_is_on_record_with_its_reason() -> None:
    found = edits(f"{PROSE}\n\nA bridge. (AP Photo/John Doe)\n\n{MORE}", structure)
    assert "it ends in the credit of a picture" in found["caption"][0].why
    assert found["credit"][0].role == "span"


def test_list_items_stay_plain_and_quotations_stay_paragraphs() -> None:
    bullets, quote = made(f"- one\n- two\n\n{PROSE}\n\n> three\n> four").blocks[::2]
    assert isinstance(bullets, BulletList)
    assert isinstance(quote, BlockQuote)
    assert isinstance(bullets.items[0][0], Plain)
    assert isinstance(quote.blocks[0], Para)


@pytest.mark.parametrize(
    "piece",
    ["- ", "- a\n", ">", "> a\n", "1. a\n\n", "ABC DEF\n\n", "Abc Def\n\n", "* * *\n\n",
     "3 May 1891\n\n", "Figure 1. Abc (Photo: x)\n\n", "x = {a: b};\n\n", "```\n\n"],
)  # fmt: skip
def test_cost_is_linear(piece: str) -> None:
    assert is_linear(piece, structure)
