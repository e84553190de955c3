"""What the report on the State's foreign assistance is made of, in each of its editions.

It bears the highest degree of what is counted in it. The public edition is of all projects whatever list it is asked
from, so that nobody takes a part for the whole, and nothing that it leaves out is told.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import conditions, listing, reach, rights
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.projects import aid
from coopdesk.operations.reach import Reader
from coopdesk.records.aid import BY, INTERNAL, PUBLIC, AidFigures, AidRow
from coopdesk.records.project import Project
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.aid_report import AidSource


@rights.needs(rights.READER)
def internal(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "AidSource":
    """Return what the internal edition of a year (``listed.day``) is made of: of the projects of a list, as far as its
    reader may see them. Raises ``InvalidValue``."""
    found = listed.found
    if found is None and (listed.where or listed.text):
        found = listing.open_list(store, listed.type, where=listed.where, text=listed.text)
    every = found if found is not None else listing.open_list(store, listed.type)
    hidden = len(every) - len(reach.narrowed(store, every, who))
    return _source(store, listed, lang, around, who, INTERNAL, found, {"rows": range(hidden)})


@rights.needs(rights.READER)
def public(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "AidSource":
    """Return what the public edition of a year (``listed.day``) is made of. Raises ``InvalidValue``."""
    return _source(store, listed._replace(where={}, text=""), lang, around, who, PUBLIC, None, {})


def _source(
    store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader, edition: str,
    found: listing.Listing | None, left_out: Mapping[str, range],
) -> "AidSource":  # fmt: skip
    from coopdesk.documents.aid_report import AidSource

    figures: dict[Language, AidFigures] = {}
    asked: dict[Language, str] = {}
    degrees: Mapping[str, str | None] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                counted = aid.count(store, listed.day, edition, who, found)
                figures[one] = _ordered(counted.figures, figures.values())
                degrees = counted.degrees
                asked[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
    return AidSource(record=Project(), figures=figures, asked=asked, degrees=dict(degrees), left_out=left_out, **around)


def _ordered(found: AidFigures, before: Iterable[AidFigures]) -> AidFigures:
    """Return figures with their rows in the order that they have in another language, if there is one."""
    for one in before:
        by = {name: _in_order(found.by[name], one.by[name]) for name in BY}
        return found._replace(by=by, in_kind=_in_order(found.in_kind, one.in_kind))
    return found


def _in_order(rows: Iterable[AidRow], other: Iterable[AidRow]) -> tuple[AidRow, ...]:
    places = {row.key: place for place, row in enumerate(other)}
    return tuple(sorted(rows, key=lambda row: places[row.key]))
