"""Indicators for tests, as a desk would have them."""

from typing import Any

from coopdesk.operations import record
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
