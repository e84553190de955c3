"""Projects from the command line: their money, their milestones, the reports that are owed, and one begun."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk
from tests.cli.test_letters import Run, run
from tests.conftest import PASSPHRASE
from tests.operations.projects.ventures import paid, project, usd

__all__ = ["run"]


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        return {
            "wells": project(
                store, "Wells", funding_target=usd("100"), status="implementation", reports="yearly",
                planned_start="2020-01-01", milestones=[{"title_en": "Drilled", "due": "2020-05-01"}],
                transactions=[paid("pledge", "2020-02-01", "60"), paid("expenditure", "2020-12", "12.5")],
            ),
            "roads": project(store, "Roads", transactions=[paid("pledge", "2021-02-01", "1")]),
        }  # fmt: skip


def test_money_of_one_and_of_many(run: Run, made: dict[str, str]) -> None:
    one = run("project", "money", made["wells"])
    assert (one["currency"], one["sums"]["pledged"], one["gap"]) == ("USD", "60.00", "40.00")
    assert run("project", "money", "--where", "title_en=Roads")["sums"]["pledged"] == "1.00"
    assert run("project", "money")["sums"]["pledged"] == "61.00"
    assert run("project", "money", "--year", "2021")["sums"]["pledged"] == "1.00"


def test_milestones_that_are_late_and_the_table_of_them(run: Run, made: dict[str, str], tmp_path: Path) -> None:
    [wells] = run("project", "portfolio", "--late")
    assert (wells["title"], wells["milestones"][0]["title"]) == ("Wells", "Drilled")
    out = tmp_path / "portfolio.csv"
    assert run("project", "portfolio", "--out", str(out))["rows"] == 2
    assert "Drilled" in out.read_text("utf-8-sig")


def test_what_is_owed_and_a_report_begun(run: Run, made: dict[str, str]) -> None:
    found = run("project", "owed")
    assert {one["title"] for one in found} == {"Wells"}
    begun = run("project", "report", made["wells"], found[-1]["period"])
    assert (begun["spent"], begun["per_cent"]) == (usd("12.50"), None)
    assert run("project", "owed")[-1]["report"] == begun["id"]


def test_people_read_lines(run: Run, made: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    def lines(*words: str) -> str:
        assert main(["project", *words]) == 0
        told: Any = capsys.readouterr().out
        return str(told)

    assert "needed 100.00, promised 60.00, lacking 40.00" in lines("money", made["wells"])
    assert "Drilled" in lines("portfolio")
    assert "Wells" in lines("owed")
