"""How the values of an indicator are found, in words, and what they count, as lists that are opened."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.documents import indicator_words as words
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, isolate, tr
from coopdesk.operations import rights
from coopdesk.operations.currency import currency_here
from coopdesk.operations.indicators.actuals import Actual
from coopdesk.operations.indicators.combining import factor_of, usual
from coopdesk.operations.titles import titles
from coopdesk.periods import shown
from coopdesk.records import FormTemplate
from coopdesk.records.base import table_of
from coopdesk.records.engagement import ENGAGEMENT_KIND
from coopdesk.records.indicator import COMBINE, COUNTED_OF_ENGAGEMENTS, METHOD, STATISTIC
from coopdesk.records.project_choices import MONEY_SOURCE, PAID, TRANSACTION_TYPE
from coopdesk.store.home import Store

_AND = N_(", ", "between items of a list")
_ENTITIES = N_("Values of several entities in one period: {how}.")
_LONGER = N_("Values of shorter periods in a longer one: {how}.")
_RATIO, _TIMES = N_("{top} divided by {bottom}."), N_("{top} divided by {bottom}, times {factor}.")
_OF, _OF_SHARE = N_("Last: {top} of {bottom} = {value}."), N_("Last: {top} ÷ {bottom} = {value}.")
_ADDED, _ADDED_SINCE = N_("What “{what}” has, added up."), N_("What “{what}” has, added up since {period}.")
_FORM, _ANSWER = N_("Form “{form}”, question {question}."), N_("Answer that is counted: {answer}.")
_MONEY = N_("{types}, in {currency}: an amount in another currency counts by its equivalent, if that is written.")
_BY_SHARES = N_("Its parts: by the country and the sector that a payment says, else by the shares of its project.")
_SOURCES, _PROJECT = N_("Sources: {sources}."), N_("Of the project “{project}” alone.")
_LEFT_OUT = P_(
    "{n} amount could not be counted: no equivalent is written.",
    "{n} amounts could not be counted: no equivalent is written.",
)
_KINDS = N_("Kinds: {kinds}.")
_EVENTS, _ANSWERS, _VALUES = N_("Engagements"), N_("Responses"), N_("Indicator values")
_ALL = N_("All", "kinds of engagements")


class Counts(NamedTuple):
    """What values are of: the record ``id``, or the list of a type under conditions."""

    title: str
    type: str
    id: str = ""
    where: Mapping[str, Any] | None = None


@rights.needs(rights.READER)
def told(store: Store, row: Mapping[str, Any], last: Actual | None) -> list[str]:
    """Return how the values of an indicator are found, in sentences; ``last``: its last value."""
    method = row["method"] or "entered"
    named = titles(store, [row[name] for name in ("numerator", "denominator", "form", "project") if row[name]])
    name = {
        one: isolate(named[row[one]]) if row[one] else "–" for one in ("numerator", "denominator", "form", "project")
    }
    said = [Choice(METHOD).label(method) + "."]
    if method == "ratio":
        factor = factor_of(row)
        text = _TIMES if factor != 1 else _RATIO
        said = [tr(text, top=name["numerator"], bottom=name["denominator"], factor=words.plain(factor))]
    elif method == "cumulative":
        text = _ADDED_SINCE if row["starts"] else _ADDED
        said = [tr(text, what=name["numerator"], period=shown(row["starts"]) if row["starts"] else "")]
    elif method == "survey":
        said = [Choice(STATISTIC).label(row["statistic"] or "count") + ".",
                tr(_FORM, form=name["form"], question=isolate(row["question"] or "–"))]  # fmt: skip
        said += [tr(_ANSWER, answer=isolate(row["answer"]))] if row["answer"] else []
    elif method == "transactions":
        said = [
            tr(
                _MONEY,
                types=_labels(TRANSACTION_TYPE, row["transaction_types"] or PAID),
                currency=row["currency"] or currency_here(store),
            )
        ]
        said += [tr(_BY_SHARES)] if {"country", "sector"} & set(row["parts"] or ()) else []
        said += [tr(_SOURCES, sources=_labels(MONEY_SOURCE, row["money_sources"]))] if row["money_sources"] else []
    elif method == "engagements":
        kinds = _labels(ENGAGEMENT_KIND, row["engagement_kinds"]) if row["engagement_kinds"] else tr(_ALL)
        said = [Choice(COUNTED_OF_ENGAGEMENTS).label(row["counted"] or "engagements") + ".", tr(_KINDS, kinds=kinds)]
    if method in ("transactions", "engagements") and row["project"]:
        said.append(tr(_PROJECT, project=name["project"]))
    if last is not None and last.bottom is not None and last.top is not None and last.value is not None:
        text = _OF if row["measure"] == "per_cent" else _OF_SHARE
        value = words.value(last.value, row["measure"], "", row["decimals"])
        said.append(tr(text, top=words.plain(last.top), bottom=words.plain(last.bottom), value=value))
    if last is not None and last.left_out:
        said.append(tr(_LEFT_OUT, n=last.left_out))
    if method == "entered":
        said += [tr(text, how=_how(row, name)) for text, name in ((_ENTITIES, "across"), (_LONGER, "over_time"))]
    return said


@rights.needs(rights.READER)
def counts(store: Store, row: Mapping[str, Any]) -> list[Counts]:
    """Return what the values of an indicator are of."""
    method = row["method"] or "entered"
    found = []
    for name in ("numerator", "denominator"):
        if method in ("ratio", "cumulative") and row[name] and (name, method) != ("denominator", "cumulative"):
            found.append(Counts(titles(store, [row[name]])[row[name]], "indicator", row[name]))
    if method == "survey" and row["form"]:
        form = table_of(FormTemplate)
        with store.reading() as connection:
            shared = connection.execute(select(form.c.form_id).where(form.c.id == row["form"])).scalar()
            same = select(form.c.id).where(form.c.form_id == shared, form.c.deleted.is_(False))
            versions = list(connection.execute(same).scalars())
        found.append(Counts(tr(_ANSWERS), "response", where={"form_template": {"any": versions}}))
    of_project = {"project": {"any": [row["project"]]}} if row["project"] else {}
    if method == "engagements":
        kinds = {"kind": {"any": list(row["engagement_kinds"])}} if row["engagement_kinds"] else {}
        found.append(Counts(tr(_EVENTS), "engagement", where={**kinds, **of_project}))
    if method == "transactions" and row["project"]:
        found.append(Counts(titles(store, [row["project"]])[row["project"]], "project", row["project"]))
    found.append(Counts(tr(_VALUES), "indicator_value", where={"indicator": {"any": [row["id"]]}}))
    return found


def _labels(options: Any, tokens: Any) -> str:
    return tr(_AND).join(Choice(options).label(one) for one in tokens)


def _how(row: Mapping[str, Any], name: str) -> str:
    return Choice(COMBINE).label(row[name] or usual(row))
