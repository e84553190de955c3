"""Nationals in an organization: who serves on a day, and the gap to the share that was stated last."""

from typing import Any

import pytest

from coopdesk.operations import record
from coopdesk.operations.offers import roster
from coopdesk.store.home import Store

DAY = "2027-06-01"


@pytest.fixture
def body(store: Store) -> str:
    return str(record.save(store, "organization", {"name_en": "Body"})["id"])


def serving(store: Store, body: str, name: str, **values: Any) -> str:
    line = {"kind": "international", "organization": body, "title": "Officer", "grade": "P-3"} | values
    return str(record.save(store, "expert", {"name_en": name, "service": [line]})["id"])


@pytest.mark.parametrize(
    ("values", "serves"),
    [
        ({}, True), ({"since": "2027-06-01"}, True), ({"since": "2027-06-02"}, False), ({"until": "2027-06-01"}, True),
        ({"until": "2027-05-31"}, False), ({"until": "2027"}, True), ({"until": "2027-05"}, False),
        ({"kind": "deployment"}, False),
    ],
)  # fmt: skip
def test_who_serves_on_a_day(store: Store, body: str, values: dict[str, Any], serves: bool) -> None:
    id = serving(store, body, "A", **values)
    assert [one.expert for one in roster.presence(store, body, DAY).nationals] == ([id] if serves else [])


def test_who_was_deleted_serves_nowhere(store: Store, body: str) -> None:
    record.delete(store, "expert", serving(store, body, "A"))
    assert roster.presence(store, body, DAY).nationals == ()


def test_the_gap_is_to_the_least_of_the_share_stated_last(store: Store, body: str) -> None:
    serving(store, body, "B", geographical=True, place="Vienna")
    serving(store, body, "A")
    assert roster.presence(store, body, DAY).gap is None
    shares = [{"year": 2025, "least": 9, "most": 12}, {"year": 2027, "least": 4, "most": 7}, {"year": 2028, "least": 1}]
    record.save(store, "membership", {"organization": body, "kind": "member", "post_shares": shares})
    found = roster.presence(store, body, DAY)
    assert [(one.name, one.post, one.counts) for one in found.nationals] == [
        ("A", "Officer · P-3", False), ("B", "Officer · P-3 · Vienna", True),
    ]  # fmt: skip
    assert (found.year, found.least, found.most, found.counting, found.gap) == (2027, 4, 7, 1, 3)
    assert roster.presence(store, body, "2028-01-01").gap == 0
