"""Damage of every sort: found, told, mended only where the operations say how, and never made final."""

import json
import multiprocessing
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from coopdesk.errors import Busy, CannotWrite, Damaged, NoHome, Refused
from coopdesk.operations import desk, files, history, listing, record, search, upkeep
from coopdesk.operations.examples import add_examples
from coopdesk.store import slots
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE


def kinds(store: Store, *, repair: bool = False) -> list[str]:
    return [one["kind"] for one in upkeep.check(store, repair=repair)]


@pytest.mark.parametrize("content", [b"", b"\0", b"x" * 4096])
def test_a_database_that_is_empty_or_foreign_is_refused_untouched(home: Path, content: bytes) -> None:
    (home / "desk.db").write_bytes(content)
    with pytest.raises(Damaged):
        desk.open_desk(home, PASSPHRASE)
    assert (home / "desk.db").read_bytes() == content


def test_a_database_without_its_keys_is_never_made_anew(home: Path) -> None:
    (home / "keys.json").unlink()
    before = (home / "desk.db").read_bytes()
    with pytest.raises(NoHome):
        desk.init(home, code="QA-X", name_en="x", name_ar="", passphrase=PASSPHRASE)
    with pytest.raises(Damaged, match=r"keys\.json"):
        desk.open_desk(home, PASSPHRASE)
    assert (home / "desk.db").read_bytes() == before


def test_making_a_desk_that_was_interrupted_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object) -> None:
        raise KeyboardInterrupt

    home = tmp_path / "home"
    with monkeypatch.context() as patch:
        patch.setattr(slots, "write_slots", torn)
        with pytest.raises(KeyboardInterrupt):
            desk.init(home, code="QA-X", name_en="x", name_ar="", passphrase=PASSPHRASE)
    assert (home / "desk.db").exists()
    assert not desk.exists(home)
    desk.init(home, code="QA-Y", name_en="y", name_ar="", passphrase=PASSPHRASE)
    opened = desk.open_desk(home, PASSPHRASE)
    assert opened.desk == "QA-Y"
    opened.close()


def make(place: str, passphrase: str, outcome: "multiprocessing.Queue[str]") -> None:
    try:
        desk.init(Path(place), code="QA-X", name_en="x", name_ar="", passphrase=passphrase)
        outcome.put(passphrase)
    except (NoHome, Busy):
        outcome.put("")


def test_of_two_that_make_a_desk_at_once_one_wins_and_its_passphrase_opens(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    outcome: multiprocessing.Queue[str] = context.Queue()
    words = [f"four quiet words {n}" for n in range(3)]
    both = [context.Process(target=make, args=(str(tmp_path / "home"), one, outcome)) for one in words]
    for one in both:
        one.start()
    won = [found for _ in both if (found := outcome.get(timeout=60))]
    for one in both:
        one.join()
    assert len(won) == 1
    desk.open_desk(tmp_path / "home", won[0]).close()


def test_a_home_is_for_its_owner_alone(home: Path, store: Store, tmp_path: Path) -> None:
    upkeep.backup(store, tmp_path / "b.backup")
    assert home.stat().st_mode & 0o077 == 0
    assert (tmp_path / "b.backup").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "change",
    [
        {"slots": 5}, {"slots": None}, {"slots": ["x"]}, {"salt": "00"}, {"nonce": "00"}, {"wrapped": ""},
        {"memory_kib": 8}, {"memory_kib": 1 << 30}, {"lanes": 0}, {"time": 1 << 40}, {"time": "x"},
    ],
)  # fmt: skip
def test_absurd_keys_files_are_damaged_not_obeyed(home: Path, change: dict[str, object]) -> None:
    content = json.loads((home / "keys.json").read_text())
    content.update(change) if "slots" in change else content["slots"][0].update(change)
    (home / "keys.json").write_text(json.dumps(content))
    with pytest.raises(Damaged):
        desk.open_desk(home, PASSPHRASE)
    (home / "keys.json").write_text("[" * 100_000)
    with pytest.raises(Damaged):
        desk.open_desk(home, PASSPHRASE)


def test_missing_operations_are_told_and_a_repair_keeps_what_is_shown(store: Store) -> None:
    report = add_examples(store)
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM op WHERE seq % 7 = 0")
    before = record.show(store, "conference_report", report)
    assert "lost" in kinds(store, repair=True)
    after = record.show(store, "conference_report", report)
    assert {**after, "_seen": ""} == {**before, "_seen": ""}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE reg SET state = x'00' WHERE rid = {rid}",
        "UPDATE op SET h4 = x'00000000' WHERE rid = {rid}",
        "UPDATE organization SET name_en = 'altered' WHERE rid = {rid}",
        "DELETE FROM organization WHERE rid = {rid}",
        "DELETE FROM search WHERE rowid = {rid}",
        "INSERT INTO search (rowid, words, stems) VALUES (999999, 'stray', '')",
        "INSERT INTO organization (rid, id, created_at, changed_at, deleted, conflicts) VALUES (999, 'g', 0, 0, 0, 0)",
    ],
)
def test_what_follows_from_the_operations_is_mended_from_them(store: Store, damage: str) -> None:
    made = record.save(store, "organization", {"name_en": "Stray Board", "tags": ["a", "b"]})
    held = len(listing.open_list(store, "organization"))
    with store.engine.execution_options(writing=True).begin() as connection:
        rid = connection.exec_driver_sql("SELECT rid FROM record WHERE id = ?", (made["id"],)).scalar()
        connection.exec_driver_sql(damage.format(rid=rid))
    assert kinds(store, repair=True) != []
    assert kinds(store) == []
    assert record.show(store, "organization", made["id"])["name_en"] == "Stray Board"
    assert [hit["id"] for hit in search.find(store, "stray")] == [made["id"]]
    assert len(listing.open_list(store, "organization")) == held


def test_an_unreadable_operation_is_told_and_nothing_is_touched(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "kept"})
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE op SET body = x'00' WHERE seq = (SELECT max(seq) FROM op)")
    assert kinds(store, repair=True) == ["lost"]
    assert record.show(store, "organization", made["id"])["name_en"] == "kept"


def test_a_repair_never_removes_a_file_that_the_history_names(store: Store, tmp_path: Path) -> None:
    owner = record.save(store, "conference", {"title_en": "c"})["id"]
    (tmp_path / "annex").write_text("annex")
    view = files.attach(store, "conference", owner, tmp_path / "annex")
    for path in store.files.glob("??/*"):
        os.utime(path, (0, 0))
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM attachment")
    assert set(kinds(store, repair=True)) == {"state", "index"}
    assert [one["id"] for one in files.files(store, "conference", owner)] == [view["id"]]
    files.detach(store, "conference", owner, view["id"])
    assert kinds(store, repair=True) == []
    assert len(list(store.files.glob("??/*"))) == 1


def test_attaching_again_mends_a_damaged_chunk(store: Store, tmp_path: Path) -> None:
    owner = record.save(store, "conference", {"title_en": "c"})["id"]
    (tmp_path / "annex").write_text("annex")
    files.attach(store, "conference", owner, tmp_path / "annex")
    next(store.files.glob("??/*")).write_bytes(b"")
    assert kinds(store) == ["file"]
    files.attach(store, "conference", owner, tmp_path / "annex")
    assert kinds(store) == []


def test_a_backup_tells_what_it_lacks_and_still_opens(store: Store, tmp_path: Path) -> None:
    owner = record.save(store, "conference", {"title_en": "c"})["id"]
    (tmp_path / "annex").write_text("annex")
    files.attach(store, "conference", owner, tmp_path / "annex")
    chunk = next(store.files.glob("??/*"))
    (chunk.parent / ".DS_Store").write_text("x")
    upkeep.backup(store, tmp_path / "whole.backup")
    upkeep.restore(tmp_path / "whole.backup", tmp_path / "whole", PASSPHRASE)
    chunk.unlink()
    with pytest.raises(Damaged, match="1 part"):
        upkeep.backup(store, tmp_path / "lacking.backup")
    upkeep.restore(tmp_path / "lacking.backup", tmp_path / "lacking", PASSPHRASE)
    assert list(tmp_path.glob(".coopdesk-*")) == []


def test_a_container_that_is_no_whole_backup_replaces_nothing(store: Store, home: Path, tmp_path: Path) -> None:
    upkeep.backup(store, tmp_path / "good.backup")
    store.close()
    for name, left_out, method in (
        ("bare", "desk.db", zipfile.ZIP_STORED),
        ("keyless", "keys.json", zipfile.ZIP_STORED),
        ("deflated", "", zipfile.ZIP_DEFLATED),
    ):
        made = tmp_path / f"{name}.backup"
        with zipfile.ZipFile(tmp_path / "good.backup") as source, zipfile.ZipFile(made, "w", method) as out:
            out.comment = b"0" * 64
            for member in source.namelist():
                if member != left_out:
                    out.writestr(member, source.read(member))
        from coopdesk.progress import SILENT
        from coopdesk.store.backup import _digest

        with made.open("rb+") as file:
            seal = _digest(file, SILENT)
            file.seek(-64, os.SEEK_END)
            file.write(seal)
        with pytest.raises(Damaged):
            upkeep.restore(made, home, PASSPHRASE, replace=True)
    desk.open_desk(home, PASSPHRASE).close()


def test_restore_replaces_a_desk_only_and_only_when_told(store: Store, home: Path, tmp_path: Path) -> None:
    upkeep.backup(store, tmp_path / "b.backup")
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "letter.txt").write_text("mine")
    for replace in (False, True):
        with pytest.raises(NoHome):
            upkeep.restore(tmp_path / "b.backup", papers, PASSPHRASE, replace=replace)
    with pytest.raises(NoHome):
        upkeep.restore(tmp_path / "b.backup", home, PASSPHRASE)
    assert (papers / "letter.txt").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    upkeep.restore(tmp_path / "b.backup", tmp_path / "empty", PASSPHRASE)


def test_a_desk_replaced_while_it_is_open_takes_no_more_saves(store: Store, home: Path, tmp_path: Path) -> None:
    upkeep.backup(store, tmp_path / "b.backup")
    upkeep.restore(tmp_path / "b.backup", home, PASSPHRASE, replace=True)
    with pytest.raises(Damaged, match="replaced"):
        record.save(store, "contact", {"name_en": "to nowhere"})
    assert len(list(home.parent.glob("home.before-*"))) == 1
    fresh = desk.open_desk(home, PASSPHRASE)
    record.save(fresh, "contact", {"name_en": "here"})
    fresh.close()


def test_restore_waits_for_its_turn(store: Store, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coopdesk.store import backup
    from coopdesk.store.lock import HomeLock

    upkeep.backup(store, tmp_path / "b.backup")
    monkeypatch.setattr(backup, "HomeLock", lambda place: HomeLock(place, wait=0.1))
    with store.locked(), pytest.raises(Busy):
        upkeep.restore(tmp_path / "b.backup", home, PASSPHRASE, replace=True)
    assert list(home.parent.glob("home.before-*")) == []


def test_what_cannot_be_written_to_can_still_be_read_and_backed_up(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopdesk.store import database

    first = desk.open_desk(home, PASSPHRASE)
    made = record.save(first, "contact", {"name_en": "kept"})
    first.close()
    shutil.copytree(home, tmp_path / "copy")
    connect = database._connect

    def refusing(path: Path, key: bytes, mode: database.Mode) -> object:
        if mode == "write":
            raise CannotWrite(database.READ_ONLY)
        return connect(path, key, mode)

    monkeypatch.setattr(database, "_connect", refusing)
    opened = desk.open_desk(tmp_path / "copy", PASSPHRASE)
    assert record.show(opened, "contact", made["id"])["name_en"] == "kept"
    with pytest.raises(CannotWrite):
        record.save(opened, "contact", {"name_en": "x"})
    upkeep.backup(opened, tmp_path / "b.backup")
    opened.close()


def test_an_erased_person_stands_nowhere_in_the_database(store: Store) -> None:
    values = {"name_en": "Zarqawina", "notes": "Wadhifatun", "phone": "5550199", "tags": ["Maridun", "b"]}
    made = record.save(store, "contact", values | {"posts_held": [{"title": "Khatibun"}]})
    assert made["tags"] == ["Maridun", "b"]
    after = record.save(store, "contact", {"id": made["id"], "tags": {"remove": ["b"], "add": ["c"]}})
    assert after["tags"] == ["Maridun", "c"]
    changes = history.history(store, "contact", made["id"])
    assert {(one["old"], one["new"]) for one in changes[:2]} == {("b", None), (None, "c")}
    history.undo(store, changes[0]["operation"])
    assert record.show(store, "contact", made["id"])["tags"] == ["Maridun", "b"]
    assert upkeep.check(store) == []
    record.erase(store, "contact", made["id"])
    with store.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        cells = [
            value if isinstance(value, bytes) else str(value).encode()
            for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"') for value in row
        ]  # fmt: skip
    dump = b"|".join(cells).lower()
    for word in (b"zarqawina", b"wadhifatun", b"5550199", b"khatibun", b"maridun"):
        assert word not in dump


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        desk.init(tmp_path / "home", code="QA-X", name_en="x", name_ar="", passphrase="short")
    assert not (tmp_path / "home").exists()
