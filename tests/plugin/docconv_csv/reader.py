"""Reads comma-separated values as one table, its first row the head."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field

from docconv.ast import Cell, ColSpec, Document, Plain, Row, Table, TableBody, Text
from docconv.errors import ReadError, Warn

SUFFIXES = (".csv",)


@dataclass(frozen=True, slots=True)
class Options:
    """How the values stand in the file."""

    delimiter: str = field(default=",", metadata={"help": "what parts the values"})


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The table in *data*. Raises ReadError if it is not UTF-8."""
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8: byte {error.start}") from error
    rows = [_row(values) for values in csv.reader(lines, delimiter=options.delimiter)]
    width = max((len(row.cells) for row in rows), default=0)
    return Document((Table((ColSpec(),) * width, tuple(rows[:1]), (TableBody(tuple(rows[1:])),)),))


def _row(values: list[str]) -> Row:
    return Row(tuple(Cell((Plain((Text(value),)),)) for value in values))
