"""What management answers to the recommendations of an evaluation, and the actions that follow from it."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import Refused
from coopdesk.i18n import N_, P_, number, tr
from coopdesk.operations import ceilings, owned_lines, record, rights
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles_in
from coopdesk.records import Action
from coopdesk.records.base import highest
from coopdesk.records.evaluation import EvaluationRecommendation, ManagementResponse
from coopdesk.store import placing
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing
from coopdesk.sync import trust
from coopdesk.sync.audiences import LOCAL, MINISTRY
from coopdesk.sync.receivers import narrowest

TAKEN = ("accepted", "partly")
"""The answers from which actions follow."""
_EXPLAINED = ("partly", "rejected")
_SETTLED, _DROPPED = ("done", "verified"), ("cancelled", "superseded")
_UNANSWERED = P_(
    "{n} recommendation is not answered: number {places}.", "{n} recommendations are not answered: numbers {places}."
)
_UNEXPLAINED = P_(
    "The answer to recommendation {places} needs a reason: what is accepted in part or rejected says why.",
    "The answers to recommendations {places} need a reason: what is accepted in part or rejected says why.",
)
_NOTHING = N_(
    "There is nothing to make actions of: every recommendation that was accepted has its action, or none was accepted."
)
_JOINT = N_(", ", "between items of a list")
State = Literal["open", "overdue", "done", "dropped"]


class Doing(NamedTuple):
    """An action that follows from a recommendation. ``state``: as of today."""

    id: str
    title: str
    owner: str
    due: str | None
    status: str | None
    state: State


class Recommended(NamedTuple):
    """A recommendation with its number, what management answered, and what is done about it. ``finding``: the number
    of the finding or conclusion that it follows from."""

    place: int
    line: View
    answer: View | None
    doing: tuple[Doing, ...]
    finding: int | None = None


@rights.needs(rights.READER)
def recommended(store: Store, evaluation: str) -> list[Recommended]:
    """Return the recommendations of an evaluation in order, each with its answer and how its actions stand. Raises
    ``NotFound``."""
    view = record.show(store, "evaluation", evaluation)
    answers = {one["recommendation"]: one for one in view["management_responses"]}
    findings = {one["id"]: place for place, one in enumerate(view["findings"], 1)}
    with store.session() as session:
        doing = _doing(session, [id for one in answers.values() for id in one["actions"]])
    return [
        Recommended(
            place, line, answers.get(line["id"]),
            tuple(doing[id] for id in (answers.get(line["id"]) or {"actions": ()})["actions"] if id in doing),
            findings.get(line["finding"]),
        )
        for place, line in enumerate(view["evaluation_recommendations"], 1)
    ]  # fmt: skip


@rights.needs(rights.SECRETARY)
def respond(store: Store, evaluation: str, recommendation: str, values: Mapping[str, Any]) -> View:
    """Write what management answers to a recommendation; returns the answer. It is for whom the recommendation is, and
    bears the day on which it was first given. Raises ``NotFound``, ``InvalidValue``, ``Refused``."""
    found = [one for one in recommended(store, evaluation) if one.line["id"] == recommendation]
    present = found[0].answer if found else None
    dated = {} if (present and present["on"]) or "on" in values else {"on": today()}
    line = {"evaluation": evaluation, "recommendation": recommendation}
    if found and present is None:
        line |= {name: found[0].line[name] for name in ("classification", "audience")}
    return record.save(store, "management_response", {**line, **dated, **values})


@rights.needs(rights.SECRETARY)
def make_actions(store: Store, evaluation: str, recommendations: tuple[str, ...] = ()) -> list[str]:
    """Make an action of each recommendation (or of these) that was accepted, at least in part, and has none yet; all of
    them or none. Returns their ids.

    An action arises from the evaluation, is owned by whom the recommendation is addressed to, and stands in the one
    register of actions. Two desks that make the action of one recommendation make the same one. Raises ``NotFound``,
    ``Refused``.
    """
    view = record.show(store, "evaluation", evaluation)
    waiting = [
        one for one in recommended(store, evaluation)
        if one.answer is not None and one.answer["answer"] in TAKEN and not one.answer["actions"]
        and (not recommendations or one.line["id"] in recommendations)
    ]  # fmt: skip
    if not waiting:
        raise Refused(_NOTHING)
    made: list[str] = []
    with store.writing() as writing:
        for one in waiting:
            assert one.answer is not None
            told = (one.line, one.answer)
            degrees = [view["classification"], *filter(None, (line["classification"] for line in told))]
            values = {
                **{name: one.line[name] for name in ("text_en", "text_ar", "priority", "due")},
                "kind": "recommendation", "status": "open", "source": evaluation,
                "owner": one.line["addressee"] or one.answer["answered_by"],
                "response": "accepted", "audience": _audience(one, _readers(store, view)),
                "classification": highest(degrees), "reference": f"{view['reference']}/{one.place}",
            }  # fmt: skip
            made.append(_action_of(writing, one.line["id"], values))
            line = {"id": one.answer["id"], "actions": {"add": [made[-1]]}}
            record.save_in(writing, ManagementResponse, line)
        ceilings.check(store, writing)
    return made


def _audience(one: Recommended, whole: str) -> str:
    """Return for whom an action is that says that a recommendation was accepted: for whom both that and the answer are,
    where they are for fewer than the evaluation (``whole``)."""
    answer: View = one.answer or {}
    narrower = [line["audience"] for line in (one.line, answer) if line.get("audience")]
    return LOCAL if LOCAL in narrower else narrowest(narrower or [whole]) or whole


def check_answered(session: Session, evaluation: Any) -> None:
    """Refuse to call an evaluation answered while a recommendation is not, or an answer lacks its reason."""
    wanted = owned_lines.lines_in(session, EvaluationRecommendation, evaluation.id)
    answers = {one.recommendation: one for one in owned_lines.lines_in(session, ManagementResponse, evaluation.id)}
    silent = [place for place, one in enumerate(wanted, 1) if not _answer(answers.get(one.id))]
    if silent:
        raise Refused(_UNANSWERED, n=len(silent), places=_places(silent))
    bare = [
        place for place, one in enumerate(wanted, 1)
        if answers[one.id].answer in _EXPLAINED and not (answers[one.id].reason_en or answers[one.id].reason_ar)
    ]  # fmt: skip
    if bare:
        raise Refused(_UNEXPLAINED, n=len(bare), places=_places(bare))


def _action_of(writing: Writing, recommendation: str, values: Mapping[str, Any]) -> str:
    """Return the action of a recommendation, which is made where it is not here: its id follows from that. Where it
    was made and deleted, another is."""
    id = placing.id_of(Action, recommendation, ())
    there = writing.session.scalars(select(Action).where(Action.id == id)).first()
    if there is not None:
        return id if not there.deleted else record.save_in(writing, Action, {**values, "reference": None})
    begun = {name: values[name] for name in ("audience", "classification")}
    writing.session.add(Action(id=id, **begun))
    writing.session.flush()
    return record.save_in(writing, Action, {**values, "id": id})


def _readers(store: Store, evaluation: View) -> str:
    """Return for whom the actions of an evaluation are: whoever reads it. What a mission began for the Ministry is for
    that mission, wherever an action is made of it."""
    known, began = trust.trusted(store), evaluation["created_desk"]
    theirs = evaluation["audience"] == MINISTRY and known is not None and began not in (None, *known.central)
    return str(began if theirs else evaluation["audience"])


def state_of(status: str | None, due: str | None) -> State:
    """Return how an action stands today."""
    if status in _SETTLED:
        return "done"
    if status in _DROPPED:
        return "dropped"
    return "overdue" if due and due < today()[: len(due)] else "open"


def _answer(found: Any) -> str | None:
    return found.answer if found is not None else None


def _places(some: list[int]) -> str:
    return tr(_JOINT).join(map(number, some))


def _doing(session: Session, ids: list[str]) -> dict[str, Doing]:
    """Return the actions that are here, by id."""
    found = session.scalars(select(Action).where(Action.id.in_(ids), Action.deleted.is_(False))).all()
    named = titles_in(session, [id for one in found for id in (one.id, one.owner) if id])
    return {
        one.id: Doing(
            one.id, named[one.id], named.get(one.owner or "", ""), one.due, one.status, state_of(one.status, one.due)
        )
        for one in found
    }  # fmt: skip
