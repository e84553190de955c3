"""The figures over projects from the command line, on a real home: money, the two editions of the assistance, overlaps,
allocations and the letter of planning; for each reader what he may see, and the same totals in table and file."""

import csv
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopdesk.calendars import today
from coopdesk.operations import desk
from tests.cli.test_letters import Run, run
from tests.conftest import PASSPHRASE
from tests.operations.projects import test_overlaps
from tests.operations.projects.test_allocations import allocation
from tests.operations.projects.ventures import body, paid, project, usd

__all__ = ["run"]
YEAR = int(today()[:4])
OPEN = {"classification": "public", "degree_reason": "Published"}
EUR = {"amount": "50", "currency": "EUR"}


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    """Two projects, one public with a line that is not, and a recipient of allocations."""
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        fund = body(store, "Fund")
        wells = project(
            store, "Wells", managed_by="assistance", **OPEN, channel="ngo", project_sectors=[{"sector": "14030"}],
            project_countries=[{"country": "YE", "share": "75"}, {"country": "SO", "share": "25"}],
            budgets=[{"type": "original", "starts": str(YEAR), "ends": str(YEAR), "value": usd("900")}],
            transactions=[
                paid("disbursement", f"{YEAR}-02-01", "1000", receiver=fund), paid("pledge", f"{YEAR}-01-01", "4000"),
                paid("disbursement", f"{YEAR - 1}-02-01", "500"),
                paid("disbursement", f"{YEAR}-03-01", "7", classification="internal", country="SD"),
            ],
        )  # fmt: skip
        roads = project(
            store, "Roads", managed_by="assistance", classification="confidential",
            project_countries=[{"country": "AF"}], transactions=[
                paid("disbursement", f"{YEAR}-02-01", "30"), paid("disbursement", f"{YEAR}-02-02", "0", value=EUR),
            ],
        )  # fmt: skip
        allocation(store, fund, YEAR, "1500", "1200", classification="internal")
        allocation(store, fund, YEAR + 1, planned=usd("2000"), classification="secret")
        return {"wells": wells, "roads": roads, "fund": fund}


def test_money_of_a_year_in_a_currency_and_what_is_not_converted(run: Run, made: dict[str, str]) -> None:
    told = run("project", "money", "--year", str(YEAR))
    assert (told["sums"]["disbursed"], told["sums"]["pledged"], told["sums"]["budget"]) == (
        "1037.00",
        "4000.00",
        "900.00",
    )
    assert told["not_converted"] == [{"currency": "EUR", "count": 1, "amount": "50.00"}]
    assert run("project", "money", made["roads"], "--currency", "eur")["sums"]["disbursed"] == "50.00"
    assert "currency" in run("project", "money", "--currency", "dollars", status=1)
    for rows in told["by"].values():
        assert sum(float(row["sums"]["disbursed"]) for row in rows) == 1037


def test_money_that_a_reader_may_not_see_is_not_in_the_sums(run: Run, made: dict[str, str]) -> None:
    told = run("project", "money", made["wells"], "--up-to", "public", "--year", str(YEAR))
    assert told["sums"]["disbursed"] == "1000.00"
    assert {row["key"] for row in told["by"]["country"]} == {"YE", "SO"}
    assert run("project", "money", "--up-to", "internal")["projects"] == 1
    run("project", "money", made["roads"], "--up-to", "internal", status=1)


def test_the_two_editions_of_the_assistance(run: Run, made: dict[str, str]) -> None:
    within, public = (run("project", "aid", "--edition", one) for one in ("internal", "public"))
    assert (within["total"]["amount"], within["total"]["before"], within["total"]["projects"]) == (1037.0, 500.0, 2)
    assert {row["key"]: row["amount"] for row in within["by_country"]} == {"YE": 750, "SO": 250, "SD": 7, "AF": 30}
    assert within["not_converted"] == [{"currency": "EUR", "payments": 1, "amount": 50.0}]
    assert (public["total"]["amount"], public["total"]["change"], public["not_converted"]) == (1000.0, 100.0, [])
    assert {row["key"] for row in public["by_country"]} == {"YE", "SO"}
    assert run("project", "aid", "--edition", "public", "--where", "title_en=Roads") == public
    assert run("project", "aid", "--up-to", "internal")["total"]["amount"] == 1007.0
    run("project", "aid", "--edition", "secret", status=1)


def test_the_editions_as_files_have_the_totals_of_the_figures(run: Run, made: dict[str, str], tmp_path: Path) -> None:
    for edition, whole in (("internal", "1037.00"), ("public", "1000.00")):
        out = tmp_path / f"{edition}.csv"
        run("project", "aid", "--edition", edition, "--out", str(out))
        rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
        groups: dict[str, float] = {}
        for row in rows:
            groups[row["Counted by"]] = groups.get(row["Counted by"], 0) + float(row["Amount"])
        assert set(groups.values()) == {float(whole)}
        assert ("Afghanistan" in out.read_text("utf-8-sig")) == (edition == "internal")


def test_overlaps_tell_the_money_of_both(run: Run, home: Path, tmp_path: Path) -> None:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        for title, lines in (
            ("One", [paid("commitment", "2026-01-01", "9")]),
            ("Two", [paid("disbursement", "2026", "4")]),
        ):
            test_overlaps.project(store, title, coordinating=body(store, title), transactions=lines)
    [found] = run("project", "overlaps")
    sums = {one["title"]: (one["committed"], one["paid"]) for one in (found["first"], found["second"])}
    assert sums == {"One": (9.0, 0.0), "Two": (0.0, 4.0)}
    assert "9.00/0.00" in run("project", "overlaps", plain=True)
    assert run("project", "overlaps", "--out", str(tmp_path / "o.csv"))["rows"] == 1
    [row] = csv.DictReader((tmp_path / "o.csv").read_text("utf-8-sig").splitlines())
    assert {row["Committed to the first"], row["Committed to the other"]} == {"9.00", "0.00"}


def test_allocations_with_their_changes_and_the_letter(run: Run, made: dict[str, str]) -> None:
    first, second = run("project", "allocations")
    assert (first["now"], first["gap"], first["paid"], first["not_paid_yet"]) == (1200.0, None, 1000.0, 200.0)
    assert [(one["was"], one["now"], one["change"]) for one in first["changes"]] == [(1500.0, 1200.0, -20.0)]
    assert (second["planned"], second["gap"], second["changes"]) == (2000.0, 2000.0, [])
    letter: dict[str, Any] = run("project", "planning-letter", made["fund"])
    assert (letter["classification"], letter["organization"]) == ("secret", made["fund"])
    assert "1,200.00 USD, of which 1,000.00 USD was paid" in letter["body"]
    assert "2,000.00 USD (planned" in letter["body"]
    assert run("project", "allocations", "--up-to", "internal")[0]["allocations"] == first["allocations"]
    assert len(run("project", "allocations", "--up-to", "internal")) == 1
    run("project", "planning-letter", made["wells"], status=1)
