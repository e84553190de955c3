"""What other programs take from the clipboard: lists as tab-separated text and as a table of HTML, references.

What is copied leaves the sealed store: it passes the gate, and the highest classification in it is told. No cell begins
a formula.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from coopdesk.fields import Field
from coopdesk.i18n import is_rtl, tr
from coopdesk.operations import leaving, listing, rights, titles
from coopdesk.operations.record_types import View
from coopdesk.progress import SILENT, Progress
from coopdesk.store.home import Store

MOST = 100_000
_STEERING = dict.fromkeys(range(0x2066, 0x206A), "")


class Copied(NamedTuple):
    """A list as text and as HTML; how many records; ``degree``: the highest classification in it, as a token;
    ``guarded``: it is one that is noted; how many records were left, for they are too many for a clipboard."""

    text: str
    html: str
    records: int
    degree: str
    guarded: bool
    left: int = 0


@rights.needs(rights.READER)
def copy(store: Store, found: listing.Listing, fields: Sequence[Field], progress: Progress = SILENT) -> Copied:
    """Return a list with these columns as it is shown, up to ``MOST`` records of it, to be put on the clipboard now."""
    head = [tr(one.label) for one in fields]
    lines: list[list[str]] = [head]
    items: list[leaving.Item] = []
    for row in _rows(store, found, fields, progress):
        items.append((row.id, row.classification))
        lines.append([_cell(row.shown[one.name]) for one in fields])
    text = "\r\n".join("\t".join(cells) for cells in lines)
    body = "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
        for tag, cells in zip(["th", *["td"] * (len(lines) - 1)], lines, strict=True)
    )
    direction = "rtl" if is_rtl() else "ltr"
    html = f'<meta charset="utf-8"><table dir="{direction}">{body}</table>'
    parcel = leaving.Parcel(leaving.COPIED, found.type, items, records=len(items))
    guarded = leaving.let_out(store, parcel)
    return Copied(text, html, len(items), parcel.degree, guarded, max(len(found) - MOST, 0))


def copy_reference(store: Store, type: str, view: View) -> Copied:
    """Return what refers to a record in a letter, to be put on the clipboard now."""
    text = titles.reference(store, type, view)
    parcel = leaving.Parcel(leaving.COPIED, "reference", [(view["id"], view["classification"])], view["id"])
    return Copied(text, "", 1, parcel.degree, leaving.let_out(store, parcel))


def _rows(store: Store, found: listing.Listing, fields: Sequence[Field], progress: Progress) -> Iterator[listing.Row]:
    wanted = min(len(found), MOST)
    for start in range(0, wanted, 500):
        progress.step(start, wanted)
        yield from listing.page(store, found, start, min(500, wanted - start), fields)


def _cell(shown: str) -> str:
    """Return a text for one cell: on one line, without marks of direction, and never a formula."""
    plain = " ".join(shown.translate(_STEERING).split())
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@", "'")) else plain
