"""A book as files: one for each chapter."""

from __future__ import annotations

from dataclasses import dataclass

from docconv import walk
from docconv.ast import Block, Blocks, Heading


@dataclass(frozen=True, slots=True)
class Chapter:
    """The blocks of one file; *opened* if they begin with the heading that made it one."""

    blocks: Blocks
    opened: bool


def split(blocks: Blocks, level: int) -> list[Chapter]:
    """*blocks* cut before each heading of *level* or less that has a text; what stands before
    the first of them is a chapter without a heading. There is always at least one."""
    starts = [at for at, block in enumerate(blocks) if _opens(block, level)]
    ends = [*starts, len(blocks)]
    chapters = [Chapter(blocks[: ends[0]], opened=False)] if ends[0] or not starts else []
    bounds = zip(starts, ends[1:], strict=True)
    return chapters + [Chapter(blocks[start:end], opened=True) for start, end in bounds]


def _opens(block: Block, level: int) -> bool:
    return (
        isinstance(block, Heading)
        and block.level <= level
        and bool(walk.plain(block.content).strip())
    )
