"""What of a form is shown now, part by part, and how the parts are gathered where it is asked question by question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Group, Question
from coopdesk.forms.tree import Node, below

Kind = Literal["heading", "entry", "question", "grid", "more"]
_SELECTS = ("select1", "select")
_HEAD, _ROW = "label", "list-nolabel"


@dataclass(frozen=True)
class Block:
    """A part. ``nodes``: of it, of a grid its head and its rows, of ``more`` what holds the list; ``around``: the
    groups in which it stands; ``page``: the group that is asked on one page with all that is in it."""

    kind: Kind
    nodes: tuple[Node, ...]
    one: Question | Group
    around: tuple[Node, ...] = ()
    page: Node | None = None

    @property
    def node(self) -> Node:
        """The first of its nodes."""
        return self.nodes[0]

    @property
    def asked(self) -> tuple[Node, ...]:
        """The nodes to which an answer can be given."""
        return self.nodes[1:] if self.kind == "grid" else self.nodes if self.kind == "question" else ()

    @property
    def place(self) -> tuple[object, ...]:
        """What it is known by, while answers change."""
        return (self.kind, *map(id, self.nodes), self.one.path)


class Shown:
    """What is shown of a form as it stands now. ``asked``: the nodes of all groups and questions among it."""

    def __init__(self, filling: Filling) -> None:
        self._tree = filling.tree
        self.asked: set[Node] = set()
        self.blocks = list(self._blocks(filling.form.children, filling.root, (), None))

    def _blocks(
        self, children: Iterable[Question | Group], at: etree._Element, around: tuple[Node, ...], page: Node | None
    ) -> Iterator[Block]:
        rows: list[Node] = []
        head: Question | None = None
        for one in children:
            if not one.path:
                assert isinstance(one, Group)
                yield from self._blocks(one.children, at, around, page)
                continue
            elements = list(below(at, one.path[len(self._tree.of[at].path) :]))
            if head is not None and not _goes_on(head, one):
                yield Block("grid", tuple(rows), head, around, page)
                head = None
            if isinstance(one, Group):
                yield from self._group(one, elements, at, around, page)
                continue
            for element in elements:
                node = self._tree.of[element]
                if node.relevant:
                    self.asked.add(node)
                    if head is not None:
                        rows.append(node)
                    elif one.control in _SELECTS and _HEAD in one.appearance:
                        head, rows = one, [node]
                    else:
                        yield Block("question", (node,), one, around, page)
        if head is not None:
            yield Block("grid", tuple(rows), head, around, page)

    def _group(
        self, group: Group, elements: Sequence[etree._Element], at: etree._Element, around: tuple[Node, ...],
        page: Node | None,
    ) -> Iterator[Block]:  # fmt: skip
        for element in elements:
            node = self._tree.of[element]
            if node.relevant:
                self.asked.add(node)
                if group.repeat or group.label.by_language:
                    yield Block("entry" if group.repeat else "heading", (node,), group, around, page)
                inner = page or (node if "field-list" in group.appearance else None)
                yield from self._blocks(group.children, element, (*around, node), inner)
        if group.repeat and not group.count and all(self._tree.of[one].relevant for one in elements):
            for holder in below(at, group.path[len(self._tree.of[at].path) : -1]):
                if self._tree.of[holder].relevant:
                    yield Block("more", (self._tree.of[holder],), group, around, page)


def _goes_on(head: Question, one: Question | Group) -> bool:
    return isinstance(one, Question) and one.control == head.control and _ROW in one.appearance


def steps(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the parts as they are asked one after another: headings with the question that follows them, and a group
    that is asked on one page as a whole."""
    found: list[list[Block]] = []
    waiting: list[Block] = []
    for one in blocks:
        last = found[-1][-1] if found and not waiting else None
        if one.page is not None and last is not None and last.page is one.page:
            found[-1].append(one)
            continue
        waiting.append(one)
        if one.kind not in ("heading", "entry"):
            found.append(waiting)
            waiting = []
    if waiting:
        found.append(waiting)
    return found
