"""A desk at which several people work, one of each role, each with a passphrase of their own."""

from pathlib import Path

from coopdesk.operations import desk, officers, rights
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE


def passphrase_of(role: str) -> str:
    """Return the passphrase of the officer with a role."""
    return PASSPHRASE if role == rights.ADMINISTRATOR else f"the passphrase of the {role}"


def staff(home: Path) -> dict[str, str]:
    """Give the desk of a home an officer of each role; returns their ids by role."""
    store = desk.open_desk(home, PASSPHRASE)
    found = {rights.ADMINISTRATOR: store.officer or ""}
    for role in rights.ROLES[:-1]:
        values = {"name_en": f"The {role}", "name_ar": "موظف"}
        found[role] = officers.add(store, values, role, passphrase_of(role))["id"]
    store.close()
    return found


def open_as(home: Path, role: str) -> Store:
    """Open a desk as the officer with a role."""
    return desk.open_desk(home, passphrase_of(role), wait=5)
