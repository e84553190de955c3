"""A list on paper: as it was asked, grouped, in both scripts, under the highest classification in it."""

import io
import json
from pathlib import Path

import pypdfium2
import pytest

from coopdesk.cli.main import main
from coopdesk.documents import record_list
from coopdesk.errors import NotFound, Refused
from coopdesk.operations import listing, printing, record
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from coopdesk.ui.screens import conferences, opportunities
from tests.conftest import PASSPHRASE
from tests.documents.test_pages import by_pdfium, words


def printed(store: Store, name: str, listed: Listed, lang: str = "en") -> tuple[bytes, list[str]]:
    out = io.BytesIO()
    out.write(printing.prepare(store, name, None, lang, listed).pdf())
    return out.getvalue(), words(by_pdfium(out.getvalue()))


def position(found: list[str], *sought: str) -> list[int]:
    return [found.index(one) for one in sought]


@pytest.fixture
def actions(store: Store) -> Store:
    owners = record.save_all(
        store,
        "organization",
        [{"name_en": "Planning", "name_ar": "التخطيط"}, {"name_en": "Trade", "name_ar": "التجارة"}],
    )
    record.save_all(store, "action", [
        {"text_en": "Nominate", "text_ar": "ترشيح خبراء", "owner": owners[1]["id"], "due": "2027-05", "status": "open",
         "progress_notes": [{"on": "2026-02-01", "text": "Secondnote"}, {"on": "2026-01-01", "text": "Firstnote"}]},
        {"text_en": "Prepare", "text_ar": "إعداد ورقة", "owner": owners[0]["id"], "due": "2027-01-31",
         "priority": "urgent"},
        {"text_en": "Refuse", "owner": owners[0]["id"], "classification": "confidential", "audience": "ministry"},
    ])  # fmt: skip
    return store


def test_the_register_stands_by_owner_with_the_newest_note(actions: Store) -> None:
    pdf, found = printed(actions, "action-register", Listed("action"))
    assert position(found, "Planning", "Prepare", "Refuse", "Trade", "Nominate") == sorted(
        position(found, "Planning", "Prepare", "Refuse", "Trade", "Nominate")
    )
    assert "Secondnote" in found
    assert "Firstnote" not in found
    assert found.count("CONFIDENTIAL") == 2
    _, public = printed(actions, "list", Listed("action", {"status": "open"}))
    assert "INTERNAL" in public
    assert "CONFIDENTIAL" not in public
    _, both = printed(actions, "action-register", Listed("action"), "both")
    assert {"Nominate", "ترشيح", "خبراء", "Planning", "التخطيط"} <= set(both)
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    assert width < height


def test_a_list_as_it_stands_says_what_was_asked_and_lies_on_its_side_when_wide(actions: Store) -> None:
    where = {"owner": {"filled": True}, "due": {"to": "2027-12"}}
    found = listing.open_list(actions, "action", where=where, sort="-text_en", group="status")
    columns = ("text_en", "text_ar", "owner", "due", "priority", "recurrence", "classification", "audience")
    listed = Listed("action", where, "", "", "status", columns, found)
    pdf, told = printed(actions, "list", listed, "ar")
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    assert width > height
    assert "إعداد" in told
    assert told.count("بالإنجليزية") == 0
    assert {"Refuse", "Prepare"} & set(told) == set()
    _, english = printed(actions, "list", listed)
    assert {"Filtered", "Due", "until", "records", "Nominate", "Prepare"} <= set(english)
    assert "Repeats" not in english
    nothing = Listed("action", {"status": "verified"})
    assert printed(actions, "list", nothing)[0].startswith(b"%PDF")


def test_what_cannot_be_printed_is_refused_in_words(actions: Store) -> None:
    for name, listed, fault in (
        ("list", Listed(""), Refused),
        ("list", Listed("nonsense"), NotFound),
        ("list", Listed("action", columns=("nonsense",)), NotFound),
        ("action-register", Listed("organization"), Refused),
    ):
        with pytest.raises(fault):
            printed(actions, name, listed)
    assert [one["name"] for one in printing.documents_for("officer", listed=True)] == ["list"]
    assert "list" not in [one["name"] for one in printing.documents_for("officer", listed=False)]


def test_lists_from_the_command_line(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    out = tmp_path / "gulf.pdf"
    call = ["print", "list", "--type", "country", "--where", "groups=gcc", "--sort", "-name_en", "-o", str(out)]
    assert main([*call, "--columns", "name_en,name_ar,code"]) == 0
    found = words(by_pdfium(out.read_bytes()))
    assert position(found, "Saudi", "Qatar", "Kuwait") == sorted(position(found, "Saudi", "Qatar", "Kuwait"))
    assert "France" not in found
    assert main(["print", "directory", "--lang", "both", "--where", "type=mission", "-o", str(out)]) == 0
    assert main(["print", "list", "-o", str(out)]) == 1
    assert "--type" in capsys.readouterr().err
    assert main(["print", "--list", "--json"]) == 0
    names = {one["name"]: one["of"] for one in json.loads(capsys.readouterr().out)}
    assert (names["list"], names["action-register"], names["directory"]) == (None, "action", "organization")


def test_a_printed_list_says_what_its_money_adds_up_to(store: Store) -> None:
    for amount in ("1000", "250.50"):
        cost = {"amount": amount, "currency": "QAR"}
        record.save(store, "conference_report", {"title_en": amount, "title_ar": amount, "cost": cost})
    for lang, label in (("en", "Total"), ("ar", "مجموع"), ("both", "Total")):
        pdf, said = printed(store, "list", Listed("conference_report", columns=("title_en", "cost")), lang)
        assert "1,250.50" in by_pdfium(pdf)
        assert label in said


def test_a_column_has_room_for_what_most_of_its_cells_say() -> None:
    code, country, prose = (
        record_list._share(120, [text] * 20 + ["A very much longer exception to what is usual here"])
        for text in ("NY", "United States of America\nالولايات المتحدة", "word " * 60)
    )
    assert code < country / 2
    assert country < prose < country * 2
    assert record_list._share(120, ["", ""]) == code


def test_unmet_needs_are_those_that_are_open_by_entity(store: Store) -> None:
    entity = record.save(store, "organization", {"name_en": "Ministry of Energy"})["id"]
    for title, status in (("Engineers", "open"), ("Nurses", "met"), ("Studies", None)):
        need = {"title_en": title, "title_ar": "حاجة", "entity": entity, "status": status}
        record.save(store, "capacity_need", need)
    _, text = printed(store, "unmet-needs", Listed("capacity_need"))
    assert [one in text for one in ("Energy", "Engineers", "Studies", "Nurses")] == [True, True, True, False]


def test_the_days_that_are_left_are_printed_though_no_record_holds_them(store: Store) -> None:
    record.save(store, "opportunity", {"title_en": "Course", "open_all_year": True})
    _, found = printed(store, "list", Listed("opportunity"))
    assert {"Course", "Working", "left", "year"} <= set(found)
    _, found = printed(store, "list", Listed("opportunity"), "both")
    assert {"Course", "year"} <= set(found)


@pytest.mark.parametrize("type", [*opportunities.TYPES, *conferences.TYPES])
def test_a_list_is_printed_with_every_column_that_it_shows(store: Store, type: str) -> None:
    record.save(store, type, {})
    names = tuple(one.name for one in listing.columns(type))
    source = printing.prepare(store, "list", None, "en", Listed(type, columns=names)).source
    assert len(source.heads["en"]) == len(source.rows["en"][0]) == len(names)
    assert printed(store, "list", Listed(type, columns=names))[0].startswith(b"%PDF")
