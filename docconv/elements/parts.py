"""What an element may become: blocks, runs, or a part that waits for the element around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from docconv.ast import Attr, Block, Blocks, Cell, ColSpec, Inline, Inlines, Row


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; *value* is the number it states, if any."""

    blocks: Blocks
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a definition list."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of the terms before it."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Legend:
    """The caption of a table or figure."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell, and whether it is a header."""

    cell: Cell
    head: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, and which of its cells are headers."""

    row: Row
    heads: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of a table's head, body or foot."""

    kind: Literal["thead", "tbody", "tfoot"]
    rows: tuple[TableRow, ...]
    attr: Attr


@dataclass(frozen=True, slots=True)
class Column:
    """The specification of one column."""

    spec: ColSpec


Part: TypeAlias = Item | Term | Definition | Legend | TableCell | TableRow | RowGroup | Column
Node: TypeAlias = Block | Inline | Part
