"""Punctuation follows the document's own habits, and good punctuation stays."""

from __future__ import annotations

import pytest

from docconv.normalizer import punctuation
from tests.one_pass import edits, is_linear, repaired

AMERICAN = (
    "“We are ready for everything that may come,” the minister said.\n\n"
    "“The talks have begun,” she added.\n\n"
)
BRITISH = (
    "“We are ready for everything that may come”, the minister said.\n\n"
    "“The talks have begun”, she added.\n\n"
)
STOPPED = "".join(
    f"The {name} flows for many miles through the hills before it comes to the sea.\n\n"
    for name in ("Kent", "Lune", "Eden", "Derwent")
)
OPEN = (
    "The mayor denounced on Monday that the bridge, which was opened four years ago after a long "
    "quarrel with the neighbours, had been closed again by the engineers"
)


@pytest.mark.parametrize(
    ("habit", "quotation"),
    [
        (AMERICAN, "“Nobody should support this unjust war,” Stoltenberg said."),
        (BRITISH, "“Nobody should support this unjust war”, Stoltenberg said."),
        (AMERICAN.translate({0x201C: '"', 0x201D: '"'}), '"Nobody should do this now," he said.'),
    ],
)
def test_the_comma_after_a_quotation_stands_where_the_document_has_it(
    habit: str, quotation: str
) -> None:
    assert repaired(habit + quotation.replace(",", ""), punctuation).endswith("¶" + quotation)


def test_the_comma_says_which_evidence_it_has() -> None:
    text = AMERICAN + "“Nobody should support this war” he said."
    (edit,) = edits(text, punctuation)["quote-comma"]
    assert edit.why == "the document’s own quotations have a comma here (2 of 2)"


def test_a_comma_without_evidence_is_only_suggested() -> None:
    (edit,) = edits("“Nobody should support this war” he said.", punctuation)["quote-comma"]
    assert edit.status == "suggested"


@pytest.mark.parametrize(
    "good",
    [
        "The so-called “Iron Dome” Israel said it had bought was late.",
        "He called it an “illegal special operation” Putin announced in February.",
        "In “The Long Way Home” Smith said goodbye to his readers.",
        "“Top Gun” director Joseph Kosinski said no.",
        "The “boss” said that he would come.",
        "“No!” he said. “Why?” she asked. “Well…” they said.",
    ],
)
def test_quoted_phrases_get_no_comma(good: str) -> None:
    assert repaired(AMERICAN + good, punctuation).endswith(good)


def test_said_gets_its_comma_where_the_document_has_it() -> None:
    habit = "He said, “We are ready for it.” She said, “So are we, of course.” "
    text = habit + "They said “Then we can all begin.”"
    assert repaired(text, punctuation) == habit + "They said, “Then we can all begin.”"


def test_speech_without_a_speaker_is_flagged_and_its_words_stay() -> None:
    text = "“We will deliver even more air defense systems.” said."
    (edit,) = edits(text, punctuation)["speaker"]
    assert (edit.role, edit.status, edit.before) == ("flag", "suggested", "said")
    assert repaired(text, punctuation) == text


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        (
            "At a conference in Berlin, the head of NATO, Jens Stoltenberg He said the answer",
            "At a conference in Berlin, the head of NATO, Jens Stoltenberg, he said the answer",
        ),
        ("It works. He said so.", "It works. He said so."),
        ("That is what He said.", "That is what He said."),
    ],
)
def test_a_name_and_the_pronoun_that_takes_it_up_are_parted(damaged: str, mended: str) -> None:
    assert repaired(damaged, punctuation) == mended


def test_a_paragraph_gets_the_stop_that_its_siblings_have() -> None:
    text = f"{STOPPED}{OPEN}\n\nThe sea is cold."
    assert repaired(text, punctuation).endswith(f"{OPEN}.¶The sea is cold.")
    (edit,) = edits(text, punctuation)["final-stop"]
    assert edit.why == "4 of the 5 paragraphs end with a stop, and this is a sentence"


@pytest.mark.parametrize(
    "last",
    [
        "Bridge closed again after four years",
        OPEN.upper(),
        OPEN.replace("by the engineers", "by the engineers (AP Photo/John Doe)"),
        "- " + OPEN,
        OPEN + "\n\n- one\n- two",
        OPEN + "\n\nand nobody knows why.",
        OPEN + ":",
        OPEN + "?",
        OPEN + "\n\n    x = 1;\n    y = 2;",
    ],
)
def test_headings_captions_items_and_unfinished_paragraphs_get_no_stop(last: str) -> None:
    assert repaired(STOPPED + last, punctuation) == (STOPPED + last).replace("\n\n", "¶")


def test_a_paragraph_that_breaks_off_is_flagged() -> None:
    (edit,) = edits(STOPPED + OPEN + " who had been sent by the", punctuation)["breaks-off"]
    assert (edit.role, edit.before) == ("flag", "the")


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("He came,, saw and won..", "He came, saw and won."),
        ("First,. Second;; third", "First. Second; third"),
        ("“We won.”. He left.", "“We won.” He left."),
        ("He came , saw ( and ) won .", "He came, saw (and) won."),
        ("Is it so ? Yes ; it is !", "Is it so? Yes; it is!"),
        ("He said “ yes ”.", "He said “yes”."),
    ],
)
def test_doubled_marks_and_blanks_beside_marks_go(damaged: str, mended: str) -> None:
    assert repaired(damaged, punctuation) == mended


@pytest.mark.parametrize(
    "good",
    [
        "Wait... what?! No!! He… well.... Yes",
        "See ../docs/x.txt and C++ std::vector, a :) or ;-) face, .NET, 3 : 1.",
        "Le ministre a dit : « Non ! » Pourquoi ? La loi est comme cela ; et la vie est là.",
        "„Ja“, sagte er, „das ist es.“",
        'He is 5\'10" tall, with a 27" screen.',
        "id,,name,,x",
        "f( a , b );\ng( c , d );",
    ],
)
def test_meant_signs_stay(good: str) -> None:
    assert repaired(good, punctuation) == good.replace("\n\n", "¶")


def test_a_few_straight_marks_among_curly_ones_follow_them() -> None:
    curly = "“One,” he said. “Two,” she said. “Three,” they said. “Four,” we said. "
    damaged = curly + '"Five," he said. ”Six,” she said. “Seven,“ they said.'
    mended = curly + "“Five,” he said. “Six,” she said. “Seven,” they said."
    assert repaired(damaged, punctuation) == mended


def test_documents_of_one_style_or_of_two_keep_it() -> None:
    straight = '"One," he said. "It\'s two," she said.'
    mixed = straight + " “Three,” they said."
    swedish = "”En,” sade han. ”Två,” sade hon. ”Tre,” sade de. Och det är en dag som var."
    for text in (straight, mixed, swedish):
        assert repaired(text, punctuation) == text


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "”a “",
        '"Aa bb cc dd ee" He said. ',
        "He said “Aa bb cc dd.” ",
        "Name He said ",
        "..",
        " ,",
        "a\n\n",
        "The man went “Yes” he said.\n\n",
    ],
)
def test_cost_is_linear(piece: str) -> None:
    assert is_linear(piece, punctuation)
