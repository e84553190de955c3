"""The letter by which a recipient can plan: every year from this one on, as secret as the allocations in it."""

import pytest

from coopdesk.calendars import today
from coopdesk.errors import Refused
from coopdesk.operations import record
from coopdesk.operations.projects import planning_letters
from coopdesk.store.home import Store
from tests.operations.projects.test_allocations import allocation
from tests.operations.projects.ventures import body, paid, project, usd

YEAR = int(today()[:4])


def test_the_letter_tells_each_year_from_this_one_on(store: Store) -> None:
    fund = body(store, "Fund")
    allocation(store, fund, YEAR - 1, "77")
    allocation(store, fund, YEAR, "100", "80")
    allocation(store, fund, YEAR + 1, planned=usd("90"), classification="confidential")
    project(store, "Aid", transactions=[paid("disbursement", f"{YEAR}-01-05", "30", receiver=fund)])
    made = planning_letters.write(store, fund)
    assert f"{YEAR}: 80.00 USD, of which 30.00 USD was paid" in made["body"]
    assert f"{YEAR + 1}: 90.00 USD (planned" in made["body"]
    assert "77" not in made["body"]
    assert (made["subject"], made["organization"]) == (f"Amounts set aside from {YEAR} to {YEAR + 1}", fund)
    assert made["classification"] == "confidential"


def test_a_letter_within_the_state_is_in_arabic(store: Store) -> None:
    ministry = record.save(store, "organization", {"name_ar": "وزارة", "type": "government"})["id"]
    allocation(store, ministry, YEAR, "100")
    assert "المبالغ المخصصة لكم" in planning_letters.write(store, ministry)["body"]


def test_without_an_allocation_to_come_there_is_no_letter(store: Store) -> None:
    fund = body(store, "Fund")
    allocation(store, fund, YEAR - 1, "77")
    with pytest.raises(Refused):
        planning_letters.write(store, fund)
