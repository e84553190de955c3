"""Papers on persons who are nominated: the CV of an expert, the file of a nomination, the ranking of a committee, and
the minutes that its members sign.

A CV goes to strangers: numbers of papers, next of kin and what was noted of the person are not on it. They are in the
file of a nomination only as far as the forms of the organizations ask for them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from coopdesk.calendars import both as both_calendars
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, addressed, in_language, name_of, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.fields import Links, Members
from coopdesk.i18n import N_, Text, digits, isolate, tr
from coopdesk.records import (
    ChecklistItem,
    Clearance,
    Committee,
    Education,
    Expert,
    LanguageSkill,
    MeetingCase,
    MeetingPresence,
    Nomination,
    Record,
    Service,
    TrainingDone,
    fields_of,
    plural_of,
)

CV, FILE = N_("Curriculum vitae"), N_("Nomination file")
RANKING, MINUTES = N_("Committee ranking"), N_("Minutes of a committee meeting")
_PERSON = (
    "sex", "born", "birth_place", "nationality", "employer", "grade", "level", "fields", "specialization",
    "years_of_experience", "email", "phone",
)  # fmt: skip
_PAPERS = ("passport", "passport_until", "availability", "available_from", "available_until")
_PROFILE, _REASON = N_("Profile", "of a person"), N_("Why this nominee")
_POST = N_("Position", "of a person")
_ERASED = N_("The data of this person was erased for good.")
_ASIDE = N_("Stood aside: {names}.")
_UNSCORED = N_("Nobody gave points yet.")
_RANK, _NOMINEE, _SCORE = N_("Rank"), N_("Nominee"), N_("Points")
_BLOCKS = 3
"""How many places to sign stand beside each other."""
_CLOSED = ("closed", "signed")


def expert_cv(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the CV of an expert."""
    story, person = Story(source, lang), source.record
    assert isinstance(person, Expert)
    story.title(partial(addressed, person), CV)
    _person(story, person, _PERSON)
    _life(story, person, source.lists)
    prepared(story)
    _write(story, CV, out)


def nomination_file(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the file of a nomination: for what, who and why, the checklist, the papers, and the person's CV."""
    story, nomination = Story(source, lang), source.record
    assert isinstance(nomination, Nomination)
    person = source.linked.get(nomination.expert or "")
    story.title(lambda: _nominee(source, nomination), FILE)
    if nomination.expert and person is None:
        story.alert(partial(tr, _ERASED))
    names = ("opportunity", "institution", "proposed_by", "letter_number", "letter_date", "rank", "stage",
             "note_number", "note_date")  # fmt: skip
    _facts(story, nomination, names)
    if nomination.reason_en or nomination.reason_ar:
        story.heading(_REASON)
        story.pair(nomination.reason_en, nomination.reason_ar)
    _table(story, ChecklistItem, source.lists, ("text", "answer", "valid_until", "note"), (4, 1.4, 1.6, 2))
    if isinstance(person, Expert):
        story.heading(N_("Expert", "field"))
        _person(story, person, (*_PERSON, *_PAPERS))
        _table(story, Clearance, source.related, ("kind", "number", "issued_by", "expires"), (2.4, 2, 2.4, 1.6))
        _life(story, person, source.related)
    prepared(story)
    _write(story, FILE, out)


def committee_ranking(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the ranking of the nominees of an opportunity: assessors across, nominees down."""
    story = Story(source, lang)
    story.title(partial(name_of, source.record), RANKING)
    _facts(story, source.record, ("offered_by", "deadline", "seats"))
    assessors = list(dict.fromkeys(who for one in source.ranking for who in one.assessors))
    rows = []
    for one in source.ranking:
        nominee = source.linked.get(one.nomination)
        marks = [digits(f"{one.assessors[who]:.4g}") if who in one.assessors else "–" for who in assessors]
        rank = digits(str(one.rank)) if one.rank is not None else "–"
        score = digits(f"{one.score:g}") if one.score is not None else "–"
        rows.append([rank, story.say(partial(_nominee, source, nominee), "\n"), *marks, score])
    # the head of a column is the name of a person, which no catalogue translates
    heads = [Text(source.name(who) or "–") for who in assessors]
    story.table([_RANK, _NOMINEE, *heads, _SCORE], rows, [1, 4, *([1.5] * len(assessors)), 1.2])
    if not assessors:
        story.note(partial(tr, _UNSCORED))
    if source.aside:
        story.note(lambda: tr(_ASIDE, names=source.names(source.aside)))
    prepared(story)
    _write(story, RANKING, out)


def committee_minutes(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the minutes of a meeting, with a place to sign for each member who was there."""
    story, meeting = Story(source, lang), source.record
    committee: Any = source.linked.get(getattr(meeting, "committee", None) or "")
    story.title(lambda: " · ".join(filter(None, (name_of(committee) if committee else "", name_of(meeting)))), MINUTES)
    _facts(story, meeting, ("on", "at", "place"))
    if isinstance(committee, Committee):
        _facts(story, committee, ("decree", "decree_date"))
    there = list(source.lists.get(plural_of(MeetingPresence)) or ())
    _table(story, MeetingPresence, source.lists, ("name", "role", "presence"), (4, 2, 2))
    story.prose(getattr(meeting, "minutes", None))
    names = ("opportunity", "chosen", "decision", "decision_number", "dissent")
    _table(story, MeetingCase, source.lists, names, (3, 2.4, 3, 1.4, 2))
    prepared(story)
    present = [one for one in there if one.presence == "present"]
    for start in range(0, len(present), _BLOCKS):
        story.signatures([
            (Text(one.name or "–"), [partial(source.value, one, "role")]) for one in present[start : start + _BLOCKS]
        ])  # fmt: skip
    _write(story, MINUTES, out, draft=getattr(meeting, "stage", None) not in _CLOSED)


def _nominee(source: Source, nomination: Any) -> str:
    """Return what names a nominee: his own name here, that of the roster, or of the institution."""
    if nomination is None:
        return "–"
    own = name_of(nomination)
    person = source.linked.get(nomination.expert or "")
    if own or person is None:
        return own or source.name(nomination.institution) or (tr(_ERASED) if nomination.expert else "–")
    return addressed(person)


def _person(story: Story, person: Expert, names: Sequence[str]) -> None:
    post = (_POST, partial(in_language, person, "post"))
    story.facts([post, *_pairs(story, person, names)])


def _life(story: Story, person: Expert, lists: Any) -> None:
    if person.summary_en or person.summary_ar:
        story.heading(_PROFILE)
        story.pair(person.summary_en, person.summary_ar)
    _table(story, Education, lists, ("degree", "subject", "institution", "year"), (1.6, 3, 3, 1))
    _table(story, LanguageSkill, lists, ("language", "level", "certificate"), (2, 2, 2))
    services = lists.get(plural_of(Service)) or ()
    if services:
        story.heading(Service.__plural__)
        rows = [
            [
                one.title or "", story.say(partial(story.source.value, one, "organization"), "\n"),
                " · ".join(filter(None, (one.grade, one.place))),
                story.say(partial(period, one.since, one.until), "\n"),
            ]
            for one in services
        ]  # fmt: skip
        story.table([_POST, N_("Organization"), N_("Grade"), N_("Dates")], rows, [3, 3, 1.6, 2.4])
    _table(story, TrainingDone, lists, ("title", "provider", "year"), (4, 3, 1))
    labels = {one.name: one.label for one in fields_of(Expert)}
    for name in ("un_experience", "alumni_of"):
        if getattr(person, name):
            story.heading(labels[name])
            story.prose(getattr(person, name))


def _facts(story: Story, record: Record, names: Sequence[str]) -> None:
    pairs = _pairs(story, record, names)
    if pairs:
        story.facts(pairs)


def _pairs(story: Story, record: Record, names: Sequence[str]) -> list[tuple[Text, Callable[[], str]]]:
    labels = {one.name: one.label for one in fields_of(type(record))}
    return [
        (labels[name], partial(_value, story.source, record, name)) for name in names if getattr(record, name)
    ]  # fmt: skip


def _value(source: Source, record: Record, name: str) -> str:
    """Return a field as a person reads it on paper; a nomination by whoever is nominated."""
    value = getattr(record, name)
    linked = source.linked.get(value) if isinstance(value, str) else None
    if isinstance(linked, Nomination):
        return _nominee(source, linked)
    if name in ("born", "on", "letter_date", "note_date", "deadline", "decree_date"):
        return both_calendars(value)
    text = source.value(record, name)
    kind = next(one.kind for one in fields_of(type(record)) if one.name == name)
    return text if isinstance(kind, Members | Links) else isolate(text)  # the items of a list are apart already


def _table(story: Story, cls: type[Record], lists: Any, names: Sequence[str], shares: Sequence[float]) -> None:
    lines = lists.get(plural_of(cls)) or ()
    if not lines:
        return
    story.heading(cls.__plural__)
    labels = {one.name: one.label for one in fields_of(cls)}
    rows = [
        [story.say(partial(_value, story.source, one, name), "\n") if getattr(one, name) else "" for name in names]
        for one in lines
    ]
    story.table([labels[name] for name in names], rows, list(shares))


def _write(story: Story, kind: Text, out: BinaryIO, *, draft: bool = False) -> None:
    paper = story.paper(story.say(partial(tr, kind)), story.source.record)
    render(paper if draft else replace(paper, draft=""), out)
