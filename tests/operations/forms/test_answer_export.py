"""Answers as tables: a row a response, labels or names, choices in columns of their own, lists on sheets of their own,
nothing that a program for sheets takes for a formula, and of an anonymous survey nothing of who answered."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from coopdesk.errors import InvalidValue
from coopdesk.operations.forms import answer_export, answer_tables, results
from coopdesk.store.home import Store
from tests.operations.forms.surveys import QUESTIONS, response, survey, template


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = load_workbook(path)
    return {one.title: [list(row) for row in one.iter_rows(values_only=True)] for one in book.worksheets}


def columns(rows: list[list[Any]]) -> dict[str, list[Any]]:
    return {head: [row[place] for row in rows[1:]] for place, head in enumerate(rows[0])}


@pytest.fixture
def answered(store: Store) -> str:
    form = template(store)
    id = survey(store, form)
    response(store, form, {
        "sex": "f", "service/nps": 9, "service/ways": "mail visit", "service/best": "phone mail", "words": "=1+1",
        "day": "2026-03-05", "silent": 2, "visits": [30, 5],
    }, survey=id, respondent="Who", answered_on="2026-03-06")  # fmt: skip
    response(store, form, {"sex": "m", "service/ways": "mail", "service/days": "1_0"}, survey=id)
    response(store, form, {"sex": "m"}, "rejected", survey=id)
    return id


def test_names_and_columns_of_choices(store: Store, answered: str, tmp_path: Path) -> None:
    made = answer_export.export(store, results.scope(store, answered), tmp_path / "a.xlsx")
    assert made.responses == 2
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["responses", "visits"]
    main = columns(found["responses"])
    assert main["_index"] == [1, 2]
    assert main["respondent"] == ["Who", None]
    assert main["service/ways"] == ["mail visit", "mail"]
    assert [main[f"service/ways/{one}"] for one in ("mail", "phone", "visit")] == [[1, 1], [0, 0], [1, 0]]
    assert main["words"] == ["=1+1", None]
    assert main["silent"] == ["2", None]
    assert main["service/nps"] == [9, None]
    assert main["service/days"] == [None, "1_0"]
    assert main["day"][0].year == 2026
    assert columns(found["visits"]) == {"_parent_index": [1, 1], "_index": ["1", "2"], "visits/minutes": [30, 5]}
    book = load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for row in book["responses"].iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


@pytest.mark.parametrize(("labels", "sex", "woman"), [("en", "Sex", "Woman"), ("ar", "الجنس", "امرأة")])
def test_labels_in_either_language(
    store: Store, answered: str, tmp_path: Path, labels: Any, sex: str, woman: str
) -> None:
    answer_export.export(store, results.scope(store, answered), tmp_path / "a.xlsx", labels)
    found = sheets(tmp_path / "a.xlsx")
    main = columns(next(iter(found.values())))
    assert main[sex][0] == woman
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0].sheet_view.rightToLeft is (labels == "ar" or None)


def test_csv_is_a_file_a_list_and_guards_formulas(store: Store, answered: str, tmp_path: Path) -> None:
    made = answer_export.export(store, results.scope(store, answered), tmp_path / "a.csv")
    assert [one.name for one in made.files] == ["a.csv", "a-visits.csv"]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        main = columns(list(csv.reader(file)))
    assert main["words"] == ["'=1+1", ""]


def test_an_anonymous_survey_tells_nobody(store: Store, tmp_path: Path) -> None:
    form = template(store)
    id = survey(store, form, anonymous=True)
    made = [response(store, form, {"service/days": place}, survey=id, respondent="Who") for place in range(30)]
    answer_export.export(store, results.scope(store, id), tmp_path / "a.xlsx")
    [*_, main] = [columns(one) for name, one in sheets(tmp_path / "a.xlsx").items() if name == "responses"]
    assert {"_uuid", "respondent", "organization", "answered_on", "created_desk"}.isdisjoint(main)
    assert "Who" not in str(main)
    assert not any(one in str(main) for one in made)
    assert sorted(main["service/days"]) == list(range(30))
    assert main["service/days"] != list(range(30))


def test_a_table_of_names_is_taken_as_it_went(store: Store, answered: str, tmp_path: Path) -> None:
    of = results.scope(store, answered)
    answer_export.export(store, of, tmp_path / "a.xlsx")
    first, _ = answer_tables.preview(store, of.template, tmp_path / "a.xlsx").rows
    assert first.given["service"]["ways"] == "mail visit"
    assert [one["minutes"] for one in first.given["visits"]] == ["30", "5"]
    assert first.values["respondent"] == "Who"


def test_labels_that_are_not_there_are_refused(store: Store, answered: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        answer_export.export(store, results.scope(store, answered), tmp_path / "a.csv", "fr")  # type: ignore[arg-type]


def test_what_only_another_version_asked_has_a_column_too(store: Store, tmp_path: Path) -> None:
    former = template(store)
    later = template(store, version="2", form_questions=[one for one in QUESTIONS if one.get("name") != "words"])
    response(store, former, {"sex": "f", "words": "old"})
    response(store, later, {"sex": "m"})
    answer_export.export(store, results.scope(store, later), tmp_path / "a.xlsx")
    main = columns(sheets(tmp_path / "a.xlsx")["responses"])
    assert (main["sex"], main["words"]) == (["f", "m"], ["old", None])
