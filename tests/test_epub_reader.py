"""The EPUB reader: many files become one document, and a broken book says what is wrong."""

from __future__ import annotations

import base64
import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    BulletList,
    Code,
    Div,
    Document,
    Emph,
    Figure,
    Heading,
    Image,
    Link,
    Math,
    Note,
    Para,
    Plain,
    SmallCaps,
    Span,
    Strong,
    Text,
)
from docconv.errors import Notice, ReadError
from docconv.readers.epub import Options, read
from tests.every_node import png

_XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{}>'
    "<head><title>A page</title>{}</head>{}</html>"
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_METADATA = "<dc:title>A Book</dc:title><dc:language>en</dc:language>"
_TYPES = {
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "png": "image/png",
    "ncx": "application/x-dtbncx+xml",
}


def _page(body: str, head: str = "", attributes: str = "") -> str:
    body = body if body.startswith("<body") else f"<body>{body}</body>"
    return _XHTML.format(attributes, head, body)


def _parts(
    pages: dict[str, str],
    metadata: str = _METADATA,
    others: dict[str, str | bytes] | None = None,
    properties: dict[str, str] | None = None,
    guide: str = "",
) -> dict[str, bytes]:
    """The files of a book whose spine are the *pages*, by name in the package's folder."""
    files: dict[str, str | bytes] = {**pages, **(others or {})}
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="{_TYPES[name.rpartition(".")[2]]}" '
        f'properties="{(properties or {}).get(name, "")}"/>'
        for number, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine>{guide}</package>"
    )
    made: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": package,
        **{f"OEBPS/{name}": content for name, content in files.items()},
    }
    return {n: data.encode() if isinstance(data, str) else data for n, data in made.items()}


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _read(parts: dict[str, bytes]) -> tuple[Document, list[Notice]]:
    notices: list[Notice] = []
    return read(_zip(parts), Options(), notices.append), notices


def _blocks(*bodies: str, **others: str | bytes) -> tuple[Block, ...]:
    """The blocks of a book of pages with these *bodies*: ``p1.xhtml``, ``p2.xhtml``, …"""
    pages = {f"p{number}.xhtml": _page(body) for number, body in enumerate(bodies, 1)}
    named = {name.replace("_", "."): content for name, content in others.items()}
    return _read(_parts(pages, others=named))[0].blocks


def _para(text: str) -> Para:
    return Para((Text(text),))


# --- Pages --------------------------------------------------------------------------------------


def test_pages_come_in_the_order_of_the_spine() -> None:
    pages = {"z.xhtml": _page("<p>first</p>"), "a.xhtml": _page("<p>second</p>")}
    assert _read(_parts(pages))[0].blocks == (_para("first"), _para("second"))


def test_the_navigation_is_no_page() -> None:
    pages = {
        "nav.xhtml": _page('<nav epub:type="toc"><ol><li><a href="a.xhtml">A</a></li></ol></nav>'),
        "a.xhtml": _page("<h1>A</h1>"),
    }
    blocks = _read(_parts(pages, properties={"nav.xhtml": "nav"}))[0].blocks
    assert blocks == (Heading(1, (Text("A"),)),)


def test_elements_mean_what_they_mean_in_html() -> None:
    body = "<p>a <b>b</b><em>c</em> <code>d</code></p><ul><li>e</li></ul>"
    assert _blocks(body) == (
        Para((Text("a "), Text("b", (Strong(),)), Text("c", (Emph(),)), Text(" "), Code("d"))),
        BulletList(((Plain((Text("e"),)),),)),
    )


def test_classes_for_show_and_divisions_without_attributes_are_nothing() -> None:
    body = '<div class="calibre1"><p class="indent">a <span class="calibre5">b</span></p></div>'
    assert _blocks(body) == (_para("a b"),)


def test_style_sheets_tell_what_is_meant() -> None:
    sheet = (
        "@media all { .it { font-style: italic } } span.b, .x .y { font-weight: BOLD; color: red }"
    )
    head = '<link rel="stylesheet" href="s.css"/><style>.sc { font-variant: small-caps }</style>'
    body = (
        '<p><span class="it">a</span> <span class="b">b</span> <span class="sc">c</span> '
        '<span class="y">d</span></p>'
    )
    parts = _parts({"p.xhtml": _page(body, head)}, others={"s.css": sheet})
    assert _read(parts)[0].blocks == (
        Para(
            (
                Text("a", (Emph(),)),
                Text(" "),
                Text("b", (Strong(),)),
                Text(" "),
                Text("c", (SmallCaps(),)),
                Text(" d"),
            )
        ),
    )


def test_a_foreign_page_or_passage_says_its_language() -> None:
    german = Attr(attributes=(("lang", "de"),))
    pages = {
        "a.xhtml": _page('<p>one <i xml:lang="fr">deux</i></p>', attributes=' xml:lang="en-US"'),
        "b.xhtml": _page("<p>drei</p>", attributes=' lang="de"'),
    }
    french = Span(Attr(attributes=(("lang", "fr"),)))
    assert _read(_parts(pages))[0].blocks == (
        Para((Text("one "), Text("deux", (Emph(), french)))),
        Div((_para("drei"),), german),
    )


def test_tex_of_a_formula_is_kept() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mi>x</mi>'
        '<annotation encoding="application/x-tex">x^2</annotation></semantics></math>'
    )
    assert _blocks(f"<p>{formula}</p>") == (Para((Math("x^2"),)),)


def test_hidden_elements_and_machinery_are_left_out_with_a_notice() -> None:
    body = '<p>a<span hidden="hidden">b</span></p><audio src="x.mp3">c</audio><script>d</script>'
    document, notices = _read(_parts({"p.xhtml": _page(body)}))
    assert document.blocks == (_para("a"),)
    assert [notice.code for notice in notices] == ["hidden-dropped", "media-dropped"]


def test_page_breaks_of_the_printed_book_do_not_part_words() -> None:
    assert _blocks('<p>wo<span epub:type="pagebreak" id="p5" title="5"/>rd</p>') == (_para("word"),)


# --- Links --------------------------------------------------------------------------------------


def test_links_between_pages_are_links_in_the_document() -> None:
    first = '<p><a href="p2.xhtml#x">to x</a> <a href="p2.xhtml">to the page</a></p>'
    second = '<h1>Two</h1><p>a <span id="x">b</span></p>'
    assert _blocks(first, second) == (
        Para((Text("to x", (Link("#x"),)), Text(" "), Text("to the page", (Link("#p2"),)))),
        Heading(1, (Text("Two"),), Attr("p2")),
        Para((Text("a "), Text("b", (Span(Attr("x")),)))),
    )


def test_equal_identifiers_of_two_pages_are_told_apart() -> None:
    bodies = [f'<h1 id="top">{n}</h1><p><a href="#top">up</a></p>' for n in (1, 2)]
    blocks = _blocks(*bodies)
    assert [block.attr.id for block in blocks if isinstance(block, Heading)] == ["p1-top", "p2-top"]
    links = [block.content[0].marks[0] for block in blocks if isinstance(block, Para)]
    assert links == [Link("#p1-top"), Link("#p2-top")]


def test_an_identifier_nobody_points_at_is_nothing() -> None:
    assert _blocks('<h1 id="a">A</h1><p id="b">b</p>') == (Heading(1, (Text("A"),)), _para("b"))


def test_the_identifier_of_a_section_is_that_of_its_heading() -> None:
    body = '<section id="s"><h1>A</h1><p><a href="#s">up</a></p></section>'
    assert _blocks(body)[0] == Heading(1, (Text("A"),), Attr("s"))


def test_a_link_to_nothing_keeps_its_text() -> None:
    document, notices = _read(_parts({"p.xhtml": _page('<p><a href="q.xhtml">a</a></p>')}))
    assert document.blocks == (_para("a"),)
    assert [notice.code for notice in notices] == ["link-target-missing"]


def test_links_out_of_the_book_stay() -> None:
    assert _blocks('<p><a href="https://example.org/">a</a></p>') == (
        Para((Text("a", (Link("https://example.org/"),)),)),
    )


# --- Notes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            '<a epub:type="noteref" href="#n1" id="r1">1</a>',
            '<aside epub:type="footnote" id="n1"><p>A note.</p></aside>',
        ),
        (
            '<a role="doc-noteref" href="#n1" id="r1"><sup>1</sup></a>',
            '<section epub:type="footnotes"><hr/><ol><li id="n1"><p>A note. '
            '<a role="doc-backlink" href="#r1">↩</a></p></li></ol></section>',
        ),
        (
            '<sup><a id="r1" href="#n1">1</a></sup>',
            '<div class="notes"><h3>Notes</h3><p><a id="n1" href="#r1">1</a>. A note.</p></div>',
        ),
        (
            '<a id="r1"/><a href="#n1">[1]</a>',
            '<p id="n1"><a href="#r1">[1]</a> A note.</p>',
        ),
    ],
    ids=["EPUB 3", "pandoc", "EPUB 2", "anchors beside"],
)
def test_notes_stand_where_they_are_referred_to(reference: str, note: str) -> None:
    (block,) = _blocks(f"<p>Text{reference} goes on.</p>{note}")
    assert isinstance(block, Para)
    shown = [run for run in block.content if not isinstance(run, Text)]
    assert [type(run) for run in shown] == [Note]
    assert walk.plain(block.content) == "Text goes on."
    assert [text.strip() for text in walk.texts(shown[0].blocks)] == ["A note."]  # type: ignore[attr-defined]


def test_notes_may_stand_on_a_page_of_their_own() -> None:
    text = '<p>Text<a class="noteref" href="p2.xhtml#n1">1</a></p>'
    notes = '<h1>Notes</h1><p id="n1">1. A note.</p>'
    (block,) = _blocks(text, notes)
    assert isinstance(block, Para)
    assert isinstance(block.content[1], Note)


def test_a_number_that_is_a_link_is_no_note_unless_it_links_back() -> None:
    blocks = _blocks('<p>See <a href="#c2">2</a>.</p><p id="c2">Chapter two.</p>')
    assert len(blocks) == 2
    assert not any(isinstance(run, Note) for block in blocks for run in next(walk.inlines(block)))


def test_notes_that_refer_to_one_another_come_to_an_end() -> None:
    body = (
        '<p>a<a epub:type="noteref" href="#n1">1</a></p>'
        '<aside id="n1"><p>b<a epub:type="noteref" href="#n2">2</a></p></aside>'
        '<aside id="n2"><p>c<a epub:type="noteref" href="#n1">1</a></p></aside>'
    )
    assert "a" in "".join(walk.texts(_blocks(body)))


# --- Headings -----------------------------------------------------------------------------------


def _nav(*entries: tuple[str, str]) -> str:
    lines = "".join(f'<li><a href="{href}">{escape(label)}</a></li>' for href, label in entries)
    return _page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')


def test_a_paragraph_that_the_contents_name_is_a_heading() -> None:
    pages = {
        "a.xhtml": _page(
            '<p class="ct">Chapter One</p><p>Text.</p><p id="s">Part &amp; two</p><p>x</p>'
        ),
        "b.xhtml": _page("<div><p>2</p><p>The End</p></div><p>More.</p>"),
    }
    nav = _nav(("a.xhtml", "Chapter One"), ("a.xhtml#s", "Part & two"), ("b.xhtml", "2. The End"))
    parts = _parts(pages, others={"nav.xhtml": nav}, properties={"nav.xhtml": "nav"})
    blocks = _read(parts)[0].blocks
    headings = [walk.plain(block.content) for block in blocks if isinstance(block, Heading)]
    assert headings == ["Chapter One", "Part & two", "The End"]


def test_the_contents_may_be_an_ncx_and_tell_levels() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Part'
        '</text></navLabel><content src="a.xhtml"/><navPoint><navLabel><text>Chapter</text>'
        '</navLabel><content src="a.xhtml#c"/></navPoint></navPoint></navMap></ncx>'
    )
    page = _page('<p>Part</p><p>a</p><p id="c">Chapter</p><p>b</p>')
    blocks = _read(_parts({"a.xhtml": page}, others={"toc.ncx": ncx}))[0].blocks
    assert blocks[0] == Heading(1, (Text("Part"),))
    assert blocks[2] == Heading(2, (Text("Chapter"),))


def test_a_sentence_that_the_contents_quote_is_no_heading() -> None:
    nav = _nav(("a.xhtml", "It was a dark night"))
    pages = {"a.xhtml": _page("<p>It was a dark night.</p>")}
    parts = _parts(pages, others={"nav.xhtml": nav}, properties={"nav.xhtml": "nav"})
    assert _read(parts)[0].blocks == (_para("It was a dark night."),)


def test_headings_that_are_there_are_left_alone() -> None:
    nav = _nav(("a.xhtml", "Chapter One"))
    page = _page("<h3>Chapter One</h3><p>Chapter One</p>")
    parts = _parts({"a.xhtml": page}, others={"nav.xhtml": nav}, properties={"nav.xhtml": "nav"})
    assert _read(parts)[0].blocks == (Heading(3, (Text("Chapter One"),)), _para("Chapter One"))


# --- Pictures -----------------------------------------------------------------------------------


def test_pictures_lie_in_the_media() -> None:
    pages = {"text/p.xhtml": _page('<p><img src="../images/a%20b.png" alt="A chart"/></p>')}
    document, _ = _read(_parts(pages, others={"images/a b.png": png(4, 4)}))
    assert document.blocks == (Para((Image("images/a b.png", (Text("A chart"),)),)),)
    assert document.media["images/a b.png"].data == png(4, 4)


def test_a_picture_that_is_missing_gives_way_to_its_description() -> None:
    document, notices = _read(_parts({"p.xhtml": _page('<p><img src="x.png" alt="A chart"/></p>')}))
    assert document.blocks == (_para("A chart"),)
    assert [notice.code for notice in notices] == ["image-missing"]


def test_a_picture_may_be_in_its_address() -> None:
    data = base64.b64encode(png(4, 4)).decode()
    document, _ = _read(
        _parts({"p.xhtml": _page(f'<p><img src="data:image/png;base64,{data}"/></p>')})
    )
    (media,) = document.media.values()
    assert (media.data, media.mime) == (png(4, 4), "image/png")


def test_a_drawing_that_frames_a_picture_is_that_picture() -> None:
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image xlink:href="a.png"/></svg>'
    )
    (block,) = _blocks(f"<div>{frame}</div>", a_png=png(4, 4))
    assert block in (Para((Image("a.png"),)), Plain((Image("a.png"),)))


def test_a_drawing_is_a_picture_of_its_own() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>A line</title><path d="M0 0L9 9"/></svg>'
    )
    document, _ = _read(_parts({"p.xhtml": _page(f"<p>{drawing}</p>")}))
    (media,) = document.media.values()
    assert media.mime == "image/svg+xml"
    assert document.blocks == (Para((Image(next(iter(document.media)), (Text("A line"),)),)),)


def test_a_figure_is_a_figure() -> None:
    body = '<figure><img src="a.png" alt="x"/><figcaption>Caption</figcaption></figure>'
    (block,) = _blocks(body, a_png=png(4, 4))
    assert isinstance(block, Figure)
    assert list(walk.texts(block.caption.blocks)) == ["Caption"]


def test_the_cover_is_metadata_and_no_page() -> None:
    pages = {
        "cover.xhtml": _page(
            '<body epub:type="cover"><p><img src="c.png" alt="Cover"/></p></body>'
        ),
        "p.xhtml": _page("<p>text</p>"),
    }
    parts = _parts(pages, others={"c.png": png(4, 4)}, properties={"c.png": "cover-image"})
    document, _ = _read(parts)
    assert document.blocks == (_para("text"),)
    assert document.meta.extra["cover-image"] == "c.png"
    assert "c.png" in document.media


# --- Metadata -----------------------------------------------------------------------------------


def test_metadata_is_that_of_the_package() -> None:
    metadata = (
        '<dc:title id="t1">A Book</dc:title><dc:title id="t2">About It</dc:title>'
        '<meta refines="#t2" property="title-type">subtitle</meta>'
        "<dc:creator>Ada</dc:creator><dc:creator>Charles</dc:creator><dc:language>de</dc:language>"
        '<dc:identifier>other</dc:identifier><dc:identifier id="id">urn:isbn:1</dc:identifier>'
        "<dc:date>2022-10-19T12:00:00Z</dc:date><dc:rights>Free</dc:rights>"
        "<dc:description>&lt;p&gt;All &amp;amp; more&lt;/p&gt;</dc:description>"
        "<dc:publisher>Press</dc:publisher><dc:subject>a</dc:subject><dc:subject>b</dc:subject>"
    )
    meta = _read(_parts({"p.xhtml": _page("<p>x</p>")}, metadata))[0].meta
    assert (meta.title, meta.subtitle, meta.authors) == ("A Book", "About It", ("Ada", "Charles"))
    assert (meta.language, meta.identifier, meta.date) == ("de", "urn:isbn:1", "2022-10-19")
    assert (meta.rights, meta.description) == ("Free", "All & more")
    assert meta.extra["publisher"] == (Text("Press"),)
    assert meta.extra["keywords"] == ((Text("a"),), (Text("b"),))


def test_a_title_page_says_nothing_twice() -> None:
    title = (
        '<section epub:type="titlepage"><h1>A Book</h1><p class="subtitle">On It</p>'
        "<p>by Ada</p><p>For my mother</p></section>"
    )
    metadata = f"{_METADATA}<dc:creator>Ada</dc:creator>"
    document, _ = _read(_parts({"t.xhtml": _page(title)}, metadata))
    assert document.meta.subtitle == "On It"
    assert document.blocks == (_para("For my mother"),)


def test_a_title_that_the_text_says_is_not_said_twice() -> None:
    for body in ("<h1>A book</h1><p>text</p>", "<p>A book. It goes on.</p>"):
        assert _read(_parts({"p.xhtml": _page(body)}))[0].meta.title == ""
    shown = '<section epub:type="titlepage"><h1>A Book</h1></section>'
    assert _read(_parts({"p.xhtml": _page(shown + "<h1>A Book</h1>")}))[0].meta.title == "A Book"


# --- Broken books -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<p>a &nbsp;b<br>c</p>",
        "<p>a \u00a0b<br/>c",
        '<div><a id="x"/><p>a &nbsp;b<br/>c</p></span></div>',
    ],
)
def test_pages_that_are_no_xml_are_read_as_html(body: str) -> None:
    document, notices = _read(_parts({"p.xhtml": _page(body)}))
    assert " ".join(" ".join(walk.texts(document.blocks)).split()) == "a b c"
    assert [notice.code for notice in notices] == ["chapter-mended"]


def test_named_characters_of_the_old_document_types_are_known() -> None:
    doctype = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    )
    page = doctype + _page("<p>caf&eacute;&mdash;&hellip;</p>")
    document, notices = _read(_parts({"p.xhtml": page}))
    assert document.blocks == (_para("café—…"),)
    assert notices == []


def test_other_encodings_are_read() -> None:
    page = '<?xml version="1.0" encoding="ISO-8859-1"?>' + _page("<p>café</p>")
    parts = _parts({"p.xhtml": ""}) | {"OEBPS/p.xhtml": page.encode("latin-1")}
    assert _read(parts)[0].blocks == (_para("café"),)


def test_garbled_fonts_lock_no_text_but_garbled_pages_do() -> None:
    def locked(method: str, name: str) -> dict[str, bytes]:
        encryption = (
            f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData>'
            f'<CipherReference URI="{name}"/></CipherData></EncryptedData></encryption>'
        )
        parts = _parts({"p.xhtml": _page("<p>a</p>")})
        return {**parts, "META-INF/encryption.xml": encryption.encode()}

    fonts = locked("http://www.idpf.org/2008/embedding", "OEBPS/f.otf")
    assert _read(fonts)[0].blocks == (_para("a"),)
    with pytest.raises(ReadError, match=r"OEBPS/p\.xhtml: .*rights management"):
        _read(locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/p.xhtml"))


_GOOD = _parts({"p.xhtml": _page("<p>a</p>")})
_PACKAGE, _PAGE = "OEBPS/book.opf", "OEBPS/p.xhtml"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, ["META-INF/container.xml", "missing"]),
        ({**_GOOD, "META-INF/container.xml": b"<container/>"}, ["container.xml", "no package"]),
        ({**_GOOD, "META-INF/container.xml": b"<"}, ["container.xml", "broken XML"]),
        ({n: d for n, d in _GOOD.items() if n != _PACKAGE}, [_PACKAGE, "missing"]),
        ({**_GOOD, _PACKAGE: b"<package/>"}, [_PACKAGE, "no manifest"]),
        ({**_GOOD, _PACKAGE: b"<package><manifest/></package>"}, [_PACKAGE, "no pages"]),
        ({**_GOOD, _PACKAGE: b"<package>"}, [_PACKAGE, "broken XML"]),
        ({**_GOOD, _PACKAGE: b"<!DOCTYPE a []><a/>"}, [_PACKAGE, "document type"]),
        ({n: d for n, d in _GOOD.items() if n != _PAGE}, [_PAGE, "missing"]),
        ({**_GOOD, _PAGE: b""}, [_PAGE, "broken XML"]),
    ],
)
def test_a_broken_book_says_which_part_and_why(parts: dict[str, bytes], words: list[str]) -> None:
    with pytest.raises(ReadError) as caught:
        _read(parts)
    assert all(word in str(caught.value) for word in words), caught.value


def test_names_in_the_book_are_no_paths() -> None:
    body = '<p><img src="../../../../etc/passwd" alt="x"/><a href="/etc/passwd">y</a></p>'
    document, _ = _read(_parts({"p.xhtml": _page(body)}))
    assert document.blocks == (_para("xy"),)
    assert document.media == {}


def test_entities_are_not_resolved() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "ha">]>'
    document, _ = _read(_parts({"p.xhtml": doctype + _page("<p>a&x;&y;</p>")}))
    assert "root" not in "".join(walk.texts(document.blocks))


@pytest.mark.parametrize("depth", [50, 5000])
def test_absurd_nesting_is_no_crash(depth: int) -> None:
    body = "<div>" * depth + "deep" + "</div>" * depth
    try:
        document, _ = _read(_parts({"p.xhtml": _page(body)}))
    except ReadError:
        assert depth > 200
    else:
        assert depth > 200 or document.blocks == (_para("deep"),)
