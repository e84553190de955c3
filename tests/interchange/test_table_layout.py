"""Where the table is in a sheet, as people keep sheets."""

from typing import Any

from coopdesk.interchange.tables import layout, workbook
from coopdesk.interchange.tables.layout import Table
from coopdesk.interchange.tables.sheets import Line, Sheet
from tests.interchange.books import book

KNOWN = ("Name", "Country", "City", "Since", "الاسم", "البلد", "name", "country", "Seat City")


def found(rows: list[list[Any]], merged: tuple[str, ...] = (), head: int | None = None) -> Table:
    [sheet] = workbook.read(book(rows, merged))
    return layout.find(sheet, lambda text: text in KNOWN, head)


def body(table: Table) -> list[list[str]]:
    return [one.cells for one in table.lines]


def test_titles_above_and_totals_and_notes_below_are_no_records() -> None:
    table = found([
        ["Ministry of Foreign Affairs"], ["List of bodies", None, None], [], ["Name", "Country", "Since"],
        ["A", "QA", 1999], ["B", "KW", 2001], ["Total:", None, 2], ["Source: the registry"], [],
        ["Printed on Sunday"],
    ], ("A1:C1",))  # fmt: skip
    assert table.heads == ["Name", "Country", "Since"]
    assert table.head == (4, 4)
    assert body(table) == [["A", "QA", "1999"], ["B", "KW", "2001"]]
    assert [one.number for one in table.lines] == [5, 6]
    assert (table.totals, table.left) == ([7], [10, 8])


def test_a_header_of_two_rows_is_joined() -> None:
    table = found([["Name", "Seat", None], [None, "City", "Country"], ["A", "Doha", "QA"]], ("B1:C1", "A1:A2"))
    assert table.heads == ["Name", "Seat City", "Country"]
    assert body(table) == [["A", "Doha", "QA"]]


def test_what_is_merged_downwards_stands_in_each_line() -> None:
    table = found([["Country", "Name"], ["QA", "A"], [None, "B"], ["KW", "C"]], ("A2:A3",))
    assert body(table) == [["QA", "A"], ["QA", "B"], ["KW", "C"]]


def test_headings_across_the_table_and_repeated_headers_are_left_out() -> None:
    table = found([
        ["Name", "Country", "Since"], ["Arab bodies"], ["A", "QA", 1], ["Name", "Country", "Since"], ["B", "KW", 2],
    ], ("A2:C2",))  # fmt: skip
    assert body(table) == [["A", "QA", "1"], ["B", "KW", "2"]]
    assert table.left == [2, 4]


def test_empty_columns_go_and_columns_without_a_head_stay() -> None:
    table = found([["Name", None, "Country", None], ["A", None, "QA", "kept"]])
    assert table.heads == ["Name", "Country", ""]
    assert table.places == [0, 2, 3]
    assert body(table) == [["A", "QA", "kept"]]
    assert [layout.letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_names_of_fields_above_labels_are_one_header() -> None:
    table = found([["name", "country"], ["الاسم", "البلد"], ["أ", "QA"]])
    assert table.heads == ["name", "country"]
    assert body(table) == [["أ", "QA"]]


def test_a_header_of_which_nothing_is_known_is_the_first_full_line() -> None:
    table = found([["Our list"], ["Body", "Place", "Year"], ["A", "Doha", 1], ["B", "Kuwait", 2]])
    assert table.heads == ["Body", "Place", "Year"]


def test_a_person_says_where_the_header_is() -> None:
    table = found([["Name", "Country"], ["x", "y"], ["A", "QA"]], head=2)
    assert table.heads == ["x", "y"]
    assert body(table) == [["A", "QA"]]


def test_an_empty_sheet_holds_no_table() -> None:
    assert layout.find(Sheet("x"), lambda text: True).heads == []
    assert layout.find(Sheet("x", [Line(3, ["Name"])]), lambda text: True).lines == []
