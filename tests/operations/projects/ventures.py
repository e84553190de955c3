"""Projects as tests make them."""

from typing import Any

from coopdesk.operations import record
from coopdesk.store.home import Store


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


def project(store: Store, title: str, **values: Any) -> str:
    return str(record.save(store, "project", {"title_en": title, "title_ar": title, **values})["id"])


def body(store: Store, name: str) -> str:
    return str(record.save(store, "organization", {"name_en": name, "type": "other"})["id"])


def paid(type: str, on: str, amount: str, **values: Any) -> dict[str, Any]:
    """Return the line of a payment, or of a promise to pay."""
    return {"type": type, "on": on, "value": usd(amount), **values}
