"""The commands of evaluations: begin one, what it can rest on, answers and actions, lessons and ratings of all."""

from argparse import Namespace
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_

_NO_NUMBER = N_("There is no recommendation {n}. This evaluation has {all}.")
_NONE = "–"


def begin(options: Namespace, output: Output) -> int:
    """Begin the evaluation of a record."""
    from coopdesk.operations.evaluations import planning

    values = {"planned_on": options.planned or None, "kind": options.kind or None}
    with opened(options) as store:
        made = planning.begin(store, options.record, {name: value for name, value in values.items() if value})
    output.give(made, [made["id"]])
    return 0


def evidence(options: Namespace, output: Output) -> int:
    """Tell what can be evidence, and which ratings the answers suggest."""
    from coopdesk.operations import reach
    from coopdesk.operations.evaluations import evidence as offering
    from coopdesk.operations.table_export import bare

    with opened(options) as store:
        offers = offering.offered(store, options.id, reach.reader(store, options.reader, options.up_to))
    found = offering.suggested(offers)
    told = {
        "evidence": [
            {"type": one.type, "id": one.id, "title": one.title, "shows": bare(one.note), "ratings": dict(one.ratings)}
            for one in offers
        ],
        "suggested": {name: {"rating": round(one.rating, 2), "answers": one.n} for name, one in found.items()},
    }
    lines = ["\t".join((one.type, one.id, one.title, bare(one.note))) for one in offers]
    output.give(told, [*lines, *(f"{name}\t{one.rating:.1f}\t{one.n}" for name, one in found.items())])
    return 0


def respond(options: Namespace, output: Output) -> int:
    """Write what management answers to a recommendation."""
    from coopdesk.operations.evaluations import responding

    said = {"reason_en": options.reason_en, "reason_ar": options.reason_ar, "answered_by": options.by}
    given = {"answer": options.answer, **{name: value for name, value in said.items() if value}}
    with opened(options) as store:
        [line] = _numbered(responding.recommended(store, options.id), [options.number])
        made = responding.respond(store, options.id, line, given)
    output.give(made, [made["id"]])
    return 0


def make_actions(options: Namespace, output: Output) -> int:
    """Make actions of what was accepted."""
    from coopdesk.operations.evaluations import responding

    with opened(options) as store:
        some = _numbered(responding.recommended(store, options.id), options.number)
        made = responding.make_actions(store, options.id, tuple(some))
    output.give({"actions": made}, made)
    return 0


def _numbered(found: list[Any], numbers: list[int]) -> list[str]:
    """Return the ids of the recommendations with these numbers. Raises ``InvalidValue``."""
    known = {one.place: one.line["id"] for one in found}
    for one in numbers:
        if one not in known:
            raise InvalidValue(_NO_NUMBER, field="number", n=one, all=len(found))
    return [known[one] for one in numbers]


def lessons(options: Namespace, output: Output) -> int:
    """Tell the lessons of evaluations."""
    from coopdesk.operations import listing, reach
    from coopdesk.operations.evaluations import lessons as learning

    options.type = "evaluation"
    with opened(options) as store:
        mine = listing.open_list(store, options.type, where=inputs.where(options))
        who = reach.reader(store, options.reader, options.up_to)
        found = learning.lessons(store, mine, options.criterion, who)
    lines = [
        "\t".join((one.criterion, one.rating or _NONE, one.on or _NONE, one.of or one.title, one.lesson_en or
                   one.lesson_ar)) for one in found
    ]  # fmt: skip
    output.give([one._asdict() for one in found], lines)
    return 0


def ratings(options: Namespace, output: Output) -> int:
    """Tell the ratings of evaluations beside each other."""
    from coopdesk.operations import listing, reach
    from coopdesk.operations.evaluations import lessons as learning
    from coopdesk.operations.evaluations.evidence import CRITERIA

    options.type = "evaluation"
    with opened(options) as store:
        mine = listing.open_list(store, options.type, where=inputs.where(options))
        who = reach.reader(store, options.reader, options.up_to)
        found = learning.compared(store, mine, who)
    lines = ["\t".join(("evaluation", "date", "overall", *CRITERIA))]
    for one in found:
        each = (one.overall, *(one.ratings.get(name) for name in CRITERIA))
        told = (_NONE if value is None else f"{value:g}" for value in each)
        lines.append("\t".join((one.title or "mean", one.on or _NONE, *told)))
    output.give([{**one._asdict(), "ratings": dict(one.ratings)} for one in found], lines)
    return 0
