"""The scoring sheet of a nominee: criteria down, assessors across, and the points that the officer at work gives."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import N_
from coopdesk.operations import record, rights
from coopdesk.operations.offers import unseen
from coopdesk.operations.offers.ranking import scored
from coopdesk.operations.titles import titles_in
from coopdesk.records import Assessment, Committee, CommitteeMeeting, MeetingCase, plural_of
from coopdesk.store.home import Store

MOST = 100
"""The most points by a criterion."""
_LINE = re.compile(r"(.+?)[\s:،,;(–-]*(\d{1,3})\s*[%٪]?\s*\)?\s*")
_NOBODY = N_("Points are given by an officer of the desk. Add one first.")
_RANGE = N_("Points are from 0 to {most}.")


class Cell(NamedTuple):
    """What an assessor gave by a criterion, in which line."""

    line: str
    points: int | None


class Sheet(NamedTuple):
    """``criteria``: with their weight, in order; ``assessors``: ids with names, who is at work first; ``aside``: those
    who ticked a conflict of interest; ``means``: by assessor; ``sitting``: a meeting scores now, so that only one's own
    points are on the sheet."""

    criteria: Mapping[str, int | None]
    assessors: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]
    aside: frozenset[str]
    means: Mapping[str, float]
    sitting: bool


def criteria_of(text: str | None) -> dict[str, int | None]:
    """Return criteria and weights from lines such as “Experience: 30”; a line without a number has no weight."""
    found: dict[str, int | None] = {}
    for line in (text or "").splitlines():
        words = line.strip(" \t-•*")
        matched = _LINE.fullmatch(words)
        if words:
            found[matched[1].strip() if matched else words] = int(matched[2]) if matched else None
    return found


@rights.needs(rights.READER)
def sheet(store: Store, nomination: str) -> Sheet:
    """Return the scoring sheet of a nominee, as far as it may be seen now. Raises ``NotFound``."""
    view = record.show(store, "nomination", nomination)
    lines = view[plural_of(Assessment)]
    with store.session() as session:
        criteria = _criteria(session, view["opportunity"])
        sitting = view["opportunity"] in session.scalars(unseen.sitting()).all()
        given = [one for one in (store.officer, *(line["assessor"] for line in lines)) if one]
        names = titles_in(session, list(dict.fromkeys(given)))
    criteria |= {line["criterion"]: line["weight"] for line in lines if line["criterion"] not in (None, *criteria)}
    cells = {
        (line["criterion"] or "", line["assessor"] or ""): Cell(line["id"], line["points"]) for line in lines
    }  # fmt: skip
    means, aside = scored(
        (nomination, line["assessor"] or "", line["weight"], line["points"], bool(line["conflict"])) for line in lines
    )
    return Sheet(criteria, names, cells, frozenset(aside), means.get(nomination, {}), sitting)


@rights.needs(rights.SECRETARY)
def give(store: Store, nomination: str, points: Mapping[str, int | None], *, conflict: bool = False) -> None:
    """Write the points of the officer at work by criterion, and whether he has a conflict of interest.

    Raises ``Refused`` where nobody is named at the desk, and ``InvalidValue``.
    """
    if store.officer is None:
        raise Refused(_NOBODY)
    found = sheet(store, nomination)
    lines: list[dict[str, Any]] = []
    for name, value in points.items():
        if value is not None and not 0 <= value <= MOST:
            raise InvalidValue(_RANGE, field="points", most=MOST)
        cell = found.cells.get((name, store.officer))
        if cell is None and value is None and not conflict:
            continue
        line = {"points": value, "conflict": conflict or None, "weight": found.criteria.get(name)}
        new = {"criterion": name, "assessor": store.officer}
        lines.append(line | ({"id": cell.line} if cell is not None else new))
    record.save(store, "nomination", {"id": nomination, plural_of(Assessment): lines})


def _criteria(session: Session, opportunity: str | None) -> dict[str, int | None]:
    """Return the criteria of the committee before which an opportunity is, of its last meeting."""
    wanted = (
        select(Committee.criteria)
        .join(CommitteeMeeting, CommitteeMeeting.committee == Committee.id)
        .join(MeetingCase, MeetingCase.committee_meeting == CommitteeMeeting.id)
        .where(MeetingCase.opportunity == opportunity, MeetingCase.deleted.is_(False))
        .where(CommitteeMeeting.deleted.is_(False), Committee.criteria.is_not(None))
        .order_by(CommitteeMeeting.rid.desc())
    )
    return criteria_of(session.scalars(wanted).first())
