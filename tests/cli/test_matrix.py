"""The indicator matrix from the command line: told, written as a table, taken back, reviewed, locked."""

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk
from coopdesk.operations.indicators import cell_saving
from coopdesk.operations.indicators.cell_change import Change
from tests.cli.test_letters import Run, run
from tests.conftest import PASSPHRASE
from tests.operations.indicators.made import came_late, indicator

__all__ = ["run"]
CHOSEN = ("--where", "custodian=Tests", "--from", "2025", "--to", "2026")


@pytest.fixture
def ids(home: Path) -> list[str]:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        made = [indicator(store, name, code=f"T.{n}", custodian="Tests") for n, name in enumerate(("First", "Second"))]
        cell_saving.save_cells(store, [Change(made[0], "2025", "", "value", 12_500_000)])
    return made


def test_a_matrix_is_told_with_the_states_of_its_values(run: Run, ids: list[str]) -> None:
    found = run("indicator", "matrix", *CHOSEN)
    assert (found["periods"], found["stages"]["2025"]) == (["2025", "2026"], {"draft": 1})
    assert [row["name"] for row in found["rows"]] == ["First", "Second"]
    assert found["rows"][0]["cells"]["2025"]["value"] == "12.5"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_matrix_goes_out_as_a_table_and_comes_back(run: Run, ids: list[str], tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"matrix.{ending}"
    assert run("indicator", "matrix", *CHOSEN, "-o", str(out))["rows"] == 2
    assert run("indicator", "enter", str(out))["written"] == 0
    back = tmp_path / "back.csv"
    run("indicator", "matrix", *CHOSEN, "-o", str(back))
    rows = list(csv.DictReader(back.read_text("utf-8-sig").splitlines()))
    rows[0] |= {"2025": "١٣", "2026 target": "20"}
    rows[1] |= {"2025": "not yet", "2026": "1,250"}
    with back.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert "not yet" in run("indicator", "enter", str(back), status=1)
    found = run("indicator", "matrix", *CHOSEN)["rows"]
    assert found[0]["cells"]["2025"]["value"] == "13"
    assert found[0]["cells"]["2026"]["target"] == "20"
    assert [period for period, cell in found[1]["cells"].items() if cell["value"]] == ["2026"]


def test_values_go_through_their_review(run: Run, ids: list[str]) -> None:
    assert len(run("indicator", "submit", *CHOSEN)["done"]) == 1
    assert "comment" in run("indicator", "return", *CHOSEN, status=1)
    assert len(run("indicator", "return", *CHOSEN, "--comment", "Count again")["done"]) == 1
    run("indicator", "submit", *CHOSEN)
    assert len(run("indicator", "approve", *CHOSEN)["done"]) == 1
    assert run("indicator", "matrix", *CHOSEN)["stages"]["2025"] == {"approved": 1}
    assert len(run("indicator", "reopen", *CHOSEN, "--comment", "An error")["done"]) == 1


def test_what_came_after_a_lock_is_told_to_whoever_approves_it(
    run: Run, home: Path, ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run("indicator", "lock", "2025", "2026")
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        one, other = (came_late(store, ids[1], period, 7_000_000) for period in ("2025", "2026"))
    run("indicator", "unlock", "2025", "2026")
    for words in (("record", "step", "indicator_value", one, "approve"), ("indicator", "approve", *CHOSEN)):
        assert main([*words]) == 0
        assert capsys.readouterr().err == "1 value came after its period was locked.\n"
    assert run("record", "show", "indicator_value", other)["stage"] == "approved"


def test_periods_are_locked_and_opened_again(run: Run, ids: list[str]) -> None:
    assert run("indicator", "lock", "2025", "2026-Q1") == ["2025", "2026-Q1"]
    assert run("indicator", "matrix", *CHOSEN)["locked"] == ["2025"]
    assert "locked" in run("indicator", "submit", *CHOSEN, status=1)
    assert run("indicator", "unlock", "2025") == ["2026-Q1"]
    assert run("indicator", "locked") == ["2026-Q1"]


def test_what_is_asked_of_a_value_is_told_beside_the_result(
    run: Run, ids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limit, value = tmp_path / "limit.json", tmp_path / "value.json"
    limit.write_text(json.dumps({"id": ids[0], "jump": "50"}), "utf-8")
    run("record", "save", "indicator", str(limit))
    value.write_text(json.dumps({"indicator": ids[0], "period": "2026", "value": "90"}), "utf-8")
    assert main(["record", "save", "indicator_value", str(value)]) == 0
    assert "620" in capsys.readouterr().err
    table = tmp_path / "table.csv"
    table.write_text(f"id,2026\n{ids[0]},13\n", "utf-8")
    assert run("indicator", "enter", str(table))["asked"] == []
    table.write_text(f"id,2026\n{ids[0]},40\n", "utf-8")
    assert main(["indicator", "enter", str(table)]) == 0
    assert "220" in capsys.readouterr().err
    table.write_text(f"id,2026\n{ids[0]},90\n", "utf-8")
    assert "620" in run("indicator", "enter", str(table))["asked"][0]
    table.write_text("Indicator,Period,Actual\nT.0,2026,1\n", "utf-8")
    told = run("import", "csv", str(table), "--type", "indicator_value")
    assert "value before" in str(told["notes"])
