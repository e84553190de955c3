"""A circulation on paper: the circular letter with the list of those whom it goes to, and who of them has answered."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, BinaryIO

from reportlab.platypus import PageBreak

from coopdesk.calendars import numeric
from coopdesk.documents import letter
from coopdesk.documents.letter_forms import label
from coopdesk.documents.letter_words import Wanted, filled
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, in_language, name_of
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.documents.text import Text
from coopdesk.i18n import N_, isolate, number, tr, using
from coopdesk.records import Addressee, Circulation

_SILENT = N_("Not answered")
_REMINDERS = N_("Reminders", "circulation")
_LETTER = N_("Number of the letter")
_ANSWER = N_("Answer", "circulation")
_ON, _NUMBER = N_("Answered on"), N_("Number of the answer")
_REPLY_BY = N_("Reply by")
_BLANK = ("addressed", "opening", "body", "closing", "subject", "enclosures", "hijri_shift", "signatory")
REMINDED = ("reminded_1", "reminded_2", "reminded_3")


def circular_letter(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the circular in a language with its distribution list; in both, Arabic first, each on its own sheet."""
    record: Any = source.record
    story = Story(source, "en" if lang == "en" else "ar")
    for place, own in enumerate(("ar", "en") if lang == "both" else (lang,)):
        story.flowables += [*([PageBreak()] if place else []), *_circular(source, record, own)]
    with using("en" if lang == "en" else "ar"):
        render(replace(story.paper(name_of(record), record), date=letter.dated(_virtual(record, story.lang, {}))), out)


def answers(source: Source, lang: str, out: BinaryIO) -> None:
    """Write who was asked, how often reminded, and what each of them answered, those who are silent first."""
    story = Story(source, lang)
    record: Any = source.record
    story.title(lambda: name_of(record), Circulation.__label__)
    story.facts([(_REPLY_BY, lambda: source.value(record, "reply_by"))])
    lines = sorted(source.lists.get("addressees", ()), key=lambda one: one.reply is not None)
    rows = [
        [
            story.of(one, lambda one: _addressee(source, one)), one.letter_number or "",
            story.of(one, lambda one: number(sum(getattr(one, name) is not None for name in REMINDED))),
            story.of(one, lambda one: source.value(one, "reply") or tr(_SILENT)),
            numeric(one.replied_on) if one.replied_on else "", one.reply_number or "",
        ]
        for one in lines
    ]  # fmt: skip
    head = [Addressee.__label__, _LETTER, _REMINDERS, _ANSWER, _ON, _NUMBER]
    story.table(head, rows, [4, 1.6, 1.4, 2, 1.6, 1.7])
    prepared(story)
    render(story.paper(name_of(record), record), out)


def _circular(source: Source, record: Any, lang: str) -> list[Any]:
    with using("ar" if lang == "ar" else "en"):
        subject, text = in_language(record, "subject"), in_language(record, "text")
        settings: Any = source.settings
        made = filled(
            Wanted(
                lang, "circular", "ministry", "", name=label(lang, "distribution"), subject=subject, text=text,
                letter=(settings.letter_word_ar if settings is not None else None) or "كتاب",
                purpose=record.purpose or "", reply_by=record.reply_by or "",
            )
        )  # fmt: skip
        body = letter.sheet(source, _virtual(record, lang, {**made, "subject": subject}))
        listed = source.lists.get("addressees", ())
        look = letter.small(lang)
        to = [f"{number(place)}. {isolate(_addressee(source, one))}" for place, one in enumerate(listed, 1)]
        return [*body, *(Text(one, look) for one in (label(lang, "list"), *to))]


def _virtual(record: Any, lang: str, made: dict[str, str]) -> Any:
    """Return what has the fields of a letter, of a circular that is one for all."""
    blank: dict[str, Any] = dict.fromkeys(_BLANK)
    given = {"language": lang, "kind": "circular", "to_kind": "ministry", "copies_to": ()}
    return SimpleNamespace(**{**blank, **made, **given}, signed_by=record.signed_by, registry_date=record.registry_date)


def _addressee(source: Source, line: Any) -> str:
    return source.name(line.entity) or source.value(line, "country")
