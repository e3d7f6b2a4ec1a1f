"""Characters that nobody typed are mended; everything that somebody meant stays."""

from __future__ import annotations

import pytest

from docconv.normalizer import characters
from tests.one_pass import edits, is_linear, repaired


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Itâ€™s a cafÃ© â€“ really.", "It’s a café – really."),
        ("â€œWe won,â€\x9d she said.", "“We won,” she said."),
        ("â€œWe won,â€ she said.", "“We won,” she said."),  # the last byte was dropped
        ("It costs Â£5 or â‚¬6.", "It costs £5 or €6."),
        ("Ð\x9fÑ€Ð¸Ð²ÐµÑ‚, world", "Привет, world"),
        ("He went Ã Rome.", "He went à Rome."),
        ("It is 10Â km.", "It is 10 km."),
        ("He said \x93no\x94 and didn\x92t.", "He said “no” and didn’t."),
        ("She didn\ufffdt go.", "She didn’t go."),
        ("It`s late, and I don´t care.", "It's late, and I don't care."),
    ],
)
def test_wrong_decodings_are_undone(damaged: str, mended: str) -> None:
    assert repaired(damaged, characters) == mended


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Smith &amp; Sons", "Smith & Sons"),
        ("Smith &amp;amp; Sons", "Smith & Sons"),
        ("one&nbsp;two &nbsp; three", "one two three"),
        ("5 &lt; 6 &quot;yes&quot;", '5 < 6 "yes"'),
        ("first<br>second <br/> third", "first/second/third"),
        ("<p>A paragraph.</p>", "A paragraph."),
        ('A <span class="x">word</span> here.', "A word here."),
    ],
)
def test_markup_left_in_text_goes(damaged: str, mended: str) -> None:
    assert repaired(damaged, characters) == mended


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("a\u200b word, \ufeffanother, so\u00adft", "a word, another, soft"),
        ("infra\u00ad\nstructure", "infrastructure"),
        ("ﬁnance, oﬃce, ﬂow", "finance, office, flow"),
        ("cafe\u0301", "café"),
        ("Schr¨odinger", "Schrödinger"),
        ("two  blanks.  And a\ttab", "two blanks. And a tab"),
        ("at the end  \n\nof a paragraph\t", "at the end¶of a paragraph"),
        ("said on Monday.\u00a0The next\u00a0morning", "said on Monday. The next morning"),
    ],
)
def test_invisible_and_joined_signs_are_mended(damaged: str, mended: str) -> None:
    assert repaired(damaged, characters) == mended


@pytest.mark.parametrize(
    "good",
    [
        "AMANHÃ” disse. SÃO PAULO, CAFÉ”, TODDÉ™, Âge, Ärzte „Spaß“, Straße”, Ö–Ü.",
        "Ελληνικά, Русский — «язык», РОССИЯ, 日本語　です。",
        "Le « mot\u00a0» est là\u00a0! 10\u00a0km, M.\u00a0Dupont, w\u00a0Polsce, § 5.",
        "👨\u200d👩\u200d👧 می\u200cخواهم क्\u200dष",
        "AT&T; R&D; fish & chips; &unknown; a<b and c>d",
        "l´amour, d´accord",
        "Use the `code`s and `name`s.",
        "Write &amp; in HTML to get an ampersand, and <p> for a paragraph.",
        "“quoted”, it’s 5′ 10″, naïve, Ångström, œuvre, ½, …",
    ],
)
def test_good_text_stays_as_it_is(good: str) -> None:
    assert repaired(good, characters) == good


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return  x\n\nprint( f(1),  '&amp;')\nx = {'a':  1}",
        "Name\tAge\tCity\nAnna\t31\tBerlin\nBob\t27\tLondon",
        "Name      Age\nAnna       31\nBob        27",
        "<ul>\n  <li>one &amp; two</li>\n</ul>",
    ],
)
def test_code_and_tables_keep_their_blanks_and_signs(source: str) -> None:
    assert repaired(source, characters) == source.replace("\n\n", "¶")


def test_an_indent_is_left_to_the_passes_that_read_it() -> None:
    assert repaired("First.\n\n    Indented.", characters) == "First.¶    Indented."


def test_a_lost_character_is_flagged_and_not_guessed() -> None:
    (edit,) = edits("Price: \ufffd5 today", characters)["lost"]
    assert (edit.role, edit.status) == ("flag", "suggested")


def test_every_edit_says_why() -> None:
    (edit,) = edits("naÃ¯ve", characters)["mojibake"]
    assert edit.why == "“Ã¯” is “ï” in UTF-8, read with the wrong encoding"


@pytest.mark.parametrize(
    "piece", ["Ã©", "é", "&amp;", "<a ", "\u00a0", "a\u0301", "\ufffd", "n´t ", "\u200b", "\t "]
)
def test_cost_is_linear(piece: str) -> None:
    assert is_linear(piece, characters)
