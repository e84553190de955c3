"""Results of a survey, or of all that was answered to a form: counted by the database, told by ``forms.results``.

Only responses count that were submitted and not rejected (``COUNTED``). A survey is compared with the other rounds of
its series; a form and a survey by who answered (``organization``), what it is about (``subject``), the desk that noted
it (``mission``), the year, or the answers to one of the questions. However many responses there are, each question is
asked of the database once.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, null, or_, select, true

from coopdesk.documents.result_words import BY
from coopdesk.errors import InvalidValue, NotFound
from coopdesk.forms import results as told
from coopdesk.forms.results import Item, Results, Said, Tally
from coopdesk.forms.small_groups import is_small
from coopdesk.i18n import N_
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.forms import templates, versions
from coopdesk.operations.forms.group_names import in_both, labelled
from coopdesk.operations.forms.items import items_of
from coopdesk.operations.reach import ANYBODY, Reader
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
_ROUND = N_("Round {n}", "of a survey")


class Scope(NamedTuple):
    """Of what results are told: a survey, or a form of which ``where`` narrows the responses, as a list takes it.
    ``anonymous``: nobody is named; ``nameless``: the anonymous surveys whose responses are among them; ``rounds``: the
    surveys of the series in their order, this one among them; ``versions``: of the form, the one of whose questions is
    told first."""

    type: str
    id: str
    template: str
    title: Said
    fewest: int = FEWEST
    anonymous: bool = False
    nameless: frozenset[str] = frozenset()
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
                bool(row["anonymous"]), frozenset((name,) if row["anonymous"] else ()), tuple(_rounds(connection, row)),
                where or {}, versions.of_form(connection, row["form_template"] or ""),
            )  # fmt: skip
    with suppress(NotFound):
        name = templates.find(store, name)
    with store.reading() as connection:
        row = _one(connection, form, form.c.id == name)
        known = versions.of_form(connection, name)
        anonymous = _anonymous(connection, known)
    if row is None:
        raise NotFound(_NO_FORM, name=name[:60])
    return Scope("form_template", row["id"], row["id"], _titled(row), max((FEWEST, *anonymous.values())),
                 nameless=frozenset(anonymous), where=where or {}, versions=known)  # fmt: skip


def _anonymous(connection: Connection, forms: Iterable[str]) -> dict[str, int]:
    """Return the anonymous surveys to which forms were answered, deleted ones too, each with the smallest group that is
    told of: what they promised holds however their answers are asked for."""
    survey, response = table_of(Survey), table_of(Response)
    wanted = (
        select(survey.c.id, survey.c.fewest).distinct()
        .join(response, response.c.survey == survey.c.id)
        .where(survey.c.anonymous.is_(True), response.c.form_template.in_(list(forms)))
    )  # fmt: skip
    return {row.id: row.fewest or FEWEST for row in connection.execute(wanted)}


@rights.needs(rights.READER)
def questions(store: Store, of: Scope) -> list[Item]:
    """Return the questions of a form that was answered."""
    with store.reading() as connection:
        return items_of(connection, of.template)


@rights.needs(rights.READER)
def groupings(store: Store, of: Scope) -> dict[str, Said]:
    """Return by what results can be compared: names of ``BY``, and paths of questions with few answers."""
    found = {name: in_both(label) for name, label in BY.items() if name != "round" or len(of.rounds) > 1}
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
        unseen = unseen_answers(store, connection, of, who)
        chosen = _chosen(store, connection, of, by, question, who, apart, unseen)
        tallies = _counted(connection, chosen, items, apart, unseen, progress)
        groups = _split(tallies, question) if question is not None else tallies
        whole = _whole(tallies, of, by)
        fewest = _fewest(connection, of, by)
        if of.where and is_small(_left(store, connection, of, who) - whole.n, fewest):
            return Results(fewest, None, by)
        all_chosen = _chosen(store, connection, of, "", None, who)
        words = _texts(connection, all_chosen, items, apart, unseen, of) if items else {}
        others = versions.told(connection, apart)
    named = labelled(store, of.rounds, by, question, list(groups), who) if by else []
    ordered = [(key, label, groups.get(key, Tally())) for key, label in named]
    several = question is not None and question.kind == "several"
    places = {key: place for place, (key, _, _) in enumerate(ordered)}
    parts = [(frozenset(places[one] for one in _keys(key)), tally) for key, tally in tallies.items()] if several else []
    found = told.results(items, whole, ordered, fewest, by, words, parts, alone=by == "round")
    return replace(found, apart=others)


@rights.needs(rights.READER)
def counted_ids(store: Store, of: Scope, who: Reader = ANYBODY) -> list[tuple[str, str | None]]:
    """Return the responses that count, each with its degree."""
    with store.reading() as connection:
        chosen = _chosen(store, connection, of, "", None, who)
        response = table_of(Response)
        wanted = select(response.c.id, response.c.classification).join(chosen, chosen.c.id == response.c.id)
        return [(row.id, row.classification) for row in connection.execute(wanted.order_by(response.c.rid))]


@rights.needs(rights.READER)
def unseen_answers(store: Store, connection: Connection, of: Scope, who: Reader) -> set[str]:
    """Return the answers of which a reader may not know though he may of their response."""
    if who.sees_all:
        return set()
    response, answer = table_of(Response), table_of(Answer)
    wanted = select(answer.c.id).join(response, response.c.id == answer.c.response)
    own = or_(answer.c.classification.is_not(None), answer.c.audience.is_not(None))
    series = or_(_mine(of), _mine(of, "round"))
    ids = list(connection.execute(wanted.where(series, own, answer.c.deleted.is_(False))).scalars())
    return set(ids) - reach.seen_by(store, connection, who, ids)


def _but(unseen: Collection[str]) -> ColumnElement[bool]:
    return table_of(Answer).c.id.not_in(these(sorted(unseen))) if unseen else true()


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
        yield one["id"], in_both(_ROUND, n=one["round"]) if one["round"] else _titled(one)


def _chosen(
    store: Store, connection: Connection, of: Scope, by: str, question: Item | None, who: Reader,
    apart: versions.Differing = versions.NOTHING, unseen: Collection[str] = (),
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
                _but(unseen), *versions.alike(response.c.form_template, answer.c.question, apart),
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
    connection: Connection, chosen: Any, items: list[Item], apart: versions.Differing, unseen: Collection[str],
    progress: Progress,
) -> dict[str | None, Tally]:  # fmt: skip
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
    there = [answer.c.deleted.is_(False), answer.c.value != "", _but(unseen), *same]
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


def _fewest(connection: Connection, of: Scope, by: str) -> int:
    """Return the smallest group that is told of: of rounds, of which all of them tell."""
    if by != "round":
        return of.fewest
    survey = table_of(Survey)
    wanted = select(survey.c.fewest).where(survey.c.id.in_([id for id, _ in of.rounds]))
    return max(of.fewest, *(one or FEWEST for one in connection.execute(wanted).scalars()))


def _left(store: Store, connection: Connection, of: Scope, who: Reader) -> int:
    """Return how many responses count where nothing narrows them: of fewer, what they leave could be taken from it."""
    chosen = _chosen(store, connection, of._replace(where={}), "", None, who)
    return connection.execute(select(func.count()).select_from(chosen)).scalar() or 0


def _keys(key: str | None) -> list[str | None]:
    """Return the groups of those who chose several."""
    return list(dict.fromkeys(key.split())) if key else [None]


def _split(tallies: Mapping[str | None, Tally], question: Item) -> dict[str | None, Tally]:
    """Return the groups by single answers: who chose several stands with each."""
    if question.kind != "several":
        return dict(tallies)
    found: dict[str | None, Tally] = {}
    for key, tally in tallies.items():
        for one in _keys(key):
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


def _texts(
    connection: Connection, chosen: Any, items: list[Item], apart: versions.Differing, unseen: Collection[str],
    of: Scope,
) -> dict[str, list[str]]:  # fmt: skip
    """Return what was answered in words, as much of it as is listed: where some came of an anonymous survey, in an
    order that says nothing of when they came."""
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
                _but(unseen),
                *versions.alike(chosen.c.version, answer.c.question, apart),
            )
            .limit(TEXTS)
        )
        words = [str(one) for one in connection.execute(wanted).scalars()]
        found[item.path] = sorted(words, key=str.casefold) if of.nameless else words
    return found
