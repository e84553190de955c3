"""The letters of a circulation: one to each addressee in its language, and reminders that refer to the one before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.documents.letter_words import BLANK
from coopdesk.operations import record, rights, steps
from coopdesk.operations.offers import circulation, letters
from coopdesk.operations.offers.letters import Extra
from coopdesk.operations.record_types import View
from coopdesk.operations.working_days import after, rest_here
from coopdesk.progress import SILENT, Progress
from coopdesk.records import TYPES, CapacityNeed, Country, MinistrySettings
from coopdesk.records.opportunity import MET
from coopdesk.store.home import Store

_NTH = ("", "second", "third")
"""Which words a reminder has, by how many there were before it."""
_DAYS = 10
"""Working days within which an answer is asked where the Ministry says nothing."""
_MOST = 366


@rights.needs(rights.READER)
def reply_day(store: Store) -> str:
    """Return the day by which an answer is asked unless another one is chosen: the working days from now that the
    Ministry gives, ten where it says nothing that can be."""
    with store.session() as session:
        given = session.scalars(select(MinistrySettings.reply_days).where(MinistrySettings.deleted.is_(False))).first()
    return after(today(), given if given and 0 < given <= _MOST else _DAYS, rest_here(store))


@rights.needs(rights.READER)
def proposed(store: Store, type: str, id: str) -> list[str]:
    """Return the entities to which a record is of use: those that it names, then those whose open needs share a field
    with it."""
    view = record.show(store, type, id)
    named = list(view.get("for_entities") or ())
    fields = set(view.get("fields_of_work") or ())
    with store.session() as session:
        needs = session.scalars(
            select(CapacityNeed).where(CapacityNeed.deleted.is_(False)).order_by(CapacityNeed.rid)
        ).all()
    asked = [one.entity for one in needs if one.status not in MET and fields & set(one.fields_of_work or ())]
    return list(dict.fromkeys(one for one in (*named, *asked) if one))


@rights.needs(rights.READER)
def countries_of(store: Store, groups: Sequence[str]) -> list[str]:
    """Return the codes of the countries that belong to any of these groups, but for our own."""
    with store.session() as session:
        ours = session.scalars(select(MinistrySettings.state_ar).where(MinistrySettings.deleted.is_(False))).first()
        found = session.scalars(select(Country).where(Country.deleted.is_(False)).order_by(Country.name_en)).all()
    wanted = set(groups)
    return [one.code for one in found if one.code and one.formal_ar != ours and wanted & set(one.groups or ())]


@rights.needs(rights.SECRETARY)
def write_letters(store: Store, id: str) -> list[View]:
    """Write a letter to each addressee of a circulation that has none yet; returns all of them, in order."""
    view = record.show(store, "circulation", id)
    present = _by_addressee(letters.about(store, id))
    wanted = [one for one in view["addressees"] if _key(one) not in present]
    made = letters.write_all(store, [_letter(view, one) for one in wanted])
    whole = {**{key: found[0] for key, found in present.items()}, **{_key(one): one for one in made}}
    return [whole[_key(one)] for one in view["addressees"]]


@rights.needs(rights.SECRETARY)
def remind(store: Store, id: str, on: str | None = None) -> list[View]:
    """Remind all who are silent: note it, and write a reminder to each that refers to the letters that it got, in
    firmer words each time. See ``circulation.remind``; returns the letters."""
    reminded = circulation.remind(store, id, on)
    view = record.show(store, "circulation", id)
    sent = _by_addressee(letters.about(store, id))
    lines = {one["id"]: one for one in view["addressees"]}
    many = [_reminder(view, lines[one], sent.get(_key(lines[one]), [])) for one in reminded]
    return letters.write_all(store, many)


@rights.needs(rights.SECRETARY)
def remind_all(store: Store, ids: Sequence[str], progress: Progress = SILENT) -> list[View]:
    """Remind all who are silent of several circulations; those that are closed are left out. See ``remind``."""
    made: list[View] = []
    for place, id in enumerate(ids, 1):
        progress.step(place, len(ids))
        if not record.show(store, "circulation", id)["closed_on"]:
            made += remind(store, id)
    return made


@rights.needs(rights.READER)
def open_ones(store: Store) -> list[str]:
    """Return the circulations that are not closed and of which somebody is silent."""
    return list(dict.fromkeys(one.circulation for one in circulation.silent(store)))


@rights.needs(rights.APPROVER)
def sign_all(store: Store, id: str, progress: Progress = SILENT) -> list[View]:
    """Sign every letter of a circulation that is not signed yet and still to go, each under its own number, and note
    the numbers of the letters beside those whom they went to; returns the letters that were signed. A reminder that
    was written before what it refers to had a number gets it now."""
    wanted = [one for one in to_go(store, id) if one["stage"] not in TYPES["letter"].__frozen__]
    signed: list[View] = []
    for place, one in enumerate(wanted, 1):
        progress.step(place, len(wanted))
        whole = _numbered(store, one, [earlier for earlier in signed if _key(earlier) == _key(one)])
        signed.append(steps.take(store, "letter", one["id"], "sign", seen=whole["_seen"]))
    numbers = {_key(one): one["registry_number"] for one in signed if one["kind"] != "reminder"}
    lines = record.show(store, "circulation", id)["addressees"]
    noted = [{"id": one["id"], "letter_number": numbers[_key(one)]} for one in lines if _key(one) in numbers]
    if noted:
        record.save(store, "circulation", {"id": id, "addressees": noted})
    return signed


@rights.needs(rights.READER)
def to_go(store: Store, id: str) -> list[View]:
    """Return the letters of a circulation, without the reminders that were not signed when the answer came."""
    answered = {_key(one) for one in record.show(store, "circulation", id)["addressees"] if one["reply"]}
    return [
        one
        for one in letters.about(store, id)
        if one["kind"] != "reminder" or one["stage"] in TYPES["letter"].__frozen__ or _key(one) not in answered
    ]


def _numbered(store: Store, letter: View, earlier: Sequence[View]) -> View:
    """Return a reminder with the numbers of the letters to its addressee, signed now, for which it has blanks."""
    body = letter["body"] or ""
    if letter["kind"] != "reminder" or not earlier or body.count(BLANK) != len(earlier):
        return letter
    for one in earlier:
        body = body.replace(BLANK, one["registry_number"], 1)
    return record.save(store, "letter", {"id": letter["id"], "_seen": letter["_seen"], "body": body})


def _letter(view: View, line: View) -> tuple[View, Extra]:
    lang = line["language"] or "ar"
    to = {"organization": line["entity"], "country": line["country"]}
    return (
        {"kind": "circular", "language": lang, "subject": _half(view, "subject", lang), **_filing(view), **to},
        Extra(None, view["purpose"] or "", view["reply_by"] or "", _half(view, "text", lang) or ""),
    )


def _reminder(view: View, line: View, sent: Sequence[View]) -> tuple[View, Extra]:
    lang = line["language"] or "ar"
    to = {"organization": line["entity"], "country": line["country"]}
    first = next((one for one in sent if one["kind"] != "reminder"), None)
    number = line["letter_number"] or (first or {}).get("registry_number") or view["registry_number"] or ""
    day = (first or {}).get("registry_date") or view["registry_date"] or view["sent_on"] or ""
    earlier = _reminded(line, [one for one in sent if one["kind"] == "reminder"])
    return (
        {"kind": "reminder", "language": lang, "subject": _half(view, "subject", lang), **_filing(view), **to},
        Extra(ours=(number, day), purpose=_NTH[len(earlier)], earlier=earlier),
    )


def _reminded(line: View, written: Sequence[View]) -> tuple[tuple[str, str], ...]:
    """Return number and day of the reminders that an addressee got before its last one, as far as they are known."""
    days = [line[name] for name in circulation.REMINDERS if line[name]][:-1]
    known = written if len(written) == len(days) else [{}] * len(days)
    pairs = zip(known, days, strict=True)
    return tuple((one.get("registry_number") or "", one.get("registry_date") or day) for one, day in pairs)


def _filing(view: View) -> dict[str, Any]:
    return {"about": view["id"], "classification": view["classification"], "audience": view["audience"],
            "signatory": view["signed_by"]}  # fmt: skip


def _half(view: View, stem: str, lang: str) -> str | None:
    own, other = ("ar", "en") if lang == "ar" else ("en", "ar")
    found: str | None = view[f"{stem}_{own}"] or view[f"{stem}_{other}"]
    return found


def _by_addressee(found: Sequence[View]) -> dict[str, list[View]]:
    """Return letters by the organization or government for which they are, the first ones first."""
    by: dict[str, list[View]] = {}
    for one in found:
        by.setdefault(_key(one), []).append(one)
    return by


def _key(one: View) -> str:
    """Return by what an addressee is known: a letter's organization or country, or a line's."""
    return str(one.get("entity") or one.get("organization") or one.get("country") or one["id"])
