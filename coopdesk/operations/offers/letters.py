"""Letters: made from a template with the fields filled in, then edited as any record, signed and registered."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.documents.letter_forms import words
from coopdesk.documents.letter_words import BLANK, Wanted, filled, ministry_name, mission_name
from coopdesk.errors import Refused
from coopdesk.i18n import LANGUAGES, N_, using
from coopdesk.operations import record, rights, titles
from coopdesk.operations.record_types import View
from coopdesk.records import (
    Contact,
    Country,
    Desk,
    Expert,
    Letter,
    MinistrySettings,
    Nomination,
    Organization,
    Translation,
    plural_of,
)
from coopdesk.store import seed
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing

_KIND_OF = {"government": "ministry", "mission": "mission"}
"""The kind of addressee that an organization of the State is, by its type; any other is a secretariat."""


_ASKED = (
    "kind", "language", "about", "to_kind", "organization", "country", "person", "subject", "their_number",
    "their_date",
)  # fmt: skip
"""What of a letter its template is filled in with."""
NOTE = "note_verbale"
"""The kind of letter that forwards a nomination."""
_NOBODY = N_("The data of the person who is nominated is not here, or was erased: nobody is there to be named.")
_UNWRITTEN = "…"
"""What stands in a template where the text has to be written."""


class Extra(NamedTuple):
    """What a template takes beside the fields of the letter. ``ours``: number and day of our letter that it follows
    up; ``purpose``, ``reply_by``, ``text``: of a circulation; ``earlier``: number and day of the reminders before;
    ``to``: the person for whom it is, where that is no contact: an expert, an applicant."""

    ours: tuple[str, str] | None = None
    purpose: str = ""
    reply_by: str = ""
    text: str = ""
    earlier: tuple[tuple[str, str], ...] = ()
    to: Any = None


_NOTHING = Extra()


@rights.needs(rights.READER)
def compose(store: Store, values: Mapping[str, Any], extra: Extra = _NOTHING) -> View:
    """Return the fields of a letter with its address, formulas and text, as ``write`` would save them.

    ``values``: fields of a letter, ``kind`` and ``language`` at least; what they say stays. The kind of addressee
    follows from the organization or the country where none is given, the subject from what the letter is about.
    """
    return _composed(store, [(values, extra)])[0]


@rights.needs(rights.SECRETARY)
def write(store: Store, values: Mapping[str, Any], extra: Extra = _NOTHING) -> View:
    """Write a letter from its template; returns it as ``show`` does."""
    return record.save(store, "letter", compose(store, values, extra))


@rights.needs(rights.SECRETARY)
def begin(store: Store, type: str, id: str) -> View:
    """Begin a letter about a record, in Arabic: the note verbale of a nomination to who made the offer, with an
    unofficial translation, else a letter, to the organization where it is about one."""
    if type == "nomination":
        return record.save(store, "letter", note_of(store, id))
    view = record.show(store, type, id)
    values = {"kind": "letter", "language": "ar", "about": id, "classification": view["classification"]}
    return write(store, {**values, "organization": id if type == "organization" else None})


@rights.needs(rights.READER)
def note_of(store: Store, nomination: str) -> View:
    """Return the note verbale that forwards a nomination, as its template makes it in Arabic, with an unofficial
    translation into English. Its readers are those of the nomination. Raises ``Refused`` where nobody is named."""
    view = record.show(store, "nomination", nomination)
    with store.session() as session:
        if view["expert"] and session.scalars(select(Expert.id).where(Expert.id == view["expert"])).first() is None:
            raise Refused(_NOBODY)
    offer = record.show(store, "opportunity", view["opportunity"]) if view["opportunity"] else {}
    values = {
        "kind": NOTE, "language": "ar", "about": view["id"], "organization": offer.get("offered_by"),
        "classification": view["classification"], "audience": view["audience"],
    }  # fmt: skip
    many = []
    for lang in LANGUAGES:
        with using(lang):
            named = titles.titles(store, [one for one in (view["id"], view["opportunity"]) if one])
        subject = named.get(view["opportunity"] or "")
        many.append(
            ({**values, "language": lang, "subject": subject}, Extra(purpose="nomination", text=named[view["id"]]))
        )
    made = {one["language"]: one for one in _composed(store, many)}
    english = made["en"]
    told = "\n".join((f"{english['opening']} {english['body']}", english["closing"], english["addressed"]))
    return {**made["ar"], plural_of(Translation): [{"language": "en", "text": told}]}


@rights.needs(rights.READER)
def newest_note(store: Store, nomination: str) -> str | None:
    """Return the id of the note verbale of a nomination, of several the one that went furthest, then the newest."""
    wanted = select(Letter).where(Letter.about == nomination, Letter.kind == NOTE, Letter.deleted.is_(False))
    with store.session() as session:
        found = session.scalars(wanted.order_by(Letter.rid)).all()
        return max(found, key=lambda one: (one.stage in Letter.__frozen__, one.rid)).id if found else None


def number_note(writing: Writing, letter: Any) -> None:
    """Write number and day of a signed note verbale into the nomination that it forwards, where none are there."""
    wanted = select(Nomination).where(Nomination.id == letter.about, Nomination.deleted.is_(False))
    found = writing.session.scalars(wanted).one_or_none() if letter.kind == NOTE else None
    if found is not None and not found.note_number:
        told = {"note_number": letter.registry_number, "note_date": letter.registry_date}
        record.assign_all(writing, found, told)


@rights.needs(rights.SECRETARY)
def fill_in(store: Store, id: str) -> View:
    """Write address and formulas of a letter again for whom it is to now, and its text where none was written yet."""
    view = record.show(store, "letter", id)
    made = compose(store, {name: view[name] for name in _ASKED})
    unwritten = not view["body"] or _UNWRITTEN in view["body"].replace(BLANK, "")
    parts = ("addressed", "opening", "closing", "subject", "to_kind", *(("body",) if unwritten else ()))
    return record.save(store, "letter", {"id": id, "_seen": view["_seen"], **{name: made.get(name) for name in parts}})


@rights.needs(rights.SECRETARY)
def write_all(store: Store, many: Sequence[tuple[Mapping[str, Any], Extra]]) -> list[View]:
    """Write several letters at once: all of them, or none where one cannot be."""
    return record.save_all(store, "letter", _composed(store, many)) if many else []


@rights.needs(rights.READER)
def language_for(store: Store, organization: str | None, country: str | None) -> str:
    """Return in which language one writes: Arabic within the State and to Arab governments, else English."""
    with store.session() as session:
        if _to_kind(session, organization, country) in _KIND_OF.values():
            return "ar"
        wanted = select(Country).where(Country.code == country, Country.deleted.is_(False))
        found = session.scalars(wanted).first() if country else None
        return "ar" if found is not None and "arab_league" in (found.groups or ()) else "en"


@rights.needs(rights.READER)
def about(store: Store, subject: str, kinds: Sequence[str] | None = None) -> list[View]:
    """Return the letters about a record, the oldest first."""
    wanted = select(Letter.id).where(Letter.about == subject, Letter.deleted.is_(False)).order_by(Letter.rid)
    with store.session() as session:
        ids = session.scalars(wanted if kinds is None else wanted.where(Letter.kind.in_(kinds))).all()
    return [record.show(store, "letter", one) for one in ids]


def _composed(store: Store, many: Sequence[tuple[Mapping[str, Any], Extra]]) -> list[View]:
    with store.session() as session:
        settings = session.scalars(select(MinistrySettings).where(MinistrySettings.deleted.is_(False))).first()
        desk = session.scalars(select(Desk).where(Desk.code == store.desk, Desk.deleted.is_(False))).first()
        return [_one(store, session, settings, desk, dict(values), extra) for values, extra in many]


def _one(
    store: Store, session: Session, settings: MinistrySettings | None, desk: Desk | None, values: View, extra: Extra
) -> View:
    lang = values.get("language") or "ar"
    values["language"] = lang
    organization, country = values.get("organization"), values.get("country")
    to_kind = values.get("to_kind") or _to_kind(session, organization, country) or ""
    values["to_kind"] = to_kind or None
    values["subject"] = values.get("subject") or subject_in(store, lang, values.get("about"))
    yours = values.get("their_number")
    made = filled(
        Wanted(
            lang, values.get("kind") or "letter", to_kind, _sender(lang, settings, desk, ministry=store.is_ministry),
            *_names(session, lang, values, settings, extra.to),
            letter=(settings.letter_word_ar if settings is not None else None) or "كتاب",
            subject=values["subject"] or "", text=extra.text, purpose=extra.purpose, reply_by=extra.reply_by,
            yours=(yours, values.get("their_date") or "") if yours else None, ours=extra.ours,
            earlier=extra.earlier,
        )
    )  # fmt: skip
    return {**{name: text or None for name, text in made.items()}, **_given(values)}


def _given(values: View) -> View:
    return {name: value for name, value in values.items() if value is not None}


@rights.needs(rights.READER)
def subject_in(store: Store, lang: str, about: str | None) -> str | None:
    """Return what a letter in a language calls a record that it is about."""
    if not about:
        return None
    with using("ar" if lang == "ar" else "en"):
        return titles.title(store, about)


def _to_kind(session: Session, organization: str | None, country: str | None) -> str | None:
    if organization:
        found = session.scalars(select(Organization).where(Organization.id == organization)).first()
        return _KIND_OF.get(found.type or "", "secretariat") if found is not None else None
    return "foreign_ministry" if country else None


def _sender(lang: str, settings: MinistrySettings | None, desk: Desk | None, *, ministry: bool) -> str:
    """Return in what name a letter goes out, in its language as far as that is known."""
    half = "ar" if lang == "ar" else "en"
    state = (getattr(settings, f"state_{half}") if settings is not None else None) or ""
    if ministry or desk is None:
        named = (getattr(settings, f"ministry_{half}") if settings is not None else None) or ""
        return ministry_name(lang, named, state if lang in ("ar", "en") else _state_in(settings, lang))
    if lang in ("ar", "en"):
        return mission_name(lang, getattr(desk, f"name_{half}") or "", state)
    host = desk.name_host if desk.host_language == lang else None
    return mission_name(lang, host or "", "")


def _state_in(settings: MinistrySettings | None, lang: str) -> str:
    """Return the State in another language as its own record of the country has it."""
    session = Session.object_session(settings) if settings is not None else None
    if session is None or settings is None:
        return ""
    wanted = select(Country).where(Country.formal_ar == settings.state_ar, Country.deleted.is_(False))
    return _state(session.scalars(wanted).first(), lang)


def _names(
    session: Session, lang: str, values: View, settings: MinistrySettings | None, to: Any
) -> tuple[str, str, str, str]:  # fmt: skip
    """Return the name of the addressee, its State, and the form of address and sex of the person."""
    organization = session.scalars(select(Organization).where(Organization.id == values.get("organization"))).first()
    country = session.scalars(
        select(Country).where(Country.code == values.get("country"), Country.deleted.is_(False))
    ).first()
    person: Any = to or session.scalars(select(Contact).where(Contact.id == values.get("person"))).first()
    state = _state(country, lang)
    known = _spanish_bodies().get(organization.id) if organization is not None and lang == "es" else None
    name, honorific, sex = known or _in(organization, "name", lang), "", ""
    if person is not None and values.get("to_kind") in (None, "person"):
        title = f"{person.title} " if getattr(person, "title", None) else ""
        name = title + _in(person, "name", lang)
        honorific, sex = _in(person, "honorific", lang), person.sex or ""
    elif values.get("to_kind") == "mission" and settings is not None and lang == "ar":
        honorific = settings.honorific_ar or ""
    return name, state, honorific, sex


def _state(country: Country | None, lang: str) -> str:
    """Return a State in full; in Spanish as the United Nations name it, which no record holds."""
    known = words(lang)["states"].get(country.code) if country is not None and lang == "es" else None
    return known or _in(country, "formal", lang) or _in(country, "name", lang)


@cache
def _spanish_bodies() -> dict[str, str]:
    """Return the published bodies whose Spanish names are known, by id."""
    return {seed.published_id(f"organization/{slug}"): name for slug, name in words("es")["bodies"].items()}


def _in(found: Any, stem: str, lang: str) -> str:
    """Return a half of a name in a language, else the one in the letters that its reader can read."""
    halves = {"ar": ("ar", "en"), "en": ("en", "ar"), "fr": ("fr", "en"), "es": ("en",)}[lang]
    return next((text for half in halves if (text := getattr(found, f"{stem}_{half}", None))), "")
