"""Shares of countries and sectors: told while they are typed, shared out on request, and 100 before they are sent."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from coopdesk.errors import Refused
from coopdesk.operations import record, steps
from coopdesk.operations.projects.share_checks import shared_out, told
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, project


def test_the_no_objection_is_asked_only_with_shares_that_add_up(store: Store) -> None:
    lines = [{"country": "YE", "share": "60"}, {"country": "SO", "share": "30"}]
    wells = project(store, "Wells", proposing=body(store, "Fund"), project_countries=lines,
                    project_sectors=[{"sector": "14031"}])  # fmt: skip
    with pytest.raises(Refused, match="90 %"):
        steps.take(store, "project", wells, "ask")
    last = record.show(store, "project", wells)["project_countries"][1]
    record.save(store, "project", {"id": wells, "project_countries": [{"id": last["id"], "share": "40"}]})
    assert steps.take(store, "project", wells, "ask")["stage"] == "asked"


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([None, None], ""),
        (["33.4", "66.6"], "The shares add up to 100 %."),
        (["40", "50.5"], "The shares add up to 90.5 %: 9.5 % is left."),
        (["40", "70"], "The shares add up to 110 %: 10 % too much."),
        (["100", None], "The shares add up to 100 %, and a line has none."),
        (["4x", "50"], "The shares add up to 50 %: 50 % is left."),
    ],
)
def test_what_shares_add_up_to_is_told_in_words(shares: list[str | None], words: str) -> None:
    assert told({"share": one} for one in shares) == words


@pytest.mark.parametrize(
    ("shares", "parts"),
    [
        ([None, None, None], ["33.34", "33.33", "33.33"]),
        (["50", None, None], ["50", "25", "25"]),
        (["60", "60"], ["50", "50"]),
        (["100", None], ["50", "50"]),
        ([], []),
    ],
)
def test_the_rest_is_shared_out(shares: list[str | None], parts: list[str]) -> None:
    assert shared_out([{"share": one} for one in shares]) == parts


@given(st.lists(st.none() | st.decimals(0, 100, places=3), min_size=1, max_size=40))
def test_what_was_shared_out_adds_up(shares: list[Decimal | None]) -> None:
    found = shared_out([{"share": None if one is None else str(one)} for one in shares])
    assert sum(Decimal(one or 0) for one in found) == 100
