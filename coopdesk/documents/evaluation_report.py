"""The report of an evaluation: what it comes to first, then criterion by criterion with the evidence, findings and
conclusions, recommendations with what management answers and what is done, and the evidence once more as an annex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from coopdesk.calendars import gregorian
from coopdesk.documents import evaluation_ratings as ratings
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, in_language
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Spoken, Story
from coopdesk.i18n import N_, Language, Text, digits, language, led, tr
from coopdesk.records import Record, fields_of
from coopdesk.records.evaluation import Evaluation, EvaluationRecommendation, ManagementResponse

REPORT = N_("Evaluation report")
EVIDENCE, ACTIONS = "evidence_records", "key_actions"
"""Under which names a source has the records that are evidence, and the actions, among what is related."""
STATES: Mapping[str, Text] = {
    "open": N_("Open", "key action"),
    "overdue": N_("Overdue", "key action"),
    "done": N_("Done", "key action"),
    "dropped": N_("Dropped", "key action"),
}
_SUMMARY, _RATINGS, _PURPOSE, _METHOD = N_("Summary"), N_("Ratings"), N_("Purpose and scope"), N_("Method")
_BY_CRITERION, _ASKED, _WHY = N_("Criterion by criterion"), N_("What was asked"), N_("Why so rated")
_LESSON, _RESTS_ON = N_("Lesson"), N_("On what it rests")
_FINDINGS, _CONCLUSIONS, _RECOMMENDATIONS = N_("Findings"), N_("Conclusions"), N_("Recommendations")
_ANNEX, _NOT_HERE = N_("Annex: evidence"), N_("Not kept here")
_CRITERION, _RATING, _RECORD, _SHOWS, _KIND = (
    N_("Criterion"), N_("Rating", "evaluation"), N_("Record", "evidence"), N_("What it shows"), N_("Kind", "evidence"),
)  # fmt: skip
_NUMBER, _RECOMMENDED, _FOLLOWS, _WHOM, _PRIORITY, _DUE, _ANSWER, _BECAME = (
    N_("No.", "in a table"), N_("Recommendation", "field"), N_("Follows from"), N_("To whom", "recommendation"),
    N_("Priority"), N_("Due"), N_("Management response"), N_("Key actions"),
)  # fmt: skip
_ACTION, _OWNER, _STATE = N_("Action"), N_("Responsible entity"), N_("State", "key action")
_UNANSWERED, _FROM = N_("Not answered yet", "recommendation"), N_("No. {n}", "of a finding")
_DONE_OF = N_("{done} of {all} done", "key actions")
_LATE, _NAMED = N_("{n} overdue", "key actions"), N_("{type}: {title}", "evidence")
_JOINT, _AND = N_("; ", "between items of a list"), N_(", ", "between items of a list")
_ABOUT = (
    "subject", "kind", "done_by", "evaluator", "team", "evaluated_on", "overall", "response_due",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EvaluationSource(Source):
    """``titles``: of evidence, actions and their owners, by id, in each language; ``here``: those that are at this
    desk, so that one which is here and is not related is left out for the reader; ``states``: how each action
    stands."""

    titles: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    here: frozenset[str] = frozenset()
    states: Mapping[str, str] = field(default_factory=dict)

    def title(self, id: str | None) -> str:
        """Return what a record is called in the present language."""
        return self.titles[language()].get(id or "", "")

    def named(self, id: str | None) -> str:
        """Return what a record to which another one links is called, empty where its reader may not see it."""
        return self.title(id) if id in self.linked else ""


def evaluation_report(source: EvaluationSource, lang: str, out: BinaryIO) -> None:
    """Write the report."""
    story = Story(source, lang)
    found = source.record
    assert isinstance(found, Evaluation)
    story.title(lambda: in_language(found, "title"), REPORT)
    labels = {one.name: one.label for one in fields_of(Evaluation)}
    story.facts([(labels[name], partial(_fact, source, name)) for name in _ABOUT])
    for heading, stem in ((_SUMMARY, "summary"), (None, ""), (_PURPOSE, "purpose"), (_METHOD, "method")):
        if heading is None:
            _ratings(story, source)
        else:
            _pair(story, heading, found, stem)
    _criteria(story, source)
    _findings(story, source)
    _recommendations(story, source)
    _annex(story, source)
    prepared(story)
    render(story.paper(story.say(lambda: in_language(found, "title")), found), out)


def _fact(source: EvaluationSource, name: str) -> str:
    stored = getattr(source.record, name)
    if name == "overall":
        return ratings.told(stored) if stored else ""
    return source.named(stored) if name == "subject" else source.value(source.record, name)


def _pair(story: Story, heading: Text, found: Any, stem: str) -> None:
    english, arabic = getattr(found, f"{stem}_en"), getattr(found, f"{stem}_ar")
    if english or arabic:
        story.heading(heading)
        story.pair(english, arabic)


def _ratings(story: Story, source: EvaluationSource) -> None:
    """Add the chart of the ratings, and the same as a table."""
    lines = ratings.by_criterion(source.lists["criterion_ratings"])
    rated = {name: one.rating for name, one in lines.items()}
    if not any(rated.values()):
        return
    story.heading(_RATINGS)
    story.chart(lambda rtl: ratings.chart(rated, story.width, ratings.HEIGHT, rtl))
    rows = [
        [story.say(partial(ratings.criterion, one), "\n"), story.say(partial(ratings.told, rated.get(one)), "\n")]
        for one in ratings.CRITERIA
    ]
    story.table([_CRITERION, _RATING], rows, [2, 3])


def _criteria(story: Story, source: EvaluationSource) -> None:
    """Add each criterion: what was asked, on what the judgement rests, the rating, why, and what is learned."""
    lines = ratings.by_criterion(source.lists["criterion_ratings"])
    story.heading(_BY_CRITERION)
    for name in ratings.CRITERIA:
        line = lines.get(name)
        rating = line.rating if line is not None else None
        story.heading(partial(_headed, name, rating), 1)
        asked = [one for one in source.lists["evaluation_questions"] if one.criterion == name]
        if asked:
            story.caption(_ASKED)
            story.points([partial(in_language, one, "text") for one in asked])
        _rests_on(story, source, name)
        for label, stem in ((_WHY, "reason"), (_LESSON, "lesson")):
            if line is not None and (getattr(line, f"{stem}_en") or getattr(line, f"{stem}_ar")):
                story.caption(label)
                story.pair(getattr(line, f"{stem}_en"), getattr(line, f"{stem}_ar"))


def _headed(name: str, rating: str | None) -> str:
    return f"{ratings.criterion(name)}: {ratings.told(rating)}"


def _kept(source: EvaluationSource) -> list[Any]:
    """Return the evidence whose record the reader may see, or that rests on no record."""
    related = {one.id for one in source.related[EVIDENCE]}
    return [one for one in source.lists["evidence"] if one.record in related or one.record not in source.here]


def _rests_on(story: Story, source: EvaluationSource, name: str) -> None:
    records = {one.id: one for one in source.related[EVIDENCE]}
    rows = [
        [story.say(partial(_record, source, records.get(one.record)), "\n"), one.note or ""]
        for one in _kept(source)
        if one.criterion == name and (one.record or one.note)
    ]
    if rows:
        story.caption(_RESTS_ON)
        story.table([_RECORD, _SHOWS], rows, [3, 4])


def _record(source: EvaluationSource, found: Record | None) -> str:
    if found is None:
        return tr(_NOT_HERE)
    return led(tr(_NAMED, type=type(found).__label__, title=source.title(found.id)))


def _findings(story: Story, source: EvaluationSource) -> None:
    """Add findings, then conclusions, under the numbers by which recommendations name them."""
    numbered = list(zip(story.places("findings"), source.lists["findings"], strict=True))
    for heading, kind in ((_FINDINGS, "finding"), (_CONCLUSIONS, "conclusion")):
        some = [(place, one) for place, one in numbered if (one.kind or "finding") == kind]
        if some:
            story.heading(heading)
            story.points([partial(in_language, one, "text") for _, one in some], [place for place, _ in some])
    story.tell_left_out("findings", numbered=True)


def _recommendations(story: Story, source: EvaluationSource) -> None:
    """Add the recommendations at a glance, then what management says of each and what is done."""
    lines = story.lines(_RECOMMENDATIONS, "evaluation_recommendations", numbered=True)
    if not lines:
        return
    answers = {one.recommendation: one for one in source.lists["management_responses"]}
    findings = dict(zip([one.id for one in source.lists["findings"]], story.places("findings"), strict=True))
    places = story.places("evaluation_recommendations")
    rows = [
        [
            digits(str(place)), story.of(one, lambda one: in_language(one, "text")),
            story.say(partial(_follows, findings, one), "\n"),
            story.of(one, lambda one: source.value(one, "addressee")),
            story.of(one, lambda one: source.value(one, "priority")),
            story.of(one, lambda one: source.value(one, "due")),
            story.say(partial(_answered, source, answers.get(one.id)), "\n"),
        ]
        for place, one in zip(places, lines, strict=True)
    ]  # fmt: skip
    head: list[Spoken] = [_NUMBER, _RECOMMENDED, _FOLLOWS, _WHOM, _PRIORITY, _DUE, _ANSWER]
    story.table(head, rows, [0.6, 4, 1.2, 2, 1.3, 1.6, 1.9], numbers=(0,))
    for place, line in zip(places, lines, strict=True):
        _response(story, source, place, answers.get(line.id))


def _follows(findings: Mapping[str, int], line: EvaluationRecommendation) -> str:
    place = findings.get(line.finding or "")
    return tr(_FROM, n=digits(str(place))) if place else ""


def _answered(source: EvaluationSource, answer: ManagementResponse | None) -> str:
    if answer is None or not answer.answer:
        return tr(_UNANSWERED)
    states = [source.states[one.id] for one in source.related[ACTIONS] if one.id in (answer.actions or ())]
    said = [source.value(answer, "answer")]
    if states:
        said.append(tr(_DONE_OF, done=digits(str(states.count("done"))), all=digits(str(len(states)))))
    if "overdue" in states:
        said.append(tr(_LATE, n=digits(str(states.count("overdue")))))
    return tr(_JOINT).join(said)


def _response(story: Story, source: EvaluationSource, place: int, answer: ManagementResponse | None) -> None:
    """Add what management says of a recommendation beyond yes or no, and the actions that follow."""
    if answer is None:
        return
    seen = {one.id: one for one in source.related[ACTIONS]}
    actions = [seen[one] for one in answer.actions or () if one in seen]
    if not (answer.reason_en or answer.reason_ar or actions):
        return
    story.heading(lambda: f"{tr(_ANSWER)}{tr(_AND)}{tr(_FROM, n=digits(str(place)))}", 1)
    labels = {one.name: one.label for one in fields_of(ManagementResponse)}
    told = ("answer", "answered_by", "on")
    story.facts([(labels[name], partial(source.value, answer, name)) for name in told])
    story.pair(answer.reason_en, answer.reason_ar)
    rows = [
        [
            story.say(partial(source.title, one.id), "\n"), story.say(partial(source.named, one.owner), "\n"),
            story.say(partial(gregorian, one.due), "\n") if one.due else "",
            story.say(partial(tr, STATES[source.states[one.id]]), "\n"),
        ]
        for one in actions
    ]  # fmt: skip
    if rows:
        story.table([_ACTION, _OWNER, _DUE, _STATE], rows, [4, 2.4, 1.6, 1.2])


def _annex(story: Story, source: EvaluationSource) -> None:
    """Add the records that are evidence, each once, with the criteria under which it is."""
    under: dict[str, list[str]] = {}
    for line in _kept(source):
        if line.record in source.here and line.criterion:
            under.setdefault(line.record, []).append(line.criterion)
    records = {one.id: one for one in source.related[EVIDENCE]}
    if under or source.left_out.get(EVIDENCE):
        story.heading(_ANNEX)
    rows = [
        [
            story.say(partial(tr, type(records[id]).__label__), "\n"), story.say(partial(source.title, id), "\n"),
            story.say(partial(_listed, names), "\n"),
        ]
        for id, names in under.items()
    ]  # fmt: skip
    if rows:
        story.table([_KIND, _RECORD, _CRITERION], rows, [2, 4, 3])
    story.tell_left_out(EVIDENCE)


def _listed(names: Sequence[str]) -> str:
    return tr(_JOINT).join(ratings.criterion(one) for one in dict.fromkeys(names))
