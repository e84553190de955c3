"""What the figures of opportunities on paper are made of: the figures in each language, and whose degree they bear.

They bear the highest degree of any opportunity, circulation or nomination that is counted in them: a number tells of
each of them, if little.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import conditions, listing, reach, rights
from coopdesk.operations.offers import opportunity_figures
from coopdesk.operations.printed_list import Listed, records_of
from coopdesk.operations.reach import Reader
from coopdesk.records import Circulation, Nomination, Opportunity
from coopdesk.records.base import table_of
from coopdesk.records.opportunity_figures import BY, Figures
from coopdesk.store.conditions import among
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.opportunity_figures import FiguresSource


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "FiguresSource":
    """Return what the document of the figures of a list is made of; by the year, unless it is grouped by another of
    ``BY``."""
    from coopdesk.documents.opportunity_figures import FiguresSource

    by = listed.group if listed.group in BY else "year"
    found = records_of(store, listed)
    kept = reach.narrowed(store, found, who)
    figures: dict[Language, Figures] = {}
    asked: dict[Language, str] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                figures[one] = _ordered(opportunity_figures.figures(store, kept, by, who), figures.values())
                asked[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
    return FiguresSource(
        record=Opportunity(), figures=figures, asked=asked, degrees=_degrees(store, kept, who),
        left_out={"rows": range(len(found) - len(kept))}, **around,
    )  # fmt: skip


def _ordered(found: Figures, before: Iterable[Figures]) -> Figures:
    """Return figures with their rows in the order that they have in another language, if there is one."""
    places = {row.key: place for one in before for place, row in enumerate(one.rows)}
    return found._replace(rows=sorted(found.rows, key=lambda one: places.get(one.key, 0)))


def _degrees(store: Store, found: listing.Listing, who: Reader) -> dict[str, str | None]:
    """Return the degree of each record that is counted, by its id."""
    offer, act, one = map(table_of, (Opportunity, Circulation, Nomination))
    mine = select(offer.c.id).where(among(offer.c.rid))
    wanted = (
        select(offer.c.id, offer.c.classification).where(among(offer.c.rid)),
        select(act.c.id, act.c.classification).where(act.c.deleted.is_(False), act.c.about.in_(mine)),
        select(one.c.id, one.c.classification).where(one.c.deleted.is_(False), one.c.opportunity.in_(mine)),
    )
    with store.reading() as connection:
        some = {"some": json.dumps(list(found.numbers))}
        read = {id: degree for question in wanted for id, degree in connection.execute(question, some)}
        seen = reach.seen_by(store, connection, who, list(read))
    return {id: degree for id, degree in read.items() if id in seen}
