"""The applicants for what the State offers, ranked, with the seats of each country: the sheet on which one decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, BinaryIO

from coopdesk.documents.page import render
from coopdesk.documents.source import Source, name_of
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, Language, digits, language, number, tr
from coopdesk.records import Applicant, CountryQuota, fields_of

APPLICANTS = "applicants"
"""Under which the applicants are related to an offer."""
_TITLE = N_("Ranked applicants")
_RANK, _COMPLETE, _LACKS = N_("Rank"), N_("File"), N_("Not in the file")
_SEATS = N_("{accepted} accepted, {seats} seats")
_APPLIED, _ACCEPTED, _NOBODY = N_("Applied"), N_("Accepted", "applicants"), N_("Nobody applied yet.")
_PERCENT = N_("{n}%")
_BETWEEN = N_(", ", "between items of a list")


@dataclass(frozen=True, kw_only=True)
class OfferSource(Source):
    """``sheets``: the applicants in order and the countries, in each language."""

    sheets: Mapping[Language, Any]


def applicants(source: OfferSource, lang: str, out: BinaryIO) -> None:
    """Write the sheet: of whom the reader may not see, nothing."""
    story = Story(source, lang)
    labels = {one.name: one.label for one in fields_of(Applicant)}
    story.title(partial(name_of, source.record), _TITLE)
    own = source.sheets[story.languages[0]]
    if own.seats is not None:
        story.note(lambda: tr(_SEATS, accepted=number(own.accepted), seats=number(own.seats)))
    if any(one.seats is not None for one in own.quotas):
        head = [labels["nationality"], CountryQuota.__plural__, _APPLIED, _ACCEPTED]
        story.table(head, [
            [_said(story, one.country), "–" if one.seats is None else number(one.seats),
             number(one.applied), number(one.accepted)]
            for one in own.quotas
        ], [4, 2, 1.5, 1.5])  # fmt: skip
    seen = {one.id for one in source.related.get(APPLICANTS) or ()}

    rows = [
        [
            number(one.rank) if one.rank is not None else "–", _of(story, one.id, lambda row: row.name),
            _of(story, one.id, lambda row: row.country_name), _of(story, one.id, lambda row: row.sex_word),
            _of(story, one.id, lambda row: row.level), digits(tr(_PERCENT, n=one.percent)),
            "–" if one.score is None else number(one.score), _of(story, one.id, lambda row: row.status_word),
            _of(story, one.id, lambda row: tr(_BETWEEN).join(row.missing)),
        ]
        for one in own.rows if one.id in seen
    ]  # fmt: skip
    if rows:
        names = ("nationality", "sex", "education", "", "score", "status")
        head = [_RANK, Applicant.__label__, *(labels[name] if name else _COMPLETE for name in names), _LACKS]
        story.table(head, rows, [0.9, 2.6, 1.7, 1.2, 1.7, 1.1, 1, 1.6, 2.4])
    else:
        story.note(lambda: tr(_NOBODY))
    prepared(story)
    paper = story.paper(story.say(partial(tr, _TITLE)), source.record)
    render(replace(paper, draft=""), out)


def _said(story: Story, country: str) -> str:
    source: Any = story.source
    return story.say(lambda: next(one.name for one in source.sheets[language()].quotas if one.country == country), "\n")


def _of(story: Story, id: str, write: Callable[[Any], str]) -> str:
    source: Any = story.source
    return story.say(lambda: write(next(one for one in source.sheets[language()].rows if one.id == id)), "\n")
