"""A letter or note verbale on paper: in its own language, and each unofficial translation on a sheet of its own.

A note verbale is not signed: it bears initials and the stamp. What is not known yet is a dotted line, to be written by
hand. The Hijri day follows the calendar of Umm al-Qura, moved by as many days as the letter says.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, BinaryIO

from reportlab.platypus import CondPageBreak, PageBreak, Spacer
from reportlab.platypus.flowables import Flowable

from coopdesk.calendars import both as both_calendars, hijri
from coopdesk.documents.fonts import FORMAL
from coopdesk.documents.letter_forms import day_in, label
from coopdesk.documents.page import Paper, render
from coopdesk.documents.source import Source, addressed, in_language
from coopdesk.documents.story import Story
from coopdesk.documents.style import ACCENT, Style
from coopdesk.documents.text import Text
from coopdesk.i18n import using
from coopdesk.records.letter import is_note

_ARABIC = Style(size=15, leading=20, weight=FORMAL, direction="rtl", after=9)
_LATIN = Style(size=14, leading=19, weight=FORMAL, direction="ltr", after=9)
_SMALLER = 2.5
_SIGN_ROOM = 130
_SHIFT_MOST = 2


def letter(source: Source, lang: str, out: BinaryIO) -> None:
    """Write a letter as PDF. ``lang``: in which language a translation follows on a sheet of its own, "both" for all;
    the letter itself is in the language in which it was written."""
    render(paper(source, lang), out)


def paper(source: Source, lang: str) -> Paper:
    """Return a letter as it goes on paper."""
    record: Any = source.record
    own = record.language or "ar"
    with using("ar" if own == "ar" else "en"):
        story = Story(source, "ar" if own == "ar" else "en")
        story.flowables += sheet(source, record)
        for line in source.lists.get("translations", ()):
            if line.text and lang in ("both", line.language) and line.language != own:
                story.flowables += [PageBreak(), *_translated(line.language or "en", line.text)]
        made = story.paper(record.subject or "", record)
        words = {name: label(own, name) for name in ("number", "date", "page")} if own not in ("ar", "en") else {}
        return replace(made, date=dated(record), words=words)


def dated(record: Any) -> str:
    """Return the day of a letter in its language and in both calendars; empty until it is registered."""
    day = record.registry_date
    if not day:
        return ""
    own, shift = record.language or "ar", shift_of(record.hijri_shift)
    if own not in ("ar", "en"):
        return day_in(own, day)
    whole = both_calendars(day)
    there, moved = hijri(day), _moved(day, shift)
    return whole.replace(there, moved) if there and moved else whole


def shift_of(stored: str | None) -> int:
    """Return by how many days the Hijri date of a letter is moved; what is no small number moves nothing."""
    try:
        found = int((stored or "0").replace("−", "-"))
    except ValueError:
        return 0
    return found if abs(found) <= _SHIFT_MOST else 0


def sheet(source: Source, record: Any) -> list[Flowable]:
    """Return what a letter says, from the address to the copies. ``record``: has the fields of a letter."""
    own = record.language or "ar"
    look = _look(own)
    note = is_note(record.kind, record.to_kind)
    made: list[Flowable] = [Spacer(1, 12)]
    if record.addressed and not note:
        made.append(Text(record.addressed, look.of(weight=_bold(), after=12)))
    if record.subject and not note:
        told = f"{label(own, 'subject')} {record.subject}"
        made.append(Text(told, look.of(weight=_bold(), align="center", after=12)))
    made += [Text(one, look) for one in paragraphs(record)]
    if record.closing:
        made.append(Text(record.closing, look.of(before=6)))
    made += _ended(source, record, look, note=note)
    foot = small(own)
    for name, told in (("to", record.addressed if note else ""), ("enclosures", record.enclosures or ""),
                       ("copy", source.names(record.copies_to or ()))):  # fmt: skip
        if told:
            made.append(Text(f"{label(own, name)} {told}".strip(), foot))
    return made


def small(lang: str) -> Style:
    """Return the look of what stands at the foot of a letter."""
    look = _look(lang)
    return look.of(size=look.size - _SMALLER, leading=look.leading - 3, after=2)


def paragraphs(record: Any) -> list[str]:
    """Return the paragraphs of a letter; in a note the formula runs on into the text."""
    body = [one for one in (record.body or "").split("\n") if one.strip()]
    opening = (record.opening or "").strip()
    if is_note(record.kind, record.to_kind) and opening and body:
        return [f"{opening} {body[0]}", *body[1:]]
    return [*([opening] if opening else []), *body]


def signers(source: Source, record: Any) -> tuple[str, str]:
    """Return the name, under its form of address, and the post of whoever signs a letter."""
    person = source.linked.get(record.signed_by or record.signatory or "")
    with using("ar" if (record.language or "ar") == "ar" else "en"):
        return (addressed(person), in_language(person, "post")) if person is not None else ("", "")


def _ended(source: Source, record: Any, look: Style, *, note: bool) -> list[Flowable]:
    """Return the place for the signature, or in a note for initials and stamp."""
    end = look.of(align="end", after=0)
    own = record.language or "ar"
    if note:
        return [CondPageBreak(_SIGN_ROOM), Spacer(1, 34), Text(label(own, "initials"), end), Spacer(1, 30)]
    name, post = signers(source, record)
    lines = [Text(one, end.of(weight=_bold() if one is name else FORMAL)) for one in (name, post) if one]
    return [CondPageBreak(_SIGN_ROOM), Spacer(1, 44), *(lines or [Text("……………………", end)]), Spacer(1, 26)]


def _translated(lang: str, text: str) -> list[Flowable]:
    look = _look(lang)
    heading = Text(label(lang, "translation"), look.of(align="center", color=ACCENT, weight=_bold(), after=16))
    return [heading, *(Text(one, look) for one in text.split("\n") if one.strip())]


def _look(lang: str) -> Style:
    return _ARABIC if lang == "ar" else _LATIN


def _bold() -> str:
    return f"{FORMAL}Bold"


def _moved(day: str, shift: int) -> str | None:
    if not shift:
        return hijri(day)
    return hijri((date.fromisoformat(day) + timedelta(days=shift)).isoformat()) if len(day) == 10 else None
