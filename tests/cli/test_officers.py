"""Officers, roles, steps and the recovery of a passphrase from the command line."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk, record
from tests.conftest import PASSPHRASE, copy_home, copy_mission

_HEAD, _SECRETARY = "the words of the head", "the words of the secretary"
Run = Callable[..., object]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COOPDESK_HOME", str(home))

    def call(
        *words: str, status: int = 0, passphrase: str = PASSPHRASE, new: str | None = None, tells: str = ""
    ) -> object:
        monkeypatch.setenv("COOPDESK_PASSPHRASE", passphrase)
        if new is None:
            monkeypatch.delenv("COOPDESK_NEW_PASSPHRASE", raising=False)
        else:
            monkeypatch.setenv("COOPDESK_NEW_PASSPHRASE", new)
        monkeypatch.setattr(sys, "stdin", None)
        assert main([*words, "--json"]) == status
        out, err = capsys.readouterr()
        assert tells in err
        return err if status else json.loads(out)

    return call


def test_officers_come_change_and_go(run: Run) -> None:
    added = run(
        "officer", "add", "--name-en", "Head", "--name-ar", "الرئيس", "--post-en", "Ambassador", "--post-ar", "السفير",
        "--honorific-ar", "سعادة", "--role", "approver", new=_HEAD,
    )  # fmt: skip
    assert (added["post_ar"], added["honorific_ar"], added["honorific_en"]) == ("السفير", "سعادة", None)
    other = run("officer", "add", "--name-en", "Clerk", "--role", "reader", tells="cannot open the desk")
    run("officer", "passphrase", other["id"], new=_SECRETARY)
    run("officer", "role", other["id"], "secretary")
    run("officer", "act", other["id"], "officer", "--until", "2999-01-01")
    assert [(one["role"], one["opens"]) for one in run("officer", "list")] == [
        ("administrator", True), ("approver", True), ("officer", True),
    ]  # fmt: skip
    assert "role “Administrator”" in run("officer", "role", other["id"], "approver", status=1, passphrase=_SECRETARY)
    assert "“Administrator”" in run("backup", "-o", "x", status=1, passphrase=_HEAD)
    run("officer", "remove", other["id"], tells="destroy the old ones")
    assert "not right" in run("officer", "list", status=1, passphrase=_SECRETARY)
    run("officer", "add", "--name-en", "x", "--role", "minister", status=2)


def test_the_first_officer_of_a_desk_that_has_joined_is_told_to_the_ministry(run: Run, tmp_path: Path) -> None:
    ministry, q, a = tmp_path / "ministry", str(tmp_path / "q"), str(tmp_path / "a")
    copy_home(ministry)
    desk.init(tmp_path / "late", code="QA-LAT", name_en="Late", name_ar="", passphrase=PASSPHRASE)
    late = ("--home", str(tmp_path / "late"))

    def join() -> None:
        run("desk", "request", "-o", q, *late)
        run("desk", "enrol", q, "-o", a, "--home", str(ministry))
        run("desk", "accept", a, *late)

    join()
    run("officer", "add", "--name-en", "Head", "--role", "administrator", *late, tells="Send the request again")
    out = run("bundle", "export", "--to", "QA-GVA", "-o", str(tmp_path / "out"), *late)
    run("bundle", "import", *out["files"], "--home", str(ministry))
    run("desk", "list", *late, tells="Send the request again")
    listed = run("desk", "list", "--home", str(ministry), tells="first administrator of QA-LAT")
    assert [one["asks_again"] for one in listed] == [False, True]
    join()
    assert not any(one["asks_again"] for one in run("desk", "list", "--home", str(ministry)))


def test_an_officer_changes_the_own_passphrase(run: Run) -> None:
    run("officer", "add", "--name-en", "Clerk", "--role", "secretary", new=_SECRETARY)
    run("desk", "passphrase", passphrase=_SECRETARY, new="something else to say")
    assert run("officer", "list", passphrase="something else to say")[1]["here"]
    assert run("officer", "list")[0]["here"]
    run("desk", "passphrase", passphrase="something else to say", new=PASSPHRASE, status=1, tells="cannot be used")


def test_a_report_is_submitted_and_cleared_on_paper(run: Run, home: Path, tmp_path: Path) -> None:
    head = run("officer", "add", "--name-en", "Head", "--role", "approver", new=_HEAD)["id"]
    run("officer", "add", "--name-en", "Clerk", "--role", "secretary", new=_SECRETARY)
    run("officer", "add", "--name-en", "Counsellor", "--role", "officer", new="the words of the counsellor")
    store = desk.open_desk(home, PASSPHRASE)
    conference = record.save(store, "conference", {"title_en": "Board"})["id"]
    id = record.save(store, "conference_report", {"conference": conference, "bottom_line_en": "x"})["id"]
    store.close()
    assert run("record", "show", "conference_report", id)["standing"] is None
    assert "standing" not in run("record", "show", "conference", conference)
    of = ("conference_report", id)
    assert run("record", "missing", *of) == []
    run("record", "step", *of, "submit", "--remark", "lessons=Say more", passphrase=_SECRETARY)
    assert "Approver" in run("record", "step", *of, "clear", passphrase=_SECRETARY, status=1)
    (tmp_path / "scan.txt").write_text("signed")
    paper = ("--given", "paper", "--by", head, "--scan", str(tmp_path / "scan.txt"))
    assert "Officer" in run("record", "step", *of, "clear", *paper, passphrase=_SECRETARY, status=1)
    cleared = run("record", "step", *of, "clear", *paper, passphrase="the words of the counsellor")
    assert (cleared["stage"], cleared["stage_given"], cleared["stage_for"]) == ("cleared", "paper", head)
    assert run("record", "show", *of)["standing"] == {"proof": "proven", "changed": []}
    assert "FIELD=TEXT" in run("record", "step", *of, "receive", "--remark", "x", status=1)
    received = run("record", "step", *of, "receive", "--number", "12/GVA", "--registered-on", "2026-03-04")
    assert (received["registry_number"], received["registry_date"]) == ("12/GVA", "2026-03-04")


def test_a_forgotten_passphrase_comes_back(run: Run, tmp_path: Path) -> None:
    mission, ministry = copy_mission(tmp_path / "mission"), tmp_path / "ministry"
    copy_home(ministry)
    q, a, out = (str(tmp_path / name) for name in ("q", "a", "out"))
    run("desk", "request", "-o", q, "--home", str(mission))
    run("desk", "enrol", q, "-o", a, "--home", str(ministry))
    run("desk", "accept", a, "--home", str(mission))
    officer = run("officer", "list", "--home", str(mission))[0]["id"]
    made = run("bundle", "export", "--to", "QA-GVA", "-o", out, "--home", str(mission))
    run("bundle", "import", *made["files"], "--home", str(ministry))
    (tmp_path / "pass").write_text("the words of the safe\n")
    run("desk", "root", "export", "-o", str(tmp_path / "safe"), "--home", str(ministry))
    words = run("desk", "recover", "request", "-o", str(tmp_path / "f"), "--home", str(mission), new=_HEAD)
    answer = ("desk", "recover", "answer", str(tmp_path / "f"), "--officer", officer, "-o", str(tmp_path / "g"),
              "--home", str(ministry))  # fmt: skip
    assert "not in this home" in run(*answer, status=1)
    (tmp_path / "pass").write_text(f"{PASSPHRASE}\n")
    roots = ("--roots", str(tmp_path / "safe"), "--roots-passphrase-file", str(tmp_path / "pass"))
    assert "eight words" in run(*answer, *roots, "--fingerprint", "acorn actor", status=1)
    assert run(*answer, *roots, "--fingerprint", words["words_en"])["verified"]
    wrong = run(
        "desk", "recover", "accept", str(tmp_path / "g"), "--home", str(mission), new="something else", status=1
    )
    assert "chosen with the request" in wrong
    assert run("desk", "recover", "accept", str(tmp_path / "g"), "--home", str(mission), new=_HEAD) == {
        "officer": officer
    }
    assert "not right" in run("officer", "list", "--home", str(mission), status=1)
    assert run("officer", "list", "--home", str(mission), passphrase=_HEAD)[0]["role"] == "administrator"
