"""Structure told from indentation: which paragraphs lie in which list item, quotation, definition.

Word has no nesting. A list item is a paragraph with a label, and what else belongs to it only
stands as far in as its text. So, item by item, a stack of open frames is kept; what does not
reach as far in as a frame closes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from docconv.readers.docx.items import Item
from docconv.readers.docx.numbering import Label

_SLACK = 40  # twips that things meant to be in line may differ by
_LEAST = 120  # what is less far in than this is not indented
_BY_HAND = 360  # from where on an indent by hand makes a quotation
_STYLED = frozenset(("quote", "code", "definition", "caption", "image-caption", "table-caption"))


@dataclass(slots=True)
class ListNode:
    """A list: the label of its last item, the number of its first one, the items."""

    label: Label
    start: int
    items: list[list[Node]] = field(default_factory=list)


@dataclass(slots=True)
class QuoteNode:
    """A quotation."""

    nodes: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class DefinitionNode:
    """A list of terms, each with what defines it."""

    items: list[tuple[Item, list[Node]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line: what stands before it and after it is not one."""


Node: TypeAlias = Item | ListNode | QuoteNode | DefinitionNode | Gap


@dataclass(slots=True)
class _Frame:
    """An open frame, whose text begins at *left*; *nodes* are what it holds so far."""

    kind: Literal["story", "list", "quote", "definition"]
    left: int
    nodes: list[Node]
    list_node: ListNode | None = None

    @property
    def depth(self) -> int:
        return self.list_node.label.depth if self.list_node else -1


def nested(items: Iterable[Item]) -> list[Node]:
    """*items* in the structure that their indentation tells."""
    frames = _Frames()
    for item in items:
        frames.add(item)
    return frames.nodes


class _Frames:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._stack = [_Frame("story", 0, self.nodes)]
        self._previous = ""  # the role of what was added last
        self._parted = False  # a separator stands behind a quotation

    def add(self, item: Item) -> None:
        if item.is_empty and item.role not in ("code", "rule"):
            self._parted = item.role == "separator" and self._previous == "quote"
            self._top.nodes.append(Gap())
            return
        if item.label is None:
            self._add_unlabelled(item)
        elif item.label.is_blank:
            self._add_continued(item, item.label)
        else:
            self._add_labelled(item, item.label)
        self._previous = item.role
        self._parted = False

    @property
    def _top(self) -> _Frame:
        return self._stack[-1]

    def _open(self, frame: _Frame) -> None:
        self._stack.append(frame)

    # Paragraphs without a label

    def _add_unlabelled(self, item: Item) -> None:
        outer = item.left - item.inset if item.role in _STYLED else item.edge
        while self._is_left(item, outer):
            self._stack.pop()
        if item.role == "term":
            self._add_term(item)
        elif item.role == "definition":
            self._add_definition(item)
        elif item.role == "quote" or self._is_quoted_by_hand(item):
            self._add_quoted(item)
        else:
            self._top.nodes.append(item)

    def _is_left(self, item: Item, outer: int) -> bool:
        """Whether *item* stands outside the innermost frame."""
        frame = self._top
        match frame.kind:
            case "story":
                return False
            case "quote":
                begins = item.left if item.role == "quote" else outer
                gone = item.role == "quote" and self._parted and begins < frame.left + _SLACK
                return begins < frame.left - _SLACK or gone
            case "definition":
                begins = item.left if item.role == "definition" else outer
                return begins < frame.left - _SLACK
            case "list":
                begins = item.left if item.role == "quote" and self._is_in_quote() else outer
                return begins < frame.left - _SLACK

    def _is_quoted_by_hand(self, item: Item) -> bool:
        inset = item.left - item.inset
        fits = item.role == "" and item.is_free and inset >= _BY_HAND
        return fits and self._top.kind in ("story", "quote")

    def _add_quoted(self, item: Item) -> None:
        is_line = abs(self._top.left - item.left) <= _SLACK
        if not (self._top.kind == "list" and self._is_in_quote() and is_line):
            self._enter_quote(item.left)
        self._top.nodes.append(item)

    def _enter_quote(self, left: int) -> None:
        """Make a quotation whose text begins at *left* the innermost frame."""
        if self._top.kind == "quote" and abs(self._top.left - left) <= _SLACK:
            return
        node = QuoteNode()
        self._top.nodes.append(node)
        self._open(_Frame("quote", max(left, _LEAST), node.nodes))

    def _add_term(self, item: Item) -> None:
        last = self._last_node()
        if not isinstance(last, DefinitionNode):
            last = DefinitionNode()
            self._top.nodes.append(last)
        last.items.append((item, []))

    def _add_definition(self, item: Item) -> None:
        last = self._last_node()
        is_line = self._top.kind == "definition" and item.left <= self._top.left + _SLACK
        if isinstance(last, DefinitionNode) and not is_line:
            self._open(_Frame("definition", max(item.left, _LEAST), last.items[-1][1]))
        self._top.nodes.append(item)

    def _last_node(self) -> Node | None:
        """What was added last to the innermost frame, gaps aside."""
        nodes = (node for node in reversed(self._top.nodes) if not isinstance(node, Gap))
        return next(nodes, None)

    # Paragraphs of list items

    def _add_continued(self, item: Item, label: Label) -> None:
        """A paragraph whose label is blank goes on with the item open at its depth."""
        at = len(self._stack) - 1
        while at and not (self._stack[at].kind == "list" and self._stack[at].depth <= label.depth):
            at -= 1
        plain = replace(item, label=None)
        if not at:
            self._add_unlabelled(plain)
            return
        keep = at + 1
        if item.role == "quote":
            while keep < len(self._stack) and self._stack[keep].kind == "quote":
                keep += 1
        del self._stack[keep:]
        if item.role == "quote":
            self._enter_quote(item.left)
        self._top.nodes.append(plain)

    def _add_labelled(self, item: Item, label: Label) -> None:
        is_quoted = self._is_list_quoted(item, label)
        while not self._takes(item, label, is_quoted):
            self._stack.pop()
        if is_quoted and self._top.kind != "quote" and not self._goes_on(label):
            self._enter_quote(item.edge)
        node = self._with_new_item(label)
        self._open(_Frame("list", max(item.left, _LEAST), node.items[-1], node))
        if item.role == "quote" and not is_quoted:
            self._enter_quote(item.left + item.inset)
        if not replace(item, label=None).is_empty:
            self._top.nodes.append(item)

    def _is_list_quoted(self, item: Item, label: Label) -> bool:
        """Whether the style of a quotation means the whole list, which then is further in."""
        if item.role != "quote" or not item.inset:
            return False
        around = [f.left for f in self._stack if f.kind == "list" and f.depth < label.depth]
        return item.edge - item.inset >= (around[-1] if around else 0) - _SLACK

    def _takes(self, item: Item, label: Label, is_quoted: bool) -> bool:
        """Whether the innermost frame takes *item*, as its next item or within it."""
        frame = self._top
        if frame.kind == "story":
            return True
        if frame.kind != "list":
            if frame.kind == "quote" and item.role == "quote" and not is_quoted:
                return item.left >= frame.left - _SLACK
            return item.edge >= frame.left - _SLACK
        assert frame.list_node is not None
        open_label = frame.list_node.label
        if self._goes_on(label) and is_quoted == self._is_in_quote():
            return True
        if open_label.depth < label.depth:
            return True
        is_kin = open_label.kind == label.kind
        return not is_kin and item.edge >= frame.left - _SLACK

    def _goes_on(self, label: Label) -> bool:
        """Whether *label* is that of the next item of the innermost list."""
        node = self._top.list_node
        return node is not None and _continues(node, label)

    def _is_in_quote(self) -> bool:
        """Whether the list of the innermost frame lies in a quotation."""
        below = self._stack[-2] if len(self._stack) > 1 else self._stack[0]
        return below.kind == "quote"

    def _with_new_item(self, label: Label) -> ListNode:
        """A list with an empty item added: the innermost one if it goes on, else a new one in the
        innermost frame."""
        node = self._top.list_node
        if node is not None and self._goes_on(label):
            self._stack.pop()
            node.label = label
        else:
            node = ListNode(label, label.number)
            self._top.nodes.append(node)
        node.items.append([])
        return node


def _continues(node: ListNode, label: Label) -> bool:
    """Whether *label* is that of the next item of *node*. Some programs make each item a list of
    its own; numbers that go on, and bullets used but once, give that away."""
    last = node.label
    if last.depth != label.depth:
        return False
    if last.instance == label.instance or (last.box and label.box):
        return True
    if last.kind != label.kind or label.restarts:
        return False
    if label.level.is_numbered:
        return label.number == last.number + 1
    return last.is_single and label.is_single
