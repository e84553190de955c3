"""The scoreboard: where each indicator stands, the worst first, in groups, and as far as a reader may see."""

from decimal import Decimal
from typing import Any

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.operations import home, listing, reach, record
from coopdesk.operations.indicators.scoreboard import plain, scoreboard
from coopdesk.records.scoreboard import Board, Point, Standing
from coopdesk.store.home import Store
from tests.operations.indicators.measured import body, indicator, project, value


def board(store: Store, by: str = "", until: str = "", **more: Any) -> Board:
    return scoreboard(store, listing.open_list(store, "indicator", text="Tried"), by, until, **more)


def row(found: Board, title: str) -> Standing:
    return next(one for one in found.rows if one.title == title)


def targets(**by_period: object) -> list[dict[str, str]]:
    return [{"period": period.removeprefix("y"), "value": str(value)} for period, value in by_period.items()]


@pytest.fixture
def several(store: Store) -> dict[str, str]:
    """Three indicators: one on its way, one far behind, one without a value."""
    ministry, framework = (
        body(store, "Ministry of Health"),
        record.save(store, "framework", {"code": "HR", "name_en": "Human rights", "name_ar": "حقوق الإنسان"})["id"],
    )
    good = indicator(
        store,
        "Good",
        definition_en="Tried",
        measure="number",
        framework=framework,
        responsible=ministry,
        baseline="0",
        baseline_period="2024",
        targets=targets(y2025=10, y2027=30),
    )
    bad = indicator(
        store,
        "Bad",
        definition_en="Tried",
        measure="number",
        direction="down",
        baseline="50",
        baseline_period="2024",
        targets=targets(y2026=10),
        project=project(store, "Clinic"),
    )
    empty = indicator(store, "Empty", definition_en="Tried", targets=targets(y2030=5))
    for period, number in (("2025", 12), ("2026", 19)):
        value(store, good, period, number)
    value(store, bad, "2026", 40, "submit")
    return {"good": good, "bad": bad, "empty": empty, "ministry": ministry, "framework": framework}


def test_each_stands_at_its_last_value_and_the_worst_comes_first(store: Store, several: dict[str, str]) -> None:
    found = board(store)
    assert [one.title for one in found.rows] == ["Bad", "Good", "Empty"]
    assert dict(found.counts) == {"on_track": 1, "at_risk": 0, "off_track": 1, "no_data": 1}
    good = row(found, "Good")
    assert (good.actual, good.target, good.ahead) == (Point("2026", Decimal(19)), Point("2026", Decimal(20)), False)
    assert (good.change, good.better, good.reached, good.responsible) == (7, True, 95, "Ministry of Health")
    assert [one.period for one in good.trend] == ["2025", "2026"]
    bad = row(found, "Bad")
    assert (bad.status, bad.reached, bad.stage, bad.change, bad.better) == ("off_track", 25, "submitted", None, None)
    empty = row(found, "Empty")
    assert (empty.status, empty.actual, empty.target, empty.ahead) == ("no_data", None, Point("2030", Decimal(5)), True)


def test_it_is_told_as_it_stood_at_the_end_of_a_period(store: Store, several: dict[str, str]) -> None:
    then = board(store, until="2025-Q4")
    assert row(then, "Good").actual == Point("2025", Decimal(12))
    assert row(then, "Bad").status == "no_data"
    assert row(board(store, until="2025-Q3"), "Good").actual is None


def test_indicators_stand_together_by_what_they_share(store: Store, several: dict[str, str]) -> None:
    def titles(by: str) -> list[tuple[str, int]]:
        return [(one.title, len(one.rows)) for one in board(store, by).groups]

    assert titles("framework") == [("Human rights", 1), ("None", 2)]
    assert titles("project") == [("Clinic", 1), ("None", 2)]
    assert titles("responsible") == [("Ministry of Health", 1), ("None", 2)]
    with pytest.raises(InvalidValue):
        board(store, "colour")
    with pytest.raises(InvalidValue):
        board(store, until="soon")


def test_only_approved_values_and_only_what_a_reader_may_see(store: Store, several: dict[str, str]) -> None:
    value(store, several["good"], "2027", 1, "submit", "approve")
    assert row(board(store, stages=("approved",)), "Good").trend == [Point("2027", Decimal(1))]
    record.save(store, "framework", {"id": several["framework"], "audience": "ministry"})
    for_all = board(store, "framework", who=reach.reader(store, "all"))
    assert [one.title for one in for_all.groups] == ["For fewer readers", "None"]
    assert dict(for_all.counts) == {"on_track": 0, "at_risk": 0, "off_track": 0, "no_data": 2}


def test_it_is_plain_for_scripts(store: Store, several: dict[str, str]) -> None:
    told = plain(board(store))
    assert (told["off_track"], told["groups"][0]["rows"][0]["actual"]) == (1, {"period": "2026", "value": "40"})


def test_home_tells_which_are_off_track(store: Store, several: dict[str, str]) -> None:
    [group] = [one for one in home.home(store).needs if one.what == "Indicators off track"]
    assert [(one.id, one.title) for one in group.items] == [(several["bad"], "Bad")]
    assert "".join(one for one in group.items[0].what if one not in "\u2066\u2068\u2069") == "40 in 2026, target 10"
    record.delete(store, "indicator", several["bad"])
    assert not [one for one in home.home(store).needs if one.what == "Indicators off track"]
