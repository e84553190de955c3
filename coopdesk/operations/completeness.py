"""How complete a record is: the share of what one looks for in it that is filled."""

from collections.abc import Mapping
from typing import Any

from coopdesk.operations.record_types import record_type


def completeness(type: str, view: Mapping[str, Any]) -> tuple[int, list[str]] | None:
    """Return per cent and the fields that are missing; None for a type of which nothing is expected."""
    wanted = record_type(type).__complete__
    if not wanted:
        return None
    missing = [name for name in wanted if view.get(name) in (None, "", [])]
    return round(100 * (len(wanted) - len(missing)) / len(wanted)), missing
