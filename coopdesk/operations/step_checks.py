"""What a step of one type needs that no declaration says, and what it writes into other records, in two tables."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from coopdesk.operations.indicators import period_locks
from coopdesk.operations.offers import answered, letters, nominee_checks, ranking
from coopdesk.operations.projects import share_checks
from coopdesk.store.writing import Writing


def _usable(session: Session, template: Any) -> None:
    from coopdesk.operations.forms import templates  # it brings what reads forms, which few sessions need

    templates.check_usable(session, template)


def _valid(session: Session, response: Any) -> None:
    from coopdesk.operations.forms import responses

    responses.check_valid(session, response)


def _ready(session: Session, evaluation: Any) -> None:
    from coopdesk.operations.evaluations import judging

    judging.check_ready(session, evaluation)


def _answered(session: Session, evaluation: Any) -> None:
    from coopdesk.operations.evaluations import responding

    responding.check_answered(session, evaluation)


_CHECKS: dict[tuple[str, str], Callable[[Session, Any], None]] = {
    ("committee_meeting", "open"): ranking.check_quorum,
    ("committee_meeting", "sign"): ranking.check_decisions,
    ("nomination", "approve"): nominee_checks.check_alone,
    ("nomination", "submit"): nominee_checks.check_submission,
    ("letter", "sign"): answered.check_silent,
    ("form_template", "use"): _usable,
    ("form_template", "use_again"): _usable,
    ("project", "ask"): share_checks.check_shares,
    ("response", "submit"): _valid,
    ("response", "approve"): _valid,
    ("evaluation", "report"): _ready,
    ("evaluation", "answer"): _answered,
    **{("indicator_value", step): period_locks.refuse for step in ("submit", "send_back", "approve", "reopen")},
}
"""By type and step: raises ``Refused`` with the reason."""
_AFTER: dict[tuple[str, str], Callable[[Writing, Any], None]] = {
    ("letter", "sign"): letters.number_note,
}
"""By type and step: writes what follows from it elsewhere, in the same transaction."""


def check(session: Session, record: Any, step: str) -> None:
    """Raise ``Refused`` where a record lacks what a step of its type needs."""
    needed = _CHECKS.get((record.__tablename__, step))
    if needed is not None:
        needed(session, record)


def after(writing: Writing, record: Any, step: str) -> None:
    """Write what a step that was taken means for other records."""
    follows = _AFTER.get((record.__tablename__, step))
    if follows is not None:
        follows(writing, record)
