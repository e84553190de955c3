"""Results of a survey, or of a form, on paper: who was asked and answered, each question as a table with bars,
comparison by groups, criteria, and what was said in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, NamedTuple

from coopdesk.documents import result_charts, result_tables as tables, result_words as words
from coopdesk.documents.page import render
from coopdesk.documents.result_charts import IN_ORDER, ResultChart
from coopdesk.documents.source import Source, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.fields import Flag
from coopdesk.forms.results import CLOSED, Result, Results, Said
from coopdesk.i18n import N_, P_, Text, number, tr
from coopdesk.records import Record, Survey
from coopdesk.records.base import highest
from coopdesk.shapes import Drawing

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
_AND, _ALIKE = (
    N_(", ", "between items of a list"),
    P_("{n} question with the same answers", "{n} questions with the same answers"),
)
_LEFT = P_(
    "{n} answer that was given less often is not listed.", "{n} answers that were given less often are not listed."
)
_BRACKETS = N_("In brackets: how many answered.")
_LATEST, _LARGEST = N_("The tables show the {n} latest."), N_("The tables show the {n} largest groups.")
_MORE = N_("The first {n} are listed; all are in the table of answers.")
_NOBODY = Said()
_TITLE = 70
"""How many letters the names of some criteria have as a heading at the most."""
_PAGE = 345.0
"""Up to which height, in points, all of a question is kept on one page."""


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
        _criteria(story, source.compared if source.compared is not None else source.whole, record.id)
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
    begin = len(story.flowables)
    story.heading(_ANSWERS)
    for line in range(len(source.whole.apart)):
        story.note(partial(_line, partial(words.apart, source.whole), line))
    for several in tables.runs([one for one in source.whole.questions if not one.texts]):
        if len(several) > 1:
            _battery(story, several, source.whole.fewest)
        else:
            _question(story, several[0], source.whole.fewest)
        story.together(begin, _PAGE)
        begin = len(story.flowables)


def _line(write: Callable[[], list[str]], place: int) -> str:
    return write()[place]


def _question(story: Story, one: Result, fewest: int) -> None:
    story.heading(one.item.label.text, 1)
    story.note(partial(_figures, one, fewest))
    tables.answers(story, one)
    left = len(one.whole.rows) - len(tables.shown_rows(one))
    if left and one.item.kind != "number":
        story.note(lambda: tr(_LEFT, n=left))


def _figures(one: Result, fewest: int) -> str:
    return " ".join((*words.answered(one, fewest), " · ".join(words.figures(one.whole))))


def _battery(story: Story, several: Sequence[Result], fewest: int) -> None:
    """Add questions with one list of choices under what they count to."""
    story.heading(partial(_together, several), 1)
    conflicts = sum(one.conflicts for one in several)
    if conflicts:
        story.note(partial(words.conflicts, conflicts))
    tables.battery(story, several, fewest)


def _together(several: Sequence[Result]) -> str:
    """Return what questions are called together: what they count to, else how many they are."""
    named = [one.item.criterion.text() for one in several]
    joined = tr(_AND).join(dict.fromkeys(named))
    if all(named) and len(joined) <= _TITLE:
        return joined
    return tr(_ALIKE, n=len(several))


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
    if sum(bool(group.n) for group in found.groups) > tables.MOST_GROUPS:
        latest = found.by in IN_ORDER
        story.note(lambda: tr(_LATEST if latest else _LARGEST, n=number(tables.MOST_GROUPS)))
    told = [one for one in found.questions if one.item.kind in CLOSED and one.item.path != found.by]
    runs = tables.runs(told)
    tabled = [one for several in runs if _by_figures(several) for one in several]
    signs = partial(words.signs, *([one.dependence for one in some if one.dependence] for some in (told, tabled)))
    for line in range(len(signs())):
        story.note(partial(_line, signs, line))
    for several in runs:
        for some in [several] if _by_figures(several) else [[one] for one in several]:
            begin, shown = len(story.flowables), tables.groups_of(found, some)
            if not shown:
                continue
            if len(some) > 1:
                _compare_together(story, some, found, shown)
            else:
                _compare(story, some[0], found, shown)
            story.together(begin, _PAGE)


def _by_figures(several: Sequence[Result]) -> bool:
    """Tell whether questions with one list of choices are compared by what is computed of them."""
    return len(several) > 1 and any(told.spread for one in several for told in one.groups)


def _compare(story: Story, one: Result, found: Results, shown: Sequence[int]) -> None:
    """Add a question with a column for each group, and of three or more that follow each other in time as lines."""
    story.heading(one.item.label.text, 1)
    drawn = found.by in IN_ORDER and len(shown) > 2
    if drawn:
        _lines(story, partial(result_charts.compared, one, found))
    tables.compared(story, words.VALUE, tables.lines_of(story, one, shown), found, shown, drawn=drawn)
    if one.dependence is not None:
        story.note(partial(words.signed_dependence, one.dependence))


def _lines(story: Story, make: Callable[[], ResultChart | None]) -> None:
    """Add a chart under what it shows, if there is one. ``make``: makes it in the present language."""
    chart = make()
    if chart is not None:
        if chart.caption is not None:
            story.note(partial(tr, chart.caption))
        story.chart(partial(_drawn, story, make))


def _drawn(story: Story, make: Callable[[], ResultChart | None], rtl: bool) -> Drawing:
    chart = make()
    assert chart is not None
    return chart.drawn(story.width, chart.height, rtl)


def _compare_together(story: Story, several: Sequence[Result], found: Results, shown: Sequence[int]) -> None:
    """Add questions with one list of choices with a column for each group, by what is computed of them."""
    story.heading(partial(_together, several), 1)
    story.note(partial(tr, _BRACKETS))
    tables.compared(
        story, words.QUESTION, tables.figures_of(story, several, shown), found, shown,
        [words.CHI_SQUARE, words.PROBABILITY],
    )  # fmt: skip


def _criteria(story: Story, found: Results, own: str) -> None:
    """Add what was reached of each criterion, with a column for each group where groups are compared; of all only where
    they are not a round that has its column."""
    if not any(one.whole is not None for one in found.criteria):
        return
    begin = len(story.flowables)
    story.heading(_CRITERIA)
    story.note(partial(tr, words.REACHED))
    shown = tables.groups_with_criteria(found)
    rounds = found.by == "round" and any(found.groups[place].key == own for place in shown)
    tables.criteria(story, _CRITERION, found, shown, () if rounds else (_ALL,))
    story.together(begin, _PAGE)


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
