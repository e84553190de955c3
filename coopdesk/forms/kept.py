"""Answers as lines that are kept: one for each, so that two people may fill different parts of one form.

A line is named by the path of its question and by the entries of lists in which it stands:
``("kids/name", "a1b2c3d4")``. An entry has an id that stays when others come before it, and a line of its own that says
its place; entries that the form counts itself are named by their place, for they are the same wherever they were made.
What is not asked now is not among the lines, nor an entry in which nothing was answered.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Path
from coopdesk.forms.tree import Node

Place = tuple[str, str]
"""The path of a question without the root, and the entries in which it stands; both with ``/`` between."""
Lines = Mapping[Place, str]


def lines(filling: Filling) -> dict[Place, str]:
    """Return what is answered and asked now, in the order of the form. Entries that have no id yet get one."""
    return dict(_lines(filling, filling.root, (), ()))


def restore(filling: Filling, kept: Lines) -> None:
    """Give a filling that was just begun the answers that were kept; what the form does not ask is passed over."""
    entries: dict[tuple[str, str], list[str]] = defaultdict(list)
    lists = {"/".join(path[1:]) for path in filling.tree.repeats}
    for question, entry in sorted(kept, key=lambda one: (one[0].count("/"), _order(kept[one]), one[1])):
        if question in lists and kept[question, entry]:
            entries[question, entry.rpartition("/")[0]].append(entry)
    filling.fill(_given(filling, filling.root, (), "", kept, entries))
    for (question, around), ids in entries.items():
        _name(filling, question, around, ids, kept)
    if kept:
        _take_away(filling, kept)


def _take_away(filling: Filling, kept: Lines) -> None:
    """Take away what a form begins with where a person left it empty."""
    for path in filling.tree.questions:
        for node in list(filling.tree.by_path.get(path, ())):
            place = "/".join(path[1:]), around_of(filling, node)
            key = filling.tree.key(node.element)
            if node.relevant and node.element.text and place not in kept and not filling.is_readonly(key):
                filling.answer(key, "")


def _lines(
    filling: Filling, element: etree._Element, path: Path, entries: tuple[str, ...]
) -> Iterator[tuple[Place, str]]:
    tree, count, last = filling.tree, defaultdict[str, int](int), defaultdict[str, int](int)
    for one in element:
        name = str(one.tag)
        below, node = (*path, name), tree.of[one]
        count[name] += 1
        if not node.relevant or name == "meta":
            continue
        group = tree.repeats.get(node.path)
        if group is not None:
            if not node.entry:
                node.entry = str(count[name]) if group.count else secrets.token_hex(4)
            node.place = last[name] = node.place or last[name] + 1
            inner = (*entries, node.entry)
            within = list(_lines(filling, one, below, inner))
            if within:
                yield ("/".join(below), "/".join(inner)), str(node.place)
                yield from within
        elif len(one):
            yield from _lines(filling, one, below, entries)
        elif one.text:
            yield ("/".join(below), "/".join(entries)), one.text


def _given(
    filling: Filling, element: etree._Element, path: Path, around: str, kept: Lines,
    entries: Mapping[tuple[str, str], list[str]],
) -> dict[str, Any]:  # fmt: skip
    """Return the answers within a node as ``Filling.fill`` takes them."""
    found: dict[str, Any] = {}
    order, root = filling.form.order, str(filling.root.tag)
    for name in order.get((root, *path), ()):
        below = (*path, name)
        whole = (root, *below)
        if whole in filling.tree.repeats:
            ids = entries.get(("/".join(below), around), [])
            if ids:
                found[name] = [_given(filling, element, below, one, kept, entries) for one in ids]
        elif order.get(whole):
            found[name] = _given(filling, element, below, around, kept, entries)
        elif name != "meta" and ("/".join(below), around) in kept:
            found[name] = kept["/".join(below), around]
    return found


def _name(filling: Filling, question: str, around: str, ids: list[str], kept: Lines) -> None:
    """Let the entries of a list have their ids and places again."""
    path = (str(filling.root.tag), *question.split("/"))
    nodes = [one for one in filling.tree.by_path.get(path, ()) if around_of(filling, one) == around]
    ordered = sorted(nodes, key=lambda one: sum(1 for _ in one.element.itersiblings(preceding=True)))
    for node, id in zip(ordered, ids, strict=False):
        node.entry, node.place = id.rpartition("/")[2], _order(kept[question, id])


def around_of(filling: Filling, node: Node) -> str:
    """Return the entries in which a node stands."""
    above = (filling.tree.of[one] for one in node.element.iterancestors() if one in filling.tree.of)
    return "/".join(reversed([one.entry for one in above if one.path in filling.tree.repeats]))


def _order(told: str) -> int:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
