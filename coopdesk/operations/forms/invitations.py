"""Who is invited to a survey: asked, reminded, answered, and how many of them that are.

Of an anonymous survey it is noted that somebody answered and on which day, never with which response: nothing is
written to the response, and nothing in the invitation names it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import func, select

from coopdesk.calendars import numeric, today
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import record, rights
from coopdesk.operations.code_names import code_names
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles
from coopdesk.records import TYPES, Contact, Organization
from coopdesk.records.base import table_of
from coopdesk.records.organization import ORGANIZATION_TYPE
from coopdesk.store.home import Store

State = Literal["answered", "declined", "silent", "reminded", "added"]
STATES: Mapping[State, Text] = {
    "answered": N_("Answered", "invitation, state"),
    "declined": N_("Declined", "invitation, state"),
    "silent": N_("Invited, silent"),
    "reminded": N_("Reminded, silent"),
    "added": N_("Not invited yet"),
}
BY: Mapping[str, Text] = {
    "organization": N_("Entity"),
    "type": N_("Kind of entity"),
    "country": N_("Country of the entity"),
}
"""By what the response rate is told, beside that of all."""
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'|]+@[^\s<>()\[\],;:\"'|]+\.[^\s<>()\[\],;:\"'|]+")
_AROUND = " \t,;:|<>()[]\"'"
_NOBODY = N_("There is no invitation “{id}” at this desk.")
_NO_RECORD = N_("“{id}” is no organization and no contact at this desk.")
_NO_ADDRESS = N_("There is no e-mail address in what was pasted.")
_ANONYMOUS = N_("This survey is anonymous: the invitation never says which response came of it.")
_OTHER_SURVEY = N_("This response belongs to another survey.")
_ON = N_("{state}, {day}", "invitation")
_NO_ENTITY = N_("No entity", "invitations")


class Line(NamedTuple):
    """One who is invited. ``on``: the day of what stands last; ``told``: the state in words."""

    id: str
    name: str
    email: str
    organization: str | None
    state: State
    on: str | None
    told: str


class Rate(NamedTuple):
    """How many were invited, how many of them answered, how many declined. ``key``: what they share."""

    key: str | None
    title: str
    invited: int
    answered: int
    declined: int

    @property
    def share(self) -> float | None:
        """The response rate in parts of 100, None where nobody is invited."""
        return 100 * self.answered / self.invited if self.invited else None


class Sheet(NamedTuple):
    """All who are invited to a survey, who is silent first; the rate of all, and of each group."""

    lines: list[Line]
    whole: Rate
    groups: list[Rate]


class Added(NamedTuple):
    """How many were added, and how many were there already."""

    added: int
    known: int


@rights.needs(rights.READER)
def sheet(store: Store, survey: str, by: str = "organization") -> Sheet:
    """Return who is invited, and the response rate by entity, kind of entity or country. Raises ``NotFound``."""
    if by not in BY:
        raise InvalidValue(N_("Response rates are not told by “{value}”. Choose one of: {known}."), field="by",
                           value=by[:40], known=", ".join(BY))  # fmt: skip
    views = _lines(store, survey)
    entities = _entities(store, views)
    names = titles(store, {one[name] for one in views for name in ("organization", "contact") if one[name]})
    lines = [_told(one, names) for one in views]
    order = {state: place for place, state in enumerate(("silent", "reminded", "added", "declined", "answered"))}
    lines.sort(key=lambda one: (order[one.state], one.name.casefold()))
    counts: dict[str | None, Counter[str]] = {}
    for one in views:
        entity = entities.get(one["organization"] or "")
        key = one["organization"] if by == "organization" else entity and entity[by]
        counts.setdefault(key, Counter())[_state(one)] += 1
    labels = _labels(store, by, names)
    groups = [_rate(key, labels.get(key or "") or key or tr(_NO_ENTITY), counted) for key, counted in counts.items()]
    whole: Counter[str] = Counter()
    for counted in counts.values():
        whole.update(counted)
    return Sheet(lines, _rate("", "", whole), sorted(groups, key=lambda one: (one.key is None, one.title.casefold())))


@rights.needs(rights.SECRETARY)
def invite(store: Store, survey: str, records: Iterable[str] = (), pasted: str = "") -> Added:
    """Add organizations and contacts, by their ids, and the addresses of a pasted list, with the name that stands
    beside each. Who is on the list already is not added again. Raises ``NotFound``, ``InvalidValue``."""
    present = _lines(store, survey)
    wanted = [*_of_records(store, list(records)), *_of_list(store, pasted)]
    if pasted.strip() and not wanted:
        raise InvalidValue(_NO_ADDRESS, field="pasted")
    known = {key for one in present for key in _keys(one)}
    new = []
    for one in wanted:
        if not known.intersection(_keys(one)):
            new.append(one)
        known.update(_keys(one))
    if new:
        record.save(store, "survey", {"id": survey, "invitations": new})
    return Added(len(new), len(wanted) - len(new))


@rights.needs(rights.SECRETARY)
def note_invited(store: Store, survey: str, ids: Sequence[str] = (), on: str = "") -> list[str]:
    """Note the day on which invitations went out, of these or of all that did not yet; returns whose."""
    day = on or today()
    return _note(store, survey, "invited_on", day, [one for one in _of(store, survey, ids) if not one["invited_on"]])


@rights.needs(rights.SECRETARY)
def remind(store: Store, survey: str, ids: Sequence[str] = (), on: str = "") -> list[str]:
    """Note a reminder for those who were invited and are silent, of these or of all; returns whose. Who was invited or
    reminded on that day already is left out."""
    day = on or today()
    due = [one for one in _of(store, survey, ids) if one["invited_on"] and _state(one) in ("silent", "reminded")]
    return _note(
        store, survey, "reminded_on", day, [one for one in due if day not in (one["invited_on"], one["reminded_on"])]
    )


@rights.needs(rights.SECRETARY)
def answered(
    store: Store, invitation: str, on: str = "", response: str = "", *, declined: bool = False
) -> View:  # fmt: skip
    """Note that one who was invited answered, or declined. ``response``: which one it is; it then says from whom it
    is. Raises ``Refused`` where the survey is anonymous and a response is named."""
    view = _one(store, invitation)
    survey = record.show(store, "survey", view["survey"])
    values: dict[str, Any] = {"declined": True} if declined else {"answered_on": on or today(), "declined": None}
    if response:
        if survey["anonymous"]:
            raise Refused(_ANONYMOUS)
        found = record.show(store, "response", response)
        if found["survey"] not in (None, survey["id"]):
            raise Refused(_OTHER_SURVEY)
        given = {"survey": survey["id"], "organization": view["organization"],
                 "respondent": _told(view, _names(store, view)).name}  # fmt: skip
        missing = {name: value for name, value in given.items() if value and not found[name]}
        if missing and found["stage"] not in TYPES["response"].__frozen__:
            record.save(store, "response", {"id": response, **missing})
    return record.save(store, "invitation", {"id": invitation, **values})


@rights.needs(rights.READER)
def chosen(store: Store, survey: str, ids: Sequence[str]) -> list[View]:
    """Return these invitations, be they none, as they are stored. Raises ``NotFound`` for one that is not of the
    survey."""
    return _of(store, survey, ids) if ids else []


def _lines(store: Store, survey: str) -> list[View]:
    lines: list[View] = record.show(store, "survey", survey)["invitations"]
    return lines


def _of(store: Store, survey: str, ids: Sequence[str]) -> list[View]:
    """Return these invitations, all where none is named."""
    lines = _lines(store, survey)
    by_id = {one["id"]: one for one in lines}
    if strange := next((one for one in ids if one not in by_id), ""):
        raise NotFound(_NOBODY, id=strange[:60])
    return [by_id[one] for one in dict.fromkeys(ids)] if ids else lines


def _one(store: Store, id: str) -> View:
    view = record.show(store, "invitation", id)
    if view.get("deleted") or not view["survey"]:
        raise NotFound(_NOBODY, id=id[:60])
    return view


def _note(store: Store, survey: str, name: str, day: str, lines: Sequence[View]) -> list[str]:
    if lines:
        record.save(store, "survey", {"id": survey, "invitations": [{"id": one["id"], name: day} for one in lines]})
    return [one["id"] for one in lines]


def _state(view: View) -> State:
    if view["answered_on"]:
        return "answered"
    if view["declined"]:
        return "declined"
    return "reminded" if view["reminded_on"] else "silent" if view["invited_on"] else "added"


def _told(view: View, names: Mapping[str, str]) -> Line:
    entity, person = view["organization"], view["contact"]
    name = view["name"] or names.get(person or "") or names.get(entity or "") or view["email"] or ""
    state = _state(view)
    day = {"answered": "answered_on", "silent": "invited_on", "reminded": "reminded_on"}.get(state)
    on = view[day] if day else None
    said = tr(STATES[state])
    return Line(
        view["id"], name, view["email"] or "", entity, state, on,
        tr(_ON, state=said, day=numeric(on)) if on else said,
    )  # fmt: skip


def _names(store: Store, view: View) -> Mapping[str, str]:
    return titles(store, [one for one in (view["organization"], view["contact"]) if one])


def _rate(key: str | None, title: str, counted: Counter[str]) -> Rate:
    invited = counted.total() - counted["added"]
    return Rate(key, title, invited, counted["answered"], counted["declined"])


def _labels(store: Store, by: str, names: Mapping[str, str]) -> Mapping[str, str]:
    if by == "organization":
        return names
    if by == "type":
        return {one.token: Choice(ORGANIZATION_TYPE).label(one.token) for one in ORGANIZATION_TYPE}
    return code_names(store).countries


def _entities(store: Store, views: Sequence[View]) -> dict[str, Any]:
    organization = table_of(Organization)
    ids = {one["organization"] for one in views if one["organization"]}
    wanted = select(organization.c.id, organization.c.type, organization.c.country)
    with store.reading() as connection:
        rows = connection.execute(wanted.where(organization.c.id.in_(sorted(ids)))).mappings()
        return {row["id"]: row for row in rows}


def _of_records(store: Store, ids: list[str]) -> list[dict[str, Any]]:
    organization, contact = table_of(Organization), table_of(Contact)
    with store.reading() as connection:
        entities = {
            row.id: {"organization": row.id, "email": row.email}
            for row in connection.execute(
                select(organization.c.id, organization.c.email)
                .where(organization.c.id.in_(ids), organization.c.deleted.is_(False))
            )
        }  # fmt: skip
        people = {
            row.id: {"contact": row.id, "organization": row.organization, "email": row.email}
            for row in connection.execute(
                select(contact.c.id, contact.c.organization, contact.c.email)
                .where(contact.c.id.in_(ids), contact.c.deleted.is_(False))
            )
        }  # fmt: skip
    found = entities | people
    if strange := next((one for one in ids if one not in found), ""):
        raise NotFound(_NO_RECORD, id=strange[:60])
    return [_filled(found[one]) for one in dict.fromkeys(ids)]


def _of_list(store: Store, pasted: str) -> list[dict[str, Any]]:
    """Return whom a list names: one address or several in a line, a name before or behind each."""
    found = []
    for line in pasted.splitlines():
        pieces = re.split(r"[;,](?=[^@]*@)", line) if len(_ADDRESS.findall(line)) > 1 else [line]
        for piece in pieces:
            address = _ADDRESS.search(piece)
            if address is not None:
                name = " ".join(_ADDRESS.sub(" ", piece, count=1).strip(_AROUND).split())
                found.append({"email": address[0], "name": name.strip(_AROUND) or None})
    known = _known(store, [one["email"] or "" for one in found])
    return [_filled({**one, **known.get((one["email"] or "").casefold(), {})}) for one in found]


def _known(store: Store, addresses: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the contacts and organizations that have these addresses."""
    wanted = [one.casefold() for one in addresses]
    made: dict[str, dict[str, Any]] = {}
    with store.reading() as connection:
        for cls in (Organization, Contact):
            table = table_of(cls)
            rows = connection.execute(
                select(table).where(func.lower(table.c.email).in_(wanted), table.c.deleted.is_(False))
            ).mappings()
            for row in rows:
                linked = {"contact": row["id"], "organization": row["organization"]} if cls is Contact else {}
                made[row["email"].casefold()] = linked or {"organization": row["id"]}
    return made


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _keys(one: Mapping[str, Any]) -> list[str]:
    """Return by what one who is invited is known: the person, the address; the entity where neither is named."""
    found = [one["contact"]] if one.get("contact") else []
    found += [one["email"].casefold()] if one.get("email") else []
    return found or ([one["organization"]] if one.get("organization") else [])
