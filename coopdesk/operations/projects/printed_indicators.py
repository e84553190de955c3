"""What papers of projects tell of the indicators of a project: how they stand, their targets, values of their parts.

With the values stand their records, so that a paper says how many of them its reader may not see; it bears the degree
of everything from which a value comes.
"""

import re
from array import array
from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import countries, listing, rights
from coopdesk.operations.indicators import counted_from, parts, scoreboard
from coopdesk.operations.indicators.actuals import actuals
from coopdesk.operations.reach import Reader
from coopdesk.records.indicator import Indicator, IndicatorValue
from coopdesk.store.home import Store

_NUMBER = re.compile(r"(\d+)")


@rights.needs(rights.READER)
def told(store: Store, session: Session, project: str, who: Reader, until: str = "") -> dict[str, Any]:
    """Return the fields of a ``ProjectSource`` that tell of the indicators of a project, with ``related`` ones;
    ``until``: a period, at whose end they stand."""
    wanted = select(Indicator).where(Indicator.project == project, Indicator.deleted.is_(False))
    found = sorted(session.scalars(wanted.order_by(Indicator.rid)), key=lambda one: _in_order(one.code))
    ids = [one.id for one in found]
    values = select(IndicatorValue).where(IndicatorValue.indicator.in_(ids), IndicatorValue.deleted.is_(False))
    some = listing.Listing("indicator", array("q", (one.rid for one in found)))
    known: dict[str, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for cell, actual in actuals(store, ids, None, who).items():
        if cell.part and actual.value is not None:
            known[cell.indicator][cell.part][cell.period] = actual.value
    return {
        "related": {"indicators": found, "indicator_values": list(session.scalars(values))},
        "standing": {one.id: one for one in scoreboard.scoreboard(store, some, until=until, who=who).rows},
        "targets": scoreboard.targets_of(store, session.connection(), ids, who),
        "parts": known,
        "counted": counted_from.degrees_of(store, ids, who),
        "part_names": _names(store, {part for one in known.values() for part in one}),
    }


def _names(store: Store, known: set[str]) -> dict[Language, dict[str, str]]:
    made: dict[Language, dict[str, str]] = {}
    for one in LANGUAGES:
        with using(one):
            names = countries.country_names(store)
            made[one] = {part: parts.shown(part, names) for part in parts.ordered((), known)}
    return made


def _in_order(code: str | None) -> list[tuple[bool, int, str]]:
    """Return by what codes are ordered, so that 1.10 comes after 1.9; what has none comes last."""
    pieces = _NUMBER.split(code) if code else ["~"]
    return [(not one.isdigit(), int(one) if one.isdigit() else 0, one) for one in pieces]
