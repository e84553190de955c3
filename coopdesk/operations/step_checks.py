"""What a step of one type needs that no declaration says, in one table."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from coopdesk.operations import answered, ranking

_CHECKS: dict[tuple[str, str], Callable[[Session, Any], None]] = {
    ("committee_meeting", "open"): ranking.check_quorum,
    ("committee_meeting", "sign"): ranking.check_decisions,
    ("letter", "sign"): answered.check_silent,
}
"""By type and step: raises ``Refused`` with the reason."""


def check(session: Session, record: Any, step: str) -> None:
    """Raise ``Refused`` where a record lacks what a step of its type needs."""
    needed = _CHECKS.get((record.__tablename__, step))
    if needed is not None:
        needed(session, record)
