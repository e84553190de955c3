"""Letters of a circulation to each in its language, reminders that refer to them, and what goes to Word and back."""

import zipfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import ChangedSince, Refused
from coopdesk.interchange import docx
from coopdesk.operations import leaving_log, printing, record, steps
from coopdesk.operations.offers import circular_letters, circulation, letter_files, letters
from coopdesk.store.home import Store


def organization(store: Store, name: str, kind: str = "government", **more: str) -> str:
    return str(
        record.save(store, "organization", {"name_en": name, "name_ar": f"جهة {name}", "type": kind, **more})["id"]
    )


@pytest.fixture
def sent(store: Store) -> dict[str, Any]:
    energy = organization(store, "Energy", email="in@energy.example")
    offer = record.save(
        store, "opportunity", {"title_en": "Course", "title_ar": "دورة", "kind": "training", "offered_by": energy}
    )["id"]  # fmt: skip
    values = {"purpose": "nomination", "reply_by": "2027-03-05", "text_ar": "ممولة.", "text_en": "It is funded."}
    to = [energy, organization(store, "UNESCO", "specialised_agency")]
    return circulation.send(store, "opportunity", offer, values, to, ["OM", "EE"])


def test_each_addressee_gets_a_letter_in_its_language_once(store: Store, sent: dict[str, Any]) -> None:
    made = circular_letters.write_letters(store, sent["id"])
    assert [one["language"] for one in made] == ["ar", "en", "ar", "en"]
    assert [one["subject"] for one in made] == ["دورة", "Course", "دورة", "Course"]
    assert [one["to_kind"] for one in made] == ["ministry", "secretariat", "foreign_ministry", "foreign_ministry"]
    assert made[2]["opening"].endswith("إلى وزارة خارجية سلطنة عُمان،")
    assert all(one in made[0]["body"] for one in ("5 مارس 2027", "ممولة."))
    assert "It is funded." in made[3]["body"]
    again = circular_letters.write_letters(store, sent["id"])
    assert [one["id"] for one in again] == [one["id"] for one in made]


def test_one_click_reminds_the_silent_of_the_letter_that_they_got(store: Store, sent: dict[str, Any]) -> None:
    made = circular_letters.write_letters(store, sent["id"])
    said = steps.Said(number="44/2026", registered_on="2026-11-05")
    steps.take(store, "letter", made[0]["id"], "sign", said=said)
    circulation.answer(store, sent["addressees"][3]["id"], {"reply": "none"})
    first = circular_letters.remind(store, sent["id"], "2027-03-10")
    assert [one["kind"] for one in first] == ["reminder"] * 3
    assert first[0]["body"].startswith("إلحاقاً لكتابنا رقم 44/2026 بتاريخ 5 نوفمبر 2026،")
    second = circular_letters.remind(store, sent["id"], "2027-03-20")
    assert "44/2026" in second[0]["body"]
    assert circular_letters.remind(store, sent["id"], "2027-03-20") == []


def test_all_letters_are_signed_at_once_each_under_its_number(store: Store, sent: dict[str, Any]) -> None:
    circular_letters.write_letters(store, sent["id"])
    signed = circular_letters.sign_all(store, sent["id"])
    numbers = [one["registry_number"] for one in signed]
    assert [one["stage"] for one in signed] == ["signed"] * 4
    assert len(set(numbers)) == 4
    assert [one["letter_number"] for one in record.show(store, "circulation", sent["id"])["addressees"]] == numbers
    assert circular_letters.sign_all(store, sent["id"]) == []
    reminder = circular_letters.remind(store, sent["id"], "2027-03-10")[0]
    assert numbers[0] in reminder["body"]
    circular_letters.sign_all(store, sent["id"])
    assert [one["letter_number"] for one in record.show(store, "circulation", sent["id"])["addressees"]] == numbers


def test_those_who_need_it_are_proposed(store: Store) -> None:
    named, needing, met, other = (organization(store, one) for one in ("A", "B", "C", "D"))
    for entity, fields, status in ((needing, ["health"], "open"), (met, ["health"], "met"), (other, ["water"], None)):
        need = {"title_en": "N", "title_ar": "ح", "entity": entity, "fields_of_work": fields, "status": status}
        record.save(store, "capacity_need", need)
    offer = record.save(
        store, "opportunity",
        {"title_en": "O", "title_ar": "ف", "kind": "training", "offered_by": other, "fields_of_work": ["health"],
         "for_entities": [named]},
    )["id"]  # fmt: skip
    assert circular_letters.proposed(store, "opportunity", offer) == [named, needing]


def test_all_letters_go_into_a_folder_in_every_form(store: Store, sent: dict[str, Any], tmp_path: Path) -> None:
    ids = [one["id"] for one in circular_letters.write_letters(store, sent["id"])]
    folder = tmp_path / "letters"
    files = letter_files.write_files(store, ids, folder, letter_files.FORMS).files
    assert sorted(one.name for one in folder.iterdir()) == sorted(one.name for one in files)
    assert [one.suffix for one in files[:3]] == [".pdf", ".docx", ".eml"]
    mail = message_from_bytes(files[2].read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"], mail["X-Unsent"]) == ("in@energy.example", "دورة", "1")
    assert "ممولة." in mail.get_body().get_content()
    assert [one.get_content()[:5] for one in mail.iter_attachments()] == [b"%PDF-"]


def test_what_leaves_is_noted_by_degree(store: Store, tmp_path: Path) -> None:
    made = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص", "classification": "secret"})
    assert letter_files.are_noted(store, [made["id"]]) == 1
    assert letter_files.write_files(store, [made["id"]], tmp_path, ["docx", "eml"]).noted == 1
    assert {one["how"] for one in leaving_log.log(store)} == {"saved", "mailed"}
    plain = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص"})["id"]
    assert letter_files.write_files(store, [plain], tmp_path, ["eml"]).noted == letter_files.are_noted(store, [plain])
    assert len(leaving_log.log(store)) == 2


def word(store: Store, tmp_path: Path, **values: str) -> tuple[str, Path]:
    given = {"kind": "letter", "subject": "س", "body": "الأول.\nالثاني.", **values}
    id = letters.write(store, given)["id"]
    return id, letter_files.write_files(store, [id], tmp_path, ["docx"]).files[0]


@pytest.mark.parametrize("values", [{}, {"kind": "note_verbale", "country": "OM"}])
def test_a_letter_that_word_left_alone_comes_back_as_it_went(
    store: Store, tmp_path: Path, values: dict[str, str]
) -> None:
    id, path = word(store, tmp_path, **values)
    returned = letter_files.read_back(store, id, path)
    assert returned.new == returned.old == "الأول.\nالثاني."


def test_every_paragraph_of_an_arabic_letter_runs_from_the_right(store: Store, tmp_path: Path) -> None:
    _, path = word(store, tmp_path)
    assert {one.rtl for one in docx.read(path)} == {True}


def changed(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.replace(old, new))


def test_what_word_changed_is_shown_and_then_saved(store: Store, tmp_path: Path) -> None:
    id, path = word(store, tmp_path)
    changed(path, "الثاني.", "الجديد.</w:t></w:r><w:del><w:r><w:delText>قديم</w:delText></w:r></w:del><w:r><w:t>&amp;")
    returned = letter_files.read_back(store, id, path)
    assert returned.new == "الأول.\nالجديد.&"
    assert record.show(store, "letter", id)["body"] == "الأول.\nالثاني."
    assert letter_files.take_back(store, id, returned)["body"] == returned.new


def test_a_text_that_changed_here_meanwhile_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    id, path = word(store, tmp_path)
    changed(path, "الثاني.", "الثالث.")
    returned = letter_files.read_back(store, id, path)
    record.save(store, "letter", {"id": id, "body": "غيره."})
    with pytest.raises(ChangedSince):
        letter_files.take_back(store, id, returned)


def test_a_translation_goes_to_word_on_a_sheet_of_its_own_and_back(store: Store, tmp_path: Path) -> None:
    lines = [{"language": "en", "text": "First.\nSecond."}, {"language": "fr"}]
    id = letters.write(store, {"kind": "letter", "subject": "س", "body": "الأول.", "translations": lines})["id"]
    files = {one.stem[-3:]: one for one in letter_files.write_files(store, [id], tmp_path, ["docx"]).files}
    assert set(files) == {"س", "-en", "-fr"}
    assert docx.body_of(docx.read(files["س"])) == "الأول."
    assert "Unofficial translation" in docx.read(files["-en"])[0].text
    assert [one.rtl for one in docx.read(files["-en"])] == [False] * 3
    changed(files["-en"], "Second.", "Other.")
    changed(files["-fr"], "الأول.", "Le premier.")
    for name, old, new in (("-en", "First.\nSecond.", "First.\nOther."), ("-fr", "", "Le premier.")):
        returned = letter_files.read_back(store, id, files[name])
        assert (returned.old, returned.new, returned.language) == (old, new, name[1:])
        letter_files.take_back(store, id, returned)
    view = record.show(store, "letter", id)
    assert view["body"] == "الأول."
    assert {one["language"]: one["text"] for one in view["translations"]} == {
        "en": "First.\nOther.", "fr": "Le premier."
    }  # fmt: skip


def test_a_translation_that_nobody_began_comes_back_as_a_line_of_its_own(store: Store, tmp_path: Path) -> None:
    values = {"kind": "letter", "subject": "س", "body": "الأول.", "translations": [{"language": "en", "text": "One."}]}
    id = letters.write(store, values)["id"]
    sheet = letter_files.write_files(store, [id], tmp_path, ["docx"]).files[1]
    line = record.show(store, "letter", id)["translations"][0]["id"]
    record.save(store, "letter", {"id": id, "translations": [{"id": line, "text": "Two."}]})
    changed(sheet, "One.", "Three.")
    stale = letter_files.read_back(store, id, sheet)
    record.save(store, "letter", {"id": id, "translations": [{"id": line, "text": "Four."}]})
    with pytest.raises(ChangedSince):
        letter_files.take_back(store, id, stale)
    record.save(store, "letter", {"id": id, "translations": [{"id": line, "deleted": True}]})
    letter_files.take_back(store, id, letter_files.read_back(store, id, sheet))
    assert [one["text"] for one in record.show(store, "letter", id)["translations"]] == ["Three."]


def test_a_signed_letter_takes_nothing_back(store: Store, tmp_path: Path) -> None:
    id, path = word(store, tmp_path)
    steps.take(store, "letter", id, "sign")
    with pytest.raises(Refused):
        letter_files.read_back(store, id, path)


@pytest.mark.parametrize(
    "old_new", [("<w:document ", "<!DOCTYPE d [<!ENTITY a 'b'>]><w:document "), ("LetterBody", "Normal")]
)
def test_what_is_no_letter_is_refused(store: Store, tmp_path: Path, old_new: tuple[str, str]) -> None:
    id, path = word(store, tmp_path)
    changed(path, *old_new)
    with pytest.raises(docx.NotADocument):
        letter_files.read_back(store, id, path)
    path.write_bytes(b"no archive")
    with pytest.raises(docx.NotADocument):
        letter_files.read_back(store, id, path)


@pytest.mark.parametrize("name", ["circular-letter", "circulation"])
@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_a_circulation_is_printed(store: Store, sent: dict[str, Any], name: str, lang: str) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    text = " ".join(
        one.extract_text() for one in PdfReader(BytesIO(printing.prepare(store, name, sent["id"], lang).pdf())).pages
    )
    assert "Energy" in text
    assert ("Oman" in text) == (lang != "ar")
