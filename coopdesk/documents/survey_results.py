"""Results of a survey, or of a form, on paper: who was asked and answered, each question with a chart and a table,
comparison by groups, criteria, and what was said in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, NamedTuple

from coopdesk.charts import Drawing
from coopdesk.documents import result_charts, result_words as words
from coopdesk.documents.page import render
from coopdesk.documents.result_charts import ResultChart
from coopdesk.documents.source import Source, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Spoken, Story
from coopdesk.fields import Flag
from coopdesk.forms.results import Result, Results, Row, Said, Told
from coopdesk.i18n import N_, Text, number, tr
from coopdesk.records import Record, Survey
from coopdesk.records.base import highest

SURVEY_RESULTS, FORM_RESULTS = N_("Survey results"), N_("Results of a form")
_FORM, _ABOUT, _SERIES, _ROUND, _OPEN, _ANONYMOUS, _COUNTED, _INVITED, _RATE = (
    N_("Form template", "field"), N_("About", "survey"), N_("Series", "of surveys"), N_("Round"), N_("Open", "period"),
    N_("Anonymous"), N_("Responses counted"), N_("Invited", "number of persons"), N_("Response rate"),
)  # fmt: skip
_RATE_SAID = N_("{share}: {answered} of {invited} answered, {declined} declined")
_ENTITY, _ANSWERED, _DECLINED = (
    N_("Kind of entity"), N_("Answered", "number of persons"), N_("Declined", "number of persons")
)  # fmt: skip
_ANSWERS, _COMPARED, _CRITERIA, _WORDS = (
    N_("Question by question"), N_("Compared"), N_("By criterion"), N_("In their own words")
)  # fmt: skip
_BY, _CRITERION = N_("By: {by}", "comparison"), N_("Criterion", "of scoring")
_ALL = N_("All together", "figures")
_MORE = N_("The first {n} are listed; all are in the table of answers.")
_NOBODY = Said()
_HEADING, _NOTE, _LINE, _PAGE = 50.0, 20.0, 19.0, 345.0
"""Heights in points: of a heading, a note, a row of a table, and up to which all of a question is kept on one page."""
_MOST_GROUPS, _MOST_ROWS = 6, 40


class Asked(NamedTuple):
    """A group of those who were invited: what it is called, how many were invited, answered, declined."""

    label: Said
    invited: int
    answered: int
    declined: int


@dataclass(frozen=True, kw_only=True)
class ResultsSource(Source):
    """``whole``: the results; ``compared``: the same by groups, ``by`` what they share; ``asked``: who was invited by
    kind of entity, ``everybody`` all together, None of a form; ``degrees``: of each response, by its id; ``listed``:
    how many texts are listed of a question at the most."""

    whole: Results
    compared: Results | None = None
    by: Said = _NOBODY
    asked: Sequence[Asked] = ()
    everybody: Asked | None = None
    degrees: Sequence[tuple[str, str | None]] = ()
    listed: int = 0

    @property
    def classification(self) -> str:
        return highest([self.record.classification, *(degree for _, degree in self.degrees)])

    def holds(self) -> list[tuple[str, str | None]]:
        return [(self.record.id, self.record.classification), *self.degrees]


def survey_results(source: ResultsSource, lang: str, out: BinaryIO) -> None:
    """Write the results."""
    story = Story(source, lang)
    record, kind = source.record, SURVEY_RESULTS if isinstance(source.record, Survey) else FORM_RESULTS
    story.title(partial(_titled, record), kind)
    story.facts(_facts(story, source))
    if isinstance(record, Survey) and (record.purpose_en or record.purpose_ar):
        story.pair(record.purpose_en, record.purpose_ar)
    if source.everybody is not None and source.everybody.invited:
        _rates(story, source)
    if words.nothing(source.whole):
        story.note(partial(words.nothing, source.whole))
    else:
        _questions(story, source)
        if source.compared is not None:
            _comparison(story, source, source.compared)
        _criteria(story, source.compared if source.compared is not None else source.whole)
        _texts(story, source)
        story.note(partial(tr, words.COUNTED))
    prepared(story)
    render(story.paper(story.label(kind), record), out)


def _titled(record: Record) -> str:
    return Said(getattr(record, "title_en", "") or "", getattr(record, "title_ar", "") or "").text()


def _facts(story: Story, source: ResultsSource) -> list[tuple[Text, Callable[[], str]]]:
    record, whole = source.record, source.whole
    found: list[tuple[Text, Callable[[], str]]] = []
    if isinstance(record, Survey):
        found = [
            (_FORM, lambda: source.name(record.form_template)), (_ABOUT, lambda: source.name(record.subject)),
            (_SERIES, lambda: record.series or ""), (_ROUND, lambda: number(record.round) if record.round else ""),
            (_OPEN, lambda: period(record.opens, record.closes)),
            (_ANONYMOUS, lambda: Flag().show(True) if record.anonymous else ""),
        ]  # fmt: skip
    found.append((_COUNTED, lambda: words.count(whole.n, whole.fewest)))
    if source.everybody is not None and source.everybody.invited:
        _, invited, answered, declined = source.everybody
        rate = 100 * answered / invited
        found.append((_RATE, lambda: tr(
            _RATE_SAID, share=words.share(rate), answered=number(answered), invited=number(invited),
            declined=number(declined),
        )))  # fmt: skip
    return found


def _rates(story: Story, source: ResultsSource) -> None:
    if len(source.asked) < 2:
        return
    story.heading(_RATE)
    rows = [
        [story.say(label.text, "\n"), number(invited), number(answered), number(declined),
         words.share(100 * answered / invited if invited else None)]
        for label, invited, answered, declined in source.asked
    ]  # fmt: skip
    story.table([_ENTITY, _INVITED, _ANSWERED, _DECLINED, _RATE], rows, [3, 1, 1, 1, 1.2], numbers=(1, 2, 3, 4))


def _questions(story: Story, source: ResultsSource) -> None:
    story.heading(_ANSWERS)
    for line in range(len(source.whole.apart)):
        story.note(partial(_line, partial(words.apart, source.whole), line))
    for place, one in enumerate(source.whole.questions):
        if one.texts:
            continue
        chart = result_charts.answers(one)
        said = partial(words.answered, one, source.whole.fewest), partial(words.figures, one.whole)
        _room(story, chart, sum(len(write()) for write in said), len(_rows_of(one)))
        story.heading(one.item.label.text, 1)
        for write in said:
            for line in range(len(write())):
                story.note(partial(_line, write, line))
        _chart(story, chart, partial(_answers_of, source, place))
        _table(story, one)


def _room(story: Story, chart: ResultChart | None, notes: int, rows: int) -> None:
    """Begin a question on the next page where heading, notes, chart and, unless it is long, table have no room on this
    one."""
    lines = notes + (chart is not None and chart.caption is not None)
    needed = (chart.height if chart is not None else 0) + _HEADING + lines * _NOTE * len(story.languages)
    table = (rows + 1) * (_LINE if len(story.languages) == 1 else 1.7 * _LINE)
    story.room(needed + (table if needed + table < _PAGE else 0))


def _line(write: Callable[[], list[str]], place: int) -> str:
    return write()[place]


def _answers_of(source: ResultsSource, place: int) -> ResultChart | None:
    return result_charts.answers(source.whole.questions[place])


def _compared_of(found: Results, place: int) -> ResultChart | None:
    return result_charts.compared(found.questions[place], found)


def _chart(story: Story, chart: ResultChart | None, again: Callable[[], ResultChart | None]) -> None:
    """Add a chart, if there is one, under what it shows. ``again``: makes it in the present language."""
    if chart is None:
        return
    if chart.caption is not None:
        story.note(partial(tr, chart.caption))
    story.chart(partial(_drawn, story, chart.height, again))


def _drawn(story: Story, height: float, chart: Callable[[], ResultChart | None], rtl: bool) -> Drawing:
    """Draw a chart in the present language."""
    made = chart()
    assert made is not None
    return made.drawn(story.width, height, rtl)


def _rows_of(one: Result) -> list[Row]:
    """Return the answers that stand in a table, none where they are too many to be read."""
    rows = [row for row in one.whole.rows if row.counted or one.item.options]
    single = one.item.kind == "number" and one.item.ends is None
    return [] if not one.whole.n or len(rows) > _MOST_ROWS or single else rows


def _table(story: Story, one: Result) -> None:
    """Add the answers to a question as a table, where there are few enough of them to be read."""
    rows = _rows_of(one)
    if not rows:
        return
    cells = [
        [
            _value(story, one, row),
            number(row.counted),
            words.share(row.share),
            words.decimal(row.place) if row.place else "",
        ]
        for row in rows
    ]
    story.table([words.VALUE, words.COUNT, words.SHARE, words.PLACE], cells, [4, 1, 1, 1], numbers=(1, 2, 3))


def _value(story: Story, one: Result, row: Row) -> str:
    return story.say(partial(words.value, one.item, row), "\n")


def _comparison(story: Story, source: ResultsSource, found: Results) -> None:
    story.heading(_COMPARED)
    story.note(lambda: tr(_BY, by=source.by.text()))
    rows = [[story.say(one.label.text, "\n"), story.say(partial(words.count, one.n, found.fewest), "\n")]
            for one in found.groups]  # fmt: skip
    story.table([words.GROUP, words.COUNT], rows, [4, 1.4], numbers=(1,))
    if found.silent:
        story.note(partial(words.silent, found))
    if any(one.unsaid for one in found.questions):
        story.note(partial(words.unsaid, found))
    for place, one in enumerate(found.questions):
        pairs = result_charts.shown_groups(one, found)
        chart = result_charts.compared(one, found)
        if one.item.path == found.by or not pairs or (chart is None and one.dependence is None):
            continue
        _room(story, chart, 0, len(_rows_of(one)) + 3)
        story.heading(one.item.label.text, 1)
        _chart(story, chart, partial(_compared_of, found, place))
        _cross(story, one, [(group.label, told) for group, told in pairs][-_MOST_GROUPS:])
        if one.dependence is not None:
            for line in range(len(words.dependence(one.dependence))):
                story.note(partial(_line, partial(words.dependence, one.dependence), line))


def _cross(story: Story, one: Result, groups: Sequence[tuple[Said, Told]]) -> None:
    """Add a table with a row for each answer and a column for each group."""
    head: list[Spoken] = [words.VALUE, *(label.text for label, _ in groups)]
    rows: list[list[str]] = []
    if one.item.kind in ("one", "several") or one.item.ends is not None:
        for row in one.whole.rows:
            shares = [result_charts.share_of(one, told, row) for _, told in groups]
            rows.append([_value(story, one, row), *map(words.share, shares)])
    for label, figure in ((words.MEAN, _mean), (words.NPS, _nps), (words.CSAT, _csat)):
        said = [figure(told) for _, told in groups]
        if any(said):
            rows.append([story.say(partial(tr, label), "\n"), *said])
    rows.append([story.say(partial(tr, words.COUNT), "\n"), *(number(told.n or 0) for _, told in groups)])
    story.table(head, rows, [2.6, *[1.2] * len(groups)], numbers=range(1, len(head)))


def _mean(told: Told) -> str:
    return words.decimal(told.spread.mean) if told.spread is not None else ""


def _nps(told: Told) -> str:
    return words.signed(told.promoters.score) if told.promoters is not None else ""


def _csat(told: Told) -> str:
    return words.share(told.satisfied.share) if told.satisfied is not None else ""


def _criteria(story: Story, found: Results) -> None:
    """Add what was reached of each criterion, with a column for each group where groups are compared."""
    told = [one for one in found.criteria if one.whole is not None]
    if not told:
        return
    story.heading(_CRITERIA)
    _chart(story, result_charts.criteria(found), partial(result_charts.criteria, found))
    shown = [place for place, group in enumerate(found.groups) if group.n][-_MOST_GROUPS:]
    rows = [
        [story.say(partial(words.criterion, one), "\n"), words.share(one.whole),
         *(words.share(one.groups[place]) for place in shown)]
        for one in told
    ]  # fmt: skip
    head: list[Spoken] = [_CRITERION, _ALL, *(found.groups[place].label.text for place in shown)]
    story.table(head, rows, [3, *[1.2] * (1 + len(shown))], numbers=range(1, len(head)))


def _texts(story: Story, source: ResultsSource) -> None:
    said = [one for one in source.whole.questions if one.texts]
    if not said:
        return
    story.heading(_WORDS)
    for one in said:
        story.heading(one.item.label.text, 1)
        story.note(partial(_line, partial(words.answered, one, source.whole.fewest), 0))
        story.points([partial(str, text) for text in one.texts])
        if source.listed and len(one.texts) >= source.listed:
            story.note(lambda: tr(_MORE, n=number(source.listed)))
