"""Page numbers and running heads that stand between the lines of a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from docconv.normalizer.layout import Layout, Line
from docconv.normalizer.view import Proposal, View

_LONGEST = 80  # characters of a running head
_LEAST = 3  # pages
_NEAR = 40  # characters looked at on either side
_BESIDE = 2  # running heads above or below a page number
_NUMBER = re.compile(r"\d{1,4}")
_NAMED = re.compile(r"(?:page|pg\.?|seite|página|pagina|с\.|стр\.)\s*#", re.IGNORECASE)


class _Edge(NamedTuple):
    """A short line at the beginning or end of a leaf; ``[start, end)`` goes with it."""

    row: Line
    start: int
    end: int
    leaf: int
    alone: bool

    @property
    def shape(self) -> str:
        """The line with its numbers as signs: what the heads of all pages have in common."""
        text = self.row.text
        return _NUMBER.sub("#", text) if _NUMBER.search(text) else text

    @property
    def number(self) -> int:
        """The first number in it; -1 if there is none."""
        match = _NUMBER.search(self.row.text)
        return int(match[0]) if match else -1


class Furniture:
    """The page numbers and running heads of a raw text.

    Lines of one shape whose numbers count up are page numbers if they interrupt a sentence or
    say "page"; numbers of chapters do neither. Lines that keep coming back beside page numbers
    are running heads.
    """

    def __init__(self, view: View, layout: Layout) -> None:
        self.view = view
        self.layout = layout

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where these lines begin."""
        return frozenset(edge.row.start for edge in self.edges)

    def proposals(self) -> Iterator[Proposal]:
        """These lines go; a sentence that they interrupt is joined over them."""
        rule, why = "lines/page-furniture", "it is the number or head of a page, as on every page"
        for group in self._groups():
            start, end = group[0].start, group[-1].end
            if group[0].alone and self._runs_over(start, end):
                before, behind = self.view.text[max(0, start - _NEAR) : start], self._behind(end)
                start -= len(before) - len(before.rstrip())
                end += len(behind) - len(behind.lstrip())
                yield Proposal(start, end, " ", rule, 0.93, why)
            else:
                for edge in group:
                    yield Proposal(edge.start, edge.end, "", rule, 0.93, why)

    def _groups(self) -> Iterator[list[_Edge]]:
        """The lines, those together that fill paragraphs side by side."""
        group: list[_Edge] = []
        for edge in self.edges:
            if group and not (edge.alone and group[-1].alone and edge.leaf == group[-1].leaf + 1):
                yield group
                group = []
            group.append(edge)
        if group:
            yield group

    @cached_property
    def edges(self) -> Sequence[_Edge]:
        """The lines that are furniture, in the order of the text."""
        if len(self.view.leaves) < _LEAST:
            return ()
        by_shape: dict[str, list[_Edge]] = {}
        for edge in self._candidates():
            by_shape.setdefault(edge.shape, []).append(edge)
        shapes = {
            shape: found
            for shape, found in by_shape.items()
            if len(found) >= _LEAST and not self.layout.verbatim(found[0].leaf)
        }
        alone = {edge.leaf for found in shapes.values() for edge in found if edge.alone}
        numbers = [
            edge
            for shape, found in shapes.items()
            if "#" in shape
            for edge in self._counted(shape, found, alone)
        ]
        if not numbers:
            return ()
        near = {edge.leaf + step for edge in numbers for step in (-1, 0, 1)}
        heads = [
            edge
            for shape, found in shapes.items()
            if "#" not in shape
            for edge in found
            if edge.leaf in near
        ]
        return sorted(numbers + heads, key=lambda edge: edge.start)

    def _candidates(self) -> Iterator[_Edge]:
        view = self.view
        for index in range(len(view.leaves)):
            start, end = view.span(index)
            several = view.text.find("\n", start, end) >= 0
            if not several and end - start > _LONGEST:
                continue
            rows = self.layout.lines(index)
            if not several:
                yield _Edge(rows[0], start, end, index, True)
                continue
            for row, at, to in (
                (rows[0], start, rows[1].start),
                (rows[-1], rows[-2].end, end),
            ):
                if row.text and len(row.text) <= _LONGEST:
                    yield _Edge(row, at, to, index, False)

    def _counted(
        self, shape: str, found: Sequence[_Edge], alone: Collection[int]
    ) -> Sequence[_Edge]:
        """Those of *found* whose numbers count up page by page, if they are page numbers."""
        chains: dict[int, list[_Edge]] = {}  # by their last number
        for edge in found:
            last = next((n for n in (edge.number - 1, edge.number - 2) if n in chains), None)
            chain = [] if last is None else chains.pop(last)
            chain.append(edge)
            chains[edge.number] = chain
        chain = max(chains.values(), key=len)
        paged = _NAMED.search(shape) or any(self._interrupts(edge, alone) for edge in chain)
        return chain if len(chain) >= _LEAST and paged else ()

    def _interrupts(self, edge: _Edge, alone: Collection[int]) -> bool:
        """Whether a sentence runs on over this line and the lines like it beside it."""
        if not edge.alone:
            return self._runs_over(edge.start, edge.end)
        before = behind = edge.leaf
        while edge.leaf - before < _BESIDE and before - 1 in alone:
            before -= 1
        while behind - edge.leaf < _BESIDE and behind + 1 in alone:
            behind += 1
        return self._runs_over(self.view.span(before)[0], self.view.span(behind)[1])

    def _runs_over(self, start: int, end: int) -> bool:
        """Whether a sentence stands before *start* that goes on behind *end*."""
        before = self.view.text[max(0, start - _NEAR) : start].rstrip()
        return before[-1:].islower() and self._behind(end).lstrip()[:1].islower()

    def _behind(self, end: int) -> str:
        return self.view.text[end : end + _NEAR]
