"""The letters of a circulation: one to each addressee in its language, and reminders that refer to the one before."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.operations import circulation, letters, record, rights
from coopdesk.operations.letters import Extra
from coopdesk.operations.record_types import View
from coopdesk.operations.working_days import rest_here
from coopdesk.records import CapacityNeed
from coopdesk.store.home import Store

_DAYS = 10
"""Working days within which an answer is asked where nobody says another day."""
_MET = ("met", "withdrawn")


@rights.needs(rights.READER)
def reply_day(store: Store) -> str:
    """Return the day by which an answer is asked unless another one is chosen: ten working days from now."""
    rest, day, left = rest_here(store), date.fromisoformat(today()), _DAYS
    while left:
        day += timedelta(days=1)
        left -= not rest.holds(day)
    return day.isoformat()


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
    asked = [one.entity for one in needs if one.status not in _MET and fields & set(one.fields_of_work or ())]
    return list(dict.fromkeys(one for one in (*named, *asked) if one))


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
    """Remind all who are silent: note it, and write a reminder to each that refers to the letter that it got. See
    ``circulation.remind``; returns the letters."""
    reminded = circulation.remind(store, id, on)
    view = record.show(store, "circulation", id)
    sent = _by_addressee(letters.about(store, id))
    lines = {one["id"]: one for one in view["addressees"]}
    many = [_reminder(view, lines[one], sent.get(_key(lines[one]), [])) for one in reminded]
    return letters.write_all(store, many)


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
    return (
        {"kind": "reminder", "language": lang, "subject": _half(view, "subject", lang), **_filing(view), **to},
        Extra(ours=(number, day)),
    )


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
