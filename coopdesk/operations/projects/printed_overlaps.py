"""What the overlapping projects on paper are made of, as far as their reader may see them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import conditions, listing, rights
from coopdesk.operations.countries import country_names
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.projects.overlaps import overlaps
from coopdesk.operations.reach import Reader
from coopdesk.records.overlap import Overlap, each_once
from coopdesk.records.project import Project
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.overlaps import OverlapsSource


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "OverlapsSource":
    """Return what the document of the overlaps of a list of projects is made of: those that are not over yet. What a
    reader may not see is not told, nor that it is left out: it would say that there is an overlap."""
    from coopdesk.documents.overlaps import OverlapsSource

    found = listed.found
    if found is None and (listed.where or listed.text):
        found = listing.open_list(store, listed.type, where=listed.where, text=listed.text)
    among = listing.ids(store, found) if found is not None else None
    told: dict[Language, list[Overlap]] = {}
    asked: dict[Language, str] = {}
    names: dict[Language, Mapping[str, str]] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                told[one] = _ordered(overlaps(store, who=who, among=among), next(iter(told.values()), None))
                names[one] = country_names(store)
                asked[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
    degrees = {id: side.degree for id, side in each_once(next(iter(told.values()))).items()}
    return OverlapsSource(record=Project(), overlaps=told, called=names, asked=asked, degrees=degrees, **around)


def _ordered(found: list[Overlap], first: list[Overlap] | None) -> list[Overlap]:
    """Return overlaps in the order that they have in another language, if there is one."""
    if first is None:
        return found
    places = {(one.first.id, one.second.id): place for place, one in enumerate(first)}
    return sorted(found, key=lambda one: places[one.first.id, one.second.id])
