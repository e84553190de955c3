"""One matrix of indicators filled at three desks: two missions and the Ministry, through bundles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.operations import cautions, conflicts, record
from coopdesk.operations.indicators import cell_saving, matrix, period_locks, review
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.matrix import Asked, Cell, Matrix
from coopdesk.operations.indicators.own_entity import own_entity
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from tests.operations.indicators.made import entity, indicator
from tests.sync.network import Network, network as networks

ONE = 1_000_000


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    yield from networks(tmp_path)


class Desks:
    """The three desks with two indicators and the two missions as entities, known to all."""

    def __init__(self, network: Network) -> None:
        self.network = network
        with network.ministry.writing() as writing:
            set_meta(writing.connection, "ministry", b"1")
        record.save(network.ministry, "ministry_settings", {"ministry_en": "Ministry", "ministry_ar": "الوزارة"})
        self.ids = tuple(indicator(network.ministry, name) for name in ("First", "Second"))
        self.geneva, self.vienna = entity(network.ministry, "Geneva"), entity(network.ministry, "Vienna")
        self.spread()

    def spread(self) -> None:
        """Let the missions have what the Ministry has for them."""
        for mission in (self.network.geneva, self.network.vienna):
            self.network.send(self.network.ministry, mission)

    def gather(self) -> None:
        """Let the Ministry have what the missions have for it."""
        for mission in (self.network.geneva, self.network.vienna):
            self.network.send(mission, self.network.ministry)

    def shown(self, store: Store, whose: str | None = None) -> Matrix:
        return matrix.open_matrix(store, Asked(self.ids, start="2025", end="2026", entity=whose))

    def cell(self, store: Store, row: int, column: int, whose: str | None = None) -> Cell:
        return self.shown(store, whose).cells[row][column]

    def write(self, store: Store, whose: str | None, *cells: tuple[int, str, int]) -> None:
        changes = [Change(self.ids[row], period, "", "value", value * ONE) for row, period, value in cells]
        assert cell_saving.save_cells(store, changes, entity=whose).refused == []

    def submit(self, store: Store, whose: str | None) -> None:
        review.take(store, "submit", review.places(self.shown(store, whose)), whose)


@pytest.fixture
def desks(network: Network) -> Desks:
    return Desks(network)


def test_values_of_two_missions_add_up_at_the_ministry(desks: Desks) -> None:
    network = desks.network
    desks.write(network.geneva, desks.geneva, (0, "2025", 3), (1, "2025", 5))
    desks.write(network.vienna, desks.vienna, (0, "2025", 4), (0, "2026", 6))
    desks.gather()
    assert desks.cell(network.ministry, 0, 0).value is None, "a draft stays with whoever writes it"
    desks.submit(network.geneva, desks.geneva)
    desks.submit(network.vienna, desks.vienna)
    desks.gather()
    found = desks.shown(network.ministry)
    assert [[cell.value for cell in line] for line in found.cells] == [[7 * ONE, 6 * ONE], [5 * ONE, None]]
    assert [dict(one) for one in found.stages] == [{"submitted": 3}, {"submitted": 1}]
    assert len(review.take(network.ministry, "approve", review.places(found)).done) == 4
    desks.spread()
    assert desks.cell(network.geneva, 0, 0, desks.geneva).stage == "approved"


def test_different_cells_of_one_entity_merge(desks: Desks) -> None:
    network = desks.network
    desks.write(network.geneva, desks.geneva, (0, "2025", 3))
    desks.write(network.ministry, desks.geneva, (1, "2026", 9))
    desks.submit(network.geneva, desks.geneva)
    desks.gather()
    found = desks.shown(network.ministry, desks.geneva)
    assert [[cell.value for cell in line] for line in found.cells] == [[3 * ONE, None], [None, 9 * ONE]]
    assert not any(cell.conflict for line in found.cells for cell in line)


def test_the_same_cell_written_twice_is_one_to_be_decided_on(desks: Desks) -> None:
    network = desks.network
    desks.write(network.ministry, desks.geneva, (0, "2025", 9))
    desks.write(network.geneva, desks.geneva, (0, "2025", 3))
    desks.submit(network.geneva, desks.geneva)
    desks.gather()
    cell = desks.cell(network.ministry, 0, 0, desks.geneva)
    assert cell.conflict == cell.id
    found = [one for one in conflicts.conflicts(network.ministry, cell.conflict) if one["field"] == "value"]
    values = conflicts.show(network.ministry, found[0]["id"])["values"]
    assert {one["value"] for one in values} == {"3", "9"}
    assert {one["desk"] for one in values} == {"QA-GVA", "QA-MFA"}


def test_targets_of_two_desks_are_one_target(desks: Desks) -> None:
    network = desks.network
    for store, value in ((network.ministry, 20), (network.geneva, 20)):
        cell_saving.save_cells(store, [Change(desks.ids[0], "2026", "", "target", value * ONE)])
    desks.gather()
    assert desks.cell(network.ministry, 0, 1).target == 20 * ONE
    assert desks.cell(network.ministry, 0, 1).conflict == ""


def test_a_lock_reaches_the_missions(desks: Desks) -> None:
    network = desks.network
    period_locks.lock(network.ministry, ["2025"])
    desks.spread()
    assert desks.shown(network.vienna).locked == {"2025"}
    kept = cell_saving.save_cells(network.vienna, [Change(desks.ids[0], "2025", "", "value", ONE)])
    assert (kept.written, [fault.text for _, fault in kept.refused]) == (0, [period_locks.LOCKED])


def test_what_was_written_before_its_desk_heard_of_a_lock_is_told_at_the_ministry(desks: Desks) -> None:
    network = desks.network
    desks.write(network.geneva, desks.geneva, (0, "2025", 3))
    desks.submit(network.geneva, desks.geneva)
    desks.gather()
    period_locks.lock(network.ministry, ["2025"])
    assert desks.shown(network.ministry).late == 0, "it was here before"
    desks.write(network.vienna, desks.vienna, (0, "2025", 4), (0, "2026", 5))
    desks.submit(network.vienna, desks.vienna)
    desks.gather()
    assert desks.cell(network.ministry, 0, 0, desks.vienna).late
    assert not desks.cell(network.ministry, 0, 0, desks.geneva).late
    assert not desks.cell(network.ministry, 0, 1, desks.vienna).late
    assert desks.shown(network.ministry).late == 1


def test_what_came_after_a_lock_is_told_until_it_is_decided_on_or_written_anew(desks: Desks) -> None:
    network, ministry = desks.network, desks.network.ministry
    period_locks.lock(ministry, ["2025"])
    for store, desk in ((network.geneva, desks.geneva), (network.vienna, desks.vienna)):
        desks.write(store, desk, (0, "2025", 4))
        desks.submit(store, desk)
    desks.gather()
    period_locks.unlock(ministry, ["2025"])
    assert desks.shown(ministry).late == 2, "to open the period decides on nothing"
    period_locks.lock(ministry, ["2025"])
    assert desks.shown(ministry).late == 2, "nor does it to lock it again"
    period_locks.unlock(ministry, ["2025"])
    places = review.places(desks.shown(ministry))
    assert review.cautions(ministry, "approve", places) == ["2 values came after their period was locked."]
    assert review.cautions(ministry, "approve", places, desks.vienna) == ["1 value came after its period was locked."]
    assert review.cautions(ministry, "send_back", places) == []
    theirs = desks.cell(ministry, 0, 0, desks.vienna).id or ""
    assert cautions.before_step(ministry, "indicator_value", theirs, "approve") == [
        "1 value came after its period was locked."
    ]
    review.take(ministry, "approve", places, desks.vienna)
    assert not desks.cell(ministry, 0, 0, desks.vienna).late, "it was decided on"
    review.take(ministry, "send_back", places, desks.geneva, "Came late")
    desks.write(ministry, desks.geneva, (0, "2025", 5))
    assert review.cautions(ministry, "approve", places) == []
    period_locks.lock(ministry, ["2025"])
    assert desks.shown(ministry).late == 0


def test_who_commented_and_when_is_known_at_the_ministry(desks: Desks) -> None:
    network = desks.network
    change = Change(desks.ids[0], "2025", "", "note", "Counted twice")
    desks.write(network.vienna, desks.vienna, (0, "2025", 4))
    assert cell_saving.save_cells(network.vienna, [change], entity=desks.vienna).refused == []
    desks.submit(network.vienna, desks.vienna)
    desks.gather()
    noted = desks.cell(network.ministry, 0, 0, desks.vienna).noted
    assert noted is not None
    assert noted.by == network.vienna.officer
    assert noted.at[:4].isdecimal()


def test_a_mission_reports_as_its_own_organization(desks: Desks) -> None:
    network = desks.network
    code = network.vienna.desk
    assert own_entity(network.vienna) is None, "nobody can tell"
    record.save(network.ministry, "organization", {"id": desks.vienna, "acronym_en": code.lower()})
    desks.spread()
    assert own_entity(network.vienna) == desks.vienna
    assert own_entity(network.geneva) is None
    assert own_entity(network.ministry) is None
