"""Indicators for tests, as a desk would have them."""

from typing import Any

from coopdesk.operations import record, steps
from coopdesk.operations.steps import Said
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store import placing
from coopdesk.store.home import Store


def indicator(store: Store, name: str = "Trainees", **given: Any) -> str:
    """Enter an indicator that is reported every year; returns its id."""
    made = record.save(
        store, "indicator",
        {"name_en": name, "name_ar": "المتدربون", "frequency": "year", "measure": "number", **given},
    )  # fmt: skip
    return str(made["id"])


def entity(store: Store, name: str) -> str:
    """Enter an organization that reports; returns its id."""
    return str(record.save(store, "organization", {"name_en": name, "name_ar": "جهة"})["id"])


def came_late(store: Store, indicator: str, period: str, value: int) -> str:
    """Let a value be written and submitted as by a desk that has not heard that its period is locked; returns its
    id."""
    id = placing.id_of(IndicatorValue, indicator, [period, None, None])
    with store.writing() as writing:
        made = IndicatorValue(
            id=id, indicator=indicator, period=period, value=value, classification="internal", audience="ministry"
        )
        writing.session.add(made)
        writing.session.flush()
        steps.mark(made, store, steps.named(IndicatorValue, "submit"), Said(), None, acting=False)
    return id
