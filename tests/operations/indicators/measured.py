"""Indicators, their targets and values, as tests write them."""

from decimal import Decimal
from typing import Any

from coopdesk.operations import record, steps
from coopdesk.operations.indicators.actuals import Actual, Cell, actuals
from coopdesk.store.home import Store


def indicator(store: Store, name: str = "Measured", **values: Any) -> str:
    """Save an indicator; returns its id. ``targets``: by period."""
    return str(record.save(store, "indicator", {"name_en": name, "name_ar": "مؤشر", **values})["id"])


def value(store: Store, of: str, period: str, number: Any, *to: str, **values: Any) -> str:
    """Save a value, and take it through these steps."""
    id = str(record.save(store, "indicator_value",
                         {"indicator": of, "period": period, "value": str(number), **values})["id"])  # fmt: skip
    for step in to:
        steps.take(store, "indicator_value", id, step)
    return id


def body(store: Store, name: str, **values: Any) -> str:
    """Save an organization; returns its id."""
    return str(record.save(store, "organization", {"name_en": name, "type": "other", **values})["id"])


def project(store: Store, name: str = "Project", **values: Any) -> str:
    """Save a project; returns its id."""
    return str(record.save(store, "project", {"title_en": name, "title_ar": "مشروع", **values})["id"])


def at(store: Store, of: str, period: str, part: str = "") -> Actual | None:
    """Return one value."""
    return actuals(store, [of], [period]).get(Cell(of, period, part))


def number_at(store: Store, of: str, period: str, part: str = "") -> Decimal | None:
    """Return the number of one value."""
    found = at(store, of, period, part)
    return None if found is None else found.value
