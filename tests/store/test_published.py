"""The published directory: the same operations everywhere, and a person's word always before it."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from coopdesk.errors import Damaged
from coopdesk.fields import parse_id
from coopdesk.history.operation import Operation, OpKind, digest, pack
from coopdesk.history.register import PUBLISHED
from coopdesk.operations import desk, listing, record, search
from coopdesk.paths import resource
from coopdesk.store import seed
from coopdesk.store.home import Store
from coopdesk.store.state import load
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parent.parent.parent


def one_of(store: Store, type: str, **where: str) -> record.View:
    return next(listing.views(store, listing.open_list(store, type, where=where)))


def test_the_lists_and_the_releases_are_in_step() -> None:
    command = [sys.executable, ROOT / "installer" / "published.py", "--check"]
    assert subprocess.run(command, check=False, capture_output=True, env={"PYTHONPATH": str(ROOT)}).returncode == 0


def test_released_bytes_are_those_that_were_given_out() -> None:
    for number, known in enumerate(seed.RELEASES, 1):
        assert hashlib.sha256(resource("seed", f"published-{number}.ops").read_bytes()).hexdigest() == known
    numbers = [one.n for one in seed.released()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {one.writer for one in seed.released()} == {PUBLISHED}


def test_a_damaged_release_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "published-1.ops").write_bytes(resource("seed", "published-1.ops").read_bytes()[:-1])
    monkeypatch.setattr(seed, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(Damaged, match="published-1"):
        seed.released()


def test_what_the_directory_must_hold(store: Store) -> None:
    assert len(listing.open_list(store, "organization")) >= 500
    assert len(listing.open_list(store, "country")) == 195
    assert len(listing.open_list(store, "country", where={"groups": "gcc"})) == 6
    assert len(listing.open_list(store, "tag", where={"scheme": "sdg_goal"})) == 17
    assert len(listing.open_list(store, "tag", where={"scheme": "sdg_target"})) == 169
    palestine = one_of(store, "country", code="PS")
    assert palestine["name_ar"] == "دولة فلسطين"
    for acronym, parent in (
        ("UNDP", "General Assembly"), ("UNCTAD", "General Assembly"), ("UNFPA", "General Assembly"), ("ILO", "United"),
        ("UNESCO", "United Nations"), ("ESCWA", "Economic and Social"), ("OHCHR", "Secretariat"), ("IMF", "United"),
        ("PARIS21", "Organisation for Economic"), ("SESRIC", "Organization of Islamic"), ("API", ""), ("AITRS", ""),
    ):  # fmt: skip
        found = one_of(store, "organization", acronym_en=acronym)
        assert found["name_ar"], acronym
        if parent:
            assert parent in record.show(store, "organization", found["parent"])["name_en"], acronym
    assert search.find(store, "الإسكوا")[0]["title"].startswith("Economic and Social Commission for Western Asia")


def test_every_entry_is_told_in_both_languages_and_hangs_on_the_tree() -> None:
    entries = json.loads(resource("seed", "organizations.json").read_text("utf-8"))
    slugs = {one["slug"] for one in entries}
    assert len(slugs) == len(entries)
    for one in entries:
        assert one.get("name_en"), one["slug"]
        assert one.get("name_ar"), one["slug"]
        assert one.get("parent") is None or one["parent"] in slugs, one["slug"]
        assert one["type"], one["slug"]
        if one["type"] not in ("mission", "government"):
            assert one.get("mandate_en"), one["slug"]
            assert one.get("mandate_ar"), one["slug"]


def test_a_later_release_is_offered_but_a_persons_word_stands(store: Store) -> None:
    view = one_of(store, "country", code="QA")
    mine = record.save(store, "country", {"id": view["id"], "name_fr": "Qatar (à nous)"})
    assert mine["conflicts"] == 0
    released = [one for one in seed.released() if one.record.hex() == view["id"].replace("-", "")]
    by_field = {one.field: one for one in released if one.kind == OpKind.SET}
    n = max(one.n for one in seed.released())

    def later(field: int, value: str, place: int) -> Operation:
        old = by_field[field]
        ctx = ((old.writer, old.n, digest(old)[:4]),)
        return Operation(
            PUBLISHED, n + place, old.hlc + (10 << 40), b"", n + 1, 1, old.entity, old.record, field, "",
            OpKind.SET, pack(value), ctx, (),
        )  # fmt: skip

    with store.writing() as writing:
        writing.apply([later(4, "Qatar, said anew", 1), later(3, "قطر الجديدة", 2)])
    now = record.show(store, "country", view["id"])
    assert (now["name_fr"], now["name_ar"], now["conflicts"]) == ("Qatar (à nous)", "قطر الجديدة", 0)
    again = record.save(store, "country", {"id": view["id"], "name_fr": "Qatar, encore"})
    assert (again["name_fr"], again["conflicts"]) == ("Qatar, encore", 0)
    with store.session() as session:
        state = load(session.connection(), parse_id(view["id"]))
    assert state is not None
    assert len(state.slots[4, ""].register.heads) == 1


def test_a_deleted_entry_stays_deleted_when_a_release_changes_it(store: Store) -> None:
    view = one_of(store, "country", code="QA")
    record.delete(store, "country", view["id"])
    old = next(one for one in seed.released() if one.record.hex() == view["id"].replace("-", "") and one.field == 4)
    n = max(one.n for one in seed.released()) + 1
    ctx = ((old.writer, old.n, digest(old)[:4]),)
    later = Operation(
        PUBLISHED, n, old.hlc + 99, b"", n, 1, old.entity, old.record, 4, "", OpKind.SET, pack("x"), ctx, ()
    )  # fmt: skip
    with store.writing() as writing:
        writing.apply([later])
    assert record.show(store, "country", view["id"]).get("deleted")


def test_a_home_of_an_earlier_release_is_brought_up_when_it_is_opened(home: Path) -> None:
    opened = desk.open_desk(home, PASSPHRASE)
    held = len(listing.open_list(opened, "organization"))
    with opened.engine.execution_options(writing=True).begin() as connection:
        published = "SELECT rid FROM op WHERE writer = (SELECT id FROM writer WHERE name = ?)"
        for table in ("organization", "country", "tag", "group_membership", "reg", "record", "op"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE rid IN ({published})", (PUBLISHED,))
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'published'")
    opened.close()
    again = desk.open_desk(home, PASSPHRASE)
    assert len(listing.open_list(again, "organization")) == held
    assert again.published == len(seed.RELEASES)
    again.close()
