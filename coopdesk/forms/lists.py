"""The lists of a form, each a root with its items, found by what they say."""

import re
from collections import defaultdict
from collections.abc import Mapping

from lxml import etree

from coopdesk.forms import values
from coopdesk.forms.values import Value

Steps = tuple[str, str]
_NO_NAME = re.compile(r"[^\w.\-]+")


class Index:
    """The items of lists by the text of one of their children. A list does not change while a form is filled in, and
    is not handed to functions as nodes: lxml copies them then, all that is in them too."""

    def __init__(self, lists: Mapping[str, etree._Element]) -> None:
        self._lists = lists
        self._all: dict[str, list[etree._Element]] = {}
        self._made: dict[tuple[str, Steps, str], dict[str, list[tuple[int, etree._Element]]]] = {}

    def items(self, name: str) -> list[etree._Element]:
        """Return all items of a list; none where there is no such list."""
        if name not in self._all:
            held = self._lists.get(name)
            self._all[name] = [] if held is None else [row for root in held for row in root]
        return self._all[name]

    def rows(self, name: str, steps: Steps, child: str, wanted: Value) -> list[etree._Element]:
        """Return the items of a list, in their order, of which a child says one of the texts that are wanted; none
        where there is no such list. ``steps``: the names of the root and of the items."""
        found = self._made.get((name, steps, child))
        if found is None:
            held = self._lists.get(name)
            found = self._made[name, steps, child] = {} if held is None else _by_text(held, steps, child)
        texts = [wanted] if isinstance(wanted, str) else dict.fromkeys(map(values.text_of_node, values.nodes(wanted)))
        if len(texts) == 1:
            return [one for _, one in found.get(next(iter(texts)), ())]
        return [
            one for _, one in sorted({row for text in texts for row in found.get(text, ())}, key=lambda row: row[0])
        ]


def element_name(column: str) -> str:
    """Return the name under which a column of a file stands in its list: what a name cannot hold becomes ``_``."""
    name = _NO_NAME.sub("_", column.strip())
    return name if name and (name[0].isalpha() or name[0] == "_") else f"_{name}"


def _by_text(held: etree._Element, steps: Steps, child: str) -> dict[str, list[tuple[int, etree._Element]]]:
    root, item = steps
    found = defaultdict(list)
    items = (row for top in held.iterchildren(root) for row in top.iterchildren(item))
    for place, row in enumerate(items):
        for text in dict.fromkeys(values.text_of_node(one) for one in row.iterchildren(child)):
            found[text].append((place, row))
    return dict(found)
