"""Who of the relief workers on the roster can be sent on a day, and what keeps each of the others.

A worker is ready who has had a training for relief work and holds each of ``NEEDED``, all valid on that day, with a
valid passport, consented to be kept here, is available, and serves nowhere then. What is not noted counts as missing:
nobody is sent on a guess. A date that is only a month or a year lasts to its end.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import numeric, today
from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice, Day
from coopdesk.i18n import N_, tr
from coopdesk.languages import name_of as language_name
from coopdesk.operations import rights
from coopdesk.operations.titles import titles_in
from coopdesk.records import Clearance, Expert, LanguageSkill, Service, TrainingDone
from coopdesk.records.expert import AVAILABILITY, CLEARANCE_KIND
from coopdesk.store.home import Store

NEEDED = ("medical", "vaccination", "safety", "first_aid")
"""The clearances and certificates without which nobody is sent."""
READY, MISSING = "ready", "missing"
"""Of whom only is asked: who is ready, who is not."""
_ABROAD = ("deployment", "international", "consultancy")
_NONE = N_("{what}: none")
_OVER = N_("{what}: ran out on {day}")
_TRAINING = N_("Training for relief work")
_PASSPORT, _CONSENT = N_("Passport"), N_("Consent to be kept here")
_FROM, _UNTIL = N_("Available from {day} on"), N_("Available until {day}")
_UNKNOWN, _SERVES = N_("Availability is not noted"), N_("Serves then: {what}")
_VALID = N_("{what} (until {day})")
_WHOLE = N_("A whole day is expected, such as 2027-03-05.")


class Worker(NamedTuple):
    """A relief worker on a day. ``reasons``: what keeps him, none of who is ready; ``until``: the first day on which
    something that he needs runs out, empty where nothing does."""

    id: str
    name: str
    reasons: tuple[str, ...]
    until: str
    trainings: tuple[str, ...]
    certificates: tuple[str, ...]
    languages: tuple[str, ...]
    degree: str | None

    @property
    def ready(self) -> bool:
        """Whether he can be sent."""
        return not self.reasons


class _Held(NamedTuple):
    """Something that is valid for a time: what it is, and until when; no day: without an end."""

    what: str
    until: str | None


@rights.needs(rights.READER)
def readiness(store: Store, day: str = "", among: Collection[str] | None = None) -> list[Worker]:
    """Return the relief workers on a day (today), those who are ready first, then by name. ``among``: only of these.

    Raises ``InvalidValue``.
    """
    on = Day().parse(day) or today()
    if len(on) != len("2027-03-05"):
        raise InvalidValue(_WHOLE, field="day")
    wanted = select(Expert).where(Expert.relief_worker.is_(True), Expert.deleted.is_(False))
    with store.session() as session:
        people = [one for one in session.scalars(wanted) if among is None or one.id in among]
        names = titles_in(session, [one.id for one in people])
        lines = {cls: _lines(session, cls) for cls in (Clearance, TrainingDone, LanguageSkill, Service)}
        found = [_worker(one, names[one.id], on, {cls: by[one.id] for cls, by in lines.items()}) for one in people]
    return sorted(found, key=lambda one: (not one.ready, one.name, one.id))


def _lines(session: Session, cls: type[Any]) -> Mapping[str, list[Any]]:
    wanted = (
        select(cls)
        .join(Expert, Expert.id == cls.expert)
        .where(cls.deleted.is_(False), Expert.relief_worker.is_(True), Expert.deleted.is_(False))
        .order_by(cls.position, cls.rid)
    )
    by: dict[str, list[Any]] = defaultdict(list)
    for one in session.scalars(wanted):
        by[one.expert].append(one)
    return by


def _worker(one: Any, name: str, on: str, lines: Mapping[type[Any], list[Any]]) -> Worker:
    kinds = Choice(CLEARANCE_KIND)
    held = {
        kind: [_Held(kinds.label(kind), line.expires) for line in lines[Clearance] if line.kind == kind]
        for kind in dict.fromkeys((*NEEDED, *(line.kind for line in lines[Clearance] if line.kind)))
    }
    trained = [_Held(line.title or tr(_TRAINING), line.expires) for line in lines[TrainingDone] if line.relief]
    passport = [_Held(tr(_PASSPORT), one.passport_until)] if one.passport and one.passport_until else []
    consent = [_Held(tr(_CONSENT), one.consent_until)] if one.consent_on else []
    asked = [
        (tr(_TRAINING), trained), *((kinds.label(kind), held[kind]) for kind in NEEDED), (tr(_PASSPORT), passport),
        (tr(_CONSENT), consent),
    ]  # fmt: skip
    best = [(what, _longest(several)) for what, several in asked]
    reasons = [reason for what, found in best if (reason := _lacking(what, found, on))]
    reasons += _away(one, lines[Service], on)
    ends = [*(found.until for _, found in best if found is not None and found.until), one.available_until]
    return Worker(
        one.id, name, tuple(reasons), "" if reasons else min(filter(None, ends), default=""),
        tuple(_told(each) for each in trained),
        tuple(_told(found) for several in held.values() if (found := _longest(several)) is not None),
        tuple(language_name(line.language) for line in lines[LanguageSkill] if line.language), one.classification,
    )  # fmt: skip


def _longest(several: Iterable[_Held]) -> _Held | None:
    """Return what is valid the longest of several of one sort."""
    return max(several, key=lambda one: one.until or "9999", default=None)


def _lacking(what: str, found: _Held | None, on: str) -> str:
    if found is None:
        return tr(_NONE, what=what)
    return tr(_OVER, what=what, day=numeric(found.until)) if found.until and is_past(found.until, on) else ""


def _away(one: Any, services: Iterable[Any], on: str) -> list[str]:
    """Return why somebody cannot go on a day, from what is noted of his time."""
    told = []
    back = one.available_from is not None and one.available_from <= on
    if one.availability == "retired" or (one.availability in ("busy", "on_mission") and not back):
        told.append(Choice(AVAILABILITY).label(one.availability))
    elif one.available_from is not None and not back:
        told.append(tr(_FROM, day=numeric(one.available_from)))
    elif one.available_until is not None and is_past(one.available_until, on):
        told.append(tr(_UNTIL, day=numeric(one.available_until)))
    elif one.availability is None and one.available_from is None and one.available_until is None:
        told.append(tr(_UNKNOWN))
    for line in services:
        if line.kind in _ABROAD and line.since and line.since <= on and not (line.until and is_past(line.until, on)):
            told.append(tr(_SERVES, what=line.title or line.place or "–"))
    return told


def _told(one: _Held) -> str:
    return tr(_VALID, what=one.what, day=numeric(one.until)) if one.until else one.what


def is_past(until: str, on: str) -> bool:
    """Tell whether a day, a month or a year is over on a day."""
    return until < on[: len(until)]
