"""A document as one text: leaf after leaf, with runs of marks beside it.

Repairs are edits of one string; this module turns a document into that string and back, and
keeps three things in step with every edit: the runs (which marks cover which characters), the
leaves (which paragraph is which) and the origins (where each character stood in what was read).
All three are sorted lists of positions, so an edit costs no more than its share of one pass over
them, and no object stands for a single character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from docconv import build, walk
from docconv.ast import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    DefinitionItem,
    DefinitionList,
    Div,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Marks,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    SoftBreak,
    Table,
    Text,
)
from docconv.edits import Edit
