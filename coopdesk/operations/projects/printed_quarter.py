"""What the quarterly summary on paper is made of. It bears the highest degree of any record of which it tells."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import degrees, listing, reach, rights
from coopdesk.operations.indicators.counted_from import degrees_of
from coopdesk.operations.printed_list import Listed, records_of
from coopdesk.operations.projects.money_facts import degrees_of_lines, projects
from coopdesk.operations.projects.quarter import quarter
from coopdesk.operations.reach import Reader
from coopdesk.records.project import Project
from coopdesk.records.quarter import Quarter
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.quarterly_summary import QuarterSource


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "QuarterSource":
    """Return what the summary of a period is made of, for the projects of a list; by default of the last quarter that
    is over."""
    from coopdesk.documents.quarterly_summary import QuarterSource

    found = records_of(store, listed)
    kept = reach.narrowed(store, found, who)
    quarters: dict[Language, Quarter] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                quarters[one] = quarter(store, kept, listed.period, who)
    told = next(iter(quarters.values()))
    ids = {one.id for name in ("reports", "evaluated", "awaited", "owed", "actions") for one in getattr(told, name)}
    every = listing.ids(store, listing.open_list(store, "indicator"))
    with store.reading() as connection:
        held = dict(degrees.degrees_of(connection, sorted({*ids, *told.projects})))
        held |= degrees_of_lines(store, connection, who, projects(kept.numbers, told.currency))
    return QuarterSource(
        record=Project(), quarters=quarters, degrees=held | degrees_of(store, every, who),
        left_out={"rows": range(len(found) - len(kept))}, **around,
    )  # fmt: skip
