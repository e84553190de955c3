"""The review of values in four states, of many at once; periods that the Ministry locks."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from coopdesk.errors import InvalidValue, Refused
from coopdesk.operations import conflicts, desk, record, steps
from coopdesk.operations.indicators import cell_saving, matrix, period_locks, review
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.matrix import Asked, Matrix
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE, copy_mission
from tests.operations.indicators.made import entity, indicator

ONE = 1_000_000


@pytest.fixture
def ids(store: Store) -> list[str]:
    made = [indicator(store, name) for name in ("First", "Second")]
    cell_saving.save_cells(store, [Change(id, period, "", "value", ONE) for id in made for period in ("2025", "2026")])
    return made


def shown(store: Store, ids: list[str], entity: str | None = None) -> Matrix:
    return matrix.open_matrix(store, Asked(tuple(ids), start="2025", end="2026", entity=entity))


def stages(store: Store, ids: list[str]) -> list[dict[str, int]]:
    return [dict(one) for one in shown(store, ids).stages]


def test_a_period_goes_through_its_four_states(store: Store, ids: list[str]) -> None:
    found = shown(store, ids)
    assert stages(store, ids) == [{"draft": 2}, {"draft": 2}]
    assert len(review.take(store, "submit", review.places(found, [0])).done) == 2
    assert stages(store, ids) == [{"submitted": 2}, {"draft": 2}]
    assert len(review.take(store, "approve", [(ids[0], "2025", "")]).done) == 1
    returned = review.take(store, "send_back", review.places(found), None, "Count again")
    assert len(returned.done) == 1
    assert stages(store, ids) == [{"approved": 1, "returned": 1}, {"draft": 2}]
    assert len(review.take(store, "reopen", review.places(found), None, "An error was found").done) == 1
    assert stages(store, ids)[0] == {"returned": 2}
    value = shown(store, ids).cells[0][0].id or ""
    assert record.show(store, "indicator_value", value)["stage_comment"] == "An error was found"


def test_a_step_of_many_is_the_same_as_of_one(store: Store, ids: list[str]) -> None:
    first, second = (cells[0].id or "" for cells in shown(store, ids).cells)
    steps.take(store, "indicator_value", first, "submit")
    review.take(store, "submit", [(ids[1], "2025", "")])
    steps.take(store, "indicator_value", first, "approve")
    review.take(store, "approve", [(ids[1], "2025", "")])
    one, other = (record.show(store, "indicator_value", id) for id in (first, second))
    for name in ("stage", "stage_on", "stage_by", "audience", "stage_given"):
        assert one[name] == other[name]
    assert one["audience"] == "ministry"
    assert one["stage_of"]
    assert other["stage_of"]


def test_of_many_no_more_is_asked_than_of_few(store: Store, ids: list[str]) -> None:
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    many = [f"{year}" for year in range(2000, 2020)]
    cell_saving.save_cells(store, [Change(ids[0], period, "", "value", ONE) for period in many])
    counted: list[list[int]] = []
    for some in (many[:3], many[3:]):
        counted.append([])
        for step in ("submit", "approve"):
            asked.clear()
            assert len(review.take(store, step, [(ids[0], period, "") for period in some]).done) == len(some)
            counted[-1].append(sum(one.startswith("SELECT") for one in asked))
    assert all(more <= few for few, more in zip(*counted, strict=True))


def test_what_cannot_be_done_is_told_and_the_rest_is_done(store: Store, ids: list[str]) -> None:
    outcome = review.take(store, "send_back", [(ids[0], "2025", "")])
    assert (outcome.done, outcome.refused) == ([], None)
    review.take(store, "submit", [(ids[0], "2025", "")])
    outcome = review.take(store, "send_back", [(ids[0], "2025", "")])
    assert outcome.done == []
    assert isinstance(outcome.refused, InvalidValue)


def test_only_what_an_entity_reported_is_submitted_where_it_is_asked_so(store: Store, ids: list[str]) -> None:
    vienna = entity(store, "Vienna")
    cell_saving.save_cells(store, [Change(ids[0], "2025", "", "value", ONE)], entity=vienna)
    found = shown(store, ids, vienna)
    assert [dict(one) for one in found.stages] == [{"draft": 1}, {}]
    assert len(review.take(store, "submit", review.places(found), vienna).done) == 1
    assert stages(store, ids)[0] == {"draft": 2, "submitted": 1}


def test_nothing_of_a_locked_period_is_changed(store: Store, ids: list[str]) -> None:
    value = shown(store, ids).cells[0][0].id or ""
    period_locks.lock(store, ["2025"])
    assert shown(store, ids).locked == {"2025"}
    assert shown(store, ids).cells[0][0].why == matrix.LOCKED
    kept = cell_saving.save_cells(
        store, [Change(ids[0], "2025", "", name, 5 * ONE) for name in ("value", "target")]
        + [Change(ids[0], "2026", "", "value", 5 * ONE)]
    )  # fmt: skip
    assert [one.name for one, _ in kept.refused] == ["value", "target"]
    quarter = indicator(store, frequency="quarter")
    for act in (
        lambda: record.save(store, "indicator_value", {"id": value, "value": "7"}),
        lambda: record.save(store, "indicator_value", {"indicator": quarter, "period": "2025-Q3", "value": "7"}),
        lambda: record.save(store, "indicator", {"id": ids[0], "targets": [{"period": "2025", "value": "7"}]}),
        lambda: record.delete(store, "indicator_value", value),
        lambda: steps.take(store, "indicator_value", value, "submit"),
    ):
        with pytest.raises(Refused):
            act()
    period_locks.unlock(store, ["2025"])
    record.save(store, "indicator_value", {"id": value, "value": "7"})
    assert shown(store, ids).cells[0][0].value == 7 * ONE


def test_a_mission_locks_nothing(tmp_path: Path) -> None:
    with closing(desk.open_desk(copy_mission(tmp_path / "home"), PASSPHRASE)) as store, pytest.raises(Refused):
        period_locks.lock(store, ["2025"])


def test_another_period_than_is_locked_is_not_opened(store: Store) -> None:
    period_locks.lock(store, ["2026-q1", "2025"])
    assert period_locks.locked(store) == ("2025", "2026-Q1")
    with pytest.raises(Refused):
        period_locks.unlock(store, ["2026-Q2"])
    with pytest.raises(InvalidValue):
        period_locks.lock(store, ["soon"])
    assert period_locks.locked(store) == ("2025", "2026-Q1")


def test_a_conflict_in_a_locked_period_waits(store: Store, ids: list[str]) -> None:
    seen = shown(store, ids).seen
    for value in (2, 3):
        cell_saving.save_cells(store, [Change(ids[0], "2025", "", "value", value * ONE)], seen=seen, concurrent=True)
    [one] = conflicts.conflicts(store)
    period_locks.lock(store, ["2025"])
    with pytest.raises(Refused):
        conflicts.resolve(store, one["id"], keep=0)
