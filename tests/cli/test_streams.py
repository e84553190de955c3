"""What stands at the ends of the program: options, terminals, pipes, files that are none, an output that is full."""

import getpass
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopdesk.cli import commands
from coopdesk.cli.main import main
from coopdesk.operations import desk, record
from coopdesk.store.home import Store
from tests.cli.test_bad_input import coopdesk, refused
from tests.conftest import PASSPHRASE


@pytest.mark.parametrize(
    "words",
    [
        ["search", "x", "--limit", "9999999999999999999"],
        ["search", "x", "--limit", "0"],
        ["record", "list", "country", "--limit", "-2"],
        ["record", "list", "country", "--wait", "nan"],
        ["record", "list", "country", "--wait", "inf"],
        ["record", "list", "country", "--wait=-1"],
        ["record", "save", "country", "--conc"],
        ["desk", "init", "--code", "QA-X", "--name-e", "x"],
        ["check", "one\ntwo"],
    ],
)
def test_a_wrong_option_exits_2_with_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let a person answer these at a terminal; returns what they are asked."""
    asked: list[str] = []
    waiting = list(answers)
    tty = io.StringIO()
    tty.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", tty)

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return waiting.pop(0)

    monkeypatch.setattr(getpass, "getpass", ask)
    return asked


def test_a_new_passphrase_is_asked_twice_in_the_users_language(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make = ["desk", "init", "--code", "QA-X", "--name-en", "x", "--home", str(tmp_path / "new")]
    change = ["desk", "passphrase", "--home", str(home)]
    assert terminal(monkeypatch, PASSPHRASE, "another one") == []
    assert main(make) == 1
    terminal(monkeypatch, PASSPHRASE, "a new passphrase", "a new passphras")
    assert main(change) == 1
    assert capsys.readouterr().err.count("not the same") == 2
    assert not (tmp_path / "new").exists()
    asked = terminal(monkeypatch, PASSPHRASE, PASSPHRASE)
    assert main(make) == 0
    assert asked == ["Passphrase: ", "Passphrase once more: "]
    from coopdesk.i18n import set_language

    set_language("ar")
    asked = terminal(monkeypatch, PASSPHRASE, "a new passphrase", "a new passphrase")
    assert main(change) == 0
    assert len(asked) == 3
    assert asked[0] == "عبارة المرور: "
    desk.open_desk(home, "a new passphrase").close()


def test_each_of_several_files_stands_alone(home: Path, tmp_path: Path) -> None:
    id = coopdesk(home, "record", "save", "contact", given='{"name_en": "x"}').stdout.strip()
    for name in ("good", "good2"):
        (tmp_path / name).write_text(name)
    names = [str(tmp_path / name) for name in ("good", "bad", "good2")]
    ran = coopdesk(home, "record", "attach", "contact", id, *names, "--json")
    assert ran.returncode == 1
    assert [one["name"] for one in json.loads(ran.stdout)] == ["good", "good2"]
    assert ran.stderr.splitlines() == [
        "coopdesk: bad cannot be read. Check that it is still there and that you may open it."
    ]
    refused(coopdesk(home, "record", "attach", "contact", id, "/proc/self/mem"), "cannot be read")
    refused(coopdesk(home, "record", "attach", "organization", id, *names), "There is no")


def test_json_lines_are_parted_by_line_feeds_and_counted_with_empty_ones(home: Path) -> None:
    save = ("record", "save", "organization")
    ran = coopdesk(home, *save, "--json", given='{"name_en": "a\u2028b"}\n\n{"name_en": "c\u2029d"}\n')
    assert [one["name_en"] for one in json.loads(ran.stdout)] == ["a\u2028b", "c\u2029d"]
    refused(coopdesk(home, *save, given='{"name_en": "a"}\n\n\n{"name_en"\n'), "line 4")
    refused(coopdesk(home, *save, given='{\n "name_en": "a",\n "name_ar": \n}\n'), "line 4")
    refused(coopdesk(home, *save, given='\n{"name_en"\n{"name_en": "a"}\n'), "line 3")


def test_a_file_that_is_no_plain_text_is_told(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "wide").write_bytes('{"name_en": "x"}'.encode("utf-16"))
    (tmp_path / "pass").write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    for name, told, arabic in (("pipe", "cannot be read", "pipe"), ("wide", "not UTF-8", "UTF-8")):
        refused(coopdesk(home, "record", "save", "organization", str(tmp_path / name)), told)
        refused(coopdesk(home, "record", "save", "organization", str(tmp_path / name), lang="ar"), arabic)
    without = "import os; del os.environ['COOPDESK_PASSPHRASE']"
    assert coopdesk(home, "check", "--passphrase-file", str(tmp_path / "pass"), before=without).returncode == 0
    assert coopdesk(home, "check", "--passphrase-file", "-", given=PASSPHRASE, before=without).returncode == 0
    refused(coopdesk(home, "check", "--passphrase-file", str(tmp_path / "pipe"), before=without), "cannot be read")


def started(home: Path, *words: str, ends: str) -> subprocess.CompletedProcess[str]:
    """Run the program with its ends put by the shell."""
    environment = os.environ | {"COOPDESK_HOME": str(home), "COOPDESK_PASSPHRASE": PASSPHRASE}
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {ends}', "sh", sys.executable, "-m", "coopdesk", *words],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", [("record", "types"), ("record", "list", "country", "--jsonl"), ("check", "--json")])
def test_an_output_that_is_full_is_told_in_one_line(home: Path, words: tuple[str, ...]) -> None:
    refused(started(home, *words, ends=">/dev/full"), "standard output")


def test_a_reader_that_leaves_and_an_input_that_is_closed_do_no_harm(home: Path) -> None:
    ran = started(home, "record", "list", "country", "--json", ends="| head -n 1")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "[\n", "")
    refused(started(home, "record", "save", "organization", ends="<&-"), "not JSON")


def test_a_word_of_no_text_is_refused(home: Path) -> None:
    refused(started(home, "record", "list", "organization", "--where", "id=\udcff", ends=""), "not the id")


def test_a_bug_is_told_by_its_place_without_a_value(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = record.save(store, "contact", {"name_en": "x"})

    def broken(*_: object) -> int:
        raise KeyError(made["id"])

    monkeypatch.setattr(commands, "record_types", broken)
    assert main(["record", "types"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("coopdesk: Something went wrong")
    assert ":broken:" in err
    assert made["id"] not in err
    assert len(err.splitlines()) == 1
