"""The whole way of the exchange from the command line: its words, its JSON and its exit statuses are a contract."""

import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from coopdesk.cli.main import main

WORDS = "four quiet words here"


@cache
def _first(name: str, *more: str) -> tempfile.TemporaryDirectory[str]:
    """Return a folder with the home of a desk as it is made; copies of it draw epochs of their own."""
    folder = tempfile.TemporaryDirectory(prefix="coopdesk-tests-")
    told = ("--code", f"QA-{name}", "--name-en", name, "--name-ar", "مكتب", *more)
    assert main(["--home", f"{folder.name}/home", "desk", "init", *told]) == 0
    return folder


class Desks:
    """Two homes and what the command line says of them."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self._capsys = place, capsys
        monkeypatch.setenv("COOPDESK_PASSPHRASE", WORDS)
        self.ministry = self._made("MFA", "--ministry")
        self.mission = self._made("GVA")

    def _made(self, name: str, *more: str) -> str:
        home = self.place / name
        shutil.copytree(Path(_first(name, *more).name) / "home", home)
        self._capsys.readouterr()
        return str(home)

    def run(self, home: str, *words: str, status: int = 0) -> object:
        """Return the JSON of a command; the words of its refusals where it exits 1."""
        found = main(["--home", home, *map(str, words), "--json"])
        out, err = self._capsys.readouterr()
        assert found == status, err
        assert "Traceback" not in err
        self.told = err
        return json.loads(out) if out else err

    def saved(self, home: str, **values: object) -> str:
        path = self.place / "given.json"
        path.write_text(json.dumps(values), "utf-8")
        return self.run(home, "record", "save", "organization", str(path))[0]["id"]

    def enrolled(self) -> None:
        request, answer = self.place / "ask.cdxq", self.place / "answer.cdxa"
        asked = self.run(self.mission, "desk", "request", "-o", request)
        self.run(self.ministry, "desk", "enrol", request, "-o", answer, "--fingerprint", asked["words_ar"])
        self.run(self.mission, "desk", "accept", answer)

    def sent(self, sender: str, to: str) -> list[str]:
        self.count = getattr(self, "count", 0) + 1
        return self.run(sender, "bundle", "export", "--to", to, "-o", self.place / f"out{self.count}")["files"]


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desks:
    return Desks(tmp_path, monkeypatch, capsys)


def test_enrolment(desks: Desks, tmp_path: Path) -> None:
    request, answer = tmp_path / "ask.cdxq", tmp_path / "answer.cdxa"
    asked = desks.run(desks.mission, "desk", "request", "-o", request)
    assert asked.keys() == {"file", "words_en", "words_ar"}
    assert len(asked["words_en"].split()) == len(asked["words_ar"].split()) == 8
    err = desks.run(
        desks.ministry, "desk", "enrol", request, "-o", answer, "--fingerprint", " ".join(["acorn"] * 8), status=1
    )
    assert err.startswith("coopdesk: ")
    assert not answer.exists()
    done = desks.run(desks.ministry, "desk", "enrol", request, "-o", answer)
    assert done["verified"] is False
    assert done["code"] == "QA-GVA"
    assert asked["words_en"] in desks.told, "with nobody to ask it says what was not compared"
    assert desks.run(desks.mission, "bundle", "export", "--to", "QA-MFA", "-o", tmp_path / "x", status=1)
    joined = desks.run(desks.mission, "desk", "accept", answer)
    assert joined["desk"] == "QA-GVA"
    listed = desks.run(desks.ministry, "desk", "list")
    assert [one["code"] for one in listed] == ["QA-MFA", "QA-GVA"]
    assert listed[1].keys() >= {"code", "name_en", "name_ar", "devices", "sent", "received", "to_send", "gaps"}


def test_bundles_conflicts_and_a_decision_back(desks: Desks) -> None:
    desks.enrolled()
    one = desks.saved(desks.mission, name_en="Body", audience="all")
    out = desks.place / "first"
    exported = desks.run(desks.mission, "bundle", "export", "--to", "QA-MFA", "-o", out)
    assert exported.keys() == {"files", "changes", "bytes"}
    assert [re.fullmatch(r"CD-[0-9A-F]{8}-01of01\.cdx", path.name) is not None for path in out.iterdir()] == [True]
    assert exported["bytes"] == sum(path.stat().st_size for path in out.iterdir())
    inspected = desks.run(desks.ministry, "bundle", "inspect", exported["files"][0])
    assert (inspected["from"], inspected["to"], inspected["changes"]) == ("QA-GVA", "QA-MFA", exported["changes"])
    taken = desks.run(desks.ministry, "bundle", "import", *exported["files"])
    assert len(taken) == 1
    assert taken[0].keys() >= {"file", "status", "applied", "known", "waiting", "conflicts", "code", "message"}
    assert (taken[0]["status"], taken[0]["applied"]) == ("applied", exported["changes"])
    assert desks.run(desks.ministry, "bundle", "import", *exported["files"])[0]["status"] == "known"
    for home, name in ((desks.ministry, "of the Ministry"), (desks.mission, "of the mission")):
        desks.saved(home, id=one, name_en=name)
    desks.run(desks.ministry, "bundle", "import", *desks.sent(desks.mission, "QA-MFA"))
    found = desks.run(desks.ministry, "conflict", "list")
    assert [(c["type"], c["record"], c["field"]) for c in found] == [("organization", one, "name_en")]
    shown = desks.run(desks.ministry, "conflict", "show", found[0]["id"])
    assert {value["value"] for value in shown["values"]} == {"of the Ministry", "of the mission"}
    for value in shown["values"]:
        assert value.keys() >= {"value", "user", "desk", "at", "replaced", "bundle"}
        assert value["replaced"] == ["Body"]
    keep = [value["value"] for value in shown["values"]].index("of the mission")
    desks.run(desks.ministry, "conflict", "resolve", found[0]["id"], "--keep", str(keep), "--reason", "agreed")
    assert desks.run(desks.ministry, "conflict", "list") == []
    assert desks.run(desks.ministry, "conflict", "show", found[0]["id"], status=1)
    desks.run(desks.mission, "bundle", "import", *desks.sent(desks.ministry, "QA-GVA"))
    for home in (desks.ministry, desks.mission):
        assert desks.run(home, "record", "show", "organization", one)["name_en"] == "of the mission"
        assert desks.run(home, "conflict", "list") == []
        assert desks.run(home, "check") == []


def test_a_refused_file_says_so_and_the_others_are_taken(desks: Desks) -> None:
    desks.enrolled()
    desks.saved(desks.mission, name_en="Body", audience="all")
    good = desks.sent(desks.mission, "QA-MFA")[0]
    torn, none = desks.place / "torn.cdx", desks.place / "none.cdx"
    torn.write_bytes(Path(good).read_bytes()[:-9])
    found = desks.run(desks.ministry, "bundle", "import", torn, good, none, status=1)
    assert [(one["status"], one["code"]) for one in found] == [
        ("refused", "cut_short"), ("applied", None), ("refused", "unreadable"),
    ]  # fmt: skip
    lines = desks.told.strip().splitlines()
    assert [name in line for name, line in zip(("torn.cdx", "none.cdx"), lines, strict=True)] == [True, True]


def test_a_file_that_comes_too_early_is_parked_with_status_0(desks: Desks) -> None:
    desks.saved(desks.mission, name_en="Body", audience="all")
    desks.enrolled()
    path = desks.sent(desks.ministry, "QA-GVA")[0]
    other = desks._made("PAR")
    assert desks.run(other, "bundle", "import", path)[0] | {"message": ""} == {
        "file": Path(path).name, "status": "parked", "applied": 0, "known": 0, "waiting": [], "conflicts": 0,
        "code": "not_enrolled", "message": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("bundle", "export", "--to", "QA-XXX", "-o", "out"),
        ("bundle", "export", "--to", "QA-MFA", "-o", "out", "--max-size", "7 apples"),
        ("bundle", "export", "--to", "QA-MFA", "-o", "out", "--max-size", "10KB"),
        ("bundle", "inspect", "nothing.cdx"),
        ("conflict", "show", "nothing"),
        ("conflict", "resolve", "nothing", "--keep", "0"),
        ("conflict", "resolve", "nothing", "--value", "not json"),
        ("desk", "accept", "nothing.cdxa"),
        ("desk", "enrol", "nothing.cdxq", "-o", "x"),
        ("desk", "revoke", "QA-MFA"),
    ],
)
def test_what_cannot_be_done_exits_1_in_one_line(desks: Desks, words: tuple[str, ...], monkeypatch) -> None:
    desks.enrolled()
    monkeypatch.chdir(desks.place)
    err = desks.run(desks.mission, *words, status=1)
    assert err.startswith("coopdesk: ")
    assert err.count("\n") == 1


def test_a_lost_laptop(desks: Desks) -> None:
    desks.enrolled()
    desks.saved(desks.mission, name_en="late", audience="all")
    late = desks.sent(desks.mission, "QA-MFA")
    assert desks.run(desks.ministry, "desk", "revoke", "QA-GVA") == {"code": "QA-GVA", "revoked": 1}
    assert desks.run(desks.ministry, "bundle", "import", *late, status=1)[0]["code"] == "revoked"
    assert desks.run(desks.ministry, "record", "list", "organization", "--where", "name_en=late") == []
