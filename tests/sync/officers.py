"""A Ministry and two missions with officers, enrolled with each other, whose bundles are carried by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.operations import desk, enrolment, exchange, officers, record, standing
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE, copy_home, copy_mission

REPORT = "conference_report"
_OTHER = "the words of another officer"


class Offices:
    """``ministry`` and ``vienna``, opened by their administrators; ``paris`` where it is asked for."""

    def __init__(self, place: Path) -> None:
        self.place, self._count = place, 0
        self.ministry = desk.open_desk(copy_home(place / "ministry"), PASSPHRASE)
        self.vienna = desk.open_desk(copy_mission(place / "vienna"), PASSPHRASE)
        self.opened = [self.ministry, self.vienna]
        self.enrol(self.vienna)

    def enrol(self, store: Store) -> None:
        """Let a desk join."""
        self._count += 1
        request, answer = (self.place / f"{name}-{self._count}" for name in ("q", "a"))
        enrolment.request(store, request)
        enrolment.enrol(self.ministry, request, answer)
        enrolment.accept(store, answer)

    def paris(self) -> Store:
        """Make a third desk, and let all hear of each other."""
        home = self.place / "paris"
        desk.init(home, code="QA-PAR", name_en="Paris", name_ar="باريس", passphrase=PASSPHRASE, officer_en="In Paris")
        self.opened.append(desk.open_desk(home, PASSPHRASE))
        self.enrol(self.opened[-1])
        return self.opened[-1]

    def another(self, store: Store, role: str, words: str = _OTHER) -> Store:
        """Return a desk opened by a new officer with a role."""
        officers.add(store, {"name_en": f"The {role}", "name_ar": "موظف"}, role, words)
        self.opened.append(desk.open_desk(store.home, words))
        return self.opened[-1]

    def send(self, sender: Store, receiver: Store) -> list[exchange.Told]:
        """Carry what one desk has for another."""
        self._count += 1
        files = exchange.export(sender, receiver.desk, self.place / f"out-{self._count}")["files"]
        found = exchange.import_files(receiver, [Path(one) for one in files])
        assert {one["status"] for one in found} <= {"applied", "known"}, found
        return found

    def close(self) -> None:
        for store in self.opened:
            store.close()


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """That network."""
    made = Offices(tmp_path)
    yield made
    made.close()


def report(store: Store) -> str:
    """Write a report that can be cleared; returns its id."""
    conference = record.save(store, "conference", {"title_en": "Board"})["id"]
    values = {"conference": conference, "bottom_line_en": "x", "agenda_items": [{"topic": "Trade"}]}
    return str(record.save(store, REPORT, values)["id"])


def worth(store: Store, id: str) -> tuple[str, list[str]]:
    """Return what the last step of a report is worth, and the types of the parts that changed since."""
    found = standing.of(store, TYPES[REPORT], id)
    assert found is not None
    return found.proof, [type for type, _ in found.changed]
