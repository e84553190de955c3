"""The State's foreign assistance of a year: what counts, how it is divided, and what each edition holds back."""

from typing import Any

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.operations import listing, reach, record
from coopdesk.operations.projects.aid import count, figures, plain
from coopdesk.records.aid import BY, AidRow
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, paid, project, usd

PUBLIC = {"classification": "public", "degree_reason": "Published"}


def rows(found: tuple[AidRow, ...]) -> dict[str | None, int]:
    return {one.key: one.amount // 100 for one in found}


def aided(store: Store, title: str = "Aid", **values: Any) -> str:
    given = {
        "managed_by": "assistance", "channel": "multilateral",
        "project_countries": [{"country": "YE", "share": "60"}, {"country": "SO", "share": "40"}],
        "project_sectors": [{"sector": "11220", "share": "25"}, {"sector": "12220", "share": "75"}],
    }  # fmt: skip
    return project(store, title, **{**given, **values})


def test_what_was_paid_is_divided_by_shares_and_compared_with_the_year_before(store: Store) -> None:
    aided(store, transactions=[
        paid("disbursement", "2026-03-01", "1000", source="government"),
        paid("disbursement", "2026-05-01", "500", source="waqf", country="SD", sector="72010", channel="ngo",
             humanitarian=True),
        paid("expenditure", "2026-06-01", "100"), paid("disbursement", "2025-06", "800"),
        paid("commitment", "2026-01-01", "9000"), paid("pledge", "2026-01-01", "9000"),
    ])  # fmt: skip
    found = figures(store, "2026")
    assert (found.whole.amount, found.whole.before, found.whole.change) == (160_000, 80_000, 100.0)
    assert (found.whole.humanitarian, found.whole.projects) == (50_000, 1)
    assert rows(found.by["country"]) == {"YE": 660, "SD": 500, "SO": 440}
    assert rows(found.by["sector"]) == {"122": 825, "720": 500, "112": 275}
    assert rows(found.by["channel"]) == {"multilateral": 1100, "ngo": 500}
    assert rows(found.by["source"]) == {"government": 1000, "waqf": 500, None: 100}
    assert next(one.before for one in found.by["country"] if one.key == "YE") == 48_000
    assert [(one.year, one.amount // 100) for one in found.years] == [
        (2022, 0), (2023, 0), (2024, 0), (2025, 800), (2026, 1600),
    ]  # fmt: skip
    for by in BY:
        assert sum(one.amount for one in found.by[by]) == found.whole.amount


def test_what_others_spend_or_give_is_no_assistance_of_the_state(store: Store) -> None:
    abroad, home = body(store, "Fund of another State"), body(store, "Fund")
    record.save(store, "organization", {"id": abroad, "country": "NO"})
    record.save(store, "organization", {"id": home, "country": "QA"})
    project(store, "Theirs", managed_by="organization", transactions=[paid("expenditure", "2026-03-01", "70")])
    aided(store, transactions=[
        paid("disbursement", "2026-03-01", "1", provider=abroad),
        paid("disbursement", "2026-03-01", "2", provider=home),
    ])  # fmt: skip
    assert figures(store, "2026").whole.amount == 200


def test_an_amount_of_another_currency_counts_by_its_equivalent_or_is_told(store: Store) -> None:
    qar = {"amount": "364", "currency": "QAR"}
    aided(store, transactions=[
        paid("disbursement", "2026-03-01", "0", value=qar, equivalent=usd("100")),
        paid("disbursement", "2026-03-01", "0", value=qar), paid("disbursement", "2025-03-01", "0", value=qar),
    ])  # fmt: skip
    found = figures(store, "2026")
    assert found.whole.amount == 10_000
    assert [tuple(one) for one in found.not_converted] == [("QAR", 1, 36_400)]


def test_support_in_kind_is_a_line_of_its_own(store: Store) -> None:
    aided(store, in_kinds=[
        {"kind": "transport", "value": usd("50"), "starts": "2026-02-01"},
        {"kind": "transport", "value": usd("20"), "ends": "2025-12-31"}, {"kind": "licence", "starts": "2026-01-05"},
    ])  # fmt: skip
    found = figures(store, "2026")
    assert found.whole.amount == 0
    assert (found.in_kind_whole.amount, found.in_kind_whole.before, found.not_valued) == (5_000, 2_000, 1)
    assert [(one.key, one.amount) for one in found.in_kind] == [("transport", 5_000), ("licence", 0)]


def test_the_public_edition_holds_public_records_and_no_trace_of_others(store: Store) -> None:
    internal = {"classification": "internal"}
    other = {"amount": "5", "currency": "QAR"}
    aided(store, "Open", **PUBLIC, transactions=[
        paid("disbursement", "2026-03-01", "100"), paid("disbursement", "2026-03-02", "7", **internal),
        paid("disbursement", "2026-03-03", "0", value=other, **internal),
    ])  # fmt: skip
    aided(store, "Closed", transactions=[paid("disbursement", "2026-03-01", "900")],
          in_kinds=[{"kind": "transport", "starts": "2026-02-01", "value": usd("3")}])  # fmt: skip
    made = count(store, "2026", "public")
    assert (made.figures.whole.amount, made.figures.whole.projects) == (10_000, 1)
    assert (made.figures.in_kind, made.figures.not_valued, made.figures.not_converted) == ((), 0, ())
    assert set(made.degrees.values()) == {"public"}
    assert figures(store, "2026").whole.amount == 100_700


def test_a_country_that_is_not_public_is_not_named_in_the_public_edition(store: Store) -> None:
    lines = [{"country": "YE", "share": "60"}, {"country": "SO", "share": "40", "classification": "internal"}]
    aided(store, **PUBLIC, project_countries=lines, transactions=[paid("disbursement", "2026-03-01", "100")])
    assert rows(figures(store, "2026", "public").by["country"]) == {"YE": 60, None: 40}


def test_only_the_projects_of_a_list_and_of_a_reader_count(store: Store) -> None:
    for title, kind, amount in (("One", "humanitarian", "10"), ("Two", "development", "20")):
        aided(store, title, kind=kind, transactions=[paid("disbursement", "2026-03-01", amount)])
    found = listing.open_list(store, "project", where={"kind": "humanitarian"})
    told = figures(store, "2026", found=found)
    assert (told.whole.amount, told.whole.humanitarian) == (1_000, 1_000)
    assert figures(store, "2026", who=reach.reader(store, "all")).whole.amount == 0


@pytest.mark.parametrize(("year", "edition"), [("26", "internal"), ("x", "internal"), ("2026", "secret")])
def test_what_is_no_year_or_no_edition_is_refused(store: Store, year: str, edition: str) -> None:
    with pytest.raises(InvalidValue):
        figures(store, year, edition)


def test_the_plain_form_is_in_whole_units(store: Store) -> None:
    aided(store, transactions=[paid("disbursement", "2026-03-01", "12.50")])
    told = plain(figures(store, "2026"))
    assert told["total"] == {
        "key": None, "title": "", "amount": 12.5, "before": 0.0, "change": None, "humanitarian": 0.0, "projects": 1,
    }  # fmt: skip
    assert [one["key"] for one in told["by_country"]] == ["YE", "SO"]
