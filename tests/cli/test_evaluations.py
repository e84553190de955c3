"""Evaluations from the command line: begun, evidence, answered, actions, lessons, ratings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk, record, steps
from tests.conftest import PASSPHRASE
from tests.operations.evaluations.made import judged, project
from tests.operations.evaluations.test_evidence import rated

Run = Callable[..., Any]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)

    def call(*words: str, status: int = 0) -> Any:
        assert main([*words, "--json"]) == status
        out, err = capsys.readouterr()
        return json.loads(out) if not status else err

    return call


def test_an_evaluation_from_its_beginning_to_the_actions(run: Run, home: Path) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    of = project(store)
    rated(store, subject=of, relevance=5)
    ready = judged(store)
    for step in ("begin", "report"):
        steps.take(store, "evaluation", ready, step)
    store.close()
    made = run("evaluation", "begin", of, "--kind", "final", "--planned", "2027-01-02")
    assert (made["kind"], made["planned_on"], len(made["evaluation_questions"])) == ("final", "2027-01-02", 12)
    found = run("evaluation", "evidence", made["id"])
    assert found["suggested"] == {"relevance": {"rating": 5.0, "answers": 1}}
    assert "recommendation 3" in run("evaluation", "respond", ready, "3", "accepted", status=1)
    run("evaluation", "respond", ready, "1", "accepted")
    run("evaluation", "respond", ready, "2", "rejected", "--reason-en", "No money")
    [action] = run("evaluation", "make-actions", ready, "--number", "1")["actions"]
    assert run("record", "show", "action", action)["source"] == ready
    assert "nothing to make actions of" in run("evaluation", "make-actions", ready, status=1)
    assert {one["criterion"] for one in run("evaluation", "lessons", "--criterion", "impact")} == {"impact"}
    [ratings] = run("evaluation", "ratings", "--where", "stage=reported")
    assert ratings["ratings"]["efficiency"] == 5


def test_lines_are_plain_text(home: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    id = judged(store)
    of = record.show(store, "evaluation", id)["subject"]
    values = {"name_en": "Wells in use", "project": of, "frequency": "year", "baseline": "0"}
    indicator = record.save(store, "indicator", {**values, "targets": [{"period": "2026", "value": "50"}]})["id"]
    record.save(store, "indicator_value", {"indicator": indicator, "period": "2026", "value": "40"})
    store.close()
    assert main(["evaluation", "evidence", id]) == 0
    assert capsys.readouterr().out.endswith("\tWells in use\tAt risk: 40 in 2026, target 50\n")
    assert main(["evaluation", "ratings"]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith("\t2026-11-20\t–\t2\t3\t4\t5\t6\t–")
