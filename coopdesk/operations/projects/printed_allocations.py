"""What the allocations by recipient on paper are made of, as far as their reader may see them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import conditions, reach, rights
from coopdesk.operations.printed_list import Listed, records_of
from coopdesk.operations.projects.allocations import outlook
from coopdesk.operations.reach import Reader
from coopdesk.records.allocation import Allocation
from coopdesk.records.outlook import Outlook
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.allocations import AllocationsSource


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "AllocationsSource":
    """Return what the document of a list of allocations is made of. It bears the highest degree of what it tells."""
    from coopdesk.documents.allocations import AllocationsSource

    found = records_of(store, listed)
    hidden = len(found) - len(reach.narrowed(store, found, who))
    told: dict[Language, Outlook] = {}
    asked: dict[Language, str] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                made = outlook(store, who, found)
                told[one] = _ordered(made, next(iter(told.values()), made))
                asked[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
    degrees = dict(next(iter(told.values())).degrees)
    return AllocationsSource(
        record=Allocation(), outlook=told, asked=asked, degrees=degrees, left_out={"rows": range(hidden)}, **around
    )


def _ordered(found: Outlook, first: Outlook) -> Outlook:
    """Return the allocations with their lines in the order that they have in another language."""
    places = {(line.recipient, line.currency): place for place, line in enumerate(first.lines)}
    lines = sorted(found.lines, key=lambda line: places[line.recipient, line.currency])
    return found._replace(lines=tuple(lines), changes=first.changes)
