"""One document that uses every node, mark and metadata field, in every nesting that matters."""

from __future__ import annotations

import struct
import zlib

from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    Code,
    CodeBlock,
    ColSpec,
    DefinitionItem,
    DefinitionList,
    Div,
    Document,
    Emph,
    Figure,
    Heading,
    HorizontalRule,
    Image,
    Inlines,
    LineBlock,
    LineBreak,
    Link,
    Mark,
    Marks,
    Math,
    Media,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Row,
    SmallCaps,
    SoftBreak,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    TableBody,
    Text,
    Underline,
)


def every_node() -> Document:
    """The document, equal at every call."""
    blocks = (
        *_inlines(),
        *_links(),
        *_lists(),
        *_quotes_and_code(),
        *_tables(),
        *_figures(),
        *_containers(),
        *_raw(),
        *_headings(),
        *_scripts(),
        *_empty(),
    )
    return Document(blocks, META, {"chart.png": Media(png(48, 32), "image/png")})


META = Meta(
    title="Every node & <mark>",
    subtitle="What “docconv” can hold",
    authors=("Ada Lovelace", "Zoë Ångström"),
    date="2022-10-19",
    language="en-GB",
    description="A document that uses every node.",
    rights="© 2022 The authors. All rights reserved.",
    credits=("With information from EFE & Reuters", "Photo: Jane Doe"),
    identifier="urn:uuid:0b6c1f5e-0f3a-4b46-9a41-2f3e8b6b1c11",
    extra={
        "draft": True,
        "keywords": ("nodes", "marks"),
        "note": (Text("An "), Text("inline", (Emph(),)), Text(" value")),
        "summary": (Para((Text("A block value"),)),),
        "series": {"name": "Tests", "part": "1"},
    },
)


def png(width: int, height: int) -> bytes:
    """A small RGB picture: a gradient from teal to white."""
    rows = b"".join(
        b"\0"
        + b"".join(bytes((x * 255 // width, 128 + y * 127 // height, 160)) for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


# --- Shorthand ----------------------------------------------------------------------------------


def _text(text: str, *marks: Mark) -> Inlines:
    return (Text(text, marks),)


def _para(text: str) -> Para:
    return Para(_text(text))


def _plain(text: str) -> Plain:
    return Plain(_text(text))


def _cell(text: str) -> Cell:
    return Cell((_plain(text),))


def _row(*texts: str) -> Row:
    return Row(tuple(_cell(text) for text in texts))


def _note(text: str, marks: Marks = ()) -> Note:
    return Note((_para(text),), marks)


def _chart(alt: str, marks: Marks = ()) -> Image:
    return Image("chart.png", _text(alt), marks=marks)


# --- Inlines ------------------------------------------------------------------------------------

_MARKS: tuple[tuple[str, Mark], ...] = (
    ("strong", Strong()),
    ("emphasis", Emph()),
    ("underline", Underline()),
    ("strikeout", Strikeout()),
    ("superscript", Superscript()),
    ("subscript", Subscript()),
    ("small capitals", SmallCaps()),
    ("a link", Link("https://example.org/a?b=1&c=2", "A title & more")),
    ("a span", Span(Attr(classes=("credit",)))),
    ("ein deutscher Satz", Span(Attr(attributes=(("lang", "de"),)))),
)


def _inlines() -> Blocks:
    each = tuple(run for name, mark in _MARKS for run in (Text(name, (mark,)), Text(", ")))
    nested = (
        Text("bold "),
        Text("bold ", (Strong(),)),
        Text("and italic", (Strong(), Emph())),
        Text(" and struck", (Strong(), Strikeout())),
        Text(" and "),
        Text("x", (Emph(),)),
        Text("2", (Emph(), Superscript())),
        Text(" in "),
        Text("SMALL ", (SmallCaps(),)),
        Text("CAPS", (SmallCaps(), Underline())),
        Text("; a seam: "),
        Text("Pat Ryder", (Strong(),)),
        Text("told"),
        Text(" them."),
    )
    atoms = (
        Text("Code "),
        Code("if a < b && c: print('<b>')"),
        Text(", tagged code "),
        Code("let x = 1;", Attr(classes=("rust",))),
        Text(", code that is bold "),
        Code("x", marks=(Strong(),)),
        Text(", math "),
        Math(r"a^2 + b^2 = \sqrt{c^4}"),
        Text(" and displayed "),
        Math(r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}", display=True),
        Text(" a soft"),
        SoftBreak(),
        Text("break, a hard"),
        LineBreak(),
        Text("break, a picture "),
        _chart("a small chart"),
        Text(", a note"),
        _note("A short note with markup: <&>."),
        Text(", another"),
        Note(
            (
                Para((*_text("A note of two paragraphs, "), *_text("one bold", Strong()))),
                CodeBlock("and code"),
                BulletList(((_plain("and a list"),),)),
            )
        ),
        Text(", and nothing more."),
    )
    return (
        Heading(1, _text("Inlines & <marks>"), Attr("inlines", ("numbered",))),
        Para(each),
        Para(nested),
        Para(atoms),
        Para(
            (
                Text("Breaks inside a mark: ", (Strong(),)),
                SoftBreak((Strong(),)),
                LineBreak((Strong(),)),
                Math("x < y", marks=(Strong(),)),
                _note("A note inside bold.", (Strong(),)),
            )
        ),
    )


def _links() -> Blocks:
    def link(text: str, url: str) -> Inlines:
        return (Text(text, (Link(url),)), Text(", "))

    return (
        Heading(2, _text("Links"), Attr("links")),
        Para(
            (
                *link("the web", "https://example.org/ä ö?q=\"x\"&r='y'"),
                *link("mail", "mailto:someone@example.org"),
                *link("telephone", "tel:+15555550100"),
                *link("a heading", "#inlines"),
                *link("a table", "#table"),
                *link("a figure", "#figure"),
                *link("a span", "#span"),
                *link("a target that does not exist", "#nowhere"),
                *link("a script", "javascript:alert(1)"),
                *link("a local file", "other.html"),
                Text("a link ", (Link("https://example.org"),)),
                Text("with bold", (Link("https://example.org"), Strong())),
                Code(" code", marks=(Link("https://example.org"),)),
                _note(" and a note", (Link("https://example.org"),)),
                Text(", "),
                _chart("a picture that is a link", (Link("https://example.org"),)),
                Text(", and "),
                Text("the span itself", (Span(Attr("span", ("target",))),)),
            )
        ),
    )


# --- Blocks -------------------------------------------------------------------------------------


def _lists() -> Blocks:
    deep = BulletList(
        (
            (
                _plain("one"),
                OrderedList(
                    ((_plain("two"), BulletList(((_plain("three"),), (_plain("four"),)))),)
                ),
            ),
        )
    )
    loose = BulletList(
        (
            (_para("A loose item"), _para("of two paragraphs.")),
            (_para("An item with"), CodeBlock("code()"), BlockQuote((_para("and a quote"),))),
            (Table((ColSpec(),), bodies=(TableBody((_row("a table in a list"),)),)),),
            (Heading(3, _text("A heading in a list")), _para("and its text")),
        )
    )
    numbered: tuple[Block, ...] = (
        OrderedList(((_plain("three"),), (_plain("four"),)), start=3),
        OrderedList(((_plain("c"),), (_plain("d"),)), 3, "lower-alpha", "paren"),
        OrderedList(((_plain("A"),), (_plain("B"),)), 1, "upper-alpha", "parens"),
        OrderedList(((_plain("iv"),), (_plain("v"),)), 4, "lower-roman", "period"),
        OrderedList(((_plain("I"),), (_plain("II"),)), 1, "upper-roman", "default"),
        OrderedList(((_plain("an example"),),), 1, "example", "parens"),
        OrderedList(((_plain("from zero"),), (_plain("to one"),)), 0, "default", "default"),
    )
    return (
        Heading(2, _text("Lists")),
        BulletList(((_plain("a tight item"),), (_plain("another"),))),
        _para("A list right after another starts anew:"),
        OrderedList(((_plain("one"),), (_plain("two"),))),
        OrderedList(((_plain("one again"),), (_plain("two again"),))),
        deep,
        loose,
        *numbered,
        DefinitionList(
            (
                DefinitionItem(_text("Term", Strong()), ((_plain("Its definition"),),)),
                DefinitionItem(
                    (*_text("Term with two and a note"), _note("On the term.")),
                    ((_para("First"), CodeBlock("x = 1")), (_para("Second"), deep)),
                ),
            )
        ),
    )


def _quotes_and_code() -> Blocks:
    return (
        Heading(2, _text("Quotes, code, verse")),
        BlockQuote((_para("Quoted."), BlockQuote((_para("Quoted within."),)), _lists()[1])),
        CodeBlock("no language\n\n    indented & <escaped>\n\ttabbed"),
        CodeBlock(
            'def f(x: int) -> str:\n    return f"{x:>10}"  # ' + "long " * 40,
            Attr("code", ("python", "numberLines"), (("startFrom", "10"),)),
        ),
        LineBlock(
            (
                _text("The limerick packs laughs anatomical"),
                _text("    Into space that is quite economical."),
                (),
                (Text("But the good ones "), Text("I’ve seen", (Emph(),)), _note("Few.")),
            )
        ),
        HorizontalRule(),
    )


def _tables() -> Blocks:
    rich = Cell(
        (_para("A paragraph,"), BulletList(((_plain("a list"),),)), CodeBlock("and code")),
        attr=Attr("cell", ("rich",)),
    )
    full = Table(
        cols=(
            ColSpec("left", 0.2),
            ColSpec("center", 0.3),
            ColSpec("right", 0.2),
            ColSpec("default", 0.3),
        ),
        head=(
            Row((_cell("Name"), Cell((_plain("Two columns"),), "center", 1, 2), _cell("Last"))),
            _row("a", "b", "c", "d"),
        ),
        bodies=(
            TableBody(
                (
                    Row((Cell((_plain("Two rows"),), row_span=2), rich, *_row("1", "2").cells)),
                    Row(
                        (Cell((_plain("right"),), "right"), Cell((_plain("2 × 2"),), "left", 2, 2))
                    ),
                    _row("alone", "beside"),
                ),
                head=(Row((Cell((_plain("A group"),), col_span=4),)),),
                row_heads=1,
                attr=Attr("group", ("body",)),
            ),
            TableBody((Row((_cell("second"), Cell(()), _cell("body"), Cell((Plain(()),)))),)),
        ),
        foot=(_row("Sum", "1", "2", "3"),),
        caption=Caption(
            (Para((*_text("A table with everything"), _note("Even a note."))),), _text("Table")
        ),
        attr=Attr("table", ("wide",), (("data-kind", "full"),)),
        head_attr=Attr("head"),
        foot_attr=Attr("foot"),
    )
    headless = Table(
        (ColSpec(), ColSpec()), bodies=(TableBody((_row("no", "head"), _row("at", "all"))),)
    )
    nested = Table(
        (ColSpec(),),
        head=(_row("A table"),),
        bodies=(TableBody((Row((Cell((_para("holding"), headless)),)),)),),
    )
    long = Table(
        (ColSpec("right"), ColSpec()),
        head=(_row("Number", "Square"),),
        bodies=(TableBody(tuple(_row(str(n), str(n * n)) for n in range(1, 61))),),
    )
    return Heading(2, _text("Tables")), full, headless, nested, long


def _figures() -> Blocks:
    credit = Span(Attr(classes=("credit",)))
    caption = Caption(
        (
            Para((Text("Officials told "), Text("Reuters", (Emph(),)), Text(" so "))),
            Para((Text("(Agency/Handout via REUTERS)", (credit,)),)),
        ),
        _text("Officials"),
    )
    sized = Attr("", ("wide",), (("width", "50%"), ("height", "40px")))
    return (
        Heading(2, _text("Figures")),
        Figure((Plain((_chart("A chart"),)),), caption, Attr("figure")),
        Figure((), caption, Attr("", ("caption",))),
        Figure((Plain((Image("chart.png", (), "A title", sized),)),)),
        Figure((CodeBlock("a listing"),), Caption((_plain("A figure may hold code"),))),
        Figure((_tables()[2],), Caption((_plain("or a table"),))),
        Para((Image("https://example.org/far.png", _text("a picture far away")),)),
        Para((Image("missing.png", _text("a picture nobody has")),)),
        Para(
            (
                Image(
                    "chart.png",
                    (Text("bold", (Strong(),)), Text(" alternative "), Code("text")),
                    "A title",
                    sized,
                ),
            )
        ),
    )


def _containers() -> Blocks:
    german = Attr("german", (), (("lang", "de"),))
    return (
        Heading(2, _text("Containers")),
        Div((_para("Kyiv, 19 October"),), Attr(classes=("dateline",))),
        Div((_para("Ein Absatz, ganz auf Deutsch."), _lists()[1]), german),
        Div((Div((_para("A div in a div."),), Attr("inner")),), Attr("outer", ("a", "b"))),
        Div((Heading(3, _text("A heading in a div")),)),
        Div((_para("(With information from EFE and Reuters)"),), Attr(classes=("credits",))),
        Plain(_text("Plain text that is no paragraph")),
    )


def _raw() -> Blocks:
    return (
        RawBlock("html", '<p class="raw">Raw <b>HTML</b> &amp; more.</p>'),
        RawBlock("latex", r"\newpage"),
        RawBlock("openxml", "<w:p><w:r><w:t>Raw OpenXML</w:t></w:r></w:p>"),
        Para(
            (
                Text("Raw inlines: "),
                RawInline("html", "<b>HTML</b>"),
                RawInline("tex", r"\LaTeX"),
                RawInline("openxml", "<w:r><w:t>OpenXML</w:t></w:r>"),
                RawInline("html", "<i>marked</i>", (Strong(),)),
                Text("."),
            )
        ),
    )


def _headings() -> Blocks:
    levels = tuple(
        Heading(level, _text(f"A heading of level {level}"), Attr(f"level-{level}"))
        for level in range(1, 7)
    )
    rich = (
        Text("A heading with "),
        Text("emphasis", (Emph(),)),
        Text(", "),
        Code("code"),
        Text(", "),
        Math("x^2"),
        Text(", "),
        Text("a link", (Link("https://example.org"),)),
        Text(" and a note"),
        _note("On the heading."),
    )
    return (
        *levels,
        Heading(1, rich, Attr("inlines")),  # an identifier used before: the first one wins
        Heading(2, (Text("A heading"), LineBreak(), Text("of two lines"))),
        Heading(2, _text("Öffentliche Straße?"), Attr("öffentliche straße")),
    )


def _scripts() -> Blocks:
    return (
        Heading(2, _text("Scripts and odd characters")),
        _para("Latin: Ångström, Čapek, Łódź, Nguyễn, œuvre, ﬁn, x\u0304 and q\u0303."),
        _para("Greek: Ελληνικά. Cyrillic: Киев, Київ. Symbols: € → ≤ ∑ ♥ ½ † ‰ №."),
        _para("CJK: 漢字かな 한국어. Emoji: 😀👩‍👩‍👧. Unknown: \ufffd."),
        Para(_text("עברית (right to left)", Span(Attr(attributes=(("lang", "he"),))))),
        _para("Spaces: no\u00a0break, thin\u2009space, zero\u200bwidth, soft\u00adhyphen,\ttab."),
        _para("  leading, double  and trailing spaces  "),
        _para("Markup: <script>alert(1)</script> &amp; ]]> <!-- --> *no* `no` {no} $no$ \\no %no"),
        _para("A" + "very" * 60 + "longword and https://example.org/" + "path/" * 40),
    )


def _empty() -> Blocks:
    return (
        Heading(2, ()),
        Para(()),
        Para((Text(""),)),
        Para((Text("   "),)),
        Plain(()),
        BlockQuote(()),
        CodeBlock(""),
        BulletList(()),
        BulletList(((), (_plain("after an empty item"),))),
        OrderedList(()),
        OrderedList(((),), start=7),
        DefinitionList(()),
        DefinitionList(
            (
                DefinitionItem((), ((_plain("no term"),),)),
                DefinitionItem(_text("no definition"), ()),
                DefinitionItem(_text("an empty definition"), ((),)),
            )
        ),
        LineBlock(()),
        LineBlock(((),)),
        Table(()),
        Table((ColSpec(), ColSpec())),
        Table((ColSpec(),), head=(Row((Cell(()),)),), bodies=(TableBody(()),)),
        Table((ColSpec(), ColSpec()), bodies=(TableBody((Row(()),)),)),
        Figure(()),
        Figure((Plain(()),), Caption((Plain(()),))),
        Div(()),
        Div((), Attr("empty")),
        RawBlock("html", ""),
        Para(
            (
                Code(""),
                Math(""),
                Image("", ()),
                Image("chart.png", ()),
                Note(()),
                RawInline("html", ""),
                Text("", (Strong(),)),
                Text("", (Link("https://example.org"),)),
                Text("an empty address", (Link(""),)),
            )
        ),
        Para((SoftBreak(), LineBreak(), LineBreak())),
        _para("The end."),
    )
