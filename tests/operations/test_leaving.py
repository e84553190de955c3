"""What leaves the sealed store passes one gate: from a degree on it is noted for good, each copy by its number."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from sqlalchemy.exc import IntegrityError

from coopdesk.errors import CannotWrite, InvalidValue, Refused
from coopdesk.operations import (
    calendar_file,
    copying,
    degrees,
    exchange,
    files,
    leaving,
    leaving_log,
    listing,
    printing,
    record,
)
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from tests.operations.test_degrees import settle
from tests.sync.network import Network

Road = Callable[[Store, str, Path], object]


def _attached(store: Store, id: str, place: Path) -> None:
    (place / "note.txt").write_text("x", "utf-8")
    file = files.attach(store, "action", id, place / "note.txt")["id"]
    files.save_as(store, file, place / "copy.txt")


ROADS: dict[str, Road] = {
    "printed": lambda store, id, place: printing.hand_out(store, printing.prepare(store, "record-sheet", id, "en")),
    "saved": lambda store, id, place: printing.print_to_file(store, "record-sheet", id, "en", place / "x.pdf"),
    "a list": lambda store, id, place: printing.print_to_file(
        store, "list", None, "both", place / "x.pdf", Listed("action")
    ),
    "a file": _attached,
    "exported": lambda store, id, place: calendar_file.export(
        store, listing.open_list(store, "action"), place / "x.ics"
    ),
    "copied": lambda store, id, place: copying.copy(
        store, listing.open_list(store, "action"), listing.columns("action")
    ),
    "a reference": lambda store, id, place: copying.copy_reference(store, "action", record.show(store, "action", id)),
}


@pytest.mark.parametrize("road", ROADS)
def test_every_road_is_noted_from_confidential_on_and_not_below(store: Store, tmp_path: Path, road: str) -> None:
    id = record.save(store, "action", {"text_en": "Answer", "due": "2027-01-01"})["id"]
    ROADS[road](store, id, tmp_path)
    assert leaving_log.log(store) == []
    record.save(store, "action", {"id": id, "classification": "confidential"})
    ROADS[road](store, id, tmp_path)
    one = leaving_log.log(store)[0]
    assert (one["degree"], one["officer"], one["officer_name"]) == ("confidential", store.officer, "Duty officer")
    assert one["how"] in leaving.HOW
    assert one["what_label"]
    assert "Answer" in leaving_log.line(one) or one["title"] in ("", "note.txt")
    assert leaving_log.log(store, record=id) == leaving_log.log(store)


def test_a_bundle_is_noted_with_what_is_in_it(tmp_path: Path) -> None:
    network = Network(tmp_path)
    try:
        kept = record.save(network.geneva, "action", {"text_en": "a", "classification": "secret"})["id"]
        record.save(network.geneva, "action", {"text_en": "b"})
        exchange.export(network.geneva, "QA-MFA", tmp_path / "out")
        [one] = leaving_log.log(network.geneva, record=kept)
        assert (one["how"], one["receiver"], one["degree"], one["record"]) == ("bundled", "QA-MFA", "secret", None)
        assert one["records"] >= 2
        exchange.export(network.geneva, "QA-MFA", tmp_path / "again", from_scratch=True)
        assert len(leaving_log.log(network.geneva, record=kept)) == 2
    finally:
        network.close()


def test_a_line_is_as_secret_as_its_record_and_a_file_as_what_it_is_attached_to(store: Store, tmp_path: Path) -> None:
    report = record.save(store, "conference_report", {"classification": "secret", "agenda_items": [{"topic": "x"}]})
    (tmp_path / "minutes.txt").write_text("x", "utf-8")
    action = record.save(store, "action", {"text_en": "x"})["id"]
    file = files.attach(store, "action", action, tmp_path / "minutes.txt")["id"]
    line = report["agenda_items"][0]["id"]
    with store.reading() as connection:
        assert degrees.degrees_of(connection, [line, file]) == [(line, "secret"), (file, "internal")]
    assert not files.save_as(store, file, tmp_path / "a")
    record.save(store, "action", {"id": action, "classification": "secret"})
    assert files.save_as(store, file, tmp_path / "b")
    assert leaving_log.log(store)[0]["degree"] == "secret"


def test_copies_are_numbered_on_every_page_and_each_is_noted(store: Store, tmp_path: Path) -> None:
    lines = [{"topic": f"Item {n}", "discussion": "Said. " * 400} for n in range(6)]
    id = record.save(store, "conference_report", {"title_en": "Board", "agenda_items": lines})["id"]
    record.save(store, "conference_report", {"id": id, "classification": "confidential"})
    [plain] = printing.print_to_file(store, "conference-report", id, "en", tmp_path / "plain.pdf")
    assert "Copy" not in pypdf.PdfReader(plain).pages[0].extract_text()
    record.save(store, "conference_report", {"id": id, "classification": "secret"})
    [alone] = printing.print_to_file(store, "conference-report", id, "en", tmp_path / "alone.pdf")
    assert "Copy 1 of 1" in pypdf.PdfReader(alone).pages[0].extract_text()
    made = printing.print_to_file(store, "conference-report", id, "both", tmp_path / "report.pdf", copies=3)
    assert [one.name for one in made] == ["report-1of3.pdf", "report-2of3.pdf", "report-3of3.pdf"]
    pages = pypdf.PdfReader(made[1]).pages
    assert len(pages) > 2
    assert all(page.extract_text().count("Copy 2 of 3") == 2 for page in pages)
    entries = [one for one in leaving_log.log(store, record=id) if one["copies"] == 3]
    assert [one["copy"] for one in entries] == [3, 2, 1]
    settle(store, numbered_from="top_secret")
    assert not printing.prepare(store, "conference-report", id, "en").numbered


def test_an_entry_is_never_changed_or_taken_away(store: Store) -> None:
    view = record.save(store, "action", {"text_en": "x", "classification": "secret"})
    copying.copy_reference(store, "action", view)
    for table in ("departure", "departed"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid + 1"):
            with pytest.raises(IntegrityError, match="never changed"), store.writing() as writing:
                writing.connection.exec_driver_sql(statement)
    assert len(leaving_log.log(store, record=view["id"])) == 1


def test_nothing_leaves_of_which_no_word_can_be_written(store: Store, tmp_path: Path) -> None:
    id = record.save(store, "action", {"text_en": "x", "classification": "secret"})["id"]
    store.read_only = True
    with pytest.raises(CannotWrite):
        printing.print_to_file(store, "record-sheet", id, "en", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
    store.read_only = False
    with pytest.raises(Refused):
        printing.print_to_file(store, "record-sheet", id, "en", tmp_path)
    assert leaving_log.log(store) == []


def test_the_log_is_searched_by_person_and_day(store: Store) -> None:
    view = record.save(store, "action", {"text_en": "x", "classification": "secret"})
    copying.copy_reference(store, "action", view)
    first = store.officer
    other = record.save(store, "officer", {"name_en": "Noor"})["id"]
    store.officer = other
    copying.copy_reference(store, "action", view)
    day = leaving_log.log(store)[0]["at"][:10]
    assert [one["officer"] for one in leaving_log.log(store)] == [other, first]
    assert [one["officer_name"] for one in leaving_log.log(store, officer=other)] == ["Noor"]
    assert leaving_log.officers(store) == {first: "Duty officer", other: "Noor"}
    assert leaving_log.log(store, since="2099-01-01") == leaving_log.log(store, until="1999-01-01") == []
    assert len(leaving_log.log(store, since=f"{int(day[:4]) - 1}-01-01", until=f"{int(day[:4]) + 1}-01-01")) == 2
    with pytest.raises(InvalidValue, match="not a day"):
        leaving_log.log(store, since="2027")
