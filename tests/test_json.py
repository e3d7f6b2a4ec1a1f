"""Pandoc's JSON AST: what is read is written back equal, and what we write Pandoc can read."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docconv import walk
from docconv.ast import Block, Document, Media, Meta, Para, Text
from docconv.errors import Notice, ReadError
from docconv.readers import pandoc_json as reader
from docconv.writers import pandoc_json as writer
from tests.every_node import every_node
from tests.random_documents import documents

Json = Any


def read(data: Json) -> Document:
    return reader.read(json.dumps(data).encode(), reader.Options(), refuse)


def write(document: Document) -> Json:
    return json.loads(writer.write(document, writer.Options(), refuse))


def refuse(notice: Notice) -> None:
    raise AssertionError(notice)


def pandoc_document(*blocks: Json, **meta: Json) -> Json:
    return {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": list(blocks)}


def element(tag: str, *content: Json) -> Json:
    return {"t": tag, "c": content[0] if len(content) == 1 else list(content)}


def para(*inlines: Json) -> Json:
    return element("Para", list(inlines))


def words(text: str) -> list[Json]:
    return [
        {"t": "Space"} if part == " " else element("Str", part)
        for part in text.replace(" ", "| |").split("|")
    ]


NO_ATTR: Json = ["", [], []]

# --- Random trees of Pandoc's ------------------------------------------------------------------

TEXTS = st.sampled_from(
    ["", "a", "b", " ", "a b", "“", "”", "‘x’", "é\u00a0", "\n", "\u2028", "漢字", "💥", "\\u0000"]
)
NAMES = st.sampled_from(["", "i", "x"])
CLASSES = st.sampled_from(
    ["c", "pandoc-apart", "pandoc-apart-too", "pandoc-quoted", "pandoc-cite", "pandoc-literal"]
)
ATTRS = st.tuples(
    NAMES,
    st.lists(CLASSES, max_size=2),
    st.lists(
        st.tuples(st.sampled_from(["k", "pandoc-level", "citations"]), TEXTS).map(list), max_size=2
    ),
).map(list)
LEAVES = (
    TEXTS.map(lambda text: element("Str", text))
    | st.sampled_from([{"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}])
    | st.builds(lambda attr, text: element("Code", attr, text), ATTRS, TEXTS)
    | st.builds(
        lambda kind, text: element("Math", {"t": kind}, text),
        st.sampled_from(["InlineMath", "DisplayMath"]),
        TEXTS,
    )
    | st.builds(lambda name, text: element("RawInline", name, text), NAMES, TEXTS)
)
MODES = st.sampled_from(["AuthorInText", "SuppressAuthor", "NormalCitation"])


def containers(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    many = st.lists(inner, max_size=4)
    citation = st.fixed_dictionaries(
        {
            "citationId": TEXTS,
            "citationPrefix": many,
            "citationSuffix": many,
            "citationMode": MODES.map(lambda mode: {"t": mode}),
            "citationNoteNum": st.integers(),
            "citationHash": st.integers(),
        }
    )
    marks = ["Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"]
    targets = st.tuples(TEXTS, TEXTS).map(list)
    kinds = st.sampled_from(["SingleQuote", "DoubleQuote"]).map(lambda kind: {"t": kind})
    return (
        st.builds(element, st.sampled_from(marks), many)
        | st.builds(lambda kind, inner: element("Quoted", kind, inner), kinds, many)
        | st.builds(lambda attr, inner: element("Span", attr, inner), ATTRS, many)
        | st.builds(
            lambda tag, *rest: element(tag, *rest),
            st.sampled_from(["Link", "Image"]),
            ATTRS,
            many,
            targets,
        )
        | st.builds(
            lambda held, inner: element("Cite", held, inner), st.lists(citation, max_size=2), many
        )
        | many.map(lambda inner: element("Note", [element("Para", inner)]))
    )


TREES = st.lists(st.recursive(LEAVES, containers, max_leaves=12), max_size=6)


@settings(max_examples=120, deadline=None)
@given(TREES)
def test_every_tree_of_inlines_comes_back_equal(tree: list[Json]) -> None:
    source = pandoc_document(para(*tree), title=element("MetaInlines", tree))
    assert write(read(source)) == source


def test_neighbours_that_look_alike_stay_apart() -> None:
    source = pandoc_document(
        para(*[element("Emph", words("a")) for _ in range(4)]),
        para(element("Emph", []), element("Emph", [])),
        para(*[element("Str", "a b") for _ in range(3)], element("Str", "")),
    )
    document = read(source)
    assert write(document) == source
    assert list(walk.texts(document.blocks)) == ["aaaa", "", "a ba ba b"]


def test_quotation_marks_stand_in_the_text() -> None:
    quoted = element("Quoted", {"t": "DoubleQuote"}, words("so it goes"))
    document = read(pandoc_document(para(quoted)))
    (run,) = document.blocks[0].content  # type: ignore[union-attr]
    assert walk.plain((run,)) == "“so it goes”"
    edited = Document((Para((Text("so it goes", run.marks),)),))
    assert write(edited)["blocks"] == [para(*words("so it goes"))]


def test_a_citation_is_carried_and_shows_its_text() -> None:
    citation = {
        "citationId": "doe99",
        "citationPrefix": words("see"),
        "citationSuffix": words("p. 3"),
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 1,
        "citationHash": 0,
    }
    source = pandoc_document(para(element("Cite", [citation], words("[see @doe99, p. 3]"))))
    document = read(source)
    assert list(walk.texts(document.blocks)) == ["[see @doe99, p. 3]"]
    assert write(document) == source


def test_every_block_comes_back_equal() -> None:
    cell = [NO_ATTR, {"t": "AlignRight"}, 2, 3, [para(*words("x y"))]]
    row = [["r", ["c"], [["k", "v"]]], [cell, cell]]
    table = element(
        "Table",
        ["t", [], []],
        [words("short"), [para(*words("long"))]],
        [
            [{"t": "AlignLeft"}, {"t": "ColWidthDefault"}],
            [{"t": "AlignCenter"}, element("ColWidth", 0.25)],
        ],
        [["h", [], []], [row]],
        [[["b", [], []], 1, [row], [row, row]], [NO_ATTR, 0, [], []]],
        [["f", [], []], []],
    )
    styles = [
        "DefaultStyle", "Example", "Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha"
    ]  # fmt: skip
    delimiters = ["DefaultDelim", "Period", "OneParen", "TwoParens"]
    source = pandoc_document(
        *[
            element("OrderedList", [-1, {"t": style}, {"t": delimiter}], [[], [para()]])
            for style in styles
            for delimiter in delimiters
        ],
        *[element("Header", level, ["", [], []], words("x")) for level in (-1, 0, 1, 6, 7)],
        element("Header", 2, ["", [], [["pandoc-level", "9"]]], words("x")),
        element("Plain", words("x")),
        element("LineBlock", [words("x"), []]),
        element("CodeBlock", ["", ["python"], []], "a\n"),
        element("RawBlock", "html", "<hr>"),
        element("BlockQuote", [para()]),
        element("BulletList", [[], [para()]]),
        element("DefinitionList", [[words("x"), [[para()], []]]]),
        {"t": "HorizontalRule"},
        table,
        element("Figure", ["f", [], []], [None, [para()]], [para()]),
        element("Figure", NO_ATTR, [[], []], []),
        element("Div", ["d", ["pandoc-quoted"], []], [para()]),
    )
    assert write(read(source)) == source


# --- Metadata ----------------------------------------------------------------------------------

META_VALUES = st.recursive(
    TEXTS.map(lambda text: element("MetaString", text))
    | st.booleans().map(lambda flag: element("MetaBool", flag))
    | TREES.map(lambda tree: element("MetaInlines", tree))
    | TREES.map(lambda tree: element("MetaBlocks", [para(*tree)] if tree else []))
    | st.just(element("MetaBlocks", [element("Div", ["", ["pandoc-empty"], []], [])])),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: element("MetaList", items))
        | st.dictionaries(st.sampled_from(["name", "text", "x"]), inner, max_size=2).map(
            lambda items: element("MetaMap", items)
        )
    ),
    max_leaves=6,
)
VARIABLES = st.sampled_from(
    "title subtitle author date lang language description abstract rights credits x".split()
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(VARIABLES, META_VALUES, max_size=4))
def test_every_metadata_value_comes_back_equal(meta: Json) -> None:
    source = pandoc_document(**meta)
    assert write(read(source)) == source


def test_metadata_is_shown_in_the_typed_fields() -> None:
    person = element("MetaMap", {"name": element("MetaInlines", words("C D"))})
    meta = read(
        pandoc_document(
            title=element("MetaInlines", [element("Emph", words("My")), *words(" title")]),
            author=element("MetaList", [element("MetaInlines", words("A B")), person]),
            date=element("MetaString", "2022-10-19"),
            lang=element("MetaInlines", words("en-US")),
            abstract=element("MetaBlocks", [para(*words("In short"))]),
        )
    ).meta
    assert meta.title == "My title"
    assert meta.authors == ("A B", "C D")
    assert meta.date == "2022-10-19"
    assert meta.language == "en-US"
    assert meta.description == "In short"
    assert set(meta.extra) == {"title", "author", "date", "abstract"}


def test_an_edited_field_wins_over_what_was_read() -> None:
    title = element("MetaInlines", [element("Emph", words("Old"))])
    extra = read(pandoc_document(title=title, lang=element("MetaString", "de"))).meta.extra
    edited = write(Document(meta=Meta(title="New one", extra=extra)))["meta"]
    assert edited == {"title": element("MetaInlines", words("New one"))}


def test_the_api_version_is_kept() -> None:
    source = pandoc_document() | {"pandoc-api-version": [1, 22, 2, 1]}
    assert write(read(source)) == source


# --- Broken input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "malformed JSON"),
        (b'{"blocks":', "malformed JSON"),
        (b"\xff\xfe{}", "JSON must be UTF-8"),
        (b"[1, 2]", "no “pandoc-api-version”"),
        (b'{"pandoc-api-version":[1,17],"meta":{},"blocks":[]}', "found [1, 17]"),
        (b'{"pandoc-api-version":[1,23],"meta":{}}', "blocks: expected a list, found null"),
        (b'{"pandoc-api-version":[1,23],"blocks":[]}', "meta: expected a map"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as error:
        reader.read(data, reader.Options(), refuse)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (element("Nonsense", 1), "blocks[0].Nonsense: expected a block, found 1"),
        (element("Para", [{"t": "Str"}]), "blocks[0].Para[0].Str: expected an inline, found null"),
        (
            element("BulletList", [[], [para(), para(*words("a b"), element("Emph", [3]))]]),
            "blocks[0].BulletList[1][1].Para[3].Emph[0]: expected an element",
        ),
        (element("Header", "1", NO_ATTR, []), "blocks[0].Header: expected a block"),
        (element("CodeBlock", ["", [1], []], ""), "blocks[0].CodeBlock[0]: expected a string"),
        (
            element("OrderedList", [1, {"t": "Odd"}, {"t": "Period"}], []),
            "blocks[0].OrderedList: expected one of Decimal,",
        ),
    ],
)
def test_a_wrong_shape_is_named_by_its_path(block: Json, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read(pandoc_document(block))
    assert message in str(error.value)


@pytest.mark.parametrize("tag", ["BlockQuote", "BulletList", "Emph", "Note", "Table"])
def test_absurd_nesting_is_refused(tag: str) -> None:
    def nest(inner: Json) -> Json:
        match tag:
            case "BlockQuote":
                return element(tag, [inner])
            case "BulletList":
                return element(tag, [[inner]])
            case "Emph":
                return para(element(tag, inner["c"]))
            case "Note":
                return para(element(tag, [inner]))
            case _:
                row = [NO_ATTR, [[NO_ATTR, {"t": "AlignLeft"}, 1, 1, [inner]]]]
                none = [NO_ATTR, []]
                bodies = [[NO_ATTR, 0, [], [row]]]
                return element(tag, NO_ATTR, [None, []], [], none, bodies, none)

    shallow = deep = para()
    for level in range(102):
        deep = nest(deep)
        if level == 40:
            shallow = deep
    source = pandoc_document(shallow)
    assert write(read(source)) == source
    with pytest.raises(ReadError, match="nest"):
        read(pandoc_document(deep))


def test_control_characters_are_replaced_and_told() -> None:
    notices: list[Notice] = []
    data = json.dumps(pandoc_document(para(*words("a\x00b \ud800 💥\t")))).encode()
    document = reader.read(data, reader.Options(), notices.append)
    assert document.blocks == (Para((Text("a\ufffdb \ufffd 💥\t"),)),)
    assert [notice.code for notice in notices] == ["control-characters"]


def test_pictures_that_stay_outside_are_told() -> None:
    notices: list[Notice] = []
    document = Document(media={"a.png": Media(b"", "image/png")})
    writer.write(document, writer.Options(), notices.append)
    assert [notice.code for notice in notices] == ["media-dropped"]


# --- Documents of ours -------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(documents())
def test_every_document_of_ours_is_held_in_full(document: Document) -> None:
    document = replace(document, media={})
    data = write(document)
    back = read(data)
    assert write(back) == data
    assert "".join(walk.texts(back.blocks)) == "".join(walk.texts(document.blocks))


def merged(document: Document) -> tuple[Block, ...]:
    """The blocks with neighbouring runs made one, which the format cannot tell apart."""

    def merge(block: Block) -> Iterator[Block]:
        yield Para(walk.merge(block.content)) if isinstance(block, Para) else block

    return walk.map_blocks(document.blocks, merge)


def test_a_document_of_every_node_comes_back_equal() -> None:
    document = replace(every_node(), media={})
    back = read(write(document))
    assert back.meta == document.meta
    assert merged(back) == merged(document)


@pytest.mark.parametrize("target", ["native", "html", "latex", "docx", "markdown", "plain", "rst"])
def test_pandoc_understands_what_we_write(target: str) -> None:
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc (PyPI pypandoc_binary) is missing")
    document = replace(every_node(), media={})
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "json", "-t", target, "-o", "-", "-s", "--sandbox"],
        input=writer.write(document, writer.Options(), refuse),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
