"""The money of projects: sums in one currency, shares of countries and sectors, pledges against payments."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, Refused
from coopdesk.operations import listing, reach, record
from coopdesk.operations.projects import money
from coopdesk.operations.projects.shares import HUNDRED, by_year, divided, weights
from coopdesk.records.project_money import BY, MoneyFigures
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, paid, project, usd


def of(store: Store, currency: str = "", year: str | None = None, **where: Any) -> MoneyFigures:
    return money.figures(store, listing.open_list(store, "project", where=where), currency, year=year)


def rows(found: MoneyFigures, by: str, what: str) -> dict[str | None, int]:
    return {one.key: one.sums[what] for one in found.by[by] if one.sums[what]}


@pytest.fixture
def well(store: Store) -> str:
    """A project in two countries and two sectors, with money of three givers in two currencies."""
    return project(
        store, "Wells", funding_target=usd("1000"), channel="ngo",
        project_countries=[{"country": "YE", "share": "60"}, {"country": "SO", "share": "40"}],
        project_sectors=[{"sector": "14031", "share": "33.3"}, {"sector": "12220", "share": "66.7"}],
        budgets=[
            {"type": "original", "starts": "2026-01-01", "ends": "2026-12-31", "value": usd("700")},
            {"type": "revised", "starts": "2026-01-01", "ends": "2026-12-31", "value": usd("500")},
            {"type": "original", "starts": "2027", "value": usd("400")},
        ],
        transactions=[
            paid("pledge", "2026-01-10", "500", source="government", due="2026-03-01"),
            paid("commitment", "2026-02-10", "450", source="government"),
            paid("disbursement", "2026-03-10", "100.01", source="government", sector="14031"),
            paid("disbursement", "2027-03-10", "50", source="donation", country="SO"),
            {"type": "expenditure", "on": "2027-04", "value": {"amount": "80", "currency": "QAR"}},
            {
                "type": "expenditure", "on": "2027-05", "value": {"amount": "80", "currency": "CHF"},
                "equivalent": usd("90"),
            },
        ],
    )  # fmt: skip


def test_money_is_summed_by_what_it_is_and_a_revised_budget_takes_the_place_of_the_first(
    store: Store, well: str
) -> None:
    found = money.of_project(store, well)
    assert dict(found.sums) == {
        "budget": 90000, "pledged": 50000, "committed": 45000, "disbursed": 15001, "spent": 9000, "received": 0,
    }  # fmt: skip
    assert rows(found, "year", "budget") == {"2026": 50000, "2027": 40000}
    assert rows(found, "year", "disbursed") == {"2026": 10001, "2027": 5000}
    assert rows(found, "source", "disbursed") == {"government": 10001, "donation": 5000}
    assert rows(found, "channel", "disbursed") == {"ngo": 15001}


def test_what_is_in_another_currency_without_an_equivalent_is_told_and_not_counted(store: Store, well: str) -> None:
    [other] = money.of_project(store, well).not_converted
    assert (other.currency, other.many, other.minor) == ("QAR", 1, 8000)
    in_francs = money.of_project(store, well, "chf")
    assert in_francs.sums["spent"] == 8000
    assert {one.currency: one.many for one in in_francs.not_converted} == {"QAR": 1, "USD": 2 + 4 + 1}
    with pytest.raises(InvalidValue):
        money.of_project(store, well, "money")


def test_a_transaction_stands_in_its_own_country_and_sector_else_by_the_shares_of_its_project(
    store: Store, well: str
) -> None:
    found = money.of_project(store, well)
    assert rows(found, "country", "disbursed") == {"YE": 6001, "SO": 4000 + 5000}
    assert rows(found, "sector", "disbursed") == {"14031": 10001 + 1665, "12220": 3335}
    for by in BY:
        for what, amount in found.sums.items():
            assert sum(one.sums[what] for one in found.by[by]) == amount


def test_the_gap_is_what_is_needed_less_what_each_giver_promised_once(store: Store) -> None:
    fund, other = body(store, "Fund"), body(store, "Other")
    wells = project(store, "Wells", funding_target=usd("1000"), transactions=[
        paid("pledge", "2026-01-10", "300", provider=fund), paid("commitment", "2026-02-10", "350", provider=fund),
        paid("disbursement", "2026-03-10", "100", provider=fund), paid("incoming", "2026-03-12", "100", provider=fund),
        paid("pledge", "2026-02-10", "250", provider=other),
        paid("expenditure", "2026-05-10", "90", provider=body(store, "Builder")),
    ])  # fmt: skip
    project(store, "More than needed", funding_target=usd("10"), transactions=[paid("pledge", "2026", "500")])
    found = money.of_project(store, wells)
    assert (found.target, found.promised, found.gap) == (100000, 60000, 40000)
    assert [(one.title, one.promised, one.paid, one.left) for one in found.providers] == [
        ("Fund", 35000, 10000, 25000), ("Other", 25000, 0, 25000),
    ]  # fmt: skip
    assert of(store).gap == 40000


def test_payments_settle_the_oldest_promise_first_and_the_rest_is_overdue(store: Store) -> None:
    fund = body(store, "Fund")
    wells = project(store, "Wells", transactions=[
        paid("pledge", "2020-01-01", "100", provider=fund, due="2020-06-30"),
        paid("pledge", "2020-01-01", "100", provider=fund, due="2021"),
        paid("pledge", "2020-01-01", "100", provider=fund, due=today()[:4]),
        paid("disbursement", "2020-05-01", "150", provider=fund),
    ])  # fmt: skip
    [one] = money.of_project(store, wells).providers
    assert (one.pledged, one.paid, one.left, one.overdue, one.since) == (30000, 15000, 15000, 5000, "2021")


def test_returns_stand_by_year_with_the_projects_to_which_they_were_paid(store: Store) -> None:
    school = project(store, "School")
    waqf = project(store, "Waqf", kind="waqf", capital=usd("2000"), endowment_returns=[
        {"year": 2025, "earned": usd("80"), "paid_out": usd("50"), "paid_to": school},
        {"year": 2025, "earned": usd("20"), "paid_out": usd("10")}, {"year": 2026, "earned": usd("90")},
    ], in_kinds=[{"kind": "premises", "value": usd("30")}, {"kind": "premises"}])  # fmt: skip
    found = money.of_project(store, waqf)
    assert found.capital == 200000
    assert [(one.year, one.earned, one.paid_out, one.paid_to) for one in found.returns] == [
        (2025, 10000, 6000, ((school, "School", 5000),)), (2026, 9000, 0, ()),
    ]  # fmt: skip
    assert [tuple(one) for one in found.in_kind] == [("premises", 2, 1, 3000)]
    assert sum(found.sums.values()) == 0


def test_one_year_of_many_projects_is_counted_by_itself(store: Store, well: str) -> None:
    project(store, "Roads", transactions=[paid("disbursement", "2027-01-01", "7")])
    found = of(store, year="2027")
    assert (found.projects, found.sums["disbursed"], found.sums["budget"]) == (2, 5700, 40000)


def test_what_is_lacking_is_not_of_one_year_and_in_kind_is(store: Store) -> None:
    project(
        store, "Wells", funding_target=usd("1000"),
        in_kinds=[{"value": usd("5"), "starts": "2026-03"}, {"ends": "2027"}],
        transactions=[paid("pledge", "2026-01-10", "300"), paid("pledge", "2027-01-10", "50")],
        budgets=[{"starts": year, "value": {"amount": "9", "currency": "CHF"}} for year in ("2026", "2027")],
    )  # fmt: skip
    found = of(store, year="2027")
    assert (found.sums["pledged"], found.promised, found.gap) == (5000, 35000, 65000)
    assert [(one.many, one.valued) for one in found.in_kind] == [(1, 0)]
    assert [tuple(one) for one in found.not_converted] == [("CHF", 1, 900)]
    for year in ("soon", "99999", "٢٠٢٧"):
        with pytest.raises(InvalidValue):
            of(store, year=year)


def test_a_capital_and_its_returns_in_another_currency_are_told_and_not_counted(store: Store) -> None:
    francs = {"amount": "7", "currency": "CHF"}
    project(
        store, "Waqf", capital=francs, funding_target=francs,
        endowment_returns=[{"year": 2026, "earned": francs, "paid_out": usd("1")}, {"year": 2027, "earned": francs}],
    )  # fmt: skip
    found = of(store)
    assert (found.capital, [tuple(one) for one in found.not_converted]) == (0, [("CHF", 4, 2800)])
    assert [tuple(one) for one in of(store, year="2026").not_converted] == [("CHF", 3, 2100)]
    assert money.currencies(store, listing.open_list(store, "project")) == ["USD", "CHF"]
    assert of(store, "CHF").capital == 700


@pytest.mark.parametrize(
    ("first", "revised"),
    [
        ({"starts": "2026-03-01", "ends": "2026-12-31"}, {"starts": "2026"}),
        ({"starts": "2026"}, {"starts": "2026-03-01", "ends": "2027-02"}),
        ({"starts": "2026-03"}, {"starts": "2025-01-01", "ends": "2026-03"}),
    ],
)
def test_a_revised_budget_of_days_known_in_part_takes_the_place_of_what_it_overlaps(
    store: Store, first: dict[str, str], revised: dict[str, str]
) -> None:
    lines = [{"type": "original", "value": usd("7"), **first}, {"type": "revised", "value": usd("5"), **revised},
             {"type": "original", "starts": "2024", "value": usd("1")}]  # fmt: skip
    project(store, "Wells", budgets=lines)
    assert of(store).sums["budget"] == 600


def test_what_a_reader_may_not_see_never_counts(store: Store, well: str) -> None:
    hidden = project(store, "Hidden", classification="secret", transactions=[paid("pledge", "2026", "999")])
    project(store, "Waqf", endowment_returns=[{"year": 2026, "earned": usd("9"), "classification": "secret"}])
    outside = reach.reader(store, "", "internal")
    found = money.figures(store, listing.open_list(store, "project"), who=outside)
    assert (found.projects, found.sums["pledged"], found.returns) == (2, 50000, ())
    with pytest.raises(Refused):
        money.of_project(store, hidden, who=outside)
    giver = record.save(
        store, "organization", {"name_en": "Giver", "classification": "secret", "audience": "ministry"}
    )["id"]
    roads = project(store, "Roads", transactions=[paid("pledge", "2026", "5", provider=giver)])
    assert [one.title for one in money.of_project(store, roads, who=outside).providers] == ["For fewer readers"]
    assert [one.title for one in money.of_project(store, roads).providers] == ["Giver"]


@given(st.integers(-(10**14), 10**14), st.lists(st.integers(0, HUNDRED), min_size=1, max_size=30).filter(any))
def test_parts_add_up_to_the_whole_and_none_is_off_by_one(amount: int, parts: list[int]) -> None:
    found = divided(amount, parts)
    assert sum(found) == amount
    assert all(abs(part * sum(parts) - amount * one) < sum(parts) for part, one in zip(found, parts, strict=True))


@given(st.lists(st.tuples(st.sampled_from([*"ABCDE", None]), st.none() | st.integers(0, HUNDRED)), max_size=6))
def test_shares_are_weights_of_the_whole_and_what_is_not_said_has_the_rest(
    shares: list[tuple[str | None, int | None]],
) -> None:
    found, said = weights(shares), sum(share or 0 for _, share in shares)
    assert sum(found.values()) == max(said, HUNDRED)
    assert all(found.values())


@given(st.integers(1, 10**12), st.dates(), st.integers(0, 4000))
def test_a_budget_over_several_years_loses_nothing(amount: int, starts: date, days: int) -> None:
    ends = min(starts, date(9000, 1, 1)) + timedelta(days)
    assert sum(by_year(amount, starts.isoformat(), ends.isoformat()).values()) == amount
