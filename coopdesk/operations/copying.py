"""Lists as other programs take them from the clipboard: tab-separated text and a table of HTML.

What is copied leaves the sealed store, so the highest classification in it is told. No cell begins a formula.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from coopdesk.errors import Refused
from coopdesk.fields import Choice, Field
from coopdesk.i18n import N_, is_rtl, tr
from coopdesk.operations import listing
from coopdesk.records.base import CLASSIFICATION
from coopdesk.store.home import Store

_MOST = 20_000
_TOO_MANY = N_("{n} records are too many to copy; {most} can be. Narrow the list, or print it.")
_RANK = [option.token for option in CLASSIFICATION]
_GUARDED = "confidential"
_STEERING = dict.fromkeys(range(0x2066, 0x206A), "")


class Copied(NamedTuple):
    """A list as text and as HTML; how many records; ``degree``: the highest classification in it, as a token."""

    text: str
    html: str
    records: int
    degree: str

    @property
    def guarded(self) -> bool:
        """Whether something in it is Confidential or higher."""
        return _RANK.index(self.degree) >= _RANK.index(_GUARDED)


def copy(store: Store, found: listing.Listing, fields: Sequence[Field]) -> Copied:
    """Return a list with these columns as it is shown. Raises ``Refused`` for one that is too long."""
    if len(found) > _MOST:
        raise Refused(_TOO_MANY, n=f"{len(found):,}", most=f"{_MOST:,}")
    head = [tr(one.label) for one in fields]
    lines, degrees = [head], {"public"}
    for row in _rows(store, found, fields):
        degrees.add(degree_of(row))
        lines.append([_cell(row.shown[one.name]) for one in fields])
    text = "\r\n".join("\t".join(cells) for cells in lines)
    body = "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
        for tag, cells in zip(["th", *["td"] * (len(lines) - 1)], lines, strict=True)
    )
    direction = "rtl" if is_rtl() else "ltr"
    html = f'<meta charset="utf-8"><table dir="{direction}">{body}</table>'
    return Copied(text, html, len(lines) - 1, max(degrees, key=_RANK.index))


def degree_of(row: listing.Row) -> str:
    """Return the classification of a row; one that is not known counts as Secret."""
    return row.classification if row.classification in _RANK else "secret"


def degree_label(degree: str) -> str:
    """Return a classification as a person reads it."""
    return Choice(CLASSIFICATION).label(degree)


def _rows(store: Store, found: listing.Listing, fields: Sequence[Field]) -> Iterator[listing.Row]:
    for start in range(0, len(found), 500):
        yield from listing.page(store, found, start, 500, fields)


def _cell(shown: str) -> str:
    """Return a text for one cell: on one line, without marks of direction, and never a formula."""
    plain = " ".join(shown.translate(_STEERING).split())
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@", "'")) else plain
