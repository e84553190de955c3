"""Forms on the command line: no home is needed."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from coopdesk.cli.main import main


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
