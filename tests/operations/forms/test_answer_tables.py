"""Answers from tables: as Excel, Kobo and ODK write them, with lists of entries on sheets of their own."""

import csv
from io import BytesIO
from pathlib import Path

import pytest

from coopdesk.errors import Refused
from coopdesk.interchange.tables import writing
from coopdesk.operations import listing, record, steps
from coopdesk.operations.forms import answer_export, answer_tables, responses, results, templates
from coopdesk.store.home import Store
from tests.operations.forms.asked import choice, question, template

_ROWS = (
    question("begin group", "who", "Who", "من"),
    question("integer", "age", "Age", "العمر", constraint=". < 120"),
    question("date", "came", "Came on", "تاريخ القدوم"),
    {"type": "end group"},
    question("select_one yn", "useful", "Was it useful?", "هل كانت مفيدة؟", required="yes"),
    question("select_multiple tongue", "speaks", "Languages", "اللغات"),
    question("begin repeat", "met", "Whom we met", "من التقينا"),
    question("text", "person", "Name", "الاسم"),
    {"type": "end repeat"},
)
_CHOICES = (
    choice("yn", "yes", "Yes", "نعم"),
    choice("yn", "no", "No", "لا"),
    choice("tongue", "ar", "Arabic", "العربية"),
    choice("tongue", "fr", "French", "الفرنسية"),
)


@pytest.fixture
def form(store: Store, tmp_path: Path) -> str:
    return template(store, tmp_path / "visit.md", *_ROWS, choices=_CHOICES)


def _csv(path: Path, *rows: list[str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def _book(path: Path, **sheets: list[list[str]]) -> Path:
    out = BytesIO()
    written = [
        writing.Written(name, [writing.Column("", head, 10) for head in rows[0]], rows[1:], right_to_left=False)
        for name, rows in sheets.items()
    ]
    writing.write(out, written)
    path.write_bytes(out.getvalue())
    return path


def _answers(store: Store, id: str) -> dict[str, object]:
    return responses.open_response(store, id).filling.answers()


def _filled(store: Store, template: str, given: dict[str, object]) -> dict[str, object]:
    filling = responses.new_filling(templates.load(store, template))
    filling.fill(given)
    return filling.answers()


def test_columns_are_known_by_name_path_and_text_in_either_language(store: Store, form: str, tmp_path: Path) -> None:
    table = _csv(
        tmp_path / "a.csv",
        ["who/age", "تاريخ القدوم", "Was it useful?", "speaks", "Other"],
        ["٣٤", "5/3/2027", "نعم", "Arabic; French", "x"],
    )
    found = answer_tables.preview(store, form, table)
    assert found.unknown == ["Other"]
    made = answer_tables.take(store, found)
    assert _answers(store, made.created[0]) == {
        "who": {"age": "34", "came": "2027-03-05"},
        "useful": "yes",
        "speaks": ["ar", "fr"],
        "met": [{"person": None}],
    }
    assert record.show(store, "response", made.created[0])["channel"] == "table"


def test_what_cannot_be_read_refuses_its_row_and_what_is_not_valid_is_a_draft(
    store: Store, form: str, tmp_path: Path
) -> None:
    table = _csv(tmp_path / "a.csv", ["age", "useful"], ["34", "perhaps"], ["200", "yes"], ["30", ""], ["40", "no"])
    found = answer_tables.preview(store, form, table)
    assert [(fault.line, fault.fatal) for row in found.rows for fault in row.faults] == [
        (2, True),
        (3, False),
        (4, False),
    ]
    assert "perhaps" in found.rows[0].faults[0].message
    made = answer_tables.take(store, found, submit=True)
    assert (len(made.created), made.submitted) == (3, 1)
    assert [record.show(store, "response", one)["stage"] for one in made.created] == [None, None, "pending"]


def test_a_file_of_kobo_with_its_entries_is_taken_once(store: Store, form: str, tmp_path: Path) -> None:
    book = _book(
        tmp_path / "kobo.xlsx",
        Visit=[
            ["who/age", "useful", "speaks", "speaks/ar", "speaks/fr", "_uuid", "_index"],
            ["30", "yes", "ar fr", "1", "1", "u-1", "1"],
            ["31", "no", "", "0", "1", "u-2", "2"],
        ],
        met=[["met/person", "_index", "_parent_index"], ["One", "1", "2"], ["Two", "2", "2"]],
    )
    made = answer_tables.take(store, answer_tables.preview(store, form, book))
    assert _answers(store, made.created[0])["speaks"] == ["ar", "fr"]
    second = _answers(store, made.created[1])
    assert second["speaks"] == ["fr"]
    assert second["met"] == [{"person": "One"}, {"person": "Two"}]
    again = answer_tables.take(store, answer_tables.preview(store, form, book))
    assert (again.created, again.known) == ([], [2, 3])


def test_a_row_that_stands_twice_in_a_file_is_taken_once(store: Store, form: str, tmp_path: Path) -> None:
    table = _csv(tmp_path / "a.csv", ["useful", "_uuid"], ["yes", "u-1"], ["no", "u-1"], ["yes", ""], ["yes", ""])
    made = answer_tables.take(store, answer_tables.preview(store, form, table))
    assert (len(made.created), made.known) == (3, [3])


def test_answers_are_no_less_secret_than_what_they_are_about(store: Store, tmp_path: Path) -> None:
    form = template(store, tmp_path / "told.md", *_ROWS, choices=_CHOICES, response_degree="internal")
    about = record.save(store, "project", {"title_en": "Wells", "classification": "secret", "audience": "local"})["id"]
    found = answer_tables.preview(store, form, _csv(tmp_path / "a.csv", ["who/age"], ["34"]))
    [made] = answer_tables.take(store, found, {"subject": about}).created
    assert record.show(store, "response", made)["classification"] == "secret"


def test_a_desk_takes_nothing_above_what_it_may_hold(store: Store, tmp_path: Path) -> None:
    secret = template(store, tmp_path / "told.md", *_ROWS, choices=_CHOICES, response_degree="confidential")
    record.save(store, "desk", {"code": store.desk, "name_en": "Ministry", "ceiling": "internal"})
    found = answer_tables.preview(store, secret, _csv(tmp_path / "a.csv", ["useful"], ["yes"]))
    with pytest.raises(Refused, match="may hold"):
        answer_tables.take(store, found)
    assert len(listing.open_list(store, "response")) == 0


_NESTED = (
    question("text", "name", "Name", "الاسم"),
    question("begin repeat", "visit", "Visits", "زيارات"),
    question("text", "town", "Town", "المدينة"),
    question("begin repeat", "met", "Whom we met", "من التقينا"),
    question("text", "person", "Person", "الشخص"),
    {"type": "end repeat"},
    {"type": "end repeat"},
)
_VISITS = [
    {"name": "First", "visit": [{"town": "Doha", "met": [{"person": "A"}]}, {"town": None, "met": [{"person": "B"}]}]},
    {"name": "Second", "visit": [{"town": "Aden", "met": [{"person": "C"}, {"person": "D"}]}]},
]


@pytest.fixture
def nested(store: Store, tmp_path: Path) -> str:
    return template(store, tmp_path / "nested.md", *_NESTED)


def test_lists_in_lists_come_back_as_they_were_written(store: Store, nested: str, tmp_path: Path) -> None:
    for one in _VISITS:
        steps.take(store, "response", responses.answer(store, nested, one)["response"], "submit")
    answer_export.export(store, results.scope(store, nested), tmp_path / "a.xlsx")
    found = answer_tables.preview(store, nested, tmp_path / "a.xlsx")
    assert [_filled(store, nested, one.given) for one in found.rows] == _VISITS
    assert found.faults == []


@pytest.mark.parametrize(
    ("index", "parent", "rows", "visits"),
    [
        ("_index", "_parent_index", ["1", "2"], ["1", "2", "3"]),
        ("KEY", "PARENT_KEY", ["uuid:1", "uuid:2"], ["uuid:1/visit[1]", "uuid:1/visit[2]", "uuid:2/visit[1]"]),
    ],
    ids=["kobo", "odk"],
)
def test_lists_in_lists_are_read_as_others_write_them(
    store: Store, nested: str, tmp_path: Path, index: str, parent: str, rows: list[str], visits: list[str]
) -> None:
    met = zip("ABCD", [visits[0], visits[1], visits[2], visits[2]], strict=True)
    towns = zip(visits, [rows[0], rows[0], rows[1]], ["Doha", "", "Aden"], strict=True)
    book = _book(
        tmp_path / "a.xlsx",
        main=[["name", index], ["First", rows[0]], ["Second", rows[1]]],
        met=[["visit/met/person", parent], *map(list, met)],
        visit=[[index, parent, "visit/town"], *map(list, towns)],
    )
    found = answer_tables.preview(store, nested, book)
    assert [_filled(store, nested, one.given) for one in found.rows] == _VISITS


def test_entries_that_belong_to_no_row_are_told(store: Store, form: str, tmp_path: Path) -> None:
    main = [["useful", "_index"], ["yes", "1"]]
    met = [["met/person", "_parent_index"], ["One", "1"], ["Two", "7"]]
    [fault] = answer_tables.preview(store, form, _book(tmp_path / "a.xlsx", main=main, met=met)).faults
    assert (fault.line, fault.column, fault.fatal) == (3, "met", True)
    assert "_parent_index" in fault.message
    without = _book(tmp_path / "b.xlsx", main=main, met=[["met/person"], ["One"], ["Two"]])
    assert [one.line for one in answer_tables.preview(store, form, without).faults] == [2]


def test_a_table_of_something_else_is_refused(store: Store, form: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No column"):
        answer_tables.preview(store, form, _csv(tmp_path / "a.csv", ["Country", "Capital"], ["Qatar", "Doha"]))
