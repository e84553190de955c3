"""A filled form to be read: what it is about, what was asked and answered, what is to be corrected, and its score."""

from functools import partial
from typing import Any, BinaryIO

from coopdesk.charts import Series, bars
from coopdesk.documents.form_words import FilledSource, Told
from coopdesk.documents.page import render
from coopdesk.documents.source import in_language
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.forms import paper, scoring
from coopdesk.i18n import N_, P_, Language, digits, isolate, language, tr, using
from coopdesk.languages import name_of as language_name
from coopdesk.records import FormTemplate, Response, fields_of
from coopdesk.shapes import Drawing

RESPONSE = N_("Filled form")
_VERSION = N_("{form}, version {version}")
_FORM, _NUMBER = N_("Form", "on paper"), N_("No.", "of a question")
_QUESTION, _ANSWER = N_("Question", "on paper"), N_("Answer", "on paper")
_WRONG = P_("{n} answer is to be corrected.", "{n} answers are to be corrected.")
_FAULT = N_("To be corrected: {message}")
_SCORE, _TOTAL = N_("Score", "of a form"), N_("All together: {score} of 100")
_OTHER = N_("Other questions", "of a score")
_FACTS = ("subject", "survey", "organization", "respondent", "answered_on", "channel", "stage")
_ROW = 24.0
_EMPTY = "–"


def form_filled(source: FilledSource, lang: str, out: BinaryIO) -> None:
    """Write a filled form."""
    story, record = Story(source, lang), source.record
    assert isinstance(record, Response)
    story.title(partial(_title, source), RESPONSE)
    labels = {one.name: one.label for one in fields_of(Response)}
    facts = [(_FORM, partial(_form, source))]
    facts += [(labels[name], partial(_fact, source, record, name)) for name in (*_FACTS, "language")]
    story.facts(facts)
    wrong = sum(bool(one.fault) for one in source.told[story.languages[0]])
    if wrong:
        story.alert(lambda: tr(_WRONG, n=wrong))
    _score(story, source)
    _answers(story, source)
    if record.notes:
        story.prose(record.notes, labels["notes"])
    prepared(story)
    render(story.paper(story.say(partial(_title, source)), record), out)


def _title(source: FilledSource) -> str:
    template: Any = source.linked.get(getattr(source.record, "form_template", None) or "")
    return in_language(template, "title") if isinstance(template, FormTemplate) else source.form.title


def _form(source: FilledSource) -> str:
    template: Any = source.linked.get(getattr(source.record, "form_template", None) or "")
    version = getattr(template, "version", None) or "1"
    return tr(_VERSION, form=isolate(source.form.id), version=isolate(version))


def _fact(source: FilledSource, record: Response, name: str) -> str:
    if name == "language":
        return language_name(record.language) if record.language else ""
    return source.value(record, name)


def _answers(story: Story, source: FilledSource) -> None:
    numbers = paper.numbers(source.form)
    several = [source.told[language] for language in story.languages]
    rows: list[list[str]] = []
    for place, one in enumerate(several[0]):
        same = [each[place] for each in several if place < len(each)]
        if one.kind in ("group", "entry"):
            rows.append(["  ·  ".join(dict.fromkeys(each.label for each in same if each.label))])
            continue
        number = story.say(partial(digits, numbers.get(one.path, "")), "\n")
        rows.append([number, "\n".join(dict.fromkeys(each.label for each in same)), _told(same, story.languages)])
    if rows:
        story.table([_NUMBER, _QUESTION, _ANSWER], rows, [0.8, 5, 5.5])


def _told(same: list[Told], languages: tuple[Language, ...]) -> str:
    """Return an answer in each language, and what is wrong with it."""
    said = list(dict.fromkeys(one.answer or _EMPTY for one in same))
    for one, spoken in zip(same, languages, strict=False):
        if one.fault:
            with using(spoken):
                said.append(tr(_FAULT, message=one.fault))
    return "\n".join(said)


def _score(story: Story, source: FilledSource) -> None:
    found = source.score
    if found is None or found.total is None:
        return
    total = found.total
    story.heading(_SCORE)
    story.alert(lambda: tr(_TOTAL, score=digits(str(round(total * 100)))))
    if len(found.by_criterion) < 2:
        return

    def draw(rtl: bool) -> Drawing:
        names = [_criterion(source, name) for name in found.by_criterion]
        shares = Series("", [round(one * 100) for one in found.by_criterion.values()])
        return bars(names, [shares], story.width, _ROW * len(names), rtl=rtl)

    story.chart(draw)


def _criterion(source: FilledSource, name: str) -> str:
    """Return what a criterion is called in the form."""
    if not name:
        return tr(_OTHER)
    parts = scoring.words_of(source.form, name).parts(source.called[language()], source.form.default_language)
    return " ".join("".join(parts[::2]).split()) or name
