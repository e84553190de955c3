"""To whom a step sends a record: the desk that is accredited to a body, and what has to be there with it.

A nomination leaves through the mission, on its paper; it cannot do that with a person whom it may not see.
"""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coopdesk.fields import Link
from coopdesk.operations.record import assign_all
from coopdesk.records import TYPES, Attachment, Desk, Organization, Record, fields_of
from coopdesk.records.steps import Step
from coopdesk.store.writing import Writing

NARROW = {False: ("local",), True: (None, "local", "ministry")}
"""The audiences that a step widens: of a record that stayed here, and of one that goes to another desk."""


def accredited(session: Session, record: Record, way: str) -> str | None:
    """Return the code of the desk accredited to the body at the end of some links; None where nobody knows it.

    The desk of a mission has its code for an acronym or its name; else it is the only one in its country.
    """
    for name in way.split("."):
        kind = next(one.kind for one in fields_of(type(record)) if one.name == name)
        assert isinstance(kind, Link)
        found = _of(session, TYPES[kind.to], getattr(record, name))
        if found is None:
            return None
        record = found
    assert isinstance(record, Organization)
    mission = _of(session, Organization, record.accredited_mission)
    if mission is None:
        return None
    desks = select(Desk.code).where(Desk.deleted.is_(False), Desk.code.is_not(None))
    names = [(Desk.code, mission.acronym_en), (Desk.name_en, mission.name_en), (Desk.name_ar, mission.name_ar)]
    same = [func.lower(column) == name.lower() for column, name in names if name]
    codes = session.scalars(desks.where(or_(*same))).all() if same else []
    if not codes and mission.country:
        codes = session.scalars(desks.where(Desk.country == mission.country)).all()
    return codes[0] if len(codes) == 1 else None


def send_along(writing: Writing, record: Record, step: Step, code: str | None) -> None:
    """Let a desk have, with their files, the records that a step needs complete, where only the Ministry has them."""
    for name in step.through if code is not None else ():
        kind = next(one.kind for one in fields_of(type(record)) if one.name == name)
        assert isinstance(kind, Link)
        there = _of(writing.session, TYPES[kind.to], getattr(record, name))
        if there is None or there.audience not in NARROW[True]:
            continue
        assign_all(writing, there, {"audience": code})
        for one in writing.session.scalars(select(Attachment).where(Attachment.subject == there.id)):
            if not one.deleted:
                one.audience = code


def _of(session: Session, cls: type[Any], id: str | None) -> Any:
    return session.scalars(select(cls).where(cls.id == id, cls.deleted.is_(False))).one_or_none() if id else None
