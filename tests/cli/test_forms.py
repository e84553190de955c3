"""Forms on the command line: no home is needed."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from coopdesk.cli.main import main
from tests.conftest import PASSPHRASE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (
        ("type", "name", "label", "constraint", "calculation"), ("integer", "age", "Age", ". < 120", None),
        ("begin repeat", "kid", "Kid"), ("text", "word", "Word"), ("end repeat",),
        ("calculate", "twice", None, None, "${age} * 2"),
    ):  # fmt: skip
        sheet.append(row)
    path = tmp_path / "form.xlsx"
    made.save(path)
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main([*words])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_form_that_can_be_used_is_told_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "form", "check", str(file))
    assert (status, err) == (0, "")
    assert "2 questions" in out


def test_faults_are_told_with_their_row_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.md"
    path.write_text("| survey |\n| | type | name | label |\n| | txet | a | ? |\n")
    status, out, err = run(capsys, "--json", "form", "check", str(path))
    assert status == 1
    [fault] = json.loads(out)
    assert (fault["sheet"], fault["row"], fault["severity"]) == ("survey", 2, "error")
    assert "text" in fault["remedy"]
    assert "survey, row 2" in err
    assert run(capsys, "form", "check", str(tmp_path / "none.xlsx"))[0] == 1


def test_an_expression_is_evaluated_alone_and_within_a_form(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "--json", "form", "evaluate", "1 div 4")[1]) == {"type": "number", "value": 0.25}
    assert json.loads(run(capsys, "--json", "form", "evaluate", "0 div 0")[1]) == {"type": "number", "value": "NaN"}
    assert json.loads(run(capsys, "--json", "form", "evaluate", "1 = 1")[1]) == {"type": "boolean", "value": True}
    assert run(capsys, "form", "evaluate", "concat('a', 1)")[1] == "a1\n"
    assert run(capsys, "form", "evaluate", "1 +")[0] == 1
    answers = file.with_name("answers.json")
    answers.write_text(json.dumps({"age": 21, "kid": [{"word": "x"}, {"word": "y"}]}))
    within = ("--template", str(file), "--answers", str(answers))
    assert run(capsys, "form", "evaluate", "/data/twice", *within)[1] == "42\n"
    assert run(capsys, "form", "evaluate", "join('-', /data/kid/word)", *within)[1] == "x-y\n"
    answers.write_text("[1]")
    assert run(capsys, "form", "evaluate", "1", *within)[0] == 1


def test_a_form_goes_in_is_answered_and_comes_out(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    at = ("--home", str(home), "--json")
    status, out, err = run(capsys, *at, "import", "xlsform", str(file))
    assert err == ""
    [id] = json.loads(out)["created"]
    assert status == 0
    answers = file.with_name("answers.json")
    answers.write_text(json.dumps({"age": 21, "kid": [{"word": "x"}]}))
    assert run(capsys, *at, "form", "answer", "form", str(answers))[0] == 1
    assert run(capsys, *at, "record", "step", "form_template", id, "use")[0] == 0
    status, out, _ = run(capsys, *at, "form", "answer", "form", str(answers))
    told = json.loads(out)
    assert status == 0
    assert told["values"] == {"age": "21", "kid": [{"word": "x"}], "twice": "42"}
    assert told["score"] is None
    shown = json.loads(run(capsys, *at, "record", "show", "response", told["response"])[1])
    assert {one["question"]: one["value"] for one in shown["answers"]}["twice"] == "42"
    given = ("--template", "form", "--answers", str(answers))
    assert json.loads(run(capsys, *at, "form", "evaluate", "/data/twice + 1", *given)[1])["value"] == 43
    answers.write_text(json.dumps({"age": 200}))
    status, out, err = run(capsys, *at, "form", "answer", "form", str(answers))
    assert (status, json.loads(out)["errors"][0]["rule"]) == (1, "constraint")
    assert "age" in err
    table = file.with_name("answers.csv")
    table.write_text("age\n21\nmany\n")
    status, out, _ = run(capsys, *at, "form", "take", "form", str(table))
    assert (status, len(json.loads(out)["created"])) == (0, 2)
    written = file.with_name("out.xlsx")
    assert run(capsys, *at, "export", "xlsform", "form_template", "--where", "form_id=form", "-o", str(written))[0] == 0
    assert run(capsys, "form", "check", str(written))[0] == 0


def test_a_form_goes_out_as_pdf_and_comes_back_filled(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopdesk.operations import desk, record
    from tests.operations.forms.asked import question, template
    from tests.operations.forms.filled import filled

    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    store = desk.open_desk(home, PASSPHRASE)
    template(store, tmp_path / "visit.md", question("integer", "age", "Age", "العمر", constraint=". < 120"))
    store.close()
    plain, blank = tmp_path / "plain.pdf", tmp_path / "blank.pdf"
    assert run(capsys, "form", "blank", "visit", "--lang", "both", "-o", str(plain))[0] == 0
    assert b"/AcroForm" not in plain.read_bytes()
    assert run(capsys, "form", "blank", "visit", "--fillable", "--lang", "ar", "-o", str(blank))[0] == 0
    good = filled(blank.read_bytes(), {"age": "٣٤"}, tmp_path / "good.pdf")
    status, out, _ = run(capsys, "--json", "form", "read", str(good))
    assert (status, json.loads(out)["values"], json.loads(out)["response"]) == (0, {"age": "34"}, None)
    bad = filled(blank.read_bytes(), {"age": "200"}, tmp_path / "bad.pdf")
    status, out, err = run(capsys, "--json", "form", "read", str(bad), "--save")
    told = json.loads(out)
    assert (status, [one["rule"] for one in told["errors"]]) == (1, ["constraint"])
    assert "age" in err
    store = desk.open_desk(home, PASSPHRASE)
    assert record.show(store, "response", told["response"])["channel"] == "pdf"
    store.close()
    assert run(capsys, "print", "form-filled", told["response"], "--lang", "ar", "-o", str(plain))[0] == 0
