"""Blocks as flow content, and the notes that they refer to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    CodeBlock,
    DefinitionList,
    Div,
    Figure,
    Heading,
    HorizontalRule,
    LineBlock,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Table,
)
from docconv.xhtml.context import Context
from docconv.xhtml.inlines import InlineRenderer, NoteAnchor
from docconv.xhtml.languages import words
from docconv.xhtml.markup import attribute, clean, escape, is_blank, one_line, spoken
from docconv.xhtml.outline import Entry, Outline
from docconv.xhtml.tables import TableRenderer, caption_markup

_LIST_TYPES = {
    "decimal": ' type="1"',
    "lower-alpha": ' type="a"',
    "upper-alpha": ' type="A"',
    "lower-roman": ' type="i"',
    "upper-roman": ' type="I"',
    "default": "",
    "example": "",
}


class Renderer:
    """Renders the blocks of one file; *outline* goes on from file to file."""

    def __init__(self, context: Context, outline: Outline) -> None:
        self._context = context
        self._outline = outline
        self._inlines = InlineRenderer(context)
        self._tables = TableRenderer(context, self.blocks)
        self.headings: list[Entry] = []

    def blocks(self, blocks: Iterable[Block]) -> str:
        """*blocks* as markup, one below the other; those with nothing to show leave no trace."""
        rendered = [(block, markup) for block in blocks if (markup := self._block(block))]
        bare = [isinstance(block, Plain) for block, _ in rendered]
        beside = zip([False, *bare], [*bare[1:], False], strict=False)
        return "\n".join(
            # Two bare texts side by side would run together.
            f"<p>{markup}</p>" if plain and any(neighbours) else markup
            for (_, markup), plain, neighbours in zip(rendered, bare, beside, strict=False)
        )

    def notes(self) -> str:
        """The notes referred to so far, and those that notes refer to, as a section."""
        pending = self._inlines.notes
        rendered = []
        while pending:
            rendered.append(self._note(pending.popleft()))
        if not rendered:
            return ""
        listed = "\n".join(rendered)
        if self._context.dialect.epub:
            label = attribute("aria-label", words(self._context.language).notes)
            return f'<section class="notes" epub:type="footnotes"{label}>\n{listed}\n</section>'
        return f'<div class="notes" role="doc-endnotes">\n<ol>\n{listed}\n</ol>\n</div>'

    def _block(self, block: Block) -> str:
        match block:
            case Para():
                return f"<p>{self._inlines.render(block.content)}</p>"
            case Plain():
                return self._inlines.render(block.content)
            case Heading():
                return self._heading(block)
            case BlockQuote():
                return f"<blockquote>\n{self.blocks(block.blocks)}\n</blockquote>"
            case CodeBlock():
                return self._code(block)
            case BulletList():
                return self._list("ul", block.items)
            case OrderedList():
                return self._list("ol", block.items, _numbering(block))
            case DefinitionList():
                return self._definitions(block)
            case LineBlock():
                return self._lines(block)
            case Table():
                return self._tables.table(block)
            case Figure():
                return self._figure(block)
            case HorizontalRule():
                return f"<hr{self._context.dialect.void}"
            case Div():
                attributes = self._context.attributes(block.attr)
                return f"<div{attributes}>\n{self.blocks(block.blocks)}\n</div>"
            case RawBlock():
                self._context.losses.add("raw-dropped", f"{block.format}: {block.text}")
                return ""
            case _:
                assert_never(block)

    # --- Headings ---

    def _heading(self, heading: Heading) -> str:
        """A heading, or a mere paragraph if it has no text: none that is read out is empty."""
        context = self._context
        text = clean(one_line(walk.plain(heading.content)))[0]
        markup = spoken(self._inlines.render(heading.content))
        name = context.anchors.claim(heading.attr.id)
        if not text or is_blank(markup):
            anchor = attribute("id", name) if name else ""
            return f"<p{anchor}>{markup}</p>" if anchor or markup else ""
        level = self._outline.level(heading.level)
        if context.number_sections and "unnumbered" not in heading.attr.classes:
            number = self._outline.number(level)
            text = f"{number} {text}"
            markup = f'<span class="section-number">{number}</span> {markup}'
        if context.anchor_headings and not name:
            name = context.anchors.fresh(f"section-{len(self.headings) + 1}")
        anchor = attribute("id", name) if name else ""
        self.headings.append(Entry(level, f"{context.file}#{name}", text))
        return f"<h{level}{anchor}{context.attributes(heading.attr)}>{markup}</h{level}>"

    # --- Lists ---

    def _list(self, tag: str, items: Iterable[Blocks], attributes: str = "") -> str:
        listed = "\n".join(f"<li>{self.blocks(item)}</li>" for item in items)
        return f"<{tag}{attributes}>\n{listed}\n</{tag}>" if listed else ""

    def _definitions(self, block: DefinitionList) -> str:
        """A list of terms, parted where a term comes again, since a list may have it once."""
        parts: list[str] = []
        terms: set[str] = set()
        for item in block.items:
            term = one_line(walk.plain(item.term))
            if term in terms:
                parts.append("</dl>\n<dl>")
                terms.clear()
            terms.add(term)
            parts.append(f"<dt>{self._inlines.render(item.term)}</dt>")
            parts += [f"<dd>{self.blocks(group)}</dd>" for group in item.definitions or ((),)]
        listed = "\n".join(parts)
        return f"<dl>\n{listed}\n</dl>" if listed else ""

    def _lines(self, block: LineBlock) -> str:
        lines = f"<br{self._context.dialect.void}".join(map(self._inlines.render, block.lines))
        return f'<div class="line-block">{lines}</div>' if block.lines else ""

    # --- Code and figures ---

    def _code(self, block: CodeBlock) -> str:
        language, *others = block.attr.classes or ("",)
        attr = Attr(block.attr.id, tuple(others), block.attr.attributes)
        kind = attribute("class", f"language-{one_line(language)}") if language else ""
        text = self._code_text(block.text, language)
        return f"<pre{self._context.attributes(attr)}><code{kind}>{text}</code></pre>"

    def _code_text(self, text: str, language: str) -> str:
        if not self._context.highlight:
            return escape(text)
        from docconv.xhtml.highlight import highlighted  # most documents do without

        return highlighted(text, language)

    def _figure(self, figure: Figure) -> str:
        attributes = self._context.attributes(figure.attr)
        content = self.blocks(figure.blocks)
        if any(isinstance(block, Table) and block.caption != Caption() for block in figure.blocks):
            content = f"<div>{content}</div>"  # a table alone in a figure may have no caption
        parts = [content, caption_markup(figure.caption, "figcaption", self.blocks)]
        content = "\n".join(filter(None, parts))
        return f"<figure{attributes}>\n{content}\n</figure>"

    # --- Notes ---

    def _note(self, anchor: NoteAnchor) -> str:
        """A note with its way back: for e-books the number before it, else an arrow after it."""
        blocks, number = anchor.note.blocks, anchor.number
        content = self.blocks(blocks)
        label = attribute("aria-label", f"{words(self._context.language).back} ({number})")
        link = f'<a class="backlink" href="#{anchor.reference}"'
        if self._context.dialect.epub:
            link += f' epub:type="backlink" role="doc-backlink"{label}>{number}</a>'
            if blocks and isinstance(blocks[0], Para):
                content = f"<p>{link} {content.removeprefix('<p>')}"
            else:
                content = f"<p>{link}</p>\n{content}"
            kind = 'epub:type="footnote" role="doc-footnote"'
            return f'<aside {kind} id="{anchor.target}">{content}</aside>'
        link += f' role="doc-backlink"{label}>↩\ufe0e</a>'
        if blocks and isinstance(blocks[-1], Para):
            content = f"{content.removesuffix('</p>')} {link}</p>"
        else:
            content = f"{content}\n<p>{link}</p>"
        return f'<li id="{anchor.target}">{content}</li>'


def _numbering(block: OrderedList) -> str:
    """How HTML numbers a list; what it has no attribute for becomes a class for the style sheet."""
    start = f' start="{block.start}"' if block.start != 1 else ""
    kinds = {block.delimiter, block.style} & {"paren", "parens", "example"}
    return (
        start
        + _LIST_TYPES[block.style]
        + (attribute("class", " ".join(sorted(kinds))) if kinds else "")
    )
