"""Circulations and letters from the command line: sent, reminded, answered, as files, and back from Word."""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coopdesk.cli.main import main
from coopdesk.operations import desk, record
from coopdesk.operations.offers import letters
from tests.conftest import PASSPHRASE
from tests.operations.offers.test_letter_files import changed

Run = Callable[..., Any]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(sys, "stdin", None)

    def call(*words: str, status: int = 0, plain: bool = False) -> Any:
        assert main([*words, *([] if plain else ["--json"])]) == status
        out, err = capsys.readouterr()
        return err if status else out if plain else json.loads(out)

    return call


def test_a_record_goes_round_and_comes_back(run: Run, home: Path, tmp_path: Path) -> None:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        action = record.save(store, "action", {"text_en": "Ratify"})["id"]
        to = record.save(store, "organization", {"name_en": "Justice", "type": "government"})["id"]
    sent = run(
        "circulation", "send", "action", action, "--to", to, "--country", "EE", "--purpose", "opinion", "-o",
        str(tmp_path / "out"), "--form", "pdf",
    )  # fmt: skip
    assert sorted(Path(one).name for one in sent["files"]) == ["1-Justice.pdf", "2-Estonia.pdf"]
    silent = run("circulation", "silent", sent["id"])
    assert {one["name"] for one in silent} == {"Justice", "Estonia"}
    answered = next(one["addressee"] for one in silent if one["name"] == "Estonia")
    assert run("circulation", "answer", answered, "--reply", "opinion", "--number", "7")["reply_number"] == "7"
    assert len(run("circulation", "remind")["letters"]) == 1
    assert run("circulation", "remind", sent["id"])["letters"] == []
    assert "Nobody is reminded" in run("circulation", "remind", sent["id"], plain=True)
    run("circulation", "send", "action", action, "--purpose", "opinion", status=1)


def test_what_word_changed_is_told_and_saved_when_asked(run: Run, home: Path, tmp_path: Path) -> None:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        id = letters.write(store, {"kind": "letter", "language": "en", "subject": "S", "body": "The old text."})["id"]
    [path] = run("letter", "files", id, "-o", str(tmp_path / "out"), "--form", "docx")["files"]
    changed(Path(path), "old", "new")
    assert run("letter", "back", id, path, plain=True).strip() == "The [-old-][+new+] text."
    assert run("letter", "back", id, path, "--save")["saved"]
    assert run("record", "show", "letter", id)["body"] == "The new text."
