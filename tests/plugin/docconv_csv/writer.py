"""Writes a document's tables as comma-separated values, and says what it leaves out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from docconv import walk
from docconv.ast import Cell, Document, Table
from docconv.errors import Notice, Warn, WriteError

SUFFIXES = (".csv",)


@dataclass(frozen=True, slots=True)
class Options:
    """How the values are to stand in the file."""

    delimiter: str = field(default=",", metadata={"help": "what parts the values"})
    header: bool = field(default=True, metadata={"help": "write the rows of the head"})


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """The tables of *document*, one after the other. Raises WriteError if it has none."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        raise WriteError("there is no table to write")
    if len(tables) < len(document.blocks):
        warn(Notice("not-a-table", "only tables are written as CSV"))
    out = io.StringIO()
    rows = csv.writer(out, delimiter=options.delimiter, lineterminator="\n")
    for table in tables:
        skipped = 0 if options.header else len(table.head)
        for row in list(walk.table_rows(table))[skipped:]:
            rows.writerow(_text(cell) for cell in row.cells)
    return out.getvalue().encode()


def _text(cell: Cell) -> str:
    return "\n".join(walk.texts(cell.blocks))
