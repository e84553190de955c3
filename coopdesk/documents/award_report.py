"""The report of a scholar, fellow or trainee on one page: what was attended, what we can use, what should be done."""

from functools import partial
from io import BytesIO
from typing import BinaryIO

from coopdesk.calendars import gregorian
from coopdesk.documents.conference_report import short
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, name_of, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, ltr, tr
from coopdesk.records import Award, YearStanding, fields_of

REPORT = N_("Report on an award")
_DATES, _FILES = N_("Dates"), N_("Attached")
_MORE = N_("The record holds more: {reference}.")
_LIMITS = (100_000, 1_500, 1_000, 700, 450, 280, 160, 80)
"""The most characters of a text, tried until the report fits its page."""
_YEARS, _NARROW = 5, 500
"""The most years told, and from which limit of a text on there are fewer."""
_TEXTS = ("attended", "useful", "to_do", "met", "follow_up")
_OWED = ("report_due", "report_on", "certificate_on", "follow_up_due", "follow_up_on")


def award_report(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the report on one page, always: what does not fit is shortened, and the report says so."""
    for limit in _LIMITS:
        made = BytesIO()
        if _written(source, lang, made, limit) == 1:
            break
    out.write(made.getvalue())


def _written(source: Source, lang: str, out: BinaryIO, limit: int) -> int:
    story = Story(source, lang)
    award = source.record
    assert isinstance(award, Award)
    labels = {one.name: one.label for one in fields_of(Award)}
    story.title(lambda: short(_who(source, award), 120), REPORT)
    facts = [(labels[name], partial(_fact, source, award, name)) for name in ("opportunity", "university", "programme")]
    owed = [(labels[name], partial(_day, award, name)) for name in _OWED]
    story.facts([*facts, (_DATES, lambda: period(award.starts, award.ends)), *owed])
    for name in _TEXTS:
        text = getattr(award, name)
        if text:
            story.prose(short(text, limit), labels[name])
    standings = list(source.lists.get("year_standings") or ())
    years = standings[-(_YEARS if limit > _NARROW else 2) :]
    if years:
        heads = {one.name: one.label for one in fields_of(YearStanding)}
        names = ("year", "standing", "note")
        story.heading(YearStanding.__plural__)
        rows = [[_cell(story, one, name) for name in names] for one in years]
        story.table([heads[name] for name in names], rows, [2, 2, 4])
    files = [ltr(short(name_of(one), 80)) for one in source.related.get("files") or ()][:5]
    if files:
        story.prose("\n".join(files), _FILES)
    if len(years) < len(standings) or any(len(getattr(award, name) or "") > limit for name in _TEXTS):
        story.note(lambda: tr(_MORE, reference=ltr(award.reference or "")))
    prepared(story)
    return render(story.paper(story.say(lambda: short(_who(source, award), 120)), award), out)


def _cell(story: Story, standing: YearStanding, name: str) -> str:
    return story.say(lambda: short(story.source.value(standing, name), 80), "\n")


def _who(source: Source, award: Award) -> str:
    return name_of(award) or source.name(award.expert)


def _fact(source: Source, award: Award, name: str) -> str:
    return short(source.value(award, name), 200)


def _day(award: Award, name: str) -> str:
    day = getattr(award, name)
    return gregorian(day) if day else ""
