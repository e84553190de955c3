"""Results of a survey, or of all that was answered to a form: counted by the database, told by ``forms.results``.

Only responses count that were submitted and not rejected (``COUNTED``). A survey is compared with the other rounds of
its series; a form and a survey by who answered (``organization``), what it is about (``subject``), the desk that noted
it (``mission``), the year, or the answers to one of the questions. However many responses there are, each question is
asked of the database once.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, null, select

from coopdesk.documents.result_words import BY
from coopdesk.errors import InvalidValue, NotFound
from coopdesk.forms import results as told
from coopdesk.forms.results import Item, Results, Said, Tally
from coopdesk.i18n import LANGUAGES, N_, Text, digits, tr, using
from coopdesk.operations import desks, listing, reach, rights
from coopdesk.operations.forms import templates, versions
from coopdesk.operations.forms.items import items_of
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles
from coopdesk.progress import SILENT, Progress
from coopdesk.records import FormTemplate, Response, Survey
from coopdesk.records.base import table_of
from coopdesk.records.response import COUNTED, Answer
from coopdesk.records.survey import FEWEST
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

TEXTS = 500
"""How many answers in words are listed of a question; all of them are in the export."""
_NO_FORM = N_("There is no form or survey “{name}” at this desk.")
_NO_QUESTION = N_("Results are not compared by “{value}”. Choose one of: {known}.")
_NOT_ANSWERED, _UNKNOWN = N_("Not answered", "group of responses"), N_("Not known", "of a group of figures")
_ROUND = N_("Round {n}", "of a survey")


class Scope(NamedTuple):
    """Of what results are told: a survey, or a form of which ``where`` narrows the responses, as a list takes it.
    ``rounds``: the surveys of the series in their order, this one among them; ``versions``: of the form, the one of
    whose questions is told first."""

    type: str
    id: str
    template: str
    title: Said
    fewest: int = FEWEST
    anonymous: bool = False
    rounds: tuple[tuple[str, Said], ...] = ()
    where: Mapping[str, Any] = {}
    versions: tuple[str, ...] = ()


@rights.needs(rights.READER)
def scope(store: Store, name: str, where: Mapping[str, Any] | None = None) -> Scope:
    """Return a survey or a form by its id; by its ``form_id`` the newest version of a form. Raises ``NotFound``."""
    survey, form = table_of(Survey), table_of(FormTemplate)
    with store.reading() as connection:
        row = _one(connection, survey, survey.c.id == name)
        if row is not None:
            return Scope(
                "survey", name, row["form_template"] or "", _titled(row), max(1, row["fewest"] or FEWEST),
                bool(row["anonymous"]), tuple(_rounds(connection, row)), where or {},
                versions.of_form(connection, row["form_template"] or ""),
            )  # fmt: skip
    with suppress(NotFound):
        name = templates.find(store, name)
    with store.reading() as connection:
        row = _one(connection, form, form.c.id == name)
        known = versions.of_form(connection, name)
    if row is None:
        raise NotFound(_NO_FORM, name=name[:60])
    return Scope("form_template", row["id"], row["id"], _titled(row), where=where or {}, versions=known)


@rights.needs(rights.READER)
def questions(store: Store, of: Scope) -> list[Item]:
    """Return the questions of a form that was answered."""
    with store.reading() as connection:
        return items_of(connection, of.template)


@rights.needs(rights.READER)
def groupings(store: Store, of: Scope) -> dict[str, Said]:
    """Return by what results can be compared: names of ``BY``, and paths of questions with few answers."""
    found = {name: _in_both(label) for name, label in BY.items() if name != "round" or len(of.rounds) > 1}
    return found | {one.path: one.label for one in questions(store, of) if _compares(one)}


@rights.needs(rights.READER)
def usual_grouping(store: Store, of: Scope) -> str:
    """Return by what results are compared where nobody chose: by rounds where there are several, else by the first
    question with few answers; empty where there is neither."""
    if len(of.rounds) > 1:
        return "round"
    return next((one.path for one in questions(store, of) if one.kind == "one" and _compares(one)), "")


@rights.needs(rights.READER)
def results(store: Store, of: Scope, by: str = "", who: Reader = ANYBODY, progress: Progress = SILENT) -> Results:
    """Return the results as far as a reader may see the responses. Raises ``InvalidValue`` for a comparison that there
    is not."""
    progress.step(0)
    with store.reading() as connection:
        items = items_of(connection, of.template)
        question = next((one for one in items if one.path == by and _compares(one)), None)
        if by and question is None and (by not in BY or (by == "round" and not of.rounds)):
            known = [*BY, *(one.path for one in items if _compares(one))]
            raise InvalidValue(_NO_QUESTION, field="by", value=by[:60], known=", ".join(known))
        apart = _apart(connection, of, items)
        chosen = _chosen(store, connection, of, by, question, who, apart)
        tallies = _counted(connection, chosen, items, apart, progress)
        groups = _split(tallies, question) if question is not None else tallies
        whole = _whole(tallies, of, by)
        all_chosen = _chosen(store, connection, of, "", None, who)
        words = _texts(connection, all_chosen, items, apart, of) if items else {}
        others = versions.told(connection, apart)
    labelled = _labelled(store, of, by, question, list(groups)) if by else []
    ordered = [(key, label, groups.get(key, Tally())) for key, label in labelled]
    return replace(told.results(items, whole, ordered, of.fewest, by, words), apart=others)


@rights.needs(rights.READER)
def counted_ids(store: Store, of: Scope, who: Reader = ANYBODY) -> list[tuple[str, str | None]]:
    """Return the responses that count, each with its degree."""
    with store.reading() as connection:
        chosen = _chosen(store, connection, of, "", None, who)
        response = table_of(Response)
        wanted = select(response.c.id, response.c.classification).join(chosen, chosen.c.id == response.c.id)
        return [(row.id, row.classification) for row in connection.execute(wanted.order_by(response.c.rid))]


def _apart(connection: Connection, of: Scope, items: list[Item]) -> versions.Differing:
    """Return the questions that are not counted of the versions that were answered."""
    response = table_of(Response)
    wanted = (
        select(response.c.form_template)
        .distinct()
        .where(
            _mine(of),
            response.c.deleted.is_(False),
            response.c.stage.in_(COUNTED),
            response.c.form_template != of.template,
        )
    )
    return versions.differing(connection, items, sorted(filter(None, connection.execute(wanted).scalars())))


def _mine(of: Scope, by: str = "") -> ColumnElement[bool]:
    """Return the condition on the responses of a survey, or of a form in all its versions."""
    response = table_of(Response)
    surveys = [id for id, _ in of.rounds] if by == "round" else [of.id]
    return response.c.survey.in_(surveys) if of.type == "survey" else response.c.form_template.in_(of.versions)


def _compares(item: Item) -> bool:
    return item.kind in told.CLOSED and not item.repeat and bool(item.options or item.ends or item.kind == "one")


def _one(connection: Connection, table: Any, condition: ColumnElement[bool]) -> Any:
    wanted = select(table).where(condition, table.c.deleted.is_(False))
    return connection.execute(wanted).mappings().one_or_none()


def _titled(row: Any) -> Said:
    return Said(row["title_en"] or "", row["title_ar"] or "")


def _rounds(connection: Connection, row: Any) -> Iterable[tuple[str, Said]]:
    survey = table_of(Survey)
    same = survey.c.series == row["series"] if row["series"] else survey.c.id == row["id"]
    wanted = select(survey).where(same, survey.c.deleted.is_(False))
    several = connection.execute(wanted.order_by(survey.c.round, survey.c.opens, survey.c.rid)).mappings().all()
    for one in several:
        yield one["id"], _in_both(_ROUND, n=one["round"]) if one["round"] else _titled(one)


def _chosen(
    store: Store, connection: Connection, of: Scope, by: str, question: Item | None, who: Reader,
    apart: versions.Differing = versions.NOTHING,
) -> Any:  # fmt: skip
    """Return the responses that count, each with what its group shares (``key``) and its version of the form."""
    response, answer = table_of(Response), table_of(Answer)
    year = func.substr(
        func.coalesce(response.c.answered_on, func.date(response.c.created_at / 1000, "unixepoch")), 1, 4
    )
    keys: Mapping[str, ColumnElement[Any]] = {
        "organization": response.c.organization, "subject": response.c.subject, "mission": response.c.created_desk,
        "year": year, "round": response.c.survey,
    }  # fmt: skip
    source: Any = response
    key: ColumnElement[Any] = null()
    if question is not None:
        source = response.outerjoin(
            answer,
            and_(
                answer.c.response == response.c.id, answer.c.question == question.path, answer.c.deleted.is_(False),
                *versions.alike(response.c.form_template, answer.c.question, apart),
            ),
        )  # fmt: skip
        key = func.nullif(answer.c.value, "")
    elif by:
        key = keys[by]
    mine = _mine(of, by)
    wanted = (
        select(response.c.id, key.label("key"), response.c.form_template.label("version"))
        .select_from(source)
        .where(mine, response.c.deleted.is_(False), response.c.stage.in_(COUNTED))
    )
    if of.where:
        found = listing.open_list(store, "response", where=of.where)
        wanted = wanted.where(response.c.rid.in_(these(found.numbers)))
    if not who.sees_all:
        ids = list(connection.execute(select(response.c.id).where(mine)).scalars())
        wanted = wanted.where(response.c.id.in_(these(sorted(reach.seen_by(store, connection, who, ids)))))
    return wanted.cte("chosen").prefix_with("MATERIALIZED")


def _counted(
    connection: Connection, chosen: Any, items: list[Item], apart: versions.Differing, progress: Progress
) -> dict[str | None, Tally]:
    """Return what was counted of each group, by what it shares."""
    found: dict[str | None, Tally] = {}
    for key, n in connection.execute(select(chosen.c.key, func.count()).group_by(chosen.c.key)):
        found[key] = Tally(n)
    progress.step(1)
    answer = table_of(Answer)
    whole = [one.path for one in items if one.kind in ("text", "file")]
    days = [one.path for one in items if one.kind == "day"]
    hours = [one.path for one in items if one.kind == "time"]
    forms = [
        (answer.c.question.in_(paths), to)
        for paths, to in ((whole, literal("")), (days, func.substr(answer.c.value, 1, 7)),
                          (hours, func.substr(answer.c.value, 1, 2)))
        if paths
    ]  # fmt: skip
    value = case(*forms, else_=answer.c.value) if forms else answer.c.value
    same = versions.alike(chosen.c.version, answer.c.question, apart)
    there = [answer.c.deleted.is_(False), answer.c.value != "", *same]
    asked = answer.c.question.in_(these([o.path for o in items]))
    source = chosen.join(answer, answer.c.response == chosen.c.id)
    counts = select(chosen.c.key, answer.c.question, value, func.count(), func.sum(answer.c.conflicts > 0))
    for key, path, one, count, conflicts in connection.execute(
        counts.select_from(source).where(*there, asked).group_by(chosen.c.key, answer.c.question, value)
    ):
        found[key].add(path, one, count, conflicts or 0)
    progress.step(2)
    listed = [one.path for one in items if one.repeat]
    if listed:
        answered = select(chosen.c.key, answer.c.question, func.count(answer.c.response.distinct()))
        for key, path, count in connection.execute(
            answered.select_from(source)
            .where(*there, answer.c.question.in_(listed))
            .group_by(chosen.c.key, answer.c.question)
        ):
            found[key].answered[path] = count
    return found


def _split(tallies: Mapping[str | None, Tally], question: Item) -> dict[str | None, Tally]:
    """Return the groups by single answers: who chose several stands with each."""
    if question.kind != "several":
        return dict(tallies)
    found: dict[str | None, Tally] = {}
    for key, tally in tallies.items():
        for one in dict.fromkeys(key.split()) if key else (None,):
            found.setdefault(one, Tally()).take(tally)
    return found


def _whole(tallies: Mapping[str | None, Tally], of: Scope, by: str) -> Tally:
    """Return all together; of rounds, the survey that was asked about."""
    if by == "round":
        return tallies.get(of.id, Tally())
    whole = Tally()
    for one in tallies.values():
        whole.take(one)
    return whole


def _labelled(
    store: Store, of: Scope, by: str, question: Item | None, keys: list[str | None]
) -> list[tuple[str | None, Said]]:
    """Return the groups in their order, with what they are called in both languages."""
    if question is not None:
        labels = {one.value: one.label for one in question.options}
        known: list[str | None] = [one for one in labels if one in keys]
        others = sorted((one for one in keys if one is not None and one not in labels), key=_by_number)
        order = [*known, *others, *([None] if None in keys else [])]
        return [(one, labels.get(one or "", Said(one or "", one or "")) if one else _in_both(_NOT_ANSWERED))
                for one in order]  # fmt: skip
    if by == "round":
        return [(id, label) for id, label in of.rounds if id in keys]
    named: dict[str | None, Said] = {None: _in_both(_UNKNOWN)}
    present = [one for one in keys if one]
    each = []
    for lang in LANGUAGES:
        with using(lang):
            words = (
                desks.desk_names(store)
                if by == "mission"
                else ({one: digits(one) for one in present} if by == "year" else titles(store, present))
            )
            each.append(words)
    named |= {one: Said(each[0].get(one, one), each[1].get(one, one)) for one in present}
    order = sorted(present, key=lambda one: str(one) if by == "year" else named[one].text().casefold())
    return [(one, named[one]) for one in (*order, *([None] if None in keys else []))]


def _by_number(value: str) -> tuple[bool, float, str]:
    found = told.number(value)
    return found is None, found or 0, value


def _texts(
    connection: Connection, chosen: Any, items: list[Item], apart: versions.Differing, of: Scope
) -> dict[str, list[str]]:
    """Return what was answered in words, as much of it as is listed: of an anonymous survey in an order that says
    nothing of when it came, else as it came."""
    answer = table_of(Answer)
    found = {}
    for item in items:
        if item.kind != "text":
            continue
        wanted = (
            select(answer.c.value)
            .select_from(chosen.join(answer, answer.c.response == chosen.c.id))
            .where(
                answer.c.deleted.is_(False),
                answer.c.value != "",
                answer.c.question == item.path,
                *versions.alike(chosen.c.version, answer.c.question, apart),
            )
            .limit(TEXTS)
        )
        words = [str(one) for one in connection.execute(wanted).scalars()]
        found[item.path] = sorted(words, key=str.casefold) if of.anonymous else words
    return found


def _in_both(text: Text, **params: object) -> Said:
    said = []
    for lang in LANGUAGES:
        with using(lang):
            said.append(tr(text, **params))
    return Said(*said)
