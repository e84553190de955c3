"""What a figure of money counts: the lines of one project or of many, by each grouping, with what is shared."""

import pytest

from coopdesk.operations import listing
from coopdesk.operations.projects import money
from coopdesk.operations.projects.counted_money import counted
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, paid, project, usd


@pytest.fixture
def found(store: Store) -> listing.Listing:
    fund = body(store, "Fund")
    project(
        store, "Wells", channel="ngo", project_countries=[{"country": "YE", "share": "60"}, {"country": "SO"}],
        budgets=[{"starts": "2026-07-01", "ends": "2027-06-30", "value": usd("10")}],
        transactions=[
            paid("pledge", "2026-01-01", "500", provider=fund, source="government"),
            paid("pledge", "2027-01-01", "7", country="SO"), paid("expenditure", "2026", "3"),
        ],
    )  # fmt: skip
    project(store, "Roads", transactions=[paid("pledge", "2026-03-01", "9", channel="public")])
    return listing.open_list(store, "project")


def test_a_figure_leads_to_its_lines(store: Store, found: listing.Listing) -> None:
    def told(what: str, by: str = "", key: str | None = None) -> list[tuple[str, str, bool]]:
        return [
            (one.project, one.amount.strip("\u2066\u2069"), one.shared) for one in counted(store, found, what, by, key)
        ]

    first, second, third = ("Wells", "500.00 USD", False), ("Roads", "9.00 USD", False), ("Wells", "7.00 USD", False)
    assert told("pledged") == [first, second, third]
    assert told("pledged", "year", "2026") == [first, second]
    assert told("pledged", "source", "government") == [first]
    assert told("pledged", "source") == [second, third]
    assert told("pledged", "channel", "ngo") == [first, third]
    assert told("pledged", "country", "SO") == [("Wells", "500.00 USD", True), third]
    assert told("pledged", "country") == [second]
    assert told("budget", "year", "2027") == [("Wells", "10.00 USD", True)]
    assert told("budget", "country", "YE") == [("Wells", "10.00 USD", True)]
    assert told("budget", "country") == []


def test_what_does_not_count_is_not_among_the_lines_of_a_figure(store: Store) -> None:
    francs = {"amount": "80", "currency": "CHF"}
    project(
        store, "Wells",
        budgets=[{"type": one, "starts": "2026", "value": usd("10"), "note": one} for one in ("original", "revised")],
        transactions=[
            {"type": "expenditure", "on": "2026", "value": francs, "description": "Left out"},
            {"type": "expenditure", "on": "2026", "value": francs, "equivalent": usd("90"), "description": "Counted"},
        ],
    )  # fmt: skip
    some = listing.open_list(store, "project")
    assert [one.about for one in counted(store, some, "budget")] == ["revised"]
    assert [one.about for one in counted(store, some, "spent")] == ["Counted"]
    assert [one.about for one in counted(store, some, "spent", currency="CHF")] == ["Left out", "Counted"]


def test_every_figure_that_is_not_nought_leads_to_something(store: Store, found: listing.Listing) -> None:
    figures = money.figures(store, found)
    shown = [
        (what, by, one.key) for by, rows in figures.by.items() for one in rows for what, sum_of in one.sums.items()
        if sum_of and not (what == "budget" and by in ("source", "channel"))
    ]  # fmt: skip
    assert len(shown) > 15
    assert all(counted(store, found, *one) for one in shown)
