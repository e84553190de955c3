"""What is typed or pasted into the matrix: numbers as people write them, blocks as Excel copies them."""

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.interchange.tables.sheets import MOST_LETTERS
from coopdesk.operations.indicators import entering, matrix, period_locks
from coopdesk.operations.indicators.matrix import Asked, Matrix
from coopdesk.store.home import Store
from tests.operations.indicators.made import indicator

ONE = 1_000_000


@pytest.mark.parametrize(
    ("text", "measure", "stored"),
    [
        ("12", "number", 12), ("١٢٬٣٤٥٫٥", "number", 12_345.5), ("12,345.5", "money", 12_345.5), ("1 234", None, 1234),
        ("1.234", "number", 1.234), ("1,5", "number", 1.5), ("(12)", "number", -12), ("−3", "number", -3),
        ("45%", "per_cent", 45), ("٤٥٫٥٪", "per_cent", 45.5), ("45%", "ratio", 0.45), ("\u202a12\u202c", "number", 12),
        ("نعم", "yes_no", 1), ("no", "yes_no", 0), ("1", "yes_no", 1), ("–", "number", None), ("", "number", None),
        ("n/a", "number", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, measure: str | None, stored: float | None) -> None:
    assert entering.number(text, measure) == (None if stored is None else round(stored * ONE))


@pytest.mark.parametrize("text", ["abc", "12 people", "1.2.3", "1e5", "#DIV/0!", "2027-03-05"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        entering.number(text, "number")


def test_a_block_is_read_as_a_table_program_copies_it() -> None:
    assert entering.block('1\t2\r\n"two\nlines"\t"a ""word"""\r\n\r\n') == [["1", "2"], ["two\nlines", 'a "word"']]
    with pytest.raises(InvalidValue):
        entering.block(" \n\t\n")
    assert entering.block("7" * 400_000) == [["7" * 400_000]]
    for far_too_large in ("7" * 600_000, "1\t2\n" * 200_000):
        with pytest.raises(InvalidValue, match="too large"):
            entering.block(far_too_large)


@pytest.fixture
def shown(store: Store) -> Matrix:
    ids = (indicator(store, "First"), indicator(store, "Second", low="0"), indicator(store, "Third"))
    period_locks.lock(store, ["2025"])
    return matrix.open_matrix(store, Asked(ids, start="2024", end="2026"))


def planned(shown: Matrix, cells: list[list[str]], row: int, column: int, shape: tuple[int, int] = (1, 1)) -> object:
    plan = entering.planned(shown, [0, 1, 2], cells, row, column, "value", shape)
    names = {one.indicator: n for n, one in enumerate(shown.rows)}
    return (
        [(names[one.indicator], one.period, one.value // ONE) for one in plan.changes],
        [(one.row, one.column) for one in plan.faults], [one[:2] for one in plan.skipped], plan.beyond,
    )  # fmt: skip


def test_what_a_block_writes_and_what_not_is_told_before(shown: Matrix) -> None:
    cells = [["1", "2", "3", "4"], ["-5", "6", ""], ["", "", "x"], ["7"]]
    assert planned(shown, cells, 0, 0) == (
        [(0, "2024", 1), (0, "2026", 3)], [(1, 0), (2, 2)], [(0, 1), (1, 1)], 2,
    )  # fmt: skip


def test_a_block_fills_a_selection_that_it_fits_into(shown: Matrix) -> None:
    assert planned(shown, [["8"]], 0, 2, (3, 1)) == ([(0, "2026", 8), (1, "2026", 8), (2, "2026", 8)], [], [], 0)
    assert planned(shown, [["8"], ["9"]], 0, 2, (3, 1)) == ([(0, "2026", 8), (1, "2026", 9)], [], [], 0)


def test_quotes_of_the_text_swallow_no_cells() -> None:
    assert entering.block('"a\nb"\t1\r\n2\t3\r\n') == [["a\nb", "1"], ["2", "3"]]
    assert entering.block('1\t"2\r\n3\t4\r\n') == [["1", '"2'], ["3", "4"]]
    assert len(entering.block('"' + "1\t2\n" * 50_000)) == 50_000


def test_a_block_is_read_whatever_ends_its_lines_and_however_long_a_cell_is() -> None:
    assert entering.block("1\t2\r3\t4\r") == [["1", "2"], ["3", "4"]]
    long = "x" * (MOST_LETTERS - 9)
    assert entering.block(f"1\t{long}\n3\t4") == [["1", long], ["3", "4"]]


def test_cells_that_say_there_is_no_number_empty_none(shown: Matrix) -> None:
    assert planned(shown, [["n/a"], ["7"], ["–"]], 0, 2) == ([(1, "2026", 7)], [], [], 0)
