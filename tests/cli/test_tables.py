"""Tables on the command line: the words, the JSON and the exit status of import and export."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coopdesk.cli.main import main
from tests.conftest import PASSPHRASE


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)

    def call(*words: str, status: int = 0) -> tuple[Any, list[str]]:
        assert main([*words, "--json"]) == status
        out, err = capsys.readouterr()
        return json.loads(out) if out else None, err.splitlines()

    return call


def test_good_lines_go_in_and_the_refused_are_told_and_written_beside(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    file.write_text("الاسم;Name;Founded\nالصندوق الأزرق;Blue Fund;٥/٣/٢٠٠١\n;Bad;30/2/2001\n", "utf-8")
    told, lines = run("import", "csv", str(file), "--type", "organization", "--dry-run", status=1)
    assert (told["created"], [one["line"] for one in told["refused"]]) == ([2], [3])
    assert not (tmp_path / "bodies-refused.csv").exists()
    told, lines = run("import", "csv", str(file), "--type", "organization", status=1)
    [id] = told["created"]
    [refused] = [one for one in told["refused"] if one["severity"] == "error"]
    assert (refused["line"], refused["field"], refused["column"]) == (3, "founded", "C")
    assert sum(line.startswith("coopdesk: line 3, founded: ") for line in lines) == 1
    assert "Bad" in (tmp_path / "bodies-refused.csv").read_text("utf-8-sig")
    shown, _ = run("record", "show", "organization", id)
    assert (shown["name_ar"], shown["founded"]) == ("الصندوق الأزرق", "2001-03-05")
    told, _ = run("import", "csv", str(file), "--type", "organization", status=1)
    assert (told["created"], told["changed"], told["skipped"]) == ([], [], [2])


def test_a_mapping_file_says_what_columns_are_and_where_the_header_is(run: Any, tmp_path: Path) -> None:
    file, mapping = tmp_path / "list.xlsx", tmp_path / "mapping.json"
    book = openpyxl.Workbook()
    book.active.append(["unused"])
    sheet = book.create_sheet("Second")
    for row in (["c1", "c2"], ["Body", "Mark"], ["A", "x"]):
        sheet.append(row)
    book.save(file)
    mapping.write_text(json.dumps({"columns": {"Body": "name_en", "Mark": "notes"}, "header": 2, "sheet": "Second"}))
    told, _ = run("import", "xlsx", str(file), "--type", "organization", "--mapping", str(mapping))
    shown, _ = run("record", "show", "organization", told["created"][0])
    assert (shown["name_en"], shown["notes"]) == ("A", "x")
    mapping.write_text(json.dumps({"columns": {}, "sheet": "Third"}))
    _, lines = run("import", "xlsx", str(file), "--type", "organization", "--mapping", str(mapping), status=1)
    assert "Third" in lines[0]


def test_a_workbook_brings_records_with_their_lists(run: Any, home: Path, tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    source.write_text(json.dumps({"title_en": "Board", "delegates": [{"name_en": "Head"}, {"name_en": "Second"}]}))
    run("record", "save", "conference", str(source))
    file = tmp_path / "out.xlsx"
    told, _ = run("export", "xlsx", "conference", "-o", str(file), "--where", "title_en=Board")
    assert told == {"records": 1, "file": str(file)}
    saved, _ = run("record", "list", "conference")
    run("record", "delete", "conference", saved[0]["id"])
    text = openpyxl.load_workbook(file)
    for sheet in text:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = None if str(cell.value).count("-") == 4 else cell.value
    text.save(file)
    told, _ = run("import", "xlsx", str(file), "--type", "conference")
    assert len(told["created"]) == 3
    shown, _ = run("record", "show", "conference", told["created"][0])
    assert [one["name_en"] for one in shown["delegates"]] == ["Head", "Second"]


def test_records_are_exported_as_csv_and_json(run: Any, tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    source.write_text(json.dumps([{"text_en": "=SUM(A1)", "due": "2027-03-05"}, {"text_en": "Other"}]))
    run("record", "save", "action", str(source))
    file = tmp_path / "out"
    run("export", "csv", "action", "-o", str(file), "--columns", "text_en,due", "--where", "due=2027-03-05")
    assert file.read_text("utf-8-sig").splitlines() == ["text_en,text_ar,due", "'=SUM(A1),,2027-03-05"]
    told, _ = run("export", "json", "action", "-o", str(file))
    assert told["records"] == 2
    assert {one["text_en"] for one in json.loads(file.read_text("utf-8"))} == {"=SUM(A1)", "Other"}


def test_wrong_words_are_refused(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Name\nA\n")
    run("import", "csv", str(file), status=2)
    for words in (
        ("--type", "nonsense"),
        ("--type", "attachment"),
        ("--type", "organization", "--mapping", "none.json"),
    ):
        _, lines = run("import", "csv", str(file), *words, status=1)
        assert len(lines) == 1
    _, lines = run("export", "csv", "action", "-o", str(file), "--columns", "text_en,nonsense", status=1)
    assert "nonsense" in lines[0]
    _, lines = run("import", "csv", str(tmp_path / "none.csv"), "--type", "organization", status=1)
    assert lines[0].startswith("coopdesk: ")


def test_the_files_that_a_table_names_lie_beside_it_or_in_a_folder(run: Any, tmp_path: Path) -> None:
    sheet, folder = tmp_path / "experts.csv", tmp_path / "cvs"
    folder.mkdir()
    sheet.write_text("Name as in the passport;CV\nAnn;a.pdf\nBen;../experts.csv\n", "utf-8")
    (folder / "a.pdf").write_bytes(b"%PDF-1")
    told, _ = run("import", "csv", str(sheet), "--type", "expert", "--dry-run", status=1)
    assert [one["severity"] for one in told["notes"] if one["field"] == "files"] == ["warning"]
    told, _ = run("import", "csv", str(sheet), "--type", "expert", "--files", str(folder), status=1)
    assert (len(told["created"]), told["files"], told["refused"][0]["line"]) == (1, 1, 3)
    attached, _ = run("record", "files", "expert", told["created"][0])
    assert [one["name"] for one in attached] == ["a.pdf"]
