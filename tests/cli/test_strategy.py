"""A strategy from the command line: taken from a table or refused with its lines, its coverage told and printed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import table_files
from tests.conftest import PASSPHRASE
from tests.operations.strategy.test_table import HEADS, NEXT

Run = Callable[..., Any]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)

    def call(*words: str, status: int = 0) -> Any:
        assert main([*words, "--json"]) == status
        out, err = capsys.readouterr()
        return json.loads(out) | {"told": err}

    return call


def test_a_strategy_is_looked_at_taken_and_told(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "s.csv")
    table_files.write_rows(Path(path), "", HEADS, NEXT)
    looked = run("import", "strategy", path, "--dry-run")
    assert (looked["created"], len(looked["new"])) == ([], 4)
    assert len(run("import", "strategy", path)["created"]) == 4
    assert run("import", "strategy", path)["same"] == looked["new"]
    found = run("coverage", "nds4")
    assert [one["code"] for one in found["rows"]] == ["nds4", "nds4-co", "nds4-ic", "nds4-ic.1"]
    assert found["outcomes_without"]["project"] == ["nds4-ic"]
    assert run("coverage")["strategy"] == "nds4"


def test_faults_are_told_by_line_and_nothing_is_taken(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "s.csv")
    table_files.write_rows(Path(path), "", HEADS, [NEXT[0], ("outcome", "nds4-1", "One", "", "nds7", "", "", "", "")])
    told = run("import", "strategy", path, status=1)
    assert [one["line"] for one in told["faults"]] == [3, 3]
    assert "line 3, " in told["told"]
    assert run("coverage")["strategy"] == "nds3"


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_coverage_is_printed(run: Run, tmp_path: Path, lang: str) -> None:
    made = tmp_path / "covered.pdf"
    run("print", "strategy-coverage", "--by", "nds2", "--lang", lang, "-o", str(made))
    assert made.read_bytes().startswith(b"%PDF")


def test_coverage_is_written_as_a_table(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "covered.csv"
    assert run("coverage", "nds3", "-o", str(made))["records"] == 12
    lines = made.read_text("utf-8-sig").splitlines()
    assert len(lines) == 13
    assert lines[1].startswith("nds3,Third National Development Strategy 2024-2030,Strategy")
