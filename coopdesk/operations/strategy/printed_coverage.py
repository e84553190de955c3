"""What the coverage of a strategy on paper is made of: it bears the highest degree of any record that is counted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import rights
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.reach import Reader
from coopdesk.operations.strategy import coverage
from coopdesk.records.strategy_coverage import Coverage
from coopdesk.records.tag import Tag
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.strategy_coverage import CoverageSource


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "CoverageSource":
    """Return what the document of a strategy is made of; which one, ``listed.group`` says, else it is the newest."""
    from coopdesk.documents.strategy_coverage import CoverageSource

    found: dict[Language, Coverage] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                found[one] = coverage.coverage(store, listed.group, who)
    first = next(iter(found.values()))
    return CoverageSource(record=Tag(), coverage=found, degrees=first.degrees, **around)
