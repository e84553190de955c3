"""The digest of open opportunities for ministries: by field or by entity, each with what is asked, until when, and how
to apply; those that are open all year and those that are foreseen stand in sections of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Literal, NamedTuple

from coopdesk.calendars import numeric
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource, in_language, name_of
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, Language, Text, isolate, language, ltr, tr
from coopdesk.languages import name_of as language_named
from coopdesk.records import InternalDeadline, LanguageRequired, Opportunity, Record, fields_of
from coopdesk.records.opportunity import FIELD_OF_WORK

DIGEST = N_("Digest of open opportunities")
_SECTIONS: Mapping[str, Text] = {
    "open": N_("Open, by deadline"),
    "all_year": N_("Open all year", "section"),
    "foreseen": N_("Foreseen, not announced yet", "section"),
}
_NONE = N_("There is no open opportunity.")
_COUNT = P_("{n} open opportunity", "{n} open opportunities")
_REPEATED = N_("An opportunity stands under each field or entity that it concerns.")
_OFFER, _ASKED, _UNTIL, _APPLY = N_("What is offered"), N_("What is asked"), N_("Deadline"), N_("How to apply")
_EXPECTED, _BY = N_("Expected", "opportunity"), N_("{what}: {day}", "an internal deadline")
_NO_FIELD, _NO_ENTITY = N_("Other fields"), N_("For any entity")
_DESIRABLE = N_("{language} (desirable)")
_JOINT, _DOT = N_(", ", "between items of a list"), " · "
_LONGEST = 420
"""How many letters of a text are in a cell."""


class Offer(NamedTuple):
    """An opportunity of the digest. ``until``: its deadline in words, ``left``: what is left of it, in each language;
    ``next``: what has to be done here first."""

    record: Opportunity
    languages: Sequence[LanguageRequired]
    until: Mapping[Language, str]
    left: Mapping[Language, str]
    next: InternalDeadline | None


class Section(NamedTuple):
    """``groups``: the field or the id of the entity under which offers stand (empty: none), and those."""

    name: Literal["open", "all_year", "foreseen"]
    groups: Sequence[tuple[str, Sequence[Offer]]]


@dataclass(frozen=True, kw_only=True)
class DigestSource(ManySource):
    """``by_entity``: groups are entities, not fields; ``count``: how many offers there are, each once."""

    sections: Sequence[Section]
    by_entity: bool
    count: int


def opportunity_digest(source: DigestSource, lang: str, out: BinaryIO) -> None:
    """Write the digest, on pages that lie."""
    story = Story(source, lang, wide=True)
    story.title(lambda: tr(DIGEST), _BY_ENTITY if source.by_entity else _BY_FIELD)
    story.note(lambda: tr(_COUNT, n=source.count) if source.count else tr(_NONE))
    if sum(len(offers) for one in source.sections for _, offers in one.groups) > source.count:
        story.note(lambda: tr(_REPEATED))
    for section in source.sections:
        story.heading(_SECTIONS[section.name])
        rows: list[list[str]] = []
        for group, offers in section.groups:
            rows.append([story.say(partial(_group, source, group))])
            rows += [[story.of(one, partial(cell, source)) for cell in _CELLS] for one in offers]
        until = _EXPECTED if section.name == "foreseen" else _UNTIL
        story.table([_OFFER, _ASKED, until, _APPLY], rows, [3.6, 2.4, 2.4, 3.2])
    prepared(story)
    render(story.paper(story.label(DIGEST), source.record), out)


_BY_FIELD, _BY_ENTITY = N_("By field"), N_("By ministry or entity")


def _group(source: DigestSource, key: str) -> str:
    if not key:
        return tr(_NO_ENTITY if source.by_entity else _NO_FIELD)
    return source.name(key) or "–" if source.by_entity else Choice(FIELD_OF_WORK).label(key)


def _offered(source: DigestSource, one: Offer) -> str:
    found = one.record
    facts = [source.value(found, "kind"), source.value(found, "offered_by")]
    place = [source.value(found, "duty_station"), source.value(found, "country"), source.value(found, "duration")]
    numbers = [_named(source, found, name) for name in ("seats", "their_reference", "reference")]
    lines = (_DOT.join(map(isolate, filter(None, part))) for part in (facts, place, numbers))
    return "\n".join(filter(None, (in_language(found, "title") or name_of(found), *lines)))


def _asked(source: DigestSource, one: Offer) -> str:
    said = [language_named(line.language or "") for line in one.languages if not line.desirable]
    said += [tr(_DESIRABLE, language=language_named(line.language or "")) for line in one.languages if line.desirable]
    found = one.record
    level = _DOT.join(map(isolate, filter(None, (source.value(found, "level"), found.grade))))
    asked = [_named(source, found, name) for name in ("education", "years_required", "age_most")]
    return "\n".join(filter(None, (level, tr(_JOINT).join(map(isolate, said)), *asked)))


def _until(source: DigestSource, one: Offer) -> str:
    first = one.next
    what = "" if first is None else first.what or source.value(first, "step")
    ours = tr(_BY, what=what, day=numeric(first.on)) if first is not None and first.on else ""
    return "\n".join(filter(None, (one.until.get(language(), ""), one.left.get(language(), ""), ours)))


def _apply(source: DigestSource, one: Offer) -> str:
    text = " ".join((one.record.how_to_apply or "").split())
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
    return "\n".join(filter(None, (text, ltr(one.record.link or ""))))


def _named(source: DigestSource, record: Record, name: str) -> str:
    """Return a value under the label of its field; empty for none."""
    label = next(one.label for one in fields_of(type(record)) if one.name == name)
    value = source.value(record, name)
    return f"{tr(label)}: {isolate(value)}" if value else ""


_CELLS = (_offered, _asked, _until, _apply)
