"""Documents that put every block into every block, and every mark into every mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    Math,
    Media,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    Row,
    SmallCaps,
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
from tests.every_node import png

_WORDS = (
    "amber basin cedar delta ember fable grove harbor island jasper kernel ladder marble nectar "
    "orchid pepper quarry ribbon saddle timber umber velvet willow yonder zephyr"
).split()


class _Writer:
    """Makes text that is nowhere twice, so that each node is known by it."""

    def __init__(self) -> None:
        self._count = 0

    def words(self, count: int = 3) -> str:
        self._count += 1
        at = self._count
        chosen = (_WORDS[(at * (step + 1) + step * 7) % len(_WORDS)] for step in range(count - 1))
        return " ".join((*chosen, f"{_WORDS[at % len(_WORDS)]}{at}"))

    def text(self, *marks: Mark) -> Inlines:
        return (Text(self.words(), marks),)

    def para(self) -> Para:
        return Para((Text(self.words(6).capitalize() + "."),))

    def plain(self) -> Plain:
        return Plain(self.text())

    # Blocks

    def heading(self) -> Heading:
        return Heading(2, self.text())

    def quote(self) -> BlockQuote:
        return BlockQuote((self.para(), self.para()))

    def code(self) -> CodeBlock:
        return CodeBlock(f"def {self.words(2).replace(' ', '_')}():\n    return 1", _PYTHON)

    def bullets(self) -> BulletList:
        return BulletList(((self.plain(),), (self.plain(),)))

    def loose(self) -> BulletList:
        return BulletList(((self.para(), self.para()), (self.para(),)))

    def numbers(self) -> OrderedList:
        return OrderedList(((self.plain(),), (self.plain(),)), 3, "lower-alpha", "paren")

    def definitions(self) -> DefinitionList:
        items = (
            DefinitionItem(self.text(), ((self.para(), self.para()),)),
            DefinitionItem(self.text(), ((self.para(),),)),
        )
        return DefinitionList(items)

    def verse(self) -> LineBlock:
        return LineBlock((self.text(), self.text()))

    def table(self) -> Table:
        def row() -> Row:
            return Row((Cell((self.plain(),)), Cell((self.plain(),))))

        return Table(
            (ColSpec("left"), ColSpec("right")),
            (row(),),
            (TableBody((row(), row())),),
            caption=Caption((Para(self.text()),)),
        )

    def figure(self) -> Figure:
        return Figure((Plain((Image("dot.png", self.text()),)),), Caption((Para(self.text()),)))

    def noted(self) -> Para:
        return Para((*self.text(), Note((self.para(), self.para())), *self.text()))


_PYTHON = Attr(classes=("python",))
_GERMAN = Attr(attributes=(("lang", "de"),))
_BLOCKS: tuple[Callable[[_Writer], Block], ...] = (
    _Writer.para, _Writer.heading, _Writer.quote, _Writer.code, _Writer.bullets, _Writer.loose,
    _Writer.numbers, _Writer.definitions, _Writer.verse, _Writer.table, _Writer.figure,
    _Writer.noted, lambda writer: HorizontalRule(),
)  # fmt: skip
_MARKS: tuple[Mark, ...] = (
    Strong(), Emph(), Underline(), Strikeout(), Superscript(), Subscript(), SmallCaps(),
    Link("https://example.org/a"), Span(_GERMAN),
)  # fmt: skip


def _quoted(writer: _Writer, block: Block) -> Block:
    return BlockQuote((writer.para(), block, writer.para()))


def _in_bullets(writer: _Writer, block: Block) -> Block:
    return BulletList(((writer.para(), block), (writer.para(),)))


def _in_numbers(writer: _Writer, block: Block) -> Block:
    return OrderedList(((writer.para(), block, writer.para()), (writer.para(),)))


def _defined(writer: _Writer, block: Block) -> Block:
    return DefinitionList((DefinitionItem(writer.text(), ((writer.para(), block),)),))


def _in_table(writer: _Writer, block: Block) -> Block:
    row = Row((Cell((writer.plain(),)), Cell((block,))))
    return Table((ColSpec(), ColSpec()), bodies=(TableBody((row,)),))


def _in_note(writer: _Writer, block: Block) -> Block:
    return Para((*writer.text(), Note((writer.para(), block))))


def _in_division(writer: _Writer, block: Block) -> Block:
    return Div((block,), _GERMAN)


_CONTAINERS = {
    "top": lambda writer, block: block,
    "quote": _quoted,
    "bullets": _in_bullets,
    "numbers": _in_numbers,
    "definitions": _defined,
    "table": _in_table,
    "note": _in_note,
    "division": _in_division,
}


def documents() -> Iterator[tuple[str, Document]]:
    """Each document with its name: one for each container, one for marks, one for the rest."""
    for name, container in _CONTAINERS.items():
        yield name, _nested(container)
    yield "marks", Document(tuple(_marks(_Writer())), _META)
    yield "atoms", Document(tuple(_atoms(_Writer())), _META, _MEDIA)
    yield "lists", Document(tuple(_lists(_Writer())), _META)
    yield "tables", Document(tuple(_tables(_Writer())), _META)


_MEDIA = {"dot.png": Media(png(24, 16), "image/png")}
_META = Meta(
    title="The title of the document",
    subtitle="And its subtitle",
    authors=("Ada Lovelace", "Charles Babbage"),
    date="2022-10-19",
    language="en",
)


def _nested(container: Callable[[_Writer, Block], Block]) -> Document:
    writer = _Writer()
    blocks: list[Block] = [Heading(1, writer.text())]
    for make in _BLOCKS:
        block = make(writer)
        in_note = isinstance(block, Para) and container is _in_note
        blocks += (container(writer, writer.para() if in_note else block), writer.para())
    return Document(tuple(blocks), _META, _MEDIA)


def _marks(writer: _Writer) -> Iterator[Block]:
    for outer in _MARKS:
        yield Para((*writer.text(), Text(" "), *writer.text(outer), Text(" "), *writer.text()))
        for inner in _MARKS:
            if inner != outer:
                yield Para(
                    (
                        Text(writer.words() + " "),
                        Text(writer.words() + " ", (outer,)),
                        Text(writer.words(), (outer, inner)),
                        Text(" " + writer.words(), (outer,)),
                        Text(" " + writer.words()),
                    )
                )
        yield Heading(2, (Text(writer.words() + " "), *writer.text(outer)))
        yield BulletList(((Plain((Text(writer.words() + " "), *writer.text(outer))),),))


def _atoms(writer: _Writer) -> Iterator[Block]:
    def around(*content: object) -> Para:
        return Para((Text(writer.words() + " "), *content, Text(" " + writer.words())))  # type: ignore[arg-type]

    for marks in ((), (Strong(),), (Emph(),), (Link("https://example.org/b"),)):
        yield around(Code(writer.words(), marks=marks))
        yield around(Image("dot.png", writer.text(), marks=marks))
        yield around(Note((writer.para(),), marks))
        yield around(Text(writer.words(), marks), LineBreak(marks), Text(writer.words(), marks))
    for formula in ("a^{2} + b^{2}", r"\frac{a}{b}", r"\sqrt{x}", r"x_{i}", r"\alpha + \beta"):
        yield around(Math(formula))
        yield Para((Math(formula, display=True),))
    yield Para((Math(r"\sum_{i = 1}^{n} x_{i}", display=True),))
    yield around(Text(writer.words(), (Link("#target"),)))
    for level in range(1, 7):
        yield Heading(level, writer.text(), Attr("target" if level == 3 else ""))


def _lists(writer: _Writer) -> Iterator[Block]:
    for style in ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"):
        for delimiter in ("period", "paren", "parens"):
            for start in (1, 4):
                items = ((writer.plain(),), (writer.plain(),))
                yield OrderedList(items, start, style, delimiter)  # type: ignore[arg-type]
                yield writer.para()
    deep: Blocks = (writer.plain(),)
    for depth in range(5):
        items = (deep, (writer.plain(),))
        inner: Block = BulletList(items) if depth % 2 else OrderedList(items)
        deep = (writer.plain(), inner)
    yield BulletList((deep,))
    yield OrderedList(((writer.plain(),), (writer.plain(),)))
    yield OrderedList(((writer.plain(),), (writer.plain(),)))


def _tables(writer: _Writer) -> Iterator[Block]:
    def cells(*spans: tuple[int, int]) -> Row:
        return Row(
            tuple(Cell((writer.plain(),), row_span=down, col_span=across) for down, across in spans)
        )

    one, wide, tall, big = (1, 1), (1, 2), (2, 1), (2, 2)
    cols = (ColSpec("left"), ColSpec("center"), ColSpec("right"))
    for rows in (
        (cells(one, one, one), cells(one, one, one)),
        (cells(wide, one), cells(one, wide)),
        (cells(tall, one, one), cells(one, one)),
        (cells(big, one), cells(one), cells(one, one, one)),
    ):
        yield Table(cols, (cells(one, one, one),), (TableBody(rows),))
        yield writer.para()
    yield Table(cols, (), (TableBody((cells(one, one, one),)),))
    yield writer.para()
    head = (cells(one, wide), cells(one, one, one))
    yield Table(cols, head, (TableBody((cells(one, one, one),)),), (cells(one, one, one),))
