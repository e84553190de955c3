"""The commands of nominations, the roster and committees: who is nominated, scored, ranked, ready, back from where."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.errors import Refused
from coopdesk.i18n import N_

_POINTS = N_("--points takes CRITERION=POINTS, not “{given}”.")
_NONE = "–"


def nomination_make(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import nominating

    with opened(options) as store:
        made = nominating.nominate(store, options.opportunity, options.expert, agreed=options.agreed)
    output.give(made, [made["id"]])
    return 0


def nomination_award(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import awards

    with opened(options) as store:
        made = awards.award_of(store, options.id)
    output.give({"id": made}, [made])
    return 0


def nomination_ranking(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import ranking

    with opened(options) as store:
        found = ranking.ranking(store, options.id)
        noted = ranking.note_ranks(store, options.id) if options.note else 0
    aside = [{"id": one, "name": found.names.get(one, one)} for one in found.aside]
    told = {"nominees": [one._asdict() for one in found.nominees], "aside": aside, "noted": noted}
    output.give(told, (
        f"{one.rank or _NONE}  {_NONE if one.score is None else f'{one.score:g}'}  {one.nomination}  {one.name}"
        for one in found.nominees
    ))  # fmt: skip
    return 0


def nomination_scores(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import scoring

    with opened(options) as store:
        if options.points or options.conflict:
            scoring.give(store, options.id, _points(options.points), conflict=options.conflict)
        found = scoring.sheet(store, options.id)
    criteria: list[dict[str, Any]] = [
        {
            "criterion": name, "weight": weight,
            "points": {who: cell.points for (of, who), cell in found.cells.items() if of == name},
        }
        for name, weight in found.criteria.items()
    ]  # fmt: skip
    told = {
        "criteria": criteria, "assessors": dict(found.assessors), "aside": sorted(found.aside),
        "means": dict(found.means), "sitting": found.sitting,
    }  # fmt: skip
    output.give(told, (_given(one, found.assessors) for one in criteria))
    return 0


def applicant_list(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import applicants

    with opened(options) as store:
        found = applicants.sheet(store, options.id)
    rows = found.only(options.country.upper(), options.sex, options.status, complete=options.complete)
    told = {
        "applicants": [{**one._asdict(), "missing": list(one.missing)} for one in rows],
        "countries": [{**one._asdict(), "over": one.over} for one in found.quotas],
        "seats": found.seats, "accepted": found.accepted,
    }  # fmt: skip
    output.give(told, (
        f"{one.rank or _NONE}  {one.id}  {one.percent}%  {_NONE if one.score is None else one.score}  {one.status}  "
        f"{one.country or _NONE}  {one.name}"
        for one in rows
    ))  # fmt: skip
    return 0


def applicant_decide(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import applicants

    with opened(options) as store:
        done = applicants.decide(
            store, options.id, options.applicants, options.decision, options.number, options.reason,
            agreed=options.agreed,
        )  # fmt: skip
    output.give({"decided": done}, done)
    return 0


def roster_ready(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers.told_rows import Asked, workers

    with opened(options) as store:
        shown = workers(store, Asked(options.on, only=options.only))
    told = [{"id": one.id, "name": one.name, "ready": one.ready, "until": one.until or None,
             **{name: list(getattr(one, name)) for name in ("reasons", "trainings", "certificates", "languages")}}
            for one in shown]  # fmt: skip
    output.give(told, (f"{'+' if one.ready else '-'}  {one.id}  {one.name}  {'; '.join(one.reasons)}" for one in shown))
    return 0


def roster_alumni(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import alumni

    with opened(options) as store:
        found = alumni.alumni(store, options.words, options.on, contactable=options.contactable)
    told = [{name: value for name, value in one._asdict().items() if name not in ("key", "degree")} for one in found]
    output.give(told, (f"{one.back or _NONE:<10}  {one.name}  {one.where}  {one.reach}" for one in found))
    return 0


def committee_minutes(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import minutes

    with opened(options) as store:
        view = minutes.draft(store, options.id)
    output.give(view, [view["minutes"]])
    return 0


def _given(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    each = (f"{names.get(who, who)}: {_NONE if given is None else given}" for who, given in one["points"].items())
    return "  ".join([one["criterion"], *each])


def _points(given: list[str]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for text in given:
        name, sign, value = text.rpartition("=")
        if not sign or not (value == "" or (value.isdecimal() and len(value) <= 3)):
            raise Refused(_POINTS, given=text[:60])
        found[name] = int(value) if value else None
    return found
