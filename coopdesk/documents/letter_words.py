"""The words of letters: opening and closing formulas by kind of addressee, and what the text of each kind begins with.

A note verbale speaks of both sides in the third person; in Arabic its verbs agree with the
sender, its pronoun with the addressee.
"""

import re
from typing import Any, NamedTuple

from coopdesk.documents.letter_forms import day_in, words
from coopdesk.records.letter import is_note

BLANK = "……………"
"""Stands where a name is not known: whoever edits the letter fills it in."""
_MASCULINE = frozenset(
    "وفد مكتب ديوان مجلس مركز معهد صندوق برنامج اتحاد بنك مصرف جهاز قسم قطاع مندوب مقر مرصد".split()  # noqa: SIM905
)
_GOVERNED = re.compile(
    r"\b(State|States|Kingdom|Republic|Sultanate|Emirates|Federation|Confederation|Union|Principality|Duchy)\b"
)
_ARTICLES: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        (r"États|Émirats|Îles|Tuvalu", "des "),
        (
            r"Royaume|Sultanat|Grand-Duché|Commonwealth|Burkina|Brunéi|Belize|Canada|Japon|Monténégro|Népal|"
            r"Turkménistan|Saint-Siège",
            "du ",
        ),
        (r"Saint", "de "), (r"Antigua", "d’"), (r"Hongrie", "de la "),
        (r"[AEÉIÎOUYHaeéiouyh]", "de l’"), (r"", "de la "),
    ),
    "es": (
        (r"Estados|Emiratos", "de los "), (r"Islas", "de las "),
        (r"Reino|Estado|Principado|Gran Ducado|Commonwealth", "del "),
        (r"República|Confederación|Federación|Unión|Sultanía|Santa Sede", "de la "), (r"", "de "),
    ),
}  # fmt: skip
"""What “of” is before the full name of a State, by how that begins."""


class Wanted(NamedTuple):
    """What a letter is to say, with names in its language. ``state``: of a foreign addressee, in full; ``yours``,
    ``ours``: number and day of the letter that it answers or follows up; ``earlier``: of the reminders since then."""

    language: str
    kind: str
    to_kind: str
    sender: str
    name: str = ""
    state: str = ""
    honorific: str = ""
    sex: str = ""
    letter: str = "كتاب"
    subject: str = ""
    text: str = ""
    purpose: str = ""
    reply_by: str = ""
    yours: tuple[str, str] | None = None
    ours: tuple[str, str] | None = None
    earlier: tuple[tuple[str, str], ...] = ()


def filled(wanted: Wanted) -> dict[str, str]:
    """Return the address, the opening and closing formulas and the text of a letter."""
    data, note = words(wanted.language), is_note(wanted.kind, wanted.to_kind)
    voice = "note_m" if note and wanted.language == "ar" and _is_masculine(wanted.sender) else "note"
    form = data[voice if note else "letter"]
    sender, addressee = wanted.sender or BLANK, _addressee(wanted, data)
    filling = {
        "sender": sender, "Sender": sender[:1].upper() + sender[1:], "addressee": addressee,
        "to_them": "له" if _is_masculine(addressee) else "لها",
        "their_note": "مذكرته" if _is_masculine(addressee) else "مذكرتها",
        "name": wanted.name or BLANK, "subject": wanted.subject or BLANK, "text": wanted.text, "letter": wanted.letter,
        "by": data["by"].format(day=day_in(wanted.language, wanted.reply_by)) if wanted.reply_by else "",
    }  # fmt: skip
    filling["begin"] = _begin(wanted, form, filling)
    body = _template(form["bodies"], wanted).format(**filling)
    if not note:
        body = body[:1].upper() + body[1:]
    return {
        "addressed": addressee[:1].upper() + addressee[1:] if note else _addressed(wanted, data),
        "opening": _by_kind(form["opening"], wanted).format(**filling),
        "body": "\n".join(line for line in body.split("\n") if line.strip()),
        "closing": _by_kind(form["closing"], wanted).format(**filling),
    }


def ministry_name(lang: str, ministry: str, state: str) -> str:
    """Return how a Ministry names itself in a note; ``ministry``, ``state``: as the settings have them."""
    if lang == "ar":
        known = ministry == "وزارة الخارجية" and state
        return f"وزارة خارجية {state}" if known else f"{ministry} ب{state}" if state else ministry
    if lang == "en":
        return f"the {ministry} {_of(lang, state)}" if state else f"the {ministry}"
    return str(words(lang)["sender"]).format(of_state=_of(lang, state))


def mission_name(lang: str, mission: str, state: str) -> str:
    """Return how a mission names itself in a note: with the State that it represents, before the place where it is."""
    if state and state in mission:
        return mission
    if lang == "ar":
        head, joint, place = _parted(mission, (" في ", " لدى "))
        of_state = f"سفارة {state}" if head == "السفارة" else f"{head} {_of(lang, state)}"
        return of_state + joint + place
    if lang == "en":
        head, joint, place = _parted(mission, (" in ", " to "))
        return f"the {head.removeprefix('The ')} {_of(lang, state)}{joint}{place}"
    return mission or BLANK


def _parted(name: str, joints: tuple[str, ...]) -> tuple[str, str, str]:
    joint = next((one for one in joints if one in name), "")
    return name.partition(joint) if joint else (name, "", "")


def _begin(wanted: Wanted, form: dict[str, Any], filling: dict[str, str]) -> str:
    which = "ours" if wanted.ours is not None else "yours"
    reference = wanted.ours or wanted.yours
    if reference is None:
        return str(form["begin"])
    number, date = _named(wanted.language, reference)
    return str(form[which].format(number=number, date=date, again=_again(wanted, form, filling), **filling))


def _again(wanted: Wanted, form: dict[str, Any], filling: dict[str, str]) -> str:
    """Return what names the reminders that went before, by number and day; empty where there were none."""
    if not wanted.earlier:
        return ""
    one, joint = words(wanted.language)["numbered"]
    named = (_named(wanted.language, reminder) for reminder in wanted.earlier)
    told = joint.join(one.format(number=number, date=date) for number, date in named)
    return str(form["again"][len(wanted.earlier) > 1].format(all=told, **filling))


def _named(lang: str, reference: tuple[str, str]) -> tuple[str, str]:
    number, day = reference
    return number or BLANK, day_in(lang, day) if day else BLANK


def _template(bodies: dict[str, str], wanted: Wanted) -> str:
    kinds = (f"{wanted.kind}.{wanted.purpose}", wanted.kind, "letter", "note_verbale")
    return next(bodies[one] for one in kinds if one in bodies)


def _by_kind(formulas: dict[str, str], wanted: Wanted) -> str:
    kinds = (f"{wanted.to_kind}.{wanted.purpose}", wanted.to_kind, "*")
    return next(formulas[one] for one in kinds if one in formulas)


def _addressee(wanted: Wanted, data: dict[str, Any]) -> str:
    """Return whom a note is for, in full: what is named itself, unless only its State is known."""
    lang, name = wanted.language, wanted.name
    form = data["addressees"].get(wanted.to_kind)
    if lang == "en" and name and not name.lower().startswith("the "):
        name = f"the {name}"
    named_itself = lang in ("ar", "en")
    if form is None or (named_itself and name and (wanted.to_kind != "secretariat" or _is_secretariat(name))):
        return name or BLANK
    of_state = _of(lang, wanted.state) if wanted.state else BLANK
    return str(form.format(name=name or BLANK, state=wanted.state or BLANK, of_state=of_state))


def _is_secretariat(name: str) -> bool:
    return "أمانة" in name or "secretariat" in name.lower()


def _addressed(wanted: Wanted, data: dict[str, Any]) -> str:
    forms = data["addressed"]
    form = forms.get(wanted.to_kind) or forms["ministry"]
    respected = "المحترمة" if wanted.sex == "female" else "المحترم"
    told = form.format(name=wanted.name or wanted.state or BLANK, honorific=wanted.honorific, respected=respected)
    return "\n".join(line.strip().removeprefix("/ ") for line in str(told).split("\n"))


def _of(lang: str, state: str) -> str:
    """Return “of” a State: in Arabic as what is the State's own, in other languages with its article."""
    if not state:
        return BLANK
    if lang == "ar":
        return f"لل{state[2:]}" if state.startswith("ال") else f"ل{state}"
    if lang == "en":
        return f"of the {state}" if _GOVERNED.search(state) else f"of {state}"
    return next(article for begin, article in _ARTICLES[lang] if re.match(begin, state)) + state


def _is_masculine(name: str) -> bool:
    first = name.split(" ", 1)[0]
    return first.removeprefix("ال") in _MASCULINE
