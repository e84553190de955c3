"""The tree in which the answers to a form stand, and what is known of each of its nodes.

A node is named by its key, ``/data/kids[2]/name``: the path, with the place of each repetition from 1.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from coopdesk.errors import NotFound
from coopdesk.forms.model import Form, Group, Path, Question
from coopdesk.i18n import N_

NO_NODE = N_("This form has no question “{key}”.")


@dataclass(eq=False)
class Node:
    """What is known of a node. ``own``: its own condition holds; ``unchecked``: whether it is valid takes too long to
    find out; ``kept``: what was answered, while not relevant; ``entry``, ``place``: of an entry of a list, its id and
    its place among others, as they are kept (``kept``)."""

    element: etree._Element
    path: Path
    own: bool = True
    relevant: bool = True
    readonly: bool = False
    required: bool = False
    valid: bool = True
    unchecked: bool = False
    kept: str = ""
    entry: str = ""
    place: int = 0


class Tree:
    """``root``: the answers, held by an element above it, as evaluation needs it; ``of``: the node of an element;
    ``by_path``: the nodes at a path, one for each repetition; ``repeats``, ``questions``: of the form, by path."""

    def __init__(self, form: Form) -> None:
        self.repeats: Mapping[Path, Group] = {one.path: one for one in form.groups() if one.repeat}
        self.questions: Mapping[Path, Question] = {one.path: one for one in form.questions()}
        self.of: dict[etree._Element, Node] = {}
        self.by_path: dict[Path, list[Node]] = {}
        self.root = copy.deepcopy(form.root)
        self._document, self._order = etree.Element("document"), form.order
        self._holding = {path for path, names in form.order.items() if names}
        self._document.append(self.root)
        self.hold(self.root, (str(self.root.tag),))

    def hold(self, element: etree._Element, path: Path) -> None:
        """Take an element and what is in it into the tree."""
        node = self.of[element] = Node(element, path)
        self.by_path.setdefault(path, []).append(node)
        for one in element:
            self.hold(one, (*path, str(one.tag)))

    def forget(self, element: etree._Element) -> None:
        """Take an element and what is in it out of the tree."""
        for one in element.iter():
            node = self.of.pop(one)
            self.by_path[node.path].remove(node)
        parent_of(element).remove(element)

    def at(self, key: str) -> Node:
        """Return the node of a key. Raises ``NotFound``."""
        element: etree._Element | None = None
        for place, step in enumerate(key.strip("/").split("/")):
            name, _, index = step.partition("[")
            if place == 0:
                element = self.root if name == self.root.tag else None
            elif element is not None:
                alike = [one for one in element if one.tag == name]
                at = int(index.rstrip("]")) if index.rstrip("]").isdigit() else 1
                element = alike[at - 1] if 0 < at <= len(alike) else None
        if element is None:
            raise NotFound(NO_NODE, key=key[:80])
        return self.of[element]

    def list_at(self, key: str) -> tuple[etree._Element, Path]:
        """Return what holds the entries of the list at a key, and their path. Raises ``NotFound``."""
        above, _, name = key.rstrip("/").rpartition("/")
        node = self.at(above)
        path = (*node.path, name)
        if path not in self.repeats:
            raise NotFound(NO_NODE, key=key[:80])
        return node.element, path

    def key(self, element: etree._Element) -> str:
        """Return the key of a node."""
        steps, path, at = [], self.of[element].path, element
        while path:
            place = ""
            if path in self.repeats:
                place = f"[{1 + sum(1 for _ in at.itersiblings(at.tag, preceding=True))}]"
            steps.append(f"{path[-1]}{place}")
            path, at = path[:-1], parent_of(at)
        return "/" + "/".join(reversed(steps))

    def told(self, element: etree._Element, path: Path) -> Any:
        """Return what was answered within an element and is relevant: groups as objects, repetitions and several
        choices as lists."""
        if not len(element) and path not in self._holding:
            question = self.questions.get(path)
            many = question is not None and question.control in ("select", "rank")
            return (element.text or "").split() if many else element.text or None
        found: dict[str, Any] = {name: [] for name in self._order.get(path, ()) if (*path, name) in self.repeats}
        for one in element:
            below = (*path, str(one.tag))
            if one.tag == "meta" or not self.of[one].relevant:
                continue
            if below in self.repeats:
                found[str(one.tag)].append(self.told(one, below))
            else:
                found[str(one.tag)] = self.told(one, below)
        return found


def below(at: etree._Element, steps: Path) -> Iterator[etree._Element]:
    """Yield the elements at a path below one."""
    if not steps:
        yield at
        return
    for one in at:
        if one.tag == steps[0]:
            yield from below(one, steps[1:])


def around(element: etree._Element, up: int) -> etree._Element:
    """Return the element so many steps above one."""
    for _ in range(up):
        element = parent_of(element)
    return element


def parent_of(element: etree._Element) -> etree._Element:
    """Return what an element stands in."""
    parent = element.getparent()
    assert parent is not None
    return parent
