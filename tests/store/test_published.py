"""The published directory: the same operations everywhere, and a person's word always before it."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from coopdesk.errors import Damaged, Refused
from coopdesk.fields import parse_id
from coopdesk.history.operation import Operation, OpKind, digest, pack
from coopdesk.history.register import PUBLISHED
from coopdesk.operations import desk, listing, record, search, steps
from coopdesk.operations.forms import form_files, responses, templates
from coopdesk.operations.record_types import View
from coopdesk.paths import resource
from coopdesk.records import BY_ENTITY
from coopdesk.store import seed
from coopdesk.store.home import Store
from coopdesk.store.state import load
from tests.conftest import PASSPHRASE, copy_mission

ROOT = Path(__file__).parent.parent.parent


def one_of(store: Store, type: str, **where: str) -> View:
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


def test_the_library_holds_the_indicators_of_the_2030_agenda_and_two_editions_of_the_strategy(store: Store) -> None:
    tags = {one["code"]: one for one in listing.views(store, listing.open_list(store, "tag"))}
    framework = one_of(store, "framework", code="sdg")
    indicators = list(listing.views(store, listing.open_list(store, "indicator")))
    assert len(indicators) == 231
    assert {one["framework"] for one in indicators} == {framework["id"]}
    assert framework["keeper"] == seed.published_id("organization/statistical-commission")
    served = {tag for one in indicators for tag in one["tags"]}
    targets = {code for code, one in tags.items() if one["scheme"] == "sdg_target"}
    assert targets - served == {"sdg-11.c"}
    assert served <= targets
    for one in indicators:
        assert one["id"] == seed.published_id(f"indicator/sdg-{one['code']}")
        assert f"sdg-{one['code'].rpartition('.')[0]}" in one["tags"]
        assert all(one[name] for name in ("name_en", "name_ar", "measure", "frequency", "custodian"))
        assert bool(one["unit_en"]) == bool(one["unit_ar"]) == (one["measure"] != "yes_no")
    second, third = tags["nds2"], tags["nds3"]
    assert second["continued_as"] == [third["id"]]
    assert (second["valid_from"], second["valid_to"]) == ("2018", "2022")
    assert sum(one["parent"] == third["id"] for one in tags.values()) == 7
    assert tags["nds2-ic-main"]["parent"] == tags["nds2-ic"]["id"]
    assert sum(one["parent"] == tags["nds2-ic-main"]["id"] for one in tags.values()) == 6


def test_ready_forms_are_in_use_as_they_were_written(store: Store, tmp_path: Path) -> None:
    written = {path.stem: path for path in resource("seed", "forms").glob("*.md")}
    found = {one["form_id"]: one for one in listing.views(store, listing.open_list(store, "form_template"))}
    assert found.keys() == written.keys()
    for name, view in found.items():
        assert (view["stage"], view["classification"], view["audience"]) == ("in_use", "public", "all")
        assert view["id"] == seed.published_id(f"form_template/{name}")
        templates.export_file(store, view["id"], tmp_path / "out.xlsx")
        stored = form_files.check_file(tmp_path / "out.xlsx")
        assert stored.faults == []
        assert _canonical(stored.xform) == _canonical(form_files.check_file(written[name]).xform)


def test_a_ready_form_is_answered_adapted_and_retired_but_not_changed(store: Store) -> None:
    id = templates.find(store, "help_feedback")
    given = {"consent": "yes", "message": {"kind": "thanks", "told": "شكراً"}, "answer": {"wants_answer": "no"}}
    told = responses.answer(store, "help_feedback", given)
    assert (told["errors"], told["values"]["message"]["told"]) == ([], "شكراً")
    with pytest.raises(Refused):
        record.save(store, "form_template", {"id": id, "title_en": "Otherwise"})
    own = templates.new_version(store, id)
    assert (own["version"], own["earlier"], own["stage"]) == ("2", id, None)
    steps.take(store, "form_template", own["id"], "use")
    steps.take(store, "form_template", id, "retire")
    assert templates.find(store, "help_feedback") == own["id"]


def test_a_mission_takes_no_step_with_what_is_at_every_desk_but_makes_its_own_version(tmp_path: Path) -> None:
    mission = desk.open_desk(copy_mission(tmp_path / "home"), PASSPHRASE)
    id = templates.find(mission, "help_feedback")
    assert steps.steps(mission, "form_template", record.show(mission, "form_template", id)) == []
    with pytest.raises(Refused, match="Only the Ministry"):
        steps.take(mission, "form_template", id, "retire")
    own = templates.new_version(mission, id)["id"]
    assert steps.take(mission, "form_template", own, "use")["stage"] == "in_use"
    assert [one.name for one in steps.steps(mission, "form_template", record.show(mission, "form_template", own))] == [
        "retire"
    ]
    mission.close()


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
    held = {type: len(listing.open_list(opened, type)) for type in ("organization", "form_template")}
    tables = {BY_ENTITY[one.entity].__tablename__ for one in seed.released()}
    with opened.engine.execution_options(writing=True).begin() as connection:
        published = "SELECT rid FROM op WHERE writer = (SELECT id FROM writer WHERE name = ?)"
        for table in (*tables, "reg", "record", "op"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE rid IN ({published})", (PUBLISHED,))
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'published'")
    opened.close()
    again = desk.open_desk(home, PASSPHRASE)
    assert {type: len(listing.open_list(again, type)) for type in held} == held
    assert again.published == len(seed.RELEASES)
    again.close()


def _canonical(xform: str) -> bytes:
    made: bytes = etree.tostring(etree.fromstring(xform.encode()), method="c14n")
    return made
