"""The home: encrypted, locked, refused when it is not ours, and never torn."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from coopdesk.errors import Busy, CannotWrite, Damaged, InvalidValue, Locked, NewerHome, NoHome, Refused
from coopdesk.operations import desk, drafts, files, record, upkeep
from coopdesk.paths import state_folder
from coopdesk.records import TYPES
from coopdesk.records.base import DEGREES, Base
from coopdesk.records.steps import STEPPED
from coopdesk.store import home as homes, keys, migrations, slots
from coopdesk.store.database import engine_for
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE

MARKER = "marker-7f3a-مسودة-سرية"

FIRST_OF_0006 = 40
"""The first number of the record types that came with version 6 of the database."""


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_of_the_content_stands_in_plain_on_the_disk(store: Store, home: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "note.txt"
    source.write_text(MARKER * 1000, "utf-8")
    made = record.save(store, "contact", {"name_en": MARKER, "notes": MARKER})
    files.attach(store, "contact", made["id"], source)
    upkeep.backup(store, tmp_path / "copy.backup")
    found = everything(home) + (tmp_path / "copy.backup").read_bytes()
    assert (home / "desk.db-wal").stat().st_size > 0
    for plain in (MARKER, "مسودة", "QA-GVA", "note.txt", "Mission in Geneva"):
        assert plain.encode() not in found
        assert plain.encode("utf-16-le") not in found


def test_a_wrong_passphrase_is_told_plainly_and_the_right_one_opens(home: Path) -> None:
    with pytest.raises(Locked, match="passphrase is not right"):
        desk.open_desk(home, "something else")
    desk.change_passphrase(home, PASSPHRASE, "another long one")
    with pytest.raises(Locked):
        desk.open_desk(home, PASSPHRASE)
    desk.open_desk(home, "another long one").close()
    with pytest.raises(Refused, match="too short"):
        desk.change_passphrase(home, "another long one", "short")


def test_ordinary_sqlite_cannot_read_it_and_plain_files_are_refused(home: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(home / "desk.db") as plain:
        plain.execute("SELECT * FROM sqlite_master").fetchall()
    for suffix in ("-wal", "-shm"):
        (home / f"desk.db{suffix}").unlink(missing_ok=True)
    (home / "desk.db").unlink()
    with sqlite3.connect(home / "desk.db") as plain:
        plain.execute("CREATE TABLE t (a)")
    before = (home / "desk.db").read_bytes()
    with pytest.raises(Damaged, match="not encrypted"):
        desk.open_desk(home, PASSPHRASE)
    assert (home / "desk.db").read_bytes() == before


@pytest.mark.parametrize("harm", ["torn", "foreign", "empty keys", "no database", "keys of another"])
def test_a_damaged_home_is_refused_in_words(home: Path, tmp_path: Path, harm: str) -> None:
    if harm == "torn":
        data = (home / "desk.db").read_bytes()
        (home / "desk.db").write_bytes(data[:5000])
    elif harm == "foreign":
        (home / "desk.db").write_bytes(os.urandom(40960))
    elif harm == "empty keys":
        (home / "keys.json").write_text("{}")
    elif harm == "no database":
        (home / "desk.db").unlink()
    else:
        slots.write_slots(home / "keys.json", [slots.slot_for(slots.Opened(keys.new_key(), None, None), PASSPHRASE)])
    with pytest.raises(Damaged) as told:
        desk.open_desk(home, PASSPHRASE)
    assert "backup" in told.value.message()


def test_a_newer_home_is_left_untouched(home: Path) -> None:
    opened = desk.open_desk(home, PASSPHRASE)
    with opened.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    before = (home / "desk.db").read_bytes()
    with pytest.raises(NewerHome):
        desk.open_desk(home, PASSPHRASE)
    assert (home / "desk.db").read_bytes() == before


def test_the_steps_lead_to_what_is_declared(store: Store) -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert script.get_heads() == [migrations.HEAD]
    found = inspect(store.engine)
    for name, table in Base.metadata.tables.items():
        columns = {column["name"] for column in found.get_columns(name)}
        assert columns == {column.name for column in table.columns}, name
        assert {one["name"] for one in found.get_indexes(name)} >= {one.name for one in table.indexes}


def test_a_home_of_an_older_version_is_brought_on(home: Path) -> None:
    opened = desk.open_desk(home, PASSPHRASE)
    kept = record.save(opened, "contact", {"name_en": "Kept"})["id"]
    wanted = _layout(opened)
    new = [name for name, cls in TYPES.items() if cls.__entity__ >= FIRST_OF_0006]
    with opened.engine.execution_options(writing=True).begin() as connection:
        for name in ("organization_parent", "organization_predecessor", "organization_successor", "tag_parent",
                     "organization_accredited_mission", "country_code", "op_unsealed", "reg_waiting"):  # fmt: skip
            connection.exec_driver_sql(f"DROP INDEX {name}")
        for name in ("feed", "segment", "carried", "widened", "wanted", "peer", "bundle", "departure", "departed",
                     "held", "officer_key", "remark", "referral", "report_opinion", *new):  # fmt: skip
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
        for name in TYPES.keys() - {"officer_key", "remark", "referral", "report_opinion", *new}:
            connection.exec_driver_sql(f"ALTER TABLE {name} DROP COLUMN degree_reason")
        for name in ("urgency", "version", *STEPPED[4:]):
            connection.exec_driver_sql(f"ALTER TABLE conference_report DROP COLUMN {name}")
        for name in ("assessment", "opinion"):
            connection.exec_driver_sql(f"ALTER TABLE conference_report ADD COLUMN {name} TEXT")
        connection.exec_driver_sql("ALTER TABLE op DROP COLUMN segment")
        connection.exec_driver_sql("ALTER TABLE reg DROP COLUMN waiting")
        for name in ("valid_from", "valid_to", "continued_as", "edition"):
            connection.exec_driver_sql(f"ALTER TABLE tag DROP COLUMN {name}")
        for name in ("locked_periods", "currency", "progress_days", "reply_days", "degrees",
                     "noted_from", "numbered_from", *(f"{degree}_{lang}" for degree in DEGREES
                     for lang in ("en", "ar"))):  # fmt: skip
            connection.exec_driver_sql(f"ALTER TABLE ministry_settings DROP COLUMN {name}")
        connection.exec_driver_sql("ALTER TABLE desk DROP COLUMN ceiling")
        connection.exec_driver_sql("ALTER TABLE attachment DROP COLUMN paper")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'administrator'")
        draft = '{"changes": {"text_en": "Typed"}, "seen": null, "at": "2026-01-02T03:04:05+00:00"}'
        connection.exec_driver_sql("INSERT INTO meta VALUES ('draft/action/new', ?)", (draft.encode(),))
    slots.write_slots(home / homes.KEYS, [slots.slot_for(slots.Opened(opened.key, None, None), PASSPHRASE)])
    opened.close()
    opened = desk.open_desk(home, PASSPHRASE)
    assert _layout(opened) == wanted
    assert (home / f"desk.before-{migrations.HEAD}.db").is_file()
    assert record.save(opened, "contact", {"id": kept, "name_ar": "محفوظ"})["name_en"] == "Kept"
    assert [(one.type, one.id, one.changes) for one in drafts.kept(opened)] == [("action", None, {"text_en": "Typed"})]
    with opened.reading() as connection:
        assert b"Typed" not in b"".join(connection.exec_driver_sql("SELECT value FROM meta").scalars())
    opened.close()


def _layout(store: Store) -> dict[str, set[str]]:
    found = inspect(store.engine)
    return {
        table: {one["name"] for one in (*found.get_columns(table), *found.get_indexes(table)) if one["name"]}
        for table in found.get_table_names()
    }


def test_two_programs_on_one_home_take_turns(home: Path) -> None:
    first, second = desk.open_desk(home, PASSPHRASE, program="the first"), desk.open_desk(home, PASSPHRASE, wait=0.2)
    with first.locked(), pytest.raises(Busy, match="the first"):
        record.save(second, "contact", {"name_en": "x"})
    assert record.save(second, "contact", {"name_en": "x"})["id"]
    first.close()
    second.close()


def writers(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(DISTINCT writer) FROM op").scalar())


@pytest.mark.parametrize("lost", ["highest", "state"])
def test_a_database_put_back_draws_a_new_epoch(home: Path, tmp_path: Path, lost: str) -> None:
    def write(name: str) -> int:
        opened = desk.open_desk(home, PASSPHRASE)
        record.save(opened, "contact", {"name_en": name})
        found = writers(opened)
        opened.close()
        return found

    before = write("one")
    older = (home / "desk.db").read_bytes()
    assert write("two") == before
    for path in home.glob("desk.db*"):
        path.unlink()
    (home / "desk.db").write_bytes(older)
    for path in [home / "highest"] if lost == "highest" else state_folder().glob("*"):
        path.unlink()
    assert write("three") == before + 1
    assert write("four") == before + 1


def test_a_first_write_that_fails_leaves_the_desk_able_to_write(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "copy")
    opened = desk.open_desk(tmp_path / "copy", PASSPHRASE)
    with pytest.raises(InvalidValue):
        record.save(opened, "contact", {"name_en": 5})
    made = record.save(opened, "contact", {"name_en": "kept"})
    assert record.show(opened, "contact", made["id"])["name_en"] == "kept"
    assert upkeep.check(opened) == []
    opened.close()


def test_references_run_on_and_a_copy_repeats_none(home: Path, tmp_path: Path) -> None:
    def references(place: Path) -> list[str]:
        opened = desk.open_desk(place, PASSPHRASE)
        made = record.save_all(opened, "action", [{"text_en": "a"}, {"text_en": "b"}])
        opened.close()
        return [one["reference"] for one in made]

    first = references(home)
    shutil.copytree(home, tmp_path / "copy")
    later, copied = references(home), references(tmp_path / "copy")
    assert [one[-4:] for one in first + later] == ["0001", "0002", "0003", "0004"]
    assert len({*first, *later, *copied}) == 6
    assert len({one.rpartition("-")[0] for one in first + later}) == 1


def test_a_copied_home_draws_a_new_epoch_before_it_writes(home: Path, tmp_path: Path) -> None:
    first = desk.open_desk(home, PASSPHRASE)
    record.save(first, "contact", {"name_en": "before"})
    first.close()
    shutil.copytree(home, tmp_path / "copy")
    names = []
    for place in (home, tmp_path / "copy"):
        opened = desk.open_desk(place, PASSPHRASE)
        made = record.save(opened, "contact", {"name_en": "after"})
        with opened.reading() as connection:
            names.append(connection.exec_driver_sql(
                "SELECT w.name, o.n FROM op o JOIN writer w ON w.id = o.writer ORDER BY o.seq DESC LIMIT 1"
            ).one())  # fmt: skip
        assert made["id"]
        opened.close()
    assert names[0][0] != names[1][0]
    assert names[0][0][:16] == names[1][0][:16]


def test_there_is_one_desk_in_a_folder(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NoHome):
        homes.create(home, PASSPHRASE, "QA-X", lambda _: None)
    with pytest.raises(NoHome, match="no desk"):
        desk.open_desk(tmp_path / "elsewhere", PASSPHRASE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_nothing_changes(tmp_path: Path) -> None:
    from coopdesk.errors import writing_to

    with pytest.raises(CannotWrite, match="full"), writing_to(tmp_path), Path("/dev/full").open("wb", 0) as out:
        out.write(b"x")


def test_a_database_that_cannot_grow_keeps_what_it_had(store: Store) -> None:
    made = record.save(store, "contact", {"name_en": "kept"})
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    store.engine.dispose()
    from sqlalchemy import event

    def limit(raw: object, _: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages + 2}")  # type: ignore[attr-defined]

    event.listen(store.engine, "connect", limit)
    many = ({"name_en": "x" * 900, "notes": "y" * 100_000 + str(number)} for number in range(50))
    with pytest.raises(CannotWrite, match="full"):
        record.save_all(store, "organization", many)
    event.remove(store.engine, "connect", limit)
    store.engine.dispose()
    assert record.show(store, "contact", made["id"])["name_en"] == "kept"
    assert upkeep.check(store) == []


def test_a_kill_in_the_middle_of_saving_leaves_all_or_nothing(home: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from coopdesk.operations import desk, record\n"
        f"s = desk.open_desk(Path(sys.argv[1]), {PASSPHRASE!r})\n"
        "made = {'bottom_line_en': 'a', 'agenda_items': [{'topic': 'b'}] * 20}\n"
        "record.save(s, 'conference_report', made)\n"
        "print('ready', flush=True)\n"
        "while True: record.save(s, 'conference_report', made)"
    )
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        import time

        time.sleep(0.25)
        child.kill()
        child.wait()
        child.stdout.close()
    opened = desk.open_desk(home, PASSPHRASE)
    with opened.reading() as connection:
        reports = connection.exec_driver_sql("SELECT count(*) FROM conference_report").scalar()
        items = connection.exec_driver_sql("SELECT count(*) FROM agenda_item").scalar()
    assert reports > 0
    assert items == 20 * reports
    assert upkeep.check(opened) == []
    opened.close()


def test_connections_are_keyed_and_durable(store: Store) -> None:
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
    engine = engine_for(store.home / "desk.db", b"0" * 32, "write")
    with pytest.raises(Damaged), engine.connect():
        pass


def test_a_new_home_stretches_its_passphrase_as_rfc_9106_asks() -> None:
    shown = (
        "from coopdesk.store import keys, slots;"
        " slot = slots.slot_for(slots.Opened(keys.new_key(), None, None), 'four quiet words')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", f"{shown}; print(slot['kdf'], slot['time'], slot['memory_kib'], slot['lanes'])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.split() == ["argon2id", "3", "65536", "4"]
