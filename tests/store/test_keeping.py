"""Search, order of lists, files, backup and check."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from coopdesk.errors import CannotWrite, Damaged, Locked, NoHome, Refused
from coopdesk.i18n import using
from coopdesk.operations import desk, files, listing, record, search, upkeep
from coopdesk.store import files as chunks
from coopdesk.store.folding import fold, sort_key
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE

SPELLINGS = [
    ("إدارة التعاون الدولي", ["ادارة", "اداره", "إِدارَة", "التعاون", "تعاون", "الدولى"]),
    ("مؤتمر الأمم المتحدة", ["موتمر", "الامم", "أمم", "متحده", "والمتحدة"]),
    ("مكتب الأمين العام", ["الامين", "أمين", "العام", "ـمكتـبـ"]),
    ("Côte d’Ivoire été", ["cote", "ivoire", "ete", "ÉTÉ"]),
    ("مسؤول الوحدة", ["مسئول", "مسوول"]),
    ("علاء الدين داوود", ["علا", "علاءالدين", "داود", "الدين"]),
    ("عبدالله أبو بكر", ["عبد الله", "أبوبكر", "الله"]),
    ("الدورة ٧٩", ["79", "٧٩", "الدورة 79"]),
]


@pytest.mark.parametrize(("name", "queries"), SPELLINGS)
def test_every_spelling_finds_the_name(store: Store, name: str, queries: list[str]) -> None:
    id = record.save(store, "organization", {"name_en": name})["id"]
    for query in queries:
        assert id in [hit["id"] for hit in search.find(store, query, "organization")], query


@given(st.text(max_size=30))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("query", ['"', "NEAR(", "a OR", "*", "-x", "col:1", "'; DROP", "(", "^", "\x00", "   "])
def test_no_character_of_a_query_is_an_operator(store: Store, query: str) -> None:
    assert search.find(store, query) == [] or query.strip()


def test_lists_sort_as_a_ministry_does(store: Store) -> None:
    found = listing.open_list(store, "country", sort="name_ar")
    with using("ar"):
        names = [row.values["name_ar"] for row in listing.page(store, found, 0, 300)]
    assert names.index("الأردن") < names.index("إيطاليا") < names.index("باكستان") < names.index("اليمن")
    assert names == sorted(names, key=sort_key)
    assert names[names.index("دولة فلسطين")]
    assert listing.open_list(store, "country", sort="-name_ar").numbers[0] == found.numbers[-1]


def test_lists_filter_by_value_membership_and_emptiness(store: Store) -> None:
    first = record.save(store, "contact", {"name_en": "a", "sex": "female", "tags": ["sdg:1", "x"]})
    record.save(store, "contact", {"name_en": "b"})

    def ids(**where: object) -> list[str]:
        found = listing.open_list(store, "contact", where=where)
        return [row.id for row in listing.page(store, found, 0, 9)]

    assert ids(sex="female") == [first["id"]]
    assert ids(tags="sdg:1") == [first["id"]]
    assert ids(tags="sdg") == []
    assert len(ids(sex=None)) == 1
    assert len(ids(tags=None)) == 1
    with pytest.raises(Refused):
        ids(nonsense="x")


def test_files_come_back_byte_for_byte_and_damage_is_found(store: Store, tmp_path: Path) -> None:
    data = bytes(range(256)) * 9000
    (tmp_path / "..evil..\u202e.pdf").write_bytes(data)
    owner = record.save(store, "conference", {"title_en": "c"})["id"]
    view = files.attach(store, "conference", owner, tmp_path / "..evil..\u202e.pdf")
    assert view["name"] == "evil...pdf"
    out = io.BytesIO()
    files.read(store, view["id"], out)
    assert out.getvalue() == data
    assert upkeep.check(store) == []
    stored = sorted(store.files.glob("??/*"))[0]
    stored.write_bytes(stored.read_bytes()[:-1] + b"\x00")
    with pytest.raises(Damaged):
        files.read(store, view["id"], io.BytesIO())
    assert [one["kind"] for one in upkeep.check(store)] == ["file"]
    stored.unlink()
    assert [one["kind"] for one in upkeep.check(store)] == ["file"]
    files.detach(store, "conference", owner, view["id"])
    assert files.files(store, "conference", owner) == []


def test_a_file_beyond_the_limit_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "LIMIT", 2 * chunks.CHUNK)
    with pytest.raises(Refused, match="too large"):
        chunks.put(store.files, store.key, io.BytesIO(b"x" * (2 * chunks.CHUNK + 1)))


def test_a_backup_opens_as_a_home_of_a_new_epoch(store: Store, tmp_path: Path) -> None:
    made = record.save(store, "contact", {"name_en": "kept"})
    with store.reading() as connection:
        writers = connection.exec_driver_sql("SELECT count(*) FROM writer").scalar()
    out = tmp_path / "b.backup"
    upkeep.backup(store, out)
    with pytest.raises(CannotWrite):
        upkeep.backup(store, out)
    with pytest.raises(Locked):
        upkeep.restore(out, tmp_path / "wrong", "not the passphrase")
    assert not (tmp_path / "wrong").exists()
    upkeep.restore(out, tmp_path / "again", PASSPHRASE)
    opened = desk.open_desk(tmp_path / "again", PASSPHRASE)
    assert record.show(opened, "contact", made["id"])["name_en"] == "kept"
    record.save(opened, "contact", {"name_en": "new"})
    with opened.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM writer").scalar() == writers + 1
    opened.close()
    with pytest.raises(NoHome):
        upkeep.restore(out, tmp_path / "again", PASSPHRASE)
    upkeep.restore(out, tmp_path / "again", PASSPHRASE, replace=True)
    assert len(list(tmp_path.glob("again.before-*"))) == 1


def test_a_damaged_backup_changes_nothing(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "b.backup"
    upkeep.backup(store, out)
    whole = out.read_bytes()
    for place in range(0, len(whole), len(whole) // 40):
        torn = tmp_path / "torn.backup"
        torn.write_bytes(whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            upkeep.restore(torn, tmp_path / "never", PASSPHRASE)
        assert not (tmp_path / "never").exists()
    with zipfile.ZipFile(tmp_path / "evil.backup", "w") as evil:
        evil.writestr("../../escape", "x")
    with pytest.raises(Damaged):
        upkeep.restore(tmp_path / "evil.backup", tmp_path / "never", PASSPHRASE)


def test_check_finds_a_damaged_page(store: Store, home: Path) -> None:
    record.save(store, "contact", {"name_en": "x"})
    upkeep.backup(store, home.parent / "b.backup")
    store.close()
    for suffix in ("-wal", "-shm"):
        (home / f"desk.db{suffix}").unlink(missing_ok=True)
    data = bytearray((home / "desk.db").read_bytes())
    data[len(data) // 2] ^= 1
    (home / "desk.db").write_bytes(data)
    opened = desk.open_desk(home, PASSPHRASE)
    assert [one["kind"] for one in upkeep.check(opened)] == ["page"]
    opened.close()


def test_check_finds_and_mends_an_index_out_of_step_and_a_row_that_was_put_back(store: Store) -> None:
    id = record.save(store, "organization", {"name_en": "Findable"})["id"]
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM search")
        connection.exec_driver_sql("UPDATE organization SET name_en = 'Altered'")
    kinds = {one["kind"] for one in upkeep.check(store)}
    assert kinds == {"index", "state"}
    assert all(one["mended"] for one in upkeep.check(store, repair=True))
    assert upkeep.check(store) == []
    assert record.show(store, "organization", id)["name_en"] == "Findable"
    assert search.find(store, "findable")
