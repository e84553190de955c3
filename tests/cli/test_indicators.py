"""Indicators from the command line: how they stand, and their papers of a period."""

import json
from pathlib import Path
from typing import Any

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk
from tests.conftest import PASSPHRASE
from tests.operations.indicators.measured import indicator, project, value


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    store = desk.open_desk(home, PASSPHRASE)
    one = indicator(store, "Visits", measure="number", project=project(store, "Clinic"),
                    targets=[{"period": "2026", "value": "20"}])  # fmt: skip
    value(store, one, "2026", 11)
    value(store, one, "2025", 5)
    store.close()

    def call(*words: str, status: int = 0) -> tuple[str, str]:
        assert main([*words]) == status
        found = capsys.readouterr()
        return found.out, found.err

    return call


def test_how_indicators_stand_is_told_in_lines_and_in_json(run: Any) -> None:
    lines = run("indicator", "status")[0].splitlines()
    assert lines[0] == "off_track\t–\tVisits\t2026\t11\t20"
    assert lines[-1] == "off_track 1\tat_risk 0\ton_track 0\tno_data 231"
    told = json.loads(run("indicator", "status", "--by", "project", "--period", "2025", "--json")[0])
    group = next(one for one in told["groups"] if one["title"] == "Clinic")
    assert (told["until"], group["rows"][0]["actual"], group["no_data"]) == (
        "2025",
        {"period": "2025", "value": "5"},
        1,
    )
    assert json.loads(run("indicator", "status", "--approved", "--json")[0])["off_track"] == 0
    assert "Choose one of" in run("indicator", "status", "--by", "colour", status=1)[1]


def test_papers_of_a_period_are_printed(run: Any, tmp_path: Path) -> None:
    for name in ("indicator-scoreboard", "quarterly-summary"):
        out = tmp_path / f"{name}.pdf"
        run("print", name, "--period", "2026-Q3", "--lang", "both", "-o", str(out))
        assert out.read_bytes().startswith(b"%PDF")
        assert "is not a period" in run("print", name, "--period", "soon", "-o", str(out), status=1)[1]
