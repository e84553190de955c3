"""The assistance of a year, overlaps and allocations on paper, read back in both languages: with the totals of the
figures, and in the public edition nothing of what is not public."""

from decimal import Decimal
from typing import Any

import pytest

from coopdesk.i18n import using
from coopdesk.operations import listing, printing, reach, record
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.projects import aid, money
from coopdesk.store.home import Store
from tests.documents.papers import LANGUAGES, _plain, holds, lacks
from tests.documents.test_pages import by_pdfium, by_poppler
from tests.operations.projects import test_overlaps
from tests.operations.projects.test_allocations import allocation
from tests.operations.projects.ventures import body, paid, project, usd

OPEN = {"classification": "public", "degree_reason": "Published"}
QAR, EUR = {"amount": "364", "currency": "QAR"}, {"amount": "4321", "currency": "EUR"}


def printed(store: Store, name: str, lang: str, listed: Listed, for_whom: str = "", upto: str = "") -> dict[str, str]:
    who = reach.reader(store, for_whom, upto)
    pdf = printing.prepare(store, name, "", lang, listed, who=who).pdf()
    return {read.__name__: _plain(read(pdf)) for read in (by_poppler, by_pdfium)}


@pytest.fixture
def year(store: Store) -> Store:
    """A year with a public project and with others that are for fewer readers."""
    shares = [{"country": "YE", "share": "60"}, {"country": "SO", "share": "40"}]
    project(store, "Open", managed_by="assistance", channel="multilateral", project_countries=shares,
            project_sectors=[{"sector": "11220"}], **OPEN, transactions=[
        paid("disbursement", "2026-03-01", "1000", source="government"),
        paid("disbursement", "2025-03-01", "800", source="government"),
        paid("disbursement", "2026-04-01", "333333", classification="internal", country="SD", source="waqf"),
    ])  # fmt: skip
    lines: list[dict[str, Any]] = [
        paid("disbursement", "2026-03-01", "777777", source="private", channel="academic"),
        paid("disbursement", "2026-03-02", "0", value=EUR),
    ]
    gift = {"kind": "premises", "starts": "2026-02-01", "value": usd("55555")}
    project(store, "Closed", managed_by="assistance", classification="confidential", transactions=lines,
            project_countries=[{"country": "AF"}], project_sectors=[{"sector": "72010"}], in_kinds=[gift])  # fmt: skip
    return store


@LANGUAGES
def test_the_internal_edition_tells_all_and_bears_the_highest_degree(year: Store, lang: str) -> None:
    text = printed(year, "aid-report", lang, Listed("project", day="2026"))
    said = {"en": ("Yemen", "Afghanistan", "Each square is a State", "Internal edition", "CONFIDENTIAL"),
            "ar": ("اليمن", "أفغانستان", "نسخة داخلية")}  # fmt: skip
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *said[one])
    holds(text, "1,112,110.00", "777,777", "55,555", "4,321.00", "333,333")


def test_what_has_one_row_is_told_by_its_table_and_not_drawn(store: Store) -> None:
    line = paid("disbursement", "2026-03-01", "1000", source="government")
    for name, country in (("One", "YE"), ("Two", "SD")):
        shares = [{"country": country}]
        project(store, name, managed_by="assistance", channel="multilateral", project_countries=shares,
                transactions=[line])  # fmt: skip
    text = printed(store, "aid-report", "en", Listed("project", day="2026"))
    holds(text, "Country, USD", "Multilateral organizations")
    lacks(text, "Channel of delivery, USD", "Source of the money, USD")


@LANGUAGES
def test_the_public_edition_says_nothing_of_what_is_not_public(year: Store, lang: str) -> None:
    text = printed(year, "aid-report-public", lang, Listed("project", {"title_en": "Closed"}, day="2026"))
    holds(text, "1,000.00", "800.00", "+25.0")
    lacks(text, "777,777", "333,333", "55,555", "4,321", "EUR", "Closed", "CONFIDENTIAL", "INTERNAL", "Afghanistan",
          "أفغانستان", "Sudan", "السودان", "Premises", "left out", "Filtered", "محدود التداول", "داخلي")  # fmt: skip
    if lang != "ar":
        holds(text, "Public edition", "PUBLIC")


def test_the_public_edition_is_the_same_for_whoever_prints_it(year: Store) -> None:
    wanted = Listed("project", day="2026")
    first = printed(year, "aid-report-public", "en", wanted)
    assert printed(year, "aid-report-public", "en", wanted, upto="internal") == first
    assert printed(year, "aid-report-public", "en", wanted, "ministry") == first


def test_a_reader_of_the_internal_edition_is_told_that_something_is_left_out_and_not_what(year: Store) -> None:
    for where in ({}, {"managed_by": "assistance"}):
        text = printed(year, "aid-report", "en", Listed("project", where, day="2026"), upto="internal")
        lacks(text, "777,777", "Afghanistan", "4,321", "55,555", "CONFIDENTIAL")
        holds(text, "INTERNAL", "left out", "334,333.00")


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_the_totals_on_paper_are_those_of_the_figures(year: Store, edition: str) -> None:
    with using("en"):
        found = aid.figures(year, "2026", edition)
    text = printed(year, "aid-report" if edition == "internal" else "aid-report-public", "en",
                   Listed("project", day="2026"))  # fmt: skip
    holds(text, f"{Decimal(found.whole.amount).scaleb(-2):,.2f}",
          *(f"{round(row.amount / 100):,}" for rows in found.by.values() for row in rows))  # fmt: skip


@LANGUAGES
def test_overlaps_stand_with_the_money_of_both(store: Store, lang: str) -> None:
    for title, name, lines in (
        (
            "Schools",
            "Ministry A",
            [paid("commitment", "2026-01-05", "5000"), paid("disbursement", "2026-02-01", "1200")],
        ),
        ("Classrooms", "Ministry B", [paid("disbursement", "2026-02-01", "0", value=QAR)]),
    ):
        test_overlaps.project(store, title, title_ar=title, coordinating=body(store, name), transactions=lines)
    text = printed(store, "overlaps", lang, Listed("project"))
    holds(text, "Schools", "Classrooms", "Ministry A", "Ministry B", "5,000", "1,200", "364.00 QAR")
    holds(text, *(("Yemen",) if lang != "ar" else ("اليمن",)), "11220")


def test_an_overlap_with_what_a_reader_may_not_see_is_not_told(store: Store) -> None:
    for title, degree in (("Schools", "internal"), ("Hidden", "secret")):
        test_overlaps.project(store, title, coordinating=body(store, title), classification=degree)
    holds(printed(store, "overlaps", "en", Listed("project")), "Hidden", "SECRET")
    text = printed(store, "overlaps", "en", Listed("project"), upto="internal")
    lacks(text, "Hidden", "Schools", "SECRET", "left out")
    holds(text, "No projects overlap.")


@LANGUAGES
def test_allocations_stand_by_year_with_what_moved_and_why(store: Store, lang: str) -> None:
    fund = str(record.save(store, "organization", {"name_en": "Fund", "name_ar": "الصندوق", "type": "other"})["id"])
    allocation(store, fund, 2025, "1000")
    allocation(store, fund, 2026, "2000", planned=usd("3500"), allocation_changes=[
        {"on": "2026-04-02", "amount": usd("1500"), "decided_by": "Council", "reason": "Drought"},
    ])  # fmt: skip
    allocation(store, fund, 2027, planned=usd("900"))
    project(store, "Aid", transactions=[paid("disbursement", "2026-01-05", "600", receiver=fund)])
    text = printed(store, "allocations", lang, Listed("allocation"))
    holds(text, "3,500", "1,500", "-25.0 %", "+50.0 %", "600", "900", "Council", "Drought")
    said = {"en": ("Fund (USD)", "Moved by more than 20 %", "2 April 2026", "Funding gap"),
            "ar": ("الصندوق", "فجوة التمويل", "لم يُدفع بعد")}  # fmt: skip
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *said[one])


def test_allocations_that_a_reader_may_not_see_are_left_out_and_that_is_said(store: Store) -> None:
    fund = body(store, "Fund")
    allocation(store, fund, 2026, "1234", classification="internal")
    allocation(store, fund, 2027, "98765", classification="secret")
    holds(printed(store, "allocations", "en", Listed("allocation")), "98,765", "SECRET")
    text = printed(store, "allocations", "en", Listed("allocation"), upto="internal")
    lacks(text, "98,765", "SECRET", "2027")
    holds(text, "1,234", "left out")


def test_money_lines_for_fewer_readers_are_in_no_sum_of_the_sheet_or_the_summary(store: Store) -> None:
    id = project(store, "Wells", classification="internal", status="implementation", planned_start="2026-01-01",
                 budgets=[{"starts": "2026-07", "ends": "2026-09", "value": usd("654321"), "classification": "secret"}],
                 transactions=[
        paid("disbursement", "2026-08-01", "1000"),
        paid("disbursement", "2026-08-02", "23000", classification="secret"),
    ])  # fmt: skip
    wanted = Listed("project", period="2026-Q3")
    holds(printed(store, "quarterly-summary", "en", wanted), "24,000", "654,321")
    text = printed(store, "quarterly-summary", "en", wanted, upto="internal")
    lacks(text, "24,000", "654,321")
    holds(text, "1,000")
    sheet = by_poppler(
        printing.prepare(store, "project-sheet", id, "en", who=reach.reader(store, "", "internal")).pdf()
    )
    assert "24,000" not in sheet
    assert "654,321" not in sheet
    assert "1,000" in sheet


def test_a_country_for_fewer_readers_divides_no_money_that_they_are_told(store: Store) -> None:
    project(store, "Wells", project_countries=[
        {"country": "YE", "share": "60"}, {"country": "SO", "share": "40", "classification": "secret"},
    ], transactions=[paid("disbursement", "2026-08-01", "1000")])  # fmt: skip
    found = listing.open_list(store, "project")

    def told(upto: str) -> dict[str | None, int]:
        rows = money.figures(store, found, who=reach.reader(store, "", upto)).by["country"]
        return {row.key: row.sums["disbursed"] for row in rows}

    assert told("secret") == {"YE": 60_000, "SO": 40_000}
    assert told("internal") == {"YE": 60_000, None: 40_000}
