"""One act that sends a record to many, and what comes back: who has not answered, since when, reminded how often.

An entity that answered is never reminded, and no reminder is noted twice on one day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from coopdesk.calendars import gregorian, today
from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import Choice, Day
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import ceilings, record, rights, steps
from coopdesk.operations.code_names import code_names
from coopdesk.operations.offers import letters
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.titles import titles
from coopdesk.operations.working_days import between, rest_here
from coopdesk.records import Addressee, Circulation, fields_of
from coopdesk.records.circulation import REPLY
from coopdesk.store.home import Store

REMINDERS = ("reminded_1", "reminded_2", "reminded_3")
_NO_COUNTRY = N_("“{value}” is the code of no country here. Write it as FR.")
_NO_PURPOSE = N_("Choose what it is circulated for.")
_TO_NOBODY = N_("Choose at least one entity or government to which it is sent.")
_CLOSED = N_("This circulation is closed. Open it again first: clear the day on which it was closed.")
_OVER = N_("The day by which an answer is asked is over, and no day is given on which it was sent. Is that so?")
_NO_ANSWER = N_("Choose what was answered.")
_SILENT, _SINCE = N_("Not answered"), N_("Silent since {day}.")
_REMINDED = P_("Reminded {n} time.", "Reminded {n} times.")
_ANSWERED = N_("{what}, {day}", "an answer")
_OPENS = {"opportunity": "circulate"}
"""The step that a record of a type takes when it is circulated, where it can be taken then."""


class Silent(NamedTuple):
    """An addressee that has not answered. ``reminders``: how many there were; ``late``: working days over the day by
    which an answer is asked, fewer than none before it, None where no day is asked."""

    circulation: str
    subject: str
    addressee: str
    name: str
    reply_by: str | None
    reminders: int
    late: int | None


class Cell(NamedTuple):
    """What one addressee answered to one circulation. ``tone``: answered, waiting, or late."""

    addressee: str
    tone: Literal["answered", "waiting", "late"]
    words: str


@rights.needs(rights.OFFICER)
def send(
    store: Store, type: str, id: str, values: Mapping[str, Any], entities: Sequence[str], countries: Sequence[str] = ()
) -> View:
    """Circulate a record: write the circulation with an addressee for each entity (ids) and government (codes), each
    once, and move what the record is to the stage that follows; all of it or nothing. Returns the circulation as
    ``show`` does.

    ``values``: fields of the circulation; the subject is the title of the record where none is given. Raises
    ``NotFound``, ``InvalidValue``, ``Refused``.
    """
    view = record.show(store, type, id)
    to = [{"entity": one} for one in dict.fromkeys(entities)] + [{"country": one} for one in dict.fromkeys(countries)]
    to = [{**one, "language": letters.language_for(store, one.get("entity"), one.get("country"))} for one in to]
    if not values.get("purpose"):
        raise InvalidValue(_NO_PURPOSE, field="purpose")
    if not to:
        raise InvalidValue(_TO_NOBODY, field="addressees")
    known = code_names(store).countries
    if strange := next((one for one in countries if one not in known), ""):
        raise InvalidValue(_NO_COUNTRY, field="country", value=strange[:40])
    given = {"about": id, "sent_on": today(), "classification": view["classification"], "audience": _sent_to(view)}
    names = [one.name for one in fields_of(record_type(type)) if one.name in record_type(type).__title__]
    for name in names:
        half = {"en": "subject_en", "ar": "subject_ar"}.get(name.rpartition("_")[2])
        if half and view[name]:
            given[half] = view[name]
    step = next((one for one in steps.steps(store, type, view) if one.name == _OPENS.get(type)), None)
    with store.writing() as writing:
        made = record.save_in(writing, Circulation, {**given, **values, "addressees": to})
        if step is not None:
            steps.take_in(writing, store, record_type(type), id, step, steps.Said())
        ceilings.check(store, writing)
    return record.show(store, "circulation", made)


@rights.needs(rights.READER)
def cautions(store: Store, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be asked before a circulation with these values is saved, in sentences."""
    by = Day().parse(values.get("reply_by"))
    return [tr(_OVER)] if by and not values.get("sent_on") and by < today()[: len(by)] else []


@rights.needs(rights.SECRETARY)
def answer(store: Store, addressee: str, values: Mapping[str, Any]) -> View:
    """Note what an addressee answered: ``reply``, and as far as known the day, the number, the text."""
    if not values.get("reply"):
        raise InvalidValue(_NO_ANSWER, field="reply")
    return record.save(store, "addressee", {"replied_on": today(), **values, "id": addressee})


@rights.needs(rights.SECRETARY)
def remind(store: Store, id: str, on: str | None = None) -> list[str]:
    """Note the next reminder for every addressee of a circulation that is silent; returns their ids.

    Who was reminded three times, or on that day already, is left out. Raises ``Refused`` where it is closed.
    """
    day, view = on or today(), record.show(store, "circulation", id)
    if view["closed_on"]:
        raise Refused(_CLOSED)
    due = [(one, place) for one in view["addressees"] if (place := _next(one, day)) is not None]
    if due:
        lines = [{"id": one["id"], REMINDERS[place]: day} for one, place in due]
        record.save(store, "circulation", {"id": id, "addressees": lines})
    return [one["id"] for one, _ in due]


@rights.needs(rights.READER)
def silent(store: Store, id: str | None = None) -> list[Silent]:
    """Return who has not answered, of one circulation or of all that are open, the latest first."""
    rest, now = rest_here(store), today()
    wanted = (
        select(Addressee, Circulation)
        .join(Circulation, Circulation.id == Addressee.circulation)
        .where(Addressee.deleted.is_(False), Addressee.reply.is_(None), Circulation.deleted.is_(False))
        .where(Circulation.id == id if id is not None else Circulation.closed_on.is_(None))
    )
    with store.session() as session:
        rows = [
            (line.id, line.entity, line.country, _reminders(line), of.id, of.reply_by)
            for line, of in session.execute(wanted)
        ]
    names = titles(store, {id for row in rows for id in (row[1], row[4]) if id})
    countries = code_names(store).countries
    found = [
        Silent(
            of, names.get(of, ""), addressee, names.get(entity or "") or countries.get(country or "", country or ""),
            by, count, between(by, now, rest) if by and len(by) == len(now) else None,
        )
        for addressee, entity, country, count, of, by in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.late is None, -(one.late or 0), one.name, one.addressee))


@rights.needs(rights.READER)
def matrix(store: Store, ids: Iterable[str]) -> tuple[list[View], dict[str, dict[str, View]]]:
    """Return circulations, and for each addressed entity or government (by id or code) its line in each of them."""
    found: dict[str, dict[str, View]] = defaultdict(dict)
    sent = [record.show(store, "circulation", one) for one in ids]
    for one in sent:
        for line in one["addressees"]:
            found[line["entity"] or line["country"] or line["id"]][one["id"]] = line
    return sent, dict(found)


@rights.needs(rights.READER)
def cells(store: Store, ids: Iterable[str]) -> tuple[list[str], list[tuple[str, list[Cell | None]]]]:
    """Return the matrix as it is read: the subjects of circulations, and for each addressee, by its name, what it
    answered to each of them, None where it was not asked. Who is silent stands first."""
    sent, lines = matrix(store, ids)
    now = today()
    entities = {line["entity"] for by in lines.values() for line in by.values() if line["entity"]}
    names = titles(store, {one["id"] for one in sent} | entities)
    countries = code_names(store).countries
    rows = []
    for key, by in lines.items():
        name = names.get(key) or countries.get(key, key)
        rows.append((name, [_cell(by[one["id"]], one, now) if one["id"] in by else None for one in sent]))
    rows.sort(key=lambda row: (not any(cell and cell.tone != "answered" for cell in row[1]), row[0]))
    return [names[one["id"]] for one in sent], rows


def _cell(line: View, sent: View, now: str) -> Cell:
    if line["reply"]:
        told = Choice(REPLY).label(line["reply"])
        words = tr(_ANSWERED, what=told, day=gregorian(line["replied_on"])) if line["replied_on"] else told
        return Cell(line["id"], "answered", words)
    count = sum(line[name] is not None for name in REMINDERS)
    late = bool(sent["reply_by"]) and sent["reply_by"] < now
    since = tr(_SINCE, day=gregorian(sent["sent_on"])) if sent["sent_on"] else tr(_SILENT)
    return Cell(line["id"], "late" if late else "waiting", f"{since} {tr(_REMINDED, n=count)}" if count else since)


def _reminders(line: Addressee) -> int:
    return sum(getattr(line, name) is not None for name in REMINDERS)


def _next(line: Mapping[str, Any], day: str) -> int | None:
    """Return the place of the reminder that is next for an addressee, None where there is none to send."""
    if line["reply"] or day in (line[name] for name in REMINDERS):
        return None
    return next((place for place, name in enumerate(REMINDERS) if line[name] is None), None)


def _sent_to(view: Mapping[str, Any]) -> str:
    """Return for whom a circulation is: the Ministry at least, else those that have the record."""
    return "ministry" if view["audience"] in (None, "local", "all") else str(view["audience"])
