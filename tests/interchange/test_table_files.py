"""What is read of CSV and XLSX files, and what is written to them."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from coopdesk.errors import Damaged, Refused
from coopdesk.interchange.tables import delimited, sheets, workbook, writing
from coopdesk.interchange.tables.writing import Column, Date, Figure, Written
from tests.interchange.books import book

ROWS = [["Name", "الاسم"], ["UNDP", "برنامج الأمم المتحدة الإنمائي"], ["two\nlines", "أ، ب"]]


def texts(found: list[sheets.Sheet]) -> list[list[str]]:
    return [one.cells for one in found[0].lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_read_in_each_encoding_and_separator(encoding: str, mark: str) -> None:
    lines = [mark.join(f'"{cell}"' if set(cell) & {"\n", mark} else cell for cell in row) for row in ROWS]
    assert texts(delimited.read("\r\n".join(lines).encode(encoding))) == ROWS


def test_lines_keep_their_numbers_where_cells_hold_line_breaks_and_lines_are_empty() -> None:
    found = delimited.read(b'a,b\n"x\ny",2\n,,\n3,4\n')
    assert [one.number for one in found[0].lines] == [1, 2, 5]


def test_a_separator_that_a_first_line_tells_is_taken() -> None:
    assert texts(delimited.read(b"sep=;\r\na,b;c\r\n")) == [["a,b", "c"]]


@pytest.mark.parametrize("text", ["=1+1", "+974 4411", "-5", "@x", "\tx", "'quoted", "''", "plain", "a=b", ""])
def test_a_cell_of_a_csv_begins_no_formula_and_comes_back_whole(text: str) -> None:
    content = b"".join(delimited.written([["first", text, "last"]]))
    raw = content.decode("utf-8-sig").split(",", 1)[1].lstrip('"')
    assert not raw.startswith(("=", "+", "-", "@", "\t"))
    assert texts(delimited.read(content)) == [["first", text, "last"]]


def test_a_workbook_tells_dates_times_numbers_and_truth_as_texts() -> None:
    moment = datetime.fromisoformat("2027-03-05T14:30")
    row = [date(2027, 3, 5), moment, time(9, 5), 12, 12.5, 0.1 + 0.2, True, 97444112233, "٥"]
    assert texts(workbook.read(book([row]))) == [
        ["2027-03-05", "2027-03-05 14:30", "09:05", "12", "12.5", "0.3", "TRUE", "97444112233", "٥"]
    ]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    def from_1904(made: openpyxl.Workbook) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert texts(workbook.read(book([[date(2027, 3, 5)]], more=from_1904))) == [["2027-03-05"]]


def test_sheets_come_in_order_with_merged_cells_and_what_is_hidden() -> None:
    def second(made: openpyxl.Workbook) -> None:
        made.create_sheet("قائمة").append(["x"])
        made["قائمة"].sheet_state = "hidden"

    found = workbook.read(book([["a", None, "b"], ["c"]], ["A1:B1"], second))
    assert [(one.name, one.hidden) for one in found] == [("Sheet", False), ("قائمة", True)]
    assert found[0].merged == [sheets.Merge(1, 0, 1, 1)]


def test_what_is_written_opens_elsewhere_from_the_right_with_dates_figures_and_no_formula() -> None:
    out = io.BytesIO()
    columns = [Column("a", "النص", 30), Column("b", "Day", 12), Column("c", "Sum", 12)]
    rows = [["=1+1", Date("2027-03-05"), Figure("12.50")], ["x\n_x0041_ & <", Date("1364-05-01"), Figure("9" * 17)]]
    writing.write(out, [Written("منظمات / [1]", columns, rows, True)])
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet.sheet_view.rightToLeft, sheet.freeze_panes, sheet.auto_filter.ref) == (True, "A3", "A2:C4")
    assert sheet.row_dimensions[1].hidden
    assert not sheet.row_dimensions[2].hidden
    cells = [[(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert cells[0] == [("s", "=1+1"), ("d", datetime.fromisoformat("2027-03-05")), ("n", 12.5)]
    assert cells[1][1:] == [("s", "1364-05-01"), ("s", "9" * 17)]
    assert texts(workbook.read(out.getvalue()))[2:] == [
        ["=1+1", "2027-03-05", "12.5"],
        ["x\n_x0041_ & <", "1364-05-01", "9" * 17],
    ]


def test_a_text_that_no_cell_takes_is_marked_as_cut() -> None:
    out = io.BytesIO()
    writing.write(out, [Written("x", [Column("a", "A", 9)], [["ب" * 40_000]], False)])
    [*_, [cell]] = texts(workbook.read(out.getvalue()))
    assert len(cell) == writing.MOST_IN_CELL
    assert cell.endswith(writing.CUT)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00\x01\x02binary\x00", b"%PDF-1.7\n\x00\x00"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Damaged):
        workbook.read(content)


def test_too_many_rows_columns_and_letters_are_refused() -> None:
    for content in (
        b"x\n" * (sheets.MOST_ROWS + 1),
        b"," * sheets.MOST_COLUMNS + b"x",
        b"x" * (sheets.MOST_LETTERS + 1),
    ):
        with pytest.raises(Refused):
            delimited.read(content)
