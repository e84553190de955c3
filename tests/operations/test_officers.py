"""Several people at one computer: passphrases of their own, roles that change, who acts for whom, who leaves."""

import json
from pathlib import Path

import pytest

from coopdesk import calendars
from coopdesk.errors import InvalidValue, Locked, NotFound, Refused
from coopdesk.operations import desk, grants, officers, record, rights, upkeep
from coopdesk.store import access
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE, copy_mission

_WORDS = "the words of the second"
_NAMES = {
    "name_en": "Second", "name_ar": "الثاني", "post_en": "Counsellor", "post_ar": "مستشار", "honorific_en": "Mr",
    "honorific_ar": "السيد",
}  # fmt: skip


def role_with(home: Path, passphrase: str) -> tuple[str | None, str]:
    """Return who a passphrase opens a desk for, and with which role."""
    store = desk.open_desk(home, passphrase)
    try:
        return store.officer, rights.role_of(store)
    finally:
        store.close()


def second(store: Store, role: str = "secretary") -> str:
    return str(officers.add(store, _NAMES, role, _WORDS)["id"])


def test_two_officers_share_a_computer(store: Store, home: Path) -> None:
    id = second(store)
    assert role_with(home, PASSPHRASE) == (store.officer, "administrator")
    assert role_with(home, _WORDS) == (id, "secretary")
    other = desk.open_desk(home, _WORDS)
    assert record.save(other, "contact", {"name_en": "a"})["created_by"] == id
    assert other.own is not None
    assert other.own != store.own
    other.close()
    view = record.show(store, "officer", id)
    assert {name: view[name] for name in _NAMES} == _NAMES
    assert all("_seen" not in one for one in officers.listed(store))
    assert [(one["name_en"], one["role"], one["opens"], one["here"]) for one in officers.listed(store)] == [
        ("Duty officer", "administrator", True, True), ("Second", "secretary", True, False),
    ]  # fmt: skip


def test_a_passphrase_is_one_persons(store: Store, home: Path) -> None:
    with pytest.raises(Refused, match="cannot be used here"):
        officers.add(store, _NAMES, "reader", PASSPHRASE)
    with pytest.raises(Refused, match="too short"):
        officers.add(store, _NAMES, "reader", "short")
    assert len(officers.listed(store)) == 1
    id = second(store)
    with pytest.raises(Refused, match="has a passphrase here already"):
        officers.give_passphrase(store, id, "yet another passphrase")
    with pytest.raises(Refused, match="cannot be used here"):
        access.change(home, _WORDS, PASSPHRASE)
    access.change(home, _WORDS, "the new words of the second")
    assert role_with(home, "the new words of the second") == (id, "secretary")
    assert role_with(home, PASSPHRASE)[1] == "administrator"
    with pytest.raises(Locked):
        desk.open_desk(home, _WORDS)


def test_a_role_changes_and_an_officer_without_a_passphrase_has_one(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = str(officers.add(store, _NAMES, "approver")["id"])
    assert [one["role"] for one in officers.listed(store)] == ["administrator", "approver"]
    officers.set_role(store, id, "officer")
    officers.give_passphrase(store, id, _WORDS)
    assert role_with(home, _WORDS) == (id, "officer")
    monkeypatch.setattr(officers, "today", lambda: "2999-01-01")
    officers.set_role(store, id, "reader")
    given = grants.at(store, store.desk)
    mine = next(several for several in given.values() if any(one.officer == id for one in several) and len(several) > 1)
    assert [grants.role_on(mine, id, day).role for day in (calendars.today(), "2999-01-02")] == ["officer", "reader"]
    with pytest.raises(InvalidValue, match="The roles are"):
        officers.set_role(store, id, "minister")


def test_who_acts_has_the_role_for_those_days_only(store: Store, home: Path) -> None:
    id = second(store, "officer")
    officers.let_act(store, id, "approver", "2026-08-01", "2026-08-31")
    given = next(several for several in grants.at(store, store.desk).values() if several[0].officer == id)
    days = {
        day: (held := grants.role_on(given, id, day)) and (held.role, held.acting)
        for day in ("2026-07-31", "2026-08-01", "2026-08-31", "2026-09-01")
    }
    assert [days["2026-08-01"], days["2026-08-31"]] == [("approver", True)] * 2
    assert days["2026-07-31"] is None
    assert days["2026-09-01"] is None
    officers.let_act(store, id, "approver", "", "2999-01-01")
    assert role_with(home, _WORDS) == (id, "approver")
    assert [one["acting_until"] for one in officers.listed(store)] == [None, "2999-01-01"]
    with pytest.raises(InvalidValue, match="before the first"):
        officers.let_act(store, id, "approver", "2026-08-02", "2026-08-01")
    officers.remove(store, id)
    officers.give_passphrase(store, id, "words for a second time")
    assert role_with(home, "words for a second time") == (id, "officer")


def test_the_last_administrator_stays(store: Store) -> None:
    me = store.officer or ""
    for attempt in (lambda: officers.remove(store, me), lambda: officers.set_role(store, me, "reader")):
        with pytest.raises(Refused, match="last administrator"):
            attempt()
    officers.add(store, _NAMES, "administrator")
    with pytest.raises(Refused, match="last administrator"):
        officers.remove(store, me)
    other = str(officers.add(store, {"name_en": "Third"}, "administrator", _WORDS)["id"])
    officers.remove(store, me)
    assert other in [one["id"] for one in officers.listed(store) if one["opens"]]


def test_who_was_removed_opens_nothing_nor_an_old_backup_in_its_place(store: Store, home: Path, tmp_path: Path) -> None:
    id = second(store)
    upkeep.backup(store, tmp_path / "old.backup")
    officers.remove(store, id)
    store.close()
    assert record_left(home, id)
    with pytest.raises(Locked):
        desk.open_desk(home, _WORDS)
    with pytest.raises(Locked, match="was removed from the desk"):
        upkeep.restore(tmp_path / "old.backup", home, _WORDS, replace=True)
    upkeep.restore(tmp_path / "old.backup", home, PASSPHRASE, replace=True)
    with pytest.raises(Locked):
        desk.open_desk(home, _WORDS)
    assert id not in (one.get("officer") for one in slots_of(home) if one["kind"] == "passphrase")
    upkeep.restore(tmp_path / "old.backup", tmp_path / "elsewhere", _WORDS)
    assert role_with(tmp_path / "elsewhere", _WORDS) == (id, "secretary")


def test_a_backup_gives_no_role_back_that_was_ended_since(store: Store, home: Path, tmp_path: Path) -> None:
    id, kept = second(store, "approver"), str(officers.add(store, {"name_en": "Kept"}, "officer")["id"])
    upkeep.backup(store, tmp_path / "old.backup")
    later = str(officers.add(store, {"name_en": "Later"}, "administrator", "the words of the later one")["id"])
    store.close()
    chief = desk.open_desk(home, "the words of the later one")
    officers.remove(chief, id)
    chief.close()
    upkeep.restore(tmp_path / "old.backup", home, PASSPHRASE, replace=True)
    assert lasting(home) == {id: None, kept: "officer", later: "administrator"}
    upkeep.restore(tmp_path / "old.backup", tmp_path / "elsewhere", PASSPHRASE)
    assert lasting(tmp_path / "elsewhere") == {id: "approver", kept: "officer"}
    upkeep.restore(tmp_path / "old.backup", home, PASSPHRASE, replace=True)
    assert lasting(home) == {id: None, kept: "officer", later: "administrator"}, "once more changes nothing"
    for path in home.glob("desk.db*"):
        path.write_bytes(b"x" * 8192)
    upkeep.restore(tmp_path / "old.backup", home, PASSPHRASE, replace=True)
    assert lasting(home) == {id: "approver", kept: "officer"}


def lasting(home: Path) -> dict[str, str | None]:
    """Return the role that each officer of a desk but the one who opens it has on a day far away, by id."""
    store = desk.open_desk(home, PASSPHRASE)
    try:
        given = [one for several in grants.at(store, store.desk).values() for one in several]
        people = {one.officer for one in given} - {store.officer}
        return {one: (held := grants.role_on(given, one, "2999-01-01")) and held.role for one in people}
    finally:
        store.close()


def record_left(home: Path, id: str) -> bool:
    store = desk.open_desk(home, PASSPHRASE)
    try:
        return bool(record.show(store, "officer", id)["left"])
    finally:
        store.close()


def slots_of(home: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((home / "keys.json").read_text())["slots"]
    return found


def test_a_withdrawn_administrator_signs_nothing_more(store: Store, home: Path) -> None:
    founder, key = store.officer or "", store.own
    assert key is not None
    other = str(officers.add(store, _NAMES, "administrator", _WORDS)["id"])
    third = str(officers.add(store, {"name_en": "Third"}, "officer", "the words of the third")["id"])
    chief = desk.open_desk(home, _WORDS)
    officers.remove(chief, founder)
    claimed = grants.Grant(third, store.desk, "administrator", "2999-01-01")
    store.guard = lambda: None
    with store.writing() as writing:
        grants.give(store, writing, key, "ab" * 32, claimed)
    believed = grants.at(chief, chief.desk)
    assert "ab" * 32 not in believed
    assert {one.officer for several in believed.values() for one in several} == {founder, other, third}
    assert role_with(home, "the words of the third") == (third, "officer")
    chief.close()


def test_a_desk_where_nobody_is_named_begins_with_its_administrator(tmp_path: Path) -> None:
    home = tmp_path / "nobody"
    desk.init(home, code="QA-NOB", name_en="Nobody", name_ar="", passphrase=PASSPHRASE)
    store = desk.open_desk(home, PASSPHRASE)
    assert (store.officer, rights.role_of(store)) == (None, "administrator")
    with pytest.raises(Refused, match="first officer of a desk"):
        officers.add(store, _NAMES, "secretary", _WORDS)
    first = officers.add(store, _NAMES, "administrator")["id"]
    store.close()
    assert role_with(home, PASSPHRASE) == (first, "administrator")
    store = desk.open_desk(home, PASSPHRASE)
    officers.add(store, {"name_en": "Third"}, "secretary", _WORDS)
    store.close()
    assert role_with(home, _WORDS)[1] == "secretary"


def test_an_officer_of_another_desk_is_not_ours_to_change(store: Store, tmp_path: Path) -> None:
    stranger = record.save(store, "officer", {"name_en": "Of another", "desk": "QA-PAR"})["id"]
    for attempt in (
        lambda: officers.set_role(store, stranger, "approver"), lambda: officers.remove(store, stranger),
        lambda: officers.give_passphrase(store, stranger, _WORDS),
        lambda: officers.let_act(store, stranger, "approver", "", "2999-01-01"),
    ):  # fmt: skip
        with pytest.raises(NotFound, match="QA-PAR"):
            attempt()
    mission = desk.open_desk(copy_mission(tmp_path / "mission"), PASSPHRASE)
    assert [one["name_en"] for one in officers.listed(mission)] == ["Officer in Vienna"]
    mission.close()
