"""The words and the JSON of the command line, tried from outside."""

import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from coopdesk.cli.main import main
from tests.conftest import PASSPHRASE


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)

    def call(*words: str, given: object = None, status: int = 0) -> object:
        if given is not None:
            text = given if isinstance(given, str) else json.dumps(given)
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main([*words, "--json"]) == status
        out, err = capsys.readouterr()
        if status:
            assert err.startswith("coopdesk: ")
            assert "Traceback" not in err
            return err
        return json.loads(out)

    return call


def test_a_conference_report_from_the_command_line(run, tmp_path: Path) -> None:
    organization = run(
        "record", "save", "organization", given={"name_en": "UNCTAD", "name_ar": "الأونكتاد", "type": "other"}
    )[0]
    assert organization["type"] == "other"
    conference = run("record", "save", "conference", given={"title_en": "Board", "organizers": [organization["id"]]})[0]
    values = {
        "conference": conference["id"],
        "bottom_line_ar": "الخلاصة",
        "agenda_items": [{"topic": "x", "statement": "y"}],
    }
    report = run("record", "save", "conference_report", given=values)[0]
    assert list(report)[:2] == ["type", "id"]
    assert {"created_at", "created_by", "created_desk", "changed_at", "classification", "audience", "conflicts"} <= set(
        report
    )
    assert report["audience"] == "local"
    shown = run("record", "show", "conference_report", report["id"])
    assert shown["agenda_items"][0]["topic"] == "x"
    assert "agenda_items" not in run("record", "list", "conference_report")[0]
    assert run("search", "الاونكتاد")[0] | {"snippet": ""} == {
        "type": "organization", "id": organization["id"], "title": "UNCTAD", "snippet": "",
    }  # fmt: skip
    for lang in ("en", "ar", "both"):
        run("print", "conference-report", report["id"], "--lang", lang, "-o", str(tmp_path / f"{lang}.pdf"))
        assert (tmp_path / f"{lang}.pdf").read_bytes().startswith(b"%PDF")
    assert set(run("record", "history", "conference", conference["id"])[0]) == {
        "at", "user", "desk", "field", "kind", "old", "new", "bundle", "operation",
    }  # fmt: skip


def test_lists_filter_sort_and_limit(run) -> None:
    lines = '{"name_en": "B", "tags": ["x"]}\n{"name_en": "A"}\n'
    assert len(run("record", "save", "contact", "-", given=lines)) == 2
    assert [one["name_en"] for one in run("record", "list", "contact", "--sort", "name_en")] == ["A", "B"]
    assert [one["name_en"] for one in run("record", "list", "contact", "--where", "tags=x")] == ["B"]
    assert [one["name_en"] for one in run("record", "list", "contact", "--where", "tags=")] == ["A"]
    assert len(run("record", "list", "country", "--limit", "5")) == 5
    assert "no field" in run("record", "list", "organization", "--where", "x=1", status=1)


def test_what_is_refused_says_what_and_where(run, tmp_path: Path) -> None:
    assert "nonsense" in run("record", "save", "organization", given={"nonsense": 1}, status=1)
    assert "JSON" in run("record", "save", "organization", given="{", status=1)
    assert "line 2" in run("record", "save", "organization", given='{"name_en":"a"}\n{', status=1)
    assert "type" in run("record", "save", "nothing", given={}, status=1)
    assert "cannot be read" in run("record", "save", "organization", str(tmp_path / "none"), status=1)
    assert "id" in run("record", "show", "organization", "x", status=1)
    assert "There is no" in run("record", "show", "organization", "00000000-0000-0000-0000-000000000000", status=1)
    missing = tmp_path / "no" / "x.pdf"
    organization = run("record", "save", "organization", given={"name_en": "a"})[0]["id"]
    run("print", "organization-profile", organization, "-o", str(missing), status=1)
    with pytest.raises(AssertionError):
        run("print", "organization-profile", organization)


def test_types_and_documents_need_no_home(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "types", "--json"]) == 0
    types = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert types["agenda_item"]["owner"] == "conference_report"
    fields = {one["name"]: one for one in types["organization"]["fields"]}
    assert fields["name_ar"]["label_ar"] == "الاسم (بالعربية)"
    assert fields["parent"]["link_to"] == "organization"
    assert {"value", "label_en", "label_ar"} == set(fields["type"]["choices"][0])
    assert fields["name_en"]["bilingual"]
    assert main(["print", "--list", "--json"]) == 0
    names = {one["name"]: one["of"] for one in json.loads(capsys.readouterr().out)}
    assert names["conference-report"] == "conference_report"


@pytest.mark.parametrize(
    "words", [["nonsense"], ["record"], ["record", "save"], ["bundle", "export"], ["print", "x", "--lang", "fr"]]
)
def test_wrong_usage_exits_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().out == ""


def test_files_backup_check_passphrase(run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("hello")
    contact = run("record", "save", "contact", given={"name_en": "a"})[0]["id"]
    file = run("record", "attach", "contact", contact, str(tmp_path / "note.txt"))[0]
    assert [one["id"] for one in run("record", "files", "contact", contact)] == [file["id"]]
    run("record", "detach", "contact", contact, file["id"])
    run("record", "delete", "contact", contact)
    assert run("record", "list", "contact", "--deleted")[0]["deleted"] is True
    run("record", "restore", "contact", contact)
    run("backup", "-o", str(tmp_path / "b.backup"))
    assert run("check") == []
    (tmp_path / "new").write_text("another passphrase\n")
    run("desk", "passphrase", "--new-passphrase-file", str(tmp_path / "new"))
    run("check", status=1)
    assert main(["restore", str(tmp_path / "b.backup"), "--home", str(tmp_path / "again"), "--json"]) == 0


def test_the_whole_job_as_a_program(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COOPDESK")} | {
        "COOPDESK_HOME": str(tmp_path / "home"), "HOME": str(tmp_path), "COOPDESK_LANGUAGE": "ar",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "coopdesk", "demo", str(tmp_path / "out")],
        capture_output=True, text=True, env=environment, check=False, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    written = Counter(path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert written == {".pdf": 41, ".cdx": 4, ".cdxq": 1, ".cdxa": 1}
    assert not (tmp_path / "home").exists()
    refused = subprocess.run(
        [sys.executable, "-m", "coopdesk", "check"], capture_output=True, text=True, env=environment, check=False,
        stdin=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    assert refused.returncode == 1
    assert "عبارة المرور" in refused.stderr
    assert refused.stdout == ""


def test_numbered_copies_and_the_log_of_what_left(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = run("record", "save", "action", given={"text_en": "Answer", "classification": "secret"})[0]["id"]
    made = run("print", "record-sheet", id, "-o", str(tmp_path / "note.pdf"), "--copies", "2")["files"]
    assert [Path(one).name for one in made] == ["note-1of2.pdf", "note-2of2.pdf"]
    assert all(Path(one).is_file() for one in made)
    entries = run("log", "list", "--record", id)
    assert [(one["copy"], one["copies"], one["how"], one["degree"]) for one in entries] == [
        (2, 2, "saved", "secret"), (1, 2, "saved", "secret"),
    ]  # fmt: skip
    assert run("log", "list", "--from", "2099-01-01") == []
    assert run("log", "list", "--to", entries[0]["at"][:4] + "-13-40", status=1)
    assert main(["log", "list"]) == 0
    assert "Answer · Secret · Copy 2 of 2" in capsys.readouterr().out
    assert main(["print", "record-sheet", id, "-o", "x.pdf", "--copies", "0"]) == 2


def test_a_print_and_a_calendar_for_a_reader_and_what_an_audience_would_do(
    run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"topic": "Open"}, {"topic": "Narrow", "audience": "ministry"}]
    values = {"title_en": "Board", "audience": "all", "agenda_items": lines}
    id = run("record", "save", "conference_report", given=values)[0]["id"]
    for text, audience in (("Open task", "all"), ("Narrow task", "ministry")):
        given = {"text_en": text, "audience": audience, "due": "2027-01-01"}
        run("record", "save", "action", given=given)
    out = str(tmp_path / "x.pdf")
    run("print", "conference-report", id, "-o", out, "--for", "all", "--up-to", "internal")
    assert "no desk or group" in run("print", "conference-report", id, "-o", out, "--for", "QA-XXX", status=1)
    assert run("export", "ics", "action", "-o", str(tmp_path / "x.ics"), "--for", "all")["records"] == 1
    written = (tmp_path / "x.ics").read_text("utf-8")
    assert "Open task" in written
    assert "Narrow task" not in written
    assert run("desk", "above", "QA-GVA", "public")["records"] > 0
    assert run("desk", "above", "QA-GVA", "internal") == {"degree": "internal", "records": 0, "names": []}
    change = run("record", "audience", "conference_report", id, "QA-VIE", "--preview")
    assert (change["gains"], change["lines"], change["sent"]) == (["QA-VIE"], 1, False)
    assert run("record", "show", "conference_report", id)["audience"] == "all"
    assert main(["record", "audience", "conference_report", id, "QA-VIE", "--preview"]) == 0
    told = capsys.readouterr().out
    assert "From now on it goes to" in told
    assert "Along with it: 1 line." in told
    assert main(["record", "audience", "conference_report", id, "QA-VIE"]) == 2
