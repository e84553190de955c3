"""Figures, digest and calendar from the command line: JSON by grouping and of a year, as PDF and as a draft of mail."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk, record
from tests.conftest import PASSPHRASE

Run = Callable[..., Any]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    store = desk.open_desk(home, PASSPHRASE)
    for title, kind, day in (("A", "post", "2026-02-03"), ("B", "training", "2025-02-03"), ("C", "post", "2025-03-01")):
        values = {"title_en": title, "kind": kind, "received_on": day, "deadline": "2065-03-20"}
        record.save(store, "opportunity", values)
    store.close()

    def call(*words: str, status: int = 0) -> Any:
        assert main([*words, "--json"]) == status
        out, err = capsys.readouterr()
        return json.loads(out) if not status else err

    return call


def test_figures_are_json_by_each_grouping_and_of_a_year(run: Run) -> None:
    found = run("figures")
    assert [(one["title"], one["received"]) for one in found["rows"]] == [("2026", 1), ("2025", 2)]
    assert found["total"]["received"] == 3
    found = run("figures", "--by", "kind", "--year", "2025")
    assert {one["key"]: one["received"] for one in found["rows"]} == {"post": 1, "training": 1}
    assert run("figures", "--by", "kind", "--where", "kind=post")["total"]["received"] == 2
    assert "entity" in run("figures", "--by", "moon", status=1)


@pytest.mark.parametrize("year", ["20", "next", "٢٠٢٦"])
def test_a_year_is_four_digits(run: Run, year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--year", year]) == 2


def test_figures_digest_and_calendar_are_printed(run: Run, tmp_path: Path) -> None:
    asked: tuple[tuple[str, ...], ...] = (
        ("opportunity-figures", "--year", "2025", "--by", "kind"), ("opportunity-digest", "--by", "entity"),
        ("calendar-month", "--type", "opportunity", "--month", "2065-03"),
    )  # fmt: skip
    for words in asked:
        made = tmp_path / f"{words[0]}.pdf"
        run("print", *words, "--lang", "ar", "-o", str(made))
        assert made.read_bytes().startswith(b"%PDF")
    mail = tmp_path / "digest.eml"
    run("print", "opportunity-digest", "-o", str(mail))
    assert mail.read_bytes().startswith(b"X-Unsent: 1")
