"""What may not be saved, undone or attached, however it is asked for; and what is found all the same."""

import errno
import os
from pathlib import Path

import pytest

from coopdesk.errors import CannotWrite, InvalidValue, NotFound, Refused, writing_to
from coopdesk.i18n import using
from coopdesk.operations import desk, files, history, listing, record, search, titles, upkeep
from coopdesk.operations.examples import add_examples, remove_examples
from coopdesk.operations.record_types import View
from coopdesk.store import files as chunks
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE


def listed(store: Store, type: str, **where: object) -> list[View]:
    return list(listing.views(store, listing.open_list(store, type, where=where)))


def last_change(store: Store, type: str, id: str) -> str:
    return str(history.history(store, type, id)[0]["operation"])


@pytest.mark.parametrize("type", ["country", "officer", "desk", "ministry_settings"])
def test_what_the_desk_was_made_of_is_not_undone(store: Store, type: str) -> None:
    before = listed(store, type)
    with pytest.raises(Refused, match="not undone"):
        history.undo(store, last_change(store, type, before[0]["id"]))
    assert listed(store, type) == before


def test_a_change_of_a_country_is_undone(store: Store) -> None:
    country = listed(store, "country", code="QA")[0]
    record.save(store, "country", {"id": country["id"], "name_en": "x"})
    assert history.undo(store, last_change(store, "country", country["id"])) == []
    assert record.show(store, "country", country["id"])["name_en"] == country["name_en"]


def test_an_erased_person_is_not_brought_back_by_undo(store: Store) -> None:
    made = record.save(store, "contact", {"name_en": "Unforgettable"})
    record.save(store, "contact", {"id": made["id"], "name_en": "Another"})
    record.erase(store, "contact", made["id"])
    with pytest.raises(Refused, match="erased"):
        history.undo(store, last_change(store, "contact", made["id"]))
    assert listed(store, "contact") == []


def test_a_line_of_another_record_is_neither_taken_nor_deleted(store: Store) -> None:
    one, two = (record.save(store, "conference_report", {"agenda_items": [{"topic": "t"}]}) for _ in range(2))
    line = two["agenda_items"][0]["id"]
    for change in ({"id": line, "topic": "x"}, {"id": line, "deleted": True}):
        with pytest.raises(InvalidValue, match="another record") as told:
            record.save(store, "conference_report", {"id": one["id"], "agenda_items": [change]})
        assert told.value.field == "agenda_items[0]"
    assert [view["topic"] for view in record.show(store, "conference_report", two["id"])["agenda_items"]] == ["t"]


@pytest.mark.parametrize("word", ["no", "yes", 1, []])
def test_a_line_is_deleted_by_true_and_by_nothing_else(store: Store, word: object) -> None:
    made = record.save(store, "conference_report", {"agenda_items": [{"topic": "t"}]})
    change = {"id": made["agenda_items"][0]["id"], "deleted": word}
    with pytest.raises(InvalidValue) as told:
        record.save(store, "conference_report", {"id": made["id"], "agenda_items": [change]})
    assert told.value.field == "agenda_items[0].deleted"


def test_a_record_is_not_deleted_by_saving_it(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "A"})
    with pytest.raises(InvalidValue, match="record delete") as told:
        record.save(store, "organization", made | {"deleted": True})
    assert told.value.field == "deleted"
    record.save(store, "organization", made | {"deleted": False})


def test_a_token_of_the_future_of_another_home_or_of_a_database_put_back_is_refused(
    store: Store, tmp_path: Path
) -> None:
    made = record.save(store, "organization", {"name_en": "A"})
    upkeep.backup(store, tmp_path / "b.backup")
    later = record.save(store, "organization", {"id": made["id"], "name_en": "B"})["_seen"]
    upkeep.restore(tmp_path / "b.backup", tmp_path / "again", PASSPHRASE)
    restored = desk.open_desk(tmp_path / "again", PASSPHRASE)
    for name in ("C", "D"):
        record.save(restored, "organization", {"id": made["id"], "name_en": name})
    desk.init(tmp_path / "other", code="QA-X", name_en="X", name_ar="", passphrase=PASSPHRASE)
    other = desk.open_desk(tmp_path / "other", PASSPHRASE)
    elsewhere = record.save(other, "organization", {"name_en": "A"})["_seen"]
    number, _, tag = later.partition("-")
    tries = [
        (store, "99999999999"), (store, f"{int(number) + 1}-{tag}"), (store, elsewhere), (restored, later), (store, 1),
    ]  # fmt: skip
    for place, seen in tries:
        with pytest.raises(Refused, match="_seen"):
            record.save(place, "organization", {"id": made["id"], "name_en": "E", "_seen": seen})
    record.save(restored, "organization", {"id": made["id"], "website": "x.org", "_seen": made["_seen"]})
    restored.close()
    other.close()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"classification": None}, "classification"),
        ({"audience": None}, "audience"),
        ({"audience": "everybody"}, "audience"),
        ({"audience": "qa-gva"}, "audience"),
        ({"audience": "X"}, "audience"),
        ({"classification": "secret", "audience": "ALL"}, "audience"),
        ({"classification": "confidential", "audience": " all"}, "audience"),
    ],
)
def test_who_may_read_a_record_is_always_said(store: Store, values: View, field: str) -> None:
    made = record.save(store, "organization", {"name_en": "A"})
    for change in (values, values | {"id": made["id"]}):
        with pytest.raises(InvalidValue) as told:
            record.save(store, "organization", change)
        assert told.value.field == field


@pytest.mark.parametrize(
    ("given", "kept"), [("Local", "local"), (" all ", "all"), ("QA-GVA", "QA-GVA"), ("GCC", "GCC")]
)
def test_an_audience_has_one_spelling(store: Store, given: str, kept: str) -> None:
    assert record.save(store, "organization", {"name_en": "A", "audience": given})["audience"] == kept


def test_a_link_to_a_known_record_of_another_type_is_refused(store: Store) -> None:
    organization = record.save(store, "organization", {"name_en": "A"})["id"]
    unknown = "00000000-0000-0000-0000-000000000001"
    for values, field in (
        ({"conference": organization}, "conference"),
        ({"commitments": [{"partner": store.officer}]}, "commitments[0].partner"),
        ({"bilateral_meetings": [{"organizations": [store.officer]}]}, "bilateral_meetings[0].organizations"),
    ):
        with pytest.raises(InvalidValue, match="another type") as told:
            record.save(store, "conference_report", values)
        assert told.value.field == field
    assert record.save(store, "conference_report", {"conference": unknown})["conference"] == unknown


def test_links_in_a_circle_have_a_title(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (record.save(store, "conference_report", {})["id"] for _ in range(2))
    monkeypatch.setattr(record, "_check", lambda *_: None)
    for id, other in ((one, two), (two, one)):
        record.save(store, "conference_report", {"id": id, "conference": other, "lessons": "zirkular"})
    assert titles.titles(store, [one, two]) == {one: "Untitled", two: "Untitled"}
    assert len(listing.page(store, listing.open_list(store, "conference_report"), 0, 9)) == 2
    assert len(search.find(store, "zirkular")) == 2


def test_an_attachment_is_made_of_a_file_only(store: Store, tmp_path: Path) -> None:
    line = record.save(store, "conference_report", {"agenda_items": [{"topic": "t"}]})["agenda_items"][0]["id"]
    (tmp_path / "note").write_text("hello")
    made = files.attach(store, "agenda_item", line, tmp_path / "note")
    assert (made["classification"], made["audience"], made["size"]) == ("internal", "ministry", 5)
    for values in ({"name": "x"}, {"id": made["id"], "chunks": "nonsense"}):
        with pytest.raises(Refused, match="record attach"):
            record.save(store, "attachment", values)
    assert upkeep.check(store) == []


def test_what_cannot_be_attached_is_refused_before_anything_is_stored(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = record.save(store, "organization", {"name_en": "A"})["id"]
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_text("more than this")
    monkeypatch.setattr(chunks, "LIMIT", 5)
    for name, told in (("pipe", "pipe cannot be read"), ("large", "large is too large")):
        with pytest.raises(Refused, match=told):
            files.attach(store, "organization", made, tmp_path / name)
    record.delete(store, "organization", made)
    (tmp_path / "small").write_text("x")
    with pytest.raises(Refused, match="deleted"):
        files.attach(store, "organization", made, tmp_path / "small")
    assert list(store.files.glob("??/*")) == []


def test_a_backup_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotFound, match="cannot be read"):
        upkeep.restore(tmp_path / "pipe", tmp_path / "home", PASSPHRASE)


def test_a_record_is_known_by_its_own_type_only(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "A"})["id"]
    for of, id in (("contact", made), ("organization", "00000000-0000-0000-0000-000000000001")):
        with pytest.raises(NotFound):
            history.history(store, of, id)
        with pytest.raises(NotFound):
            files.files(store, of, id)


def test_lines_go_with_their_record(store: Store) -> None:
    made = record.save(store, "conference_report", {"agenda_items": [{"topic": "t"}]})["id"]
    add_examples(store)
    assert len(listed(store, "agenda_item")) == 3
    remove_examples(store)
    assert [one["topic"] for one in listed(store, "agenda_item")] == ["t"]
    record.delete(store, "conference_report", made)
    assert listed(store, "agenda_item") == []
    record.restore(store, "conference_report", made)
    assert len(listed(store, "agenda_item")) == 1


def test_a_list_is_filtered_by_words_of_any_script_and_by_moments(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "A", "tags": ["عربي", 'a"b']})
    record.save(store, "organization", {"name_en": "B", "tags": ["عرب"]})
    for where in ({"tags": "عربي"}, {"tags": 'a"b'}, {"tags": ["عربي", 'a"b']}, {"created_at": made["created_at"]}):
        assert [one["id"] for one in listed(store, "organization", **where)] == [made["id"]]
    for where in ({"created_at": "yesterday"}, {"id": "\udcff"}, {"created_desk": "\udcff"}, {"conflicts": "x"}):
        with pytest.raises(InvalidValue) as told:
            listed(store, "organization", **where)
        assert [told.value.field] == list(where)


def test_a_view_of_an_organization_without_a_type_is_saved_again(store: Store) -> None:
    made = record.save(store, "organization", {"name_en": "A"})
    assert made["type"] is None
    again = record.save(store, "organization", made | {"name_en": "B"})
    assert (again["type"], again["name_en"]) == (None, "B")


@pytest.mark.parametrize("name", [".", "", "/", "x" * 300, "no/such/folder"])
def test_a_copy_of_a_file_goes_nowhere_that_is_no_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    (tmp_path / "note").write_text("hello")
    owner = record.save(store, "contact", {"name_en": "A"})["id"]
    file = files.attach(store, "contact", owner, tmp_path / "note")["id"]
    with pytest.raises(CannotWrite):
        files.save_as(store, file, Path(name))
    assert list((tmp_path / "empty").iterdir()) == []
    files.save_as(store, file, Path("note"))
    assert Path("note").read_text() == "hello"


@pytest.mark.parametrize(
    "number",
    [errno.ENAMETOOLONG, errno.EBUSY, errno.ENOTEMPTY, errno.EXDEV, errno.ELOOP, errno.EIO, errno.EINVAL, errno.ENOSPC],
)
def test_a_refusal_of_the_system_is_told(number: int) -> None:
    with pytest.raises(CannotWrite) as told, writing_to("folder"):
        raise OSError(number, "x")
    with using("en"):
        assert "Nothing was changed." in told.value.message()
