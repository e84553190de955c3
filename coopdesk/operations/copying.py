"""Lists as other programs take them from the clipboard: tab-separated text and a table of HTML.

What is copied leaves the sealed store, so the highest classification in it is told. No cell begins a formula.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from coopdesk.fields import Choice, Field
from coopdesk.i18n import is_rtl, tr
from coopdesk.operations import listing, rights
from coopdesk.progress import SILENT, Progress
from coopdesk.records.base import CLASSIFICATION
from coopdesk.store.home import Store

MOST = 100_000
_RANK = [option.token for option in CLASSIFICATION]
_GUARDED = "confidential"
_STEERING = dict.fromkeys(range(0x2066, 0x206A), "")


class Copied(NamedTuple):
    """A list as text and as HTML; how many records; ``degree``: the highest classification in it, as a token; how many
    were left, for they are too many for a clipboard."""

    text: str
    html: str
    records: int
    degree: str
    left: int = 0

    @property
    def guarded(self) -> bool:
        """Whether something in it is Confidential or higher."""
        return _RANK.index(self.degree) >= _RANK.index(_GUARDED)


@rights.needs(rights.READER)
def copy(store: Store, found: listing.Listing, fields: Sequence[Field], progress: Progress = SILENT) -> Copied:
    """Return a list with these columns as it is shown, up to ``MOST`` records of it."""
    head = [tr(one.label) for one in fields]
    lines, degrees = [head], {"public"}
    for row in _rows(store, found, fields, progress):
        degrees.add(degree_of(row))
        lines.append([_cell(row.shown[one.name]) for one in fields])
    text = "\r\n".join("\t".join(cells) for cells in lines)
    body = "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
        for tag, cells in zip(["th", *["td"] * (len(lines) - 1)], lines, strict=True)
    )
    direction = "rtl" if is_rtl() else "ltr"
    html = f'<meta charset="utf-8"><table dir="{direction}">{body}</table>'
    return Copied(text, html, len(lines) - 1, max(degrees, key=_RANK.index), max(len(found) - MOST, 0))


def degree_of(row: listing.Row) -> str:
    """Return the classification of a row; one that is not known counts as Secret."""
    return row.classification if row.classification in _RANK else "secret"


def degree_label(degree: str) -> str:
    """Return a classification as a person reads it."""
    return Choice(CLASSIFICATION).label(degree)


def _rows(store: Store, found: listing.Listing, fields: Sequence[Field], progress: Progress) -> Iterator[listing.Row]:
    wanted = min(len(found), MOST)
    for start in range(0, wanted, 500):
        progress.step(start, wanted)
        yield from listing.page(store, found, start, min(500, wanted - start), fields)


def _cell(shown: str) -> str:
    """Return a text for one cell: on one line, without marks of direction, and never a formula."""
    plain = " ".join(shown.translate(_STEERING).split())
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@", "'")) else plain
