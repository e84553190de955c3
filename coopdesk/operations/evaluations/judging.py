"""Judging by the six criteria: which are rated, what they come to together, and what a report must have to be ready."""

from collections.abc import Iterable, Mapping
from statistics import median_low
from typing import Any

from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import owned_lines
from coopdesk.operations.evaluations.evidence import CRITERIA
from coopdesk.records.evaluation import CRITERION, CriterionRating

_UNRATED = N_("The report is not ready: rate these criteria, or write why they are not rated: {criteria}.")
_JOINT = N_(", ", "between items of a list")


def by_criterion(lines: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the ratings of an evaluation, as ``show`` gives them, by criterion."""
    return {one["criterion"]: one for one in lines if one.get("criterion") in CRITERIA}


def overall(lines: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the median of the ratings, the lower of two in the middle, as a rating; None where nothing is rated. It is
    a suggestion: a person says what the whole comes to."""
    found = [int(one["rating"]) for one in lines if one.get("rating")]
    return str(median_low(found)) if found else None


def check_ready(session: Session, evaluation: Any) -> None:
    """Refuse a report with a criterion that is neither rated nor said to be left out, with the reason."""
    told = {
        one.criterion for one in owned_lines.lines_in(session, CriterionRating, evaluation.id)
        if one.rating or (one.reason_en or "").strip() or (one.reason_ar or "").strip()
    }  # fmt: skip
    kind = Choice(CRITERION)
    lacking = [isolate(kind.label(one)) for one in CRITERIA if one not in told]
    if lacking:
        raise Refused(_UNRATED, criteria=tr(_JOINT).join(lacking))
