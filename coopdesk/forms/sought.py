"""Choices that stand in a table of their own: in the sheet “external_choices”, or in a file for ``search()``.

``search('fruits', 'matches', 'region', ${region})`` stands among the appearances of a question, as ODK Collect and
SurveyCTO have it: of the choices that the question lists, one whose name is no whole number tells the columns of the
file in which names and labels stand; the others stay as they are.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from coopdesk.forms.lists import element_name
from coopdesk.forms.model import Choice, Itemset, Words

SHEET = "external_choices"
LABEL = "jr:itext(itextId)"
"""Where the label of a choice of that sheet is: under an id, in every language."""
_BEGINS = re.compile(r"\bsearch\s*\(")
_PIECE = re.compile(r"'[^']*'|\"[^\"]*\"|[()]|[^'\"()]+")
_KINDS: Mapping[str, Callable[[str, str], bool]] = {
    "matches": lambda told, sought: told == sought,
    "contains": lambda told, sought: sought in told,
    "startswith": lambda told, sought: told.startswith(sought),
    "endswith": lambda told, sought: told.endswith(sought),
}


def parted(appearance: str) -> tuple[str, str]:
    """Return the search among the appearances of a question, empty where there is none, and the others."""
    found = _BEGINS.search(appearance)
    if found is None:
        return "", appearance
    depth, end = 0, found.end() - 1
    for piece in _PIECE.finditer(appearance, end):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        end = piece.end()
        if depth == 0:
            break
    return appearance[found.start() : end], f"{appearance[: found.start()]} {appearance[end:]}"


def itemset(search: str, choices: Sequence[Choice]) -> tuple[Itemset | None, tuple[Choice, ...]]:
    """Return where the choices of a question are that a search finds, and those that it has beside."""
    columns = next((one for one in choices if not one.value.lstrip("-").isdecimal()), None)
    if columns is None:
        return None, tuple(choices)
    return (
        Itemset(search, element_name(columns.value), "", columns.label),
        tuple(one for one in choices if one.value.lstrip("-").isdecimal()),
    )


def label(item: etree._Element, columns: Words) -> Words:
    """Return what a row of a file is called in each language."""
    return Words({lang: (_text(item, "".join(parts)),) for lang, parts in columns.by_language.items()})


def rows(
    items: Sequence[etree._Element], kind: str, columns: str, told: str, among: str, only: str
) -> list[etree._Element]:
    """Return the rows of which one of some columns says what is sought, whatever the case of its letters, and one of
    others (``among``) is ``only``; in the order of the column “sortby” where there is one.

    Raises ``KeyError`` for a kind that there is not.
    """
    found = [one for one in items if not columns or _holds(one, _KINDS[kind.lower()], columns, told)]
    found = [one for one in found if not among or _holds(one, _KINDS["matches"], among, only)]
    return sorted(found, key=lambda one: _order(one.findtext("sortby")))


def _holds(item: etree._Element, holds: Callable[[str, str], bool], columns: str, told: str) -> bool:
    said = (item.findtext(element_name(column)) or "" for column in columns.split(","))
    return any(holds(one.casefold(), told.casefold()) for one in said)


def _order(told: str | None) -> float:
    try:
        return float(told or 0)
    except ValueError:
        return 0.0


def _text(item: etree._Element, columns: str) -> str:
    said = (item.findtext(element_name(column)) or "" for column in columns.split(","))
    return ", ".join(one for one in said if one)
