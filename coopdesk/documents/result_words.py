"""What results of forms say in words, for the window and for paper: numbers, shares, spread, net promoters, chi-square,
and that a group is too small to be told of."""

from collections.abc import Mapping, Sequence

from coopdesk.calendars import gregorian
from coopdesk.forms.results import Item, Reached, Result, Results, Row, Said, Told
from coopdesk.forms.statistics import Dependence, Promoters, Satisfied, Spread
from coopdesk.i18n import N_, P_, Text, digits, isolate, ltr, number, tr

FEW = N_("fewer than {n}", "answers")
COUNT, SHARE, VALUE, PLACE, GROUP = (
    N_("Answers", "number of"), N_("Share"), N_("Answer", "of a form"), N_("Mean place"), N_("Group", "of responses"),
)  # fmt: skip
QUESTION, SATISFIED = N_("Question", "on paper"), N_("Satisfied (4 or 5)")
LETTERS = N_("A B C D E F G H", "of a key")
CHANGE, DIFFERENCE, TREND = N_("Change in points"), N_("Difference in points"), N_("Trend")
CHI_SQUARE, PROBABILITY = N_("Chi-square (degrees of freedom)"), N_("p", "of chi-square")
BY: Mapping[str, Text] = {
    "organization": N_("Entity that answered"),
    "subject": N_("What it is about"),
    "mission": N_("Mission or desk"),
    "year": N_("Year", "of answers"),
    "round": N_("Round"),
}
"""By what results are compared, beside the answers to a question."""
PROMOTERS, PASSIVES, DETRACTORS = N_("Promoters (9–10)"), N_("Passives (7–8)"), N_("Detractors (0–6)")
PARTS = (("promoters", PROMOTERS), ("passives", PASSIVES), ("detractors", DETRACTORS))
"""The parts of net promoters, by their names."""
REACHED = N_("What the answers reach of what can be reached, each question by its weight.")
RATES = N_("Response rate by kind of entity, in parts of 100")
IN_PARTS = N_("Shares of those who answered, in parts of 100")
NPS, CSAT, MEAN = N_("Net promoter score"), N_("Satisfaction (share of 4 and 5)"), N_("Mean")
_ANSWERED = P_("{n} answered.", "{n} answered.")
_ENTRIES = P_("{n} entry of {answered} responses.", "{n} entries of {answered} responses.")
_HIDDEN = N_("Fewer than {n} answered; what they answered is not shown.")
_CONFLICTS = P_(
    "{n} answer stands with a second one from another desk; the one on show is counted.",
    "{n} answers stand with a second one from another desk; those on show are counted.",
)
_SPREAD = N_("Mean {mean} · standard deviation {deviation} · median {median} · half lie from {low} to {high} · "
             "least {least}, most {most}")  # fmt: skip
_NPS_SAID = N_("Net promoter score {score}: promoters {promoters}, passives {passives}, detractors {detractors}")
_CSAT_SAID = N_("Satisfied (4 or 5): {share} of {n}")
_CHI = N_("Chi-square {statistic}, degrees of freedom {freedom}, {p}. {said}")
_DEPENDS = N_("The answers differ between the groups by more than chance explains (5 % level).")
_CHANCE = N_("The differences between the groups may be chance.")
_DIFFERS, _ROUGH, _LEVEL = "*", "≈", 0.05
"""What stands with p where the answers differ, and where it is only rough; below what they do."""
_CAUTION = N_("Caution: some cells expect fewer than five answers, so that p is only rough.")
_SILENT = P_(
    "{n} group is not told of: it has fewer than {fewest} answers, or would betray one that has.",
    "{n} groups are not told of: they have fewer than {fewest} answers, or would betray one that has.",
)
_UNSAID = N_(
    "Where fewer than {n} gave an answer, or where one of those would be betrayed, it is not told in which group they "
    "are."
)
_MOST_NAMED = 6
_APART = P_(
    "Version {version} has a question that differs from the one here; its answers are not counted: {questions}",
    "Version {version} has {n} questions that differ from those here; their answers are not counted: {questions}",
)
NO_ANSWERS, TOO_FEW = (
    N_("Nothing was submitted yet. Results show when responses are submitted."),
    N_("Fewer than {n} responses were submitted. Results show from {n} on, so that nobody is recognised."),
)
_NO_CRITERION = N_("All questions with points")
COUNTED = N_("Responses count that were submitted or approved; drafts, returned and rejected ones do not.")


def count(n: int | None, fewest: int) -> str:
    """Return a number of answers, or that there are too few."""
    return tr(FEW, n=number(fewest)) if n is None else number(n)


def share(part: float | None) -> str:
    """Return a share in parts of 100; of none, a dash."""
    return "–" if part is None else ltr(f"{decimal(part, 1)} %")


def value(item: Item, row: Row) -> str:
    """Return an answer as it is read: a choice by its label, a month by its name."""
    if item.kind == "day":
        return gregorian(row.value)
    return f"{digits(row.value)}:00" if item.kind == "time" else digits(row.label.text())


def decimal(value: float | None, places: int = 2) -> str:
    """Return a number with so many places at the most; of none, a dash."""
    if value is None:
        return "–"
    told = f"{value:,.{places}f}"
    told = told.rstrip("0").rstrip(".") if "." in told else told
    return digits("0" if told == "-0" else told)


def answered(one: Result, fewest: int) -> list[str]:
    """Return how many answered a question, in sentences: of a list, with its entries; of conflicts, how many."""
    told = one.whole
    if told.n is None:
        return [tr(_HIDDEN, n=number(fewest))]
    said = [tr(_ENTRIES, n=told.entries, answered=number(told.n)) if one.item.repeat else tr(_ANSWERED, n=told.n)]
    return [*said, conflicts(one.conflicts)] if one.conflicts else said


def conflicts(n: int) -> str:
    """Return how many answers stand with a second one."""
    return tr(_CONFLICTS, n=n)


def figures(told: Told) -> list[str]:
    """Return what is computed of the answers to a question, a sentence each."""
    found = []
    if told.promoters is not None:
        found.append(promoters(told.promoters))
    if told.satisfied is not None:
        found.append(satisfied(told.satisfied))
    if told.spread is not None:
        found.append(spread(told.spread))
    return found


def spread(one: Spread) -> str:
    """Return the middle and the spread of numbers in words."""
    values = {name: ltr(decimal(value)) for name, value in one._asdict().items() if name != "n"}
    return tr(_SPREAD, **values)


def promoters(one: Promoters) -> str:
    """Return net promoters in words."""
    parts = {name: share(100 * getattr(one, name) / one.n) for name in ("promoters", "passives", "detractors")}
    return tr(_NPS_SAID, score=signed(one.score), **parts)


def signed(score: float | None, places: int = 0) -> str:
    """Return a number with its sign; of none, a dash."""
    if score is None:
        return "–"
    told = decimal(score, places)
    return ltr(told if score <= 0 or told == digits("0") else f"+{told}")


def satisfied(one: Satisfied) -> str:
    """Return how many are satisfied, in words."""
    return tr(_CSAT_SAID, share=share(one.share), n=number(one.n))


def dependence(one: Dependence) -> list[str]:
    """Return whether answers go with the groups, in sentences."""
    told = _depends(one, digits("p < 0.001" if one.p < 0.001 else f"p = {one.p:.3f}"))
    return [told, tr(_CAUTION)] if one.cautious else [told]


def signed_dependence(one: Dependence) -> str:
    """Return the same in one sentence: that p is only rough, by its sign."""
    return _depends(one, f"p {_probability(one, '= ')}")


def _depends(one: Dependence, p: str) -> str:
    said = tr(_DEPENDS if one.p < _LEVEL else _CHANCE)
    return tr(_CHI, statistic=decimal(one.statistic), freedom=number(one.freedom), p=ltr(p), said=said)


def tested(one: Dependence) -> tuple[str, str]:
    """Return the same for cells of a table: chi-square with its degrees of freedom, and p with its signs."""
    sign = f" {_DIFFERS}" if one.p < _LEVEL else ""
    return f"{decimal(one.statistic)} ({number(one.freedom)})", f"{_probability(one, '')}{sign}"


def _probability(one: Dependence, equals: str) -> str:
    if one.p < 0.001:
        return digits(f"{_ROUGH} < 0.001" if one.cautious else "< 0.001")
    return digits(f"{f'{_ROUGH} ' if one.cautious else equals}{one.p:.3f}")


def signs(told: Sequence[Dependence], tabled: Sequence[Dependence]) -> list[str]:
    """Return what the signs with p say, once for all. ``tabled``: those of which nothing but figures is told."""
    found = [f"{_DIFFERS} {tr(_DEPENDS)}"] if any(one.p < _LEVEL for one in tabled) else []
    return [*found, *([f"{_ROUGH} {tr(_CAUTION)}"] if any(one.cautious for one in told) else [])]


def criterion(one: Reached) -> str:
    """Return what a criterion is called."""
    return one.label.text() or tr(_NO_CRITERION)


def silent(found: Results) -> str:
    """Return how many groups are not told of, empty for none."""
    return tr(_SILENT, n=found.silent, fewest=number(found.fewest)) if found.silent else ""


def unsaid(found: Results) -> str:
    """Return why groups are not compared by every answer, empty where they are."""
    return tr(_UNSAID, n=number(found.fewest)) if any(one.unsaid for one in found.questions) else ""


def apart(found: Results) -> list[str]:
    """Return what is not counted of other versions of the form, a sentence for each of them."""
    return [
        tr(_APART, n=len(one.questions), version=isolate(one.version), questions=_some(one.questions))
        for one in found.apart
    ]


def _some(questions: Sequence[Said]) -> str:
    told = [isolate(one.text()) for one in questions[:_MOST_NAMED]]
    return tr(N_(", ", "between items of a list")).join([*told, *(["…"] if len(questions) > _MOST_NAMED else [])])


def nothing(found: Results) -> str:
    """Return why there is nothing to show, empty where there is something."""
    if found.n:
        return ""
    return tr(NO_ANSWERS) if found.n == 0 else tr(TOO_FEW, n=number(found.fewest))
