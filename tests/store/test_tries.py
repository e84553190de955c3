"""Wrong passphrases slow down, whatever program tries them; the right one after the wait clears it."""

from pathlib import Path

import pytest

from coopdesk.errors import Locked, TryLater
from coopdesk.operations import desk, upkeep
from coopdesk.store import access, home as homes
from coopdesk.world import SYSTEM, World
from tests.conftest import PASSPHRASE


class Clock:
    """The wall clock of a test."""

    now = 1_790_000_000_000

    @property
    def world(self) -> World:
        return World(lambda: self.now, SYSTEM.random)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def attempt(home: Path, passphrase: str, clock: Clock) -> type[Exception] | None:
    """Open a desk as a program that begins; returns what it refused it with."""
    try:
        homes.open_home(home, passphrase, world=clock.world).close()
    except Locked as fault:
        return type(fault)
    return None


def test_after_a_few_wrong_tries_the_next_has_to_wait_twice_as_long(home: Path, clock: Clock) -> None:
    assert all(attempt(home, "wrong words", clock) for _ in range(3))
    for seconds in (5, 10, 20, 40, 80, 160, 300, 300):
        clock.now += seconds * 1000 - 1
        assert attempt(home, PASSPHRASE, clock) is TryLater, seconds
        clock.now += 1
        assert attempt(home, "wrong words", clock), seconds
    clock.now += 300_000
    assert attempt(home, PASSPHRASE, clock) is None
    assert not (home / "tries").exists()
    assert attempt(home, "wrong words", clock) is Locked
    assert attempt(home, PASSPHRASE, clock) is None


def test_a_wait_says_how_long_it_still_is(home: Path, clock: Clock) -> None:
    for _ in range(3):
        attempt(home, "wrong words", clock)
    clock.now += 2_000
    with pytest.raises(TryLater, match="Wait 3 seconds"):
        homes.open_home(home, PASSPHRASE, world=clock.world)


def test_a_try_that_had_to_wait_is_not_counted_and_a_clock_put_back_does_not_open(home: Path, clock: Clock) -> None:
    for _ in range(3):
        attempt(home, "wrong words", clock)
    assert [attempt(home, "wrong words", clock) for _ in range(5)] == [TryLater] * 5
    clock.now -= 86_400_000
    assert attempt(home, PASSPHRASE, clock) is TryLater
    clock.now += 86_400_000 + 5_000
    assert attempt(home, PASSPHRASE, clock) is None


@pytest.mark.parametrize("content", ["", "[", "[1]", '["x", {}]', "9" * 200])
def test_a_count_that_cannot_be_read_is_none(home: Path, clock: Clock, content: str) -> None:
    (home / "tries").write_text(content)
    assert attempt(home, PASSPHRASE, clock) is None


def test_a_backup_is_made_and_restored_beside_it(home: Path, clock: Clock, tmp_path: Path) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    for _ in range(4):
        attempt(home, "wrong words", clock)
    assert attempt(home, PASSPHRASE, clock) is TryLater
    upkeep.backup(store, tmp_path / "b")
    store.close()
    upkeep.restore(tmp_path / "b", tmp_path / "again", PASSPHRASE)
    assert attempt(tmp_path / "again", PASSPHRASE, clock) is None
    upkeep.restore(tmp_path / "b", home, PASSPHRASE, replace=True)
    assert attempt(home, PASSPHRASE, clock) is None


def test_changing_the_passphrase_is_a_try_as_well(home: Path, clock: Clock) -> None:
    for _ in range(3):
        with pytest.raises(Locked):
            access.change(home, "wrong words", "a passphrase to remember", world=clock.world)
    with pytest.raises(TryLater):
        access.change(home, PASSPHRASE, "a passphrase to remember", world=clock.world)
    assert attempt(home, PASSPHRASE, clock) is TryLater
