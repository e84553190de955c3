"""The matrix of indicators: what its cells hold, and whether they may be written in."""

import pytest

from coopdesk.errors import ChangedSince, InvalidValue
from coopdesk.i18n import set_language
from coopdesk.operations import record, steps
from coopdesk.operations.indicators import cell_saving, matrix
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.matrix import Asked, Cell, Matrix
from coopdesk.store.home import Store
from tests.operations.indicators.made import entity, indicator

ONE = 1_000_000


def cell(found: Matrix, row: int, period: str) -> Cell:
    return found.cells[row][found.periods.index(period)]


def shown(store: Store, *indicators: str, **asked: str) -> Matrix:
    return matrix.open_matrix(store, Asked(indicators, **asked))


def test_values_targets_and_comments_are_kept_in_their_cells(store: Store) -> None:
    id = indicator(store)
    kept = cell_saving.save_cells(
        store,
        [
            Change(id, "2025", "", "value", 12 * ONE), Change(id, "2026", "", "target", 20 * ONE),
            Change(id, "2025", "", "note", "Counted twice"),
        ],
    )  # fmt: skip
    assert (kept.written, kept.refused) == (3, [])
    found = shown(store, id, start="2025", end="2026")
    assert found.periods == ["2025", "2026"]
    assert (cell(found, 0, "2025").value, cell(found, 0, "2025").note) == (12 * ONE, "Counted twice")
    assert (cell(found, 0, "2026").target, cell(found, 0, "2026").value) == (20 * ONE, None)
    assert record.show(store, "indicator", id)["targets"][0]["value"] == "20"
    cell_saving.save_cells(store, [Change(id, "2025"), Change(id, "2026", "", "target")])
    found = shown(store, id, start="2025", end="2026")
    assert (cell(found, 0, "2025").value, cell(found, 0, "2026").target) == (None, None)


def test_a_value_begins_no_less_secret_than_its_indicator(store: Store) -> None:
    ids = [indicator(store, "Open"), indicator(store, "Hidden", classification="secret", audience="QA-VIE")]
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", ONE) for id in ids])
    there = [cell(shown(store, id), 0, "2025").id for id in ids]
    there += [
        record.save(store, "indicator_value", {"indicator": id, "period": "2024", "value": "1"})["id"] for id in ids
    ]
    found = [record.show(store, "indicator_value", str(id)) for id in there]
    assert [one["classification"] for one in found] == ["internal", "secret"] * 2
    assert {one["audience"] for one in found} == {"local"}


def test_a_cell_that_was_deleted_is_written_in_again(store: Store) -> None:
    id = indicator(store)
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", ONE)])
    record.delete(store, "indicator_value", cell(shown(store, id), 0, "2025").id or "")
    assert cell(shown(store, id, start="2025"), 0, "2025").value is None
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", 2 * ONE)])
    assert cell(shown(store, id), 0, "2025").value == 2 * ONE


def test_the_parts_of_an_indicator_stand_under_it(store: Store) -> None:
    id = indicator(store, parts=["sex", "country"])
    cell_saving.save_cells(store, [Change(id, "2025", "country=YE", "value", ONE)])
    found = shown(store, id)
    assert [one.part for one in found.rows] == ["", "sex=female", "sex=male", "country=YE"]
    assert [one.name for one in found.rows][1:] == ["Women and girls", "Men and boys", "Yemen"]
    assert cell(found, 3, "2025").value == ONE
    set_language("ar")
    assert shown(store, id).rows[0].name == "المتدربون"


def test_the_whole_is_what_entities_reported_and_is_written_by_none_of_them(store: Store) -> None:
    id, vienna, geneva = indicator(store), entity(store, "Vienna"), entity(store, "Geneva")
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", 3 * ONE)], entity=vienna)
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", 4 * ONE)], entity=geneva)
    found = shown(store, id)
    assert cell(found, 0, "2025").value == 7 * ONE
    assert (cell(found, 0, "2025").why, cell(found, 0, "2025").entities) == (matrix.ENTITIES, 2)
    assert set(found.entities) == {vienna, geneva}
    own = matrix.open_matrix(store, Asked((id,), entity=vienna))
    assert (cell(own, 0, "2025").value, cell(own, 0, "2025").why) == (3 * ONE, None)


def test_what_is_computed_is_read_only_and_says_so(store: Store) -> None:
    top, bottom = indicator(store, "Cost"), indicator(store, "Trainees")
    ratio = indicator(store, "Cost of one", method="ratio", numerator=top, denominator=bottom)
    cell_saving.save_cells(
        store, [Change(top, "2025", "", "value", 9 * ONE), Change(bottom, "2025", "", "value", 2 * ONE)]
    )
    found = cell(shown(store, ratio), 0, "2025")
    assert (found.value, found.why) == (4_500_000, matrix.COMPUTED)
    kept = cell_saving.save_cells(store, [Change(ratio, "2025", "", "value", ONE)])
    assert [fault.text for _, fault in kept.refused] == [matrix.COMPUTED]


def test_longer_periods_are_put_together_and_shorter_ones_take_nothing(store: Store) -> None:
    id = indicator(store, frequency="quarter")
    cell_saving.save_cells(
        store, [Change(id, "2025-Q1", "", "value", 2 * ONE), Change(id, "2025-Q3", "", "value", 3 * ONE)]
    )
    year = cell(shown(store, id, frequency="year"), 0, "2025")
    assert (year.value, year.why) == (5 * ONE, matrix.SHORTER)
    month = cell(shown(store, id, frequency="month", start="2025-01", end="2025-03"), 0, "2025-01")
    assert (month.value, month.why) == (None, matrix.LONGER)
    kept = cell_saving.save_cells(store, [Change(id, "2025", "", "value", ONE), Change(id, "2025", "", "target", ONE)])
    assert [(one.name, fault.text) for one, fault in kept.refused] == [("value", matrix.SHORTER)]


def test_what_is_submitted_is_frozen_and_the_other_cells_are_written(store: Store) -> None:
    id = indicator(store)
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", ONE)])
    steps.take(store, "indicator_value", cell(shown(store, id), 0, "2025").id or "", "submit")
    assert cell(shown(store, id), 0, "2025").why == matrix.FROZEN
    kept = cell_saving.save_cells(
        store, [Change(id, "2025", "", "value", 5 * ONE), Change(id, "2026", "", "value", 6 * ONE)]
    )
    assert [(one.period, fault.text) for one, fault in kept.refused] == [("2025", matrix.FROZEN)]
    found = shown(store, id)
    assert (cell(found, 0, "2025").value, cell(found, 0, "2026").value) == (ONE, 6 * ONE)


def test_a_value_that_is_not_credible_is_refused_in_words(store: Store) -> None:
    id = indicator(store, low="0", high="100")
    kept = cell_saving.save_cells(store, [Change(id, "2025", "", "value", 101 * ONE)])
    assert isinstance(kept.refused[0][1], InvalidValue)
    assert "101" in kept.refused[0][1].message()
    assert cell(shown(store, id, start="2025"), 0, "2025").value is None


def test_a_cell_that_another_changed_meanwhile_is_not_overwritten_unseen(store: Store) -> None:
    id = indicator(store)
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", ONE)])
    seen = shown(store, id).seen
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", 2 * ONE)])
    with pytest.raises(ChangedSince):
        cell_saving.save_cells(store, [Change(id, "2025", "", "value", 3 * ONE)], seen=seen)
    cell_saving.save_cells(store, [Change(id, "2025", "", "value", 3 * ONE)], seen=seen, concurrent=True)
    assert cell(shown(store, id), 0, "2025").conflict


def test_periods_follow_from_what_is_known_or_as_they_are_asked(store: Store) -> None:
    id = indicator(store, starts="2024", ends="2027")
    assert shown(store, id).periods == ["2024", "2025", "2026", "2027"]
    assert shown(store, id, start="2025-Q2", end="2026-Q1").periods == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]
    for asked in ({"start": "2027", "end": "2026"}, {"start": "1990-01", "end": "2026-01"}, {"start": "soon"}):
        with pytest.raises(InvalidValue):
            shown(store, id, **asked)
