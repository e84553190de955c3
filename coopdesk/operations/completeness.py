"""What a record still asks for: what one looks for in it and that is empty, and what holds several values."""

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


def conflicts(view: Mapping[str, Any]) -> int:
    """Return how many fields of a record and of its lines hold several values."""
    lines = [line for value in view.values() if isinstance(value, list) for line in value if isinstance(line, dict)]
    return (view.get("conflicts") or 0) + sum(line.get("conflicts") or 0 for line in lines)
