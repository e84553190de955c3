"""Nominations and committees from the command line: nominated, scored, ranked, minuted, and the note verbale."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopdesk.operations import desk, record
from tests.cli.test_letters import Run, run
from tests.conftest import PASSPHRASE
from tests.operations.offers.nominees import expert, opportunity
from tests.operations.offers.test_applicants import applicant, offer
from tests.operations.offers.test_readiness import DAY, worker

__all__ = ["run"]


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        found = {"offer": opportunity(store), "one": expert(store), "two": expert(store, name_en="Two", name_ar="ثانٍ")}
        committee = record.save(store, "committee", {"name_en": "Nominations", "criteria": "Merit: 60\nTongues: 40"})
        meeting = {"committee": committee["id"], "number": "1", "on": "2027-01-10",
                   "meeting_cases": [{"opportunity": found["offer"]}]}  # fmt: skip
        found["meeting"] = str(record.save(store, "committee_meeting", meeting)["id"])
    return found


def test_experts_are_nominated_scored_and_ranked(run: Run, made: dict[str, str]) -> None:
    first, second = (run("nomination", "make", made["offer"], made[one])["id"] for one in ("one", "two"))
    assert "is nominated for it already" in run("nomination", "make", made["offer"], made["one"], status=1)
    assert run("nomination", "make", made["offer"], made["one"], "--agreed")["stage"] == "proposed"
    run("record", "step", "committee_meeting", made["meeting"], "open")
    sheet = run("nomination", "scores", first, "--points", "Merit=50", "--points", "Tongues=100")
    assert sheet["criteria"][0]["weight"] == 60
    assert list(sheet["means"].values()) == [70]
    run("nomination", "scores", second, "--points", "Merit=90")
    assert "CRITERION=POINTS" in run("nomination", "scores", second, "--points", "Merit", status=1)
    assert "before the scoring is closed" in run("nomination", "ranking", made["offer"], status=1)
    run("record", "step", "committee_meeting", made["meeting"], "close")
    ranked = run("nomination", "ranking", made["offer"], "--note")
    assert [(one["rank"], one["name"]) for one in ranked["nominees"][:2]] == [(1, "Two"), (2, "Expert One")]
    assert ranked["noted"] == 2
    assert run("record", "show", "nomination", second)["rank"] == 1
    assert "Ranking: 1: Two, 90; 2: Expert One, 70." in run("committee", "minutes", made["meeting"])["minutes"]


def test_the_note_of_a_nomination_is_begun_and_printed_and_the_award_kept(
    run: Run, made: dict[str, str], tmp_path: Path
) -> None:
    nominated = run("nomination", "make", made["offer"], made["one"])["id"]
    run("print", "note-verbale", nominated, "--lang", "both", "-o", str(tmp_path / "draft.pdf"))
    note: dict[str, Any] = run("letter", "begin", "nomination", nominated)
    assert (note["kind"], note["about"], note["translations"][0]["language"]) == ("note_verbale", nominated, "en")
    run("record", "save", "letter", str(_file(tmp_path, {"id": note["id"], "country": "OM"})))
    assert "سلطنة عُمان" in run("letter", "fill", note["id"])["opening"]
    run("print", "note-verbale", nominated, "-o", str(tmp_path / "note.pdf"))
    for step in ("check", "endorse", "approve", "submit", "select", "begin"):
        run("record", "step", "nomination", nominated, step)
    award = run("nomination", "award", nominated)["id"]
    assert run("record", "show", "award", award)["expert"] == made["one"]


def _file(folder: Path, values: dict[str, str]) -> Path:
    import json

    path = folder / "values.json"
    path.write_text(json.dumps(values), "utf-8")
    return path


def test_the_roster_tells_who_is_ready_and_who_was_where(run: Run, home: Path, tmp_path: Path) -> None:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        worker(store, name_en="Zeal")
        worker(store, name_en="Away", availability="busy")
        expert(store, name_en="Back", service=[{"kind": "committee", "title": "Seat", "until": "2020"}])
    assert [(one["name"], one["ready"]) for one in run("roster", "ready", "--on", DAY)] == [
        ("Zeal", True), ("Away", False),
    ]  # fmt: skip
    assert [one["reasons"] for one in run("roster", "ready", "--on", DAY, "--only", "missing")] == [
        ["Not available now"]
    ]
    assert "whole day" in run("roster", "ready", "--on", "2027", status=1)
    assert run("roster", "alumni", "seat", "--contactable")[0]["what"] == "Seat"
    run("print", "relief-readiness", "--on", DAY, "--lang", "ar", "-o", str(tmp_path / "ready.pdf"))
    run("print", "alumni", "-o", str(tmp_path / "alumni.pdf"))


def test_applicants_are_decided_on_and_told_by_letter(run: Run, home: Path, tmp_path: Path) -> None:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        of = offer(store, country_quotas=[{"country": "KE", "seats": 1}])
        one, two = (applicant(store, of, name, score=score) for name, score in (("One", 70), ("Two", 80)))
    listed = run("applicant", "list", of, "--country", "ke")
    assert [row["name"] for row in listed["applicants"]] == ["Two", "One"]
    assert "its quota is 1" in run("applicant", "decide", of, "accepted", one, two, status=1)
    assert run("applicant", "decide", of, "accepted", two, "--number", "D/1")["decided"] == [two]
    run("applicant", "decide", of, "refused", one)
    assert run("letter", "decisions", "opportunity", of, "--preview") == {"selection": 1, "regret": 1}
    told = run("letter", "decisions", "opportunity", of, "--sign", "-o", str(tmp_path / "out"), "--form", "pdf")
    assert (len(told["letters"]), len(told["signed"]), len(told["files"])) == (2, 2, 2)
    run("print", "ranked-applicants", of, "--lang", "both", "-o", str(tmp_path / "ranked.pdf"))
