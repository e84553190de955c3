"""Saving, seeing, refusing, undoing: what a person relies on."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import update

from coopdesk.calendars import both
from coopdesk.errors import ChangedSince, InvalidValue, NotFound, Refused
from coopdesk.i18n import using
from coopdesk.operations import desk, files, history, listing, record, search, seen as tokens, upkeep
from coopdesk.operations.examples import add_examples, remove_examples
from coopdesk.records import TYPES, Contact, Organization
from coopdesk.store import files as chunks
from coopdesk.store.home import Store
from coopdesk.store.rebuilding import rebuild
from coopdesk.store.state import load
from tests.conftest import PASSPHRASE, copy_home


def test_owned_lists_are_added_changed_and_removed(store: Store) -> None:
    made = record.save(store, "conference_report", {"agenda_items": [{"topic": "one"}, {"topic": "two"}]})
    first, second = made["agenda_items"]
    assert [first["position"], second["position"]] == [1, 2]
    change = {"id": made["id"], "agenda_items": [{"id": first["id"], "deleted": True}, {"topic": "three"}]}
    after = record.save(store, "conference_report", change)
    assert [one["topic"] for one in after["agenda_items"]] == ["two", "three"]
    assert after["reference"] == made["reference"]


def test_only_what_changed_makes_operations(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "A", "type": "donor"})
    before = len(history.history(store, "organization", made["id"]))
    record.save(store, "organization", made)
    assert len(history.history(store, "organization", made["id"])) == before
    assert made["type"] == "donor"


def test_what_changed_since_is_refused_by_name_or_written_beside(store: Store) -> None:
    seen = record.save(store, "organization", {"name_en": "A"})
    record.save(store, "organization", {"id": seen["id"], "name_en": "B", "_seen": seen["_seen"]})
    mine = {"id": seen["id"], "name_en": "C", "seat_city": "Doha", "_seen": seen["_seen"]}
    with pytest.raises(ChangedSince) as told:
        record.save(store, "organization", mine)
    assert told.value.fields == ["name_en"]
    assert record.show(store, "organization", seen["id"])["seat_city"] is None
    both = record.save(store, "organization", mine, concurrent=True)
    assert both["conflicts"] == 1
    other = record.save(store, "organization", {"id": seen["id"], "website": "x.org", "_seen": seen["_seen"]})
    assert other["website"] == "x.org"


def test_a_save_over_a_conflict_buries_nothing(store: Store) -> None:
    seen = record.save(store, "organization", {"name_en": "A"})
    for name in ("B", "C"):
        values = {"id": seen["id"], "name_en": name, "_seen": seen["_seen"]}
        record.save(store, "organization", values, concurrent=True)
    now = record.show(store, "organization", seen["id"])
    after = record.save(store, "organization", {"id": seen["id"], "name_en": "D", "_seen": now["_seen"]})
    assert after["conflicts"] == 1
    with store.reading() as connection:
        state = load(connection, seen["id"])
        assert state is not None
        assert {state.value(head, (1, "")) for head in state.distinct((1, ""))} == {"D", "B"}


def test_fields_that_mean_nothing_apart_are_one_register(store: Store) -> None:
    seen = record.save(store, "conference", {"starts": "2026-01-01", "ends": "2026-01-03"})
    record.save(store, "conference", {"id": seen["id"], "starts": "2026-01-02", "_seen": seen["_seen"]})
    with pytest.raises(ChangedSince) as told:
        record.save(store, "conference", {"id": seen["id"], "ends": "2026-02-01", "_seen": seen["_seen"]})
    assert set(told.value.fields) == {"starts", "ends"}


def test_delete_restore_and_undo(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "Alpha", "tags": ["x"]})
    id = made["id"]
    record.save(store, "organization", {"id": id, "name_en": "Beta", "tags": {"add": ["y"], "remove": ["x"]}})
    operation = history.history(store, "organization", id)[0]["operation"]
    assert history.undo(store, operation) == []
    assert record.show(store, "organization", id)["name_en"] == "Alpha"
    assert record.show(store, "organization", id)["tags"] == ["x"]
    record.delete(store, "organization", id)
    assert search.find(store, "alpha") == []
    with pytest.raises(Refused):
        record.save(store, "organization", {"id": id, "name_en": "x"})
    history.undo(store, history.history(store, "organization", id)[0]["operation"])
    assert search.find(store, "alpha")
    record.delete(store, "organization", id)
    assert record.restore(store, "organization", id)["name_en"] == "Alpha"


def test_history_says_who_what_when(store: Store) -> None:
    made = record.save(store, "contact", {"name_en": "First"})
    record.save(store, "contact", {"id": made["id"], "name_en": "Second"})
    newest = history.history(store, "contact", made["id"])[0]
    assert (newest["old"], newest["new"], newest["field"], newest["desk"]) == ("First", "Second", "name_en", "QA-GVA")
    assert newest["user"] == desk.identity(store)["officer"]


def test_undoing_the_making_of_a_record_deletes_it(store: Store) -> None:
    made = record.save(store, "conference_report", {"bottom_line_en": "x", "agenda_items": [{"topic": "y"}]})
    entries = history.history(store, "conference_report", made["id"])
    assert history.undo(store, entries[0]["operation"]) == []
    assert record.show(store, "conference_report", made["id"])["deleted"]
    history.undo(store, history.history(store, "conference_report", made["id"])[0]["operation"])
    assert [one["topic"] for one in record.show(store, "conference_report", made["id"])["agenda_items"]] == ["y"]


def test_undo_leaves_what_others_changed_since(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "One", "seat_city": "Doha"})
    record.save(store, "organization", {"id": made["id"], "name_en": "Two", "seat_city": "Geneva"})
    second = history.history(store, "organization", made["id"])[0]["operation"]
    record.save(store, "organization", {"id": made["id"], "name_en": "Three"})
    assert history.undo(store, second) == ["name_en"]
    view = record.show(store, "organization", made["id"])
    assert (view["name_en"], view["seat_city"]) == ("Three", "Doha")


def test_only_the_ministry_writes_its_settings(tmp_path: Path) -> None:
    desk.init(tmp_path / "mission", code="QA-DKR", name_en="x", name_ar="", passphrase=PASSPHRASE)
    mission = desk.open_desk(tmp_path / "mission", PASSPHRASE)
    with pytest.raises(Refused, match="Only the Ministry"):
        record.save(mission, "ministry_settings", {"state_en": "x"})
    mission.close()


def test_the_ministrys_settings_are_one_record_and_are_heard(store: Store) -> None:
    found = listing.open_list(store, "ministry_settings")
    id = listing.page(store, found, 0, 1)[0].id
    with pytest.raises(Refused, match="one record"):
        record.save(store, "ministry_settings", {"state_en": "Another"})
    record.save(store, "ministry_settings", {"id": id, "digits": "eastern", "calendar_order": "hijri_first"})
    desk.apply_settings(store)
    with using("ar"):
        assert both("2027-03-05") == "٢٦ رمضان ١٤٤٨ هـ الموافق ٥ مارس ٢٠٢٧م"
    with using("en"):
        assert both("2027-03-05") == "26 Ramadan 1448 AH, corresponding to 5 March 2027"


def test_erasing_a_person_destroys_the_files_that_nobody_else_has(store: Store, tmp_path: Path) -> None:
    person, other = (record.save(store, "contact", {"name_en": name})["id"] for name in ("gone", "kept"))
    for name in ("cv", "shared"):
        (tmp_path / name).write_text(name)
    files.attach(store, "contact", person, tmp_path / "cv")
    for owner in (person, other):
        files.attach(store, "contact", owner, tmp_path / "shared")
    assert len(list(store.files.glob("??/*"))) == 2
    record.erase(store, "contact", person)
    assert len(list(store.files.glob("??/*"))) == 1
    with pytest.raises(NotFound):
        files.files(store, "contact", person)
    out = io.BytesIO()
    files.read(store, files.files(store, "contact", other)[0]["id"], out)
    assert out.getvalue() == b"shared"
    assert upkeep.check(store) == []


def test_a_stored_file_of_no_record_is_found_and_taken_away(store: Store) -> None:
    chunks.put(store.files, store.key, io.BytesIO(b"left over"))
    assert upkeep.check(store) == []
    for path in store.files.glob("??/*"):
        os.utime(path, (0, 0))
    assert [(one["kind"], one["mended"]) for one in upkeep.check(store, repair=True)] == [("orphan", True)]
    assert list(store.files.glob("??/*")) == []


def test_a_person_can_be_erased_for_good(store: Store) -> None:
    made = record.save(store, "contact", {"name_en": "Unforgettable", "posts_held": [{"title": "Envoy"}]})
    record.erase(store, "contact", made["id"])
    with pytest.raises(NotFound):
        record.show(store, "contact", made["id"])
    assert search.find(store, "unforgettable") == []
    assert all(entry["new"] is None for entry in history.history(store, "contact", made["id"]))
    assert upkeep.check(store) == []
    with pytest.raises(Refused):
        record.erase(store, "organization", made["id"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_en": "x" * 2_000_000}, "name_en"),
        ({"name_en": "a\u202eb"}, "name_en"),
        ({"founded": "0000"}, "founded"),
        ({"nonsense": 1}, ""),
        ({"parent": "x"}, "parent"),
        ({"type": "what"}, "type"),
        ({"tags": "x"}, "tags"),
        ({"classification": "secret", "audience": "all"}, "audience"),
    ],
)
def test_bad_values_are_refused_by_name_and_nothing_is_kept(
    store: Store, values: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidValue) as told:
        record.save_all(store, "organization", [{"name_en": "goodness"}, values])
    assert told.value.field == field
    assert search.find(store, "goodness") == []


def test_bulk_changes_of_records_are_refused(store: Store) -> None:
    with store.writing() as writing, pytest.raises(Refused):
        writing.session.execute(update(Organization).values(name_en="x"))


def test_examples_are_marked_stay_here_and_go_at_one_command(store: Store) -> None:
    report = add_examples(store)
    view = record.show(store, "conference_report", report)
    assert view["audience"] == "local"
    assert view["tags"] == ["example"]
    assert record.missing(store, "conference_report", report) == []
    made = {
        type: listing.ids(store, found)
        for type, cls in TYPES.items()
        if cls.__owner__ is None and len(found := listing.open_list(store, type, where={"tags": {"any": ["example"]}}))
    }
    assert {"opportunity", "expert", "nomination", "letter", "committee_meeting", "candidature", "award"} <= set(made)
    shown = [record.show(store, type, id) for type, ids in made.items() for id in ids]
    assert {one["audience"] for one in shown} == {"local"}
    assert remove_examples(store) == len(shown)
    assert search.find(store, "TD/B/73") == []
    assert [type for type in made if listing.count(store, type, {"audience": "local"})] == []


class Desk(RuleBasedStateMachine):
    """However people save, delete and restore: what is rebuilt from the operations is what is there."""

    @initialize()
    def begin(self) -> None:
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        home = copy_home(Path(self.folder.name) / "home")
        self.store = desk.open_desk(home, PASSPHRASE)
        self.ids: list[str] = []
        with self.store.session() as session:
            self.tokens = [tokens.now(session)]

    @rule(name=st.text("abأب", max_size=3), tags=st.lists(st.sampled_from("xyz"), unique=True), late=st.booleans())
    def save(self, name: str, tags: list[str], late: bool) -> None:
        values: dict[str, object] = {"name_en": name, "tags": tags}
        if self.ids and name:
            values |= {"id": self.ids[len(name) % len(self.ids)]}
            if late:
                values["_seen"] = self.tokens[len(tags) % len(self.tokens)]
        try:
            view = record.save(self.store, "contact", values, concurrent=late)
        except Refused:
            return
        self.tokens.append(view["_seen"])
        if "id" not in values:
            self.ids.append(view["id"])
        if late:
            assert set(tags) <= set(view["tags"])  # what somebody added meanwhile stays
        else:
            assert view["tags"] == sorted(tags)

    @rule(undo=st.booleans())
    def delete(self, undo: bool) -> None:
        if self.ids:
            (record.restore if undo else record.delete)(self.store, "contact", self.ids[-1])

    def rows(self) -> list[list[object]]:
        """Read what stands of the contacts in the tables that follow from operations, and in the index."""
        own = "(SELECT rid FROM record WHERE entity = ?)"
        tables = (
            f"SELECT * FROM record WHERE rid IN {own} ORDER BY rid",
            f"SELECT * FROM contact WHERE rid IN {own} ORDER BY rid",
            f"SELECT * FROM reg WHERE rid IN {own} ORDER BY rid, field, key",
            f"SELECT seq, reg, h4 FROM op WHERE rid IN {own} ORDER BY seq",
            f"SELECT rowid, * FROM search WHERE rowid IN {own} ORDER BY rowid",
        )
        with self.store.reading() as connection:
            return [[tuple(row) for row in connection.exec_driver_sql(one, (Contact.__entity__,))] for one in tables]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert upkeep.check(self.store) == []
            before = self.rows()
            with self.store.writing() as writing:
                rebuild(writing, self.ids)
            assert self.rows() == before
            self.store.close()
            self.folder.cleanup()


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=6, stateful_step_count=15, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)


def test_an_assessment_and_an_opinion_are_written_as_words_too(store: Store) -> None:
    view = record.save(store, "conference_report", {"title_en": "x", "assessment": "Useful", "opinion": "Go again"})
    assert [(one["kind"], one["text"]) for one in view["report_opinions"]] == [
        ("benefit", "Useful"), ("opinion", "Go again"),
    ]  # fmt: skip
    assert (view["assessment"], view["opinion"]) == ("Useful", "Go again")
    id, first = view["id"], view["report_opinions"][0]["id"]
    view = record.save(store, "conference_report", {"id": id, "assessment": "Very useful", "opinion": None})
    assert [(one["id"], one["text"]) for one in view["report_opinions"]] == [(first, "Very useful")]
    view["report_opinions"][0]["text"] = "Of use"
    view = record.save(store, "conference_report", view)
    assert view["assessment"] == "Of use", "a view that is given back says nothing anew"
    assert view["opinion"] is None
    with pytest.raises(InvalidValue):
        record.save(store, "conference_report", {"id": id, "report_opinions": 5, "opinion": "x"})


def test_what_has_its_place_is_one_however_often_it_is_begun_and_stays_there(store: Store) -> None:
    indicator = record.save(store, "indicator", {"name_en": "Schools rebuilt"})["id"]
    cell = {"indicator": indicator, "period": "2027-q1"}
    first = record.save(store, "indicator_value", {**cell, "value": "12.5"})
    assert (first["period"], first["audience"]) == ("2027-Q1", "local")
    again = record.save(store, "indicator_value", {**cell, "period": "2027-Q1", "note": "Counted twice"})
    assert (again["id"], again["value"], again["note"]) == (first["id"], "12.5", "Counted twice")
    assert record.save(store, "indicator_value", {**cell, "part": "sex=female"})["id"] != first["id"]
    with pytest.raises(Refused):
        record.save(store, "indicator_value", {"id": first["id"], "period": "2027-Q2"})
    with pytest.raises(InvalidValue):
        record.save(store, "indicator_value", {"period": "2027-Q1", "value": "3"})
