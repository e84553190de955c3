"""A record is circulated, its letters written, answers noted and the silent reminded, all in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from coopdesk.operations import listing, record
from coopdesk.operations.offers import circular_letters, circulation, letter_files, letters
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers import answers_view, letter_acts
from coopdesk.ui.offers.answers_view import AnswerDialog, AnswersView, MatrixDialog
from coopdesk.ui.offers.circulate import CirculateDialog
from coopdesk.ui.offers.fits_view import FitsView
from coopdesk.ui.offers.letter_acts import BackDialog
from coopdesk.ui.offers.matches_view import NeedsView
from tests.operations.offers.test_letter_files import changed
from tests.ui.windows import closed, opened, settle, tab, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def organization(window: MainWindow, name: str) -> str:
    values = {"name_en": name, "name_ar": f"جهة {name}", "type": "government"}
    return str(record.save(window.store, "organization", values)["id"])


@pytest.fixture
def offer(window: MainWindow) -> str:
    to = organization(window, "Energy")
    record.save(
        window.store, "capacity_need",
        {"title_en": "Water engineers", "title_ar": "مهندسون", "entity": to, "fields_of_work": ["water"]},
    )  # fmt: skip
    values = {
        "title_en": "Course",
        "title_ar": "دورة",
        "kind": "training",
        "offered_by": to,
        "fields_of_work": ["water"],
    }
    return str(record.save(window.store, "opportunity", values)["id"])


def shown(window: MainWindow, qtbot: QtBot, type: str, id: str) -> None:
    window.open_record(type, id)
    settle(qtbot, window)


def sent(window: MainWindow, offer: str, *names: str) -> str:
    to = [organization(window, name) for name in names]
    made = circulation.send(
        window.store, "opportunity", offer, {"purpose": "action", "sent_on": "2025-12-20", "reply_by": "2026-01-04"}, to
    )
    circular_letters.write_letters(window.store, made["id"])
    return str(made["id"])


def test_an_offer_goes_to_those_who_need_it(window: MainWindow, qtbot: QtBot, offer: str) -> None:
    shown(window, qtbot, "opportunity", offer)
    assert tailored.acts("opportunity", {})[0][0].msgid == "Circulate…"
    tailored.acts("opportunity", {})[0][1](window.page)
    settle(qtbot, window)
    dialog = window.page.findChild(CirculateDialog)
    assert len(dialog.editors["addressees"].value()) == 1
    assert dialog.editors["reply_by"].value()
    dialog.editors["purpose"].set_value("nomination")
    dialog.editors["countries"].set_value(["OM"])
    dialog.editors["groups"].set_value("gcc")
    type_text(dialog.editors["text_ar"].inputs()[0], "النص")
    dialog.take()
    settle(qtbot, window)
    made = next(listing.views(window.store, listing.open_list(window.store, "circulation")))
    whole = record.show(window.store, "circulation", made["id"])
    assert {one["country"] for one in whole["addressees"]} == {None, "OM", "AE", "BH", "KW", "SA"}
    assert all("النص" in one["body"] for one in letters.about(window.store, made["id"]))
    assert window.page.view["stage"] == "circulated"


def test_a_refused_circulation_says_what_is_missing_in_its_place(window: MainWindow, qtbot: QtBot, offer: str) -> None:
    shown(window, qtbot, "opportunity", offer)
    tailored.acts("opportunity", {})[0][1](window.page)
    settle(qtbot, window)
    dialog = window.page.findChild(CirculateDialog)
    dialog.editors["purpose"].set_value("action")
    dialog.editors["addressees"].set_value([])
    dialog.take()
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "at least one" in dialog.cells["addressees"].error.text()


def test_the_matrix_tells_who_is_silent_and_all_of_them_are_reminded(
    window: MainWindow, qtbot: QtBot, offer: str
) -> None:
    id = sent(window, offer, "Justice", "Planning")
    shown(window, qtbot, "circulation", id)
    view = tab(window, qtbot, AnswersView)
    assert view.count.text() == "0 of 2 have answered."
    assert [view.table.item(row, 1).text()[0] for row in (0, 1)] == ["!", "!"]
    view.table.setCurrentCell(0, 0)
    view.note_button.click()
    settle(qtbot, window)
    dialog = window.page.findChild(AnswerDialog)
    assert "Justice" in dialog.told.text()
    dialog.editors["reply"].set_value("regret")
    dialog.take()
    settle(qtbot, window)
    assert view.count.text() == "1 of 2 have answered."
    assert [view.table.item(row, 1).text()[0] for row in (0, 1)] == ["!", "✔"]
    view.remind_button.click()
    settle(qtbot, window)
    assert [one["kind"] for one in letters.about(window.store, id)] == ["circular", "circular", "reminder"]
    assert "Reminded 1 time." in view.table.item(0, 1).text()


def test_the_letters_are_signed_at_once_and_saved_as_files(
    window: MainWindow, qtbot: QtBot, offer: str, tmp_path: Path
) -> None:
    id = sent(window, offer, "Justice", "Planning")
    shown(window, qtbot, "circulation", id)
    letter_acts.sign_letters(window.page)
    settle(qtbot, window)
    assert "2 letters were signed" in window.page.notice.text
    letter_acts.letters_to(window.page, tmp_path / "out")
    settle(qtbot, window)
    names = sorted(one.name for one in (tmp_path / "out").glob("*.pdf"))
    assert names == ["1-Justice.pdf", "2-Planning.pdf"]


def test_a_letter_of_a_noted_degree_is_asked_about_before_it_leaves_and_warned_of_after(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = {"kind": "letter", "subject": "س", "body": "نص", "classification": "secret"}
    shown(window, qtbot, "letter", letters.write(window.store, secret)["id"])
    asked: list[str] = []
    folder = str(tmp_path / "w")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    monkeypatch.setattr(letter_acts, "confirm", lambda _page, text, _yes: asked.append(text) or len(asked) > 1)
    letter_acts.save_files(window.page)
    settle(qtbot, window)
    assert (len(asked), (tmp_path / "w").exists()) == (1, False)
    letter_acts.save_files(window.page)
    settle(qtbot, window)
    assert len(list((tmp_path / "w").iterdir())) == 3
    assert "are not sealed" in window.page.notice.text


def test_several_circulations_stand_side_by_side(window: MainWindow, qtbot: QtBot, offer: str) -> None:
    sent(window, offer, "Justice")
    sent(window, offer, "Planning")
    shown(window, qtbot, "circulation", sent(window, offer, "Health"))
    pane = window.screen.list
    pane.table.selectAll()
    settle(qtbot, window)
    tailored.SELECTED["circulation"][0][1](pane)
    settle(qtbot, window)
    table = pane.findChild(MatrixDialog).table
    cells = [[table.item(row, column).text()[0] for column in (1, 2, 3)] for row in range(3)]
    assert sorted(row.count("–") for row in cells) == [2, 2, 2]


def test_word_changes_are_shown_before_they_are_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    id = letters.write(window.store, {"kind": "letter", "subject": "س", "body": "الأول."})["id"]
    path = letter_files.write_files(window.store, [id], tmp_path / "w", ["docx"]).files[0]
    changed(path, "الأول.", "الثاني.")
    shown(window, qtbot, "letter", id)
    letter_acts.take_back_from(window.page, path)
    settle(qtbot, window)
    dialog = window.page.findChild(BackDialog)
    assert "الثاني." in dialog.text.toPlainText()
    assert window.page.view["body"] == "الأول."
    dialog.keep.click()
    settle(qtbot, window)
    assert record.show(window.store, "letter", id)["body"] == "الثاني."


def test_a_translation_from_word_is_named_by_its_language(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines = [{"language": "fr", "text": "Le texte."}]
    id = letters.write(window.store, {"kind": "letter", "subject": "س", "body": "نص", "translations": lines})["id"]
    sheet = letter_files.write_files(window.store, [id], tmp_path / "w", ["docx"]).files[1]
    changed(sheet, "Le texte.", "Un autre texte.")
    shown(window, qtbot, "letter", id)
    letter_acts.take_back_from(window.page, sheet)
    settle(qtbot, window)
    dialog = window.page.findChild(BackDialog)
    assert "French" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.keep.click()
    settle(qtbot, window)
    assert [one["text"] for one in window.page.view["translations"]] == ["Un autre texte."]
    assert "translation" in window.page.notice.text


def test_an_offer_tells_who_needs_it_and_leads_there(window: MainWindow, qtbot: QtBot, offer: str) -> None:
    shown(window, qtbot, "opportunity", offer)
    view = tab(window, qtbot, NeedsView)
    assert view.table.item(0, 0).text() == "Water engineers · Energy"
    view.table.activated.emit(view.table.model().index(0, 0))
    settle(qtbot, window)
    assert window.page.type == "capacity_need"
    assert "Course" in tab(window, qtbot, FitsView).tree.topLevelItem(0).text(0)


def test_a_letter_is_begun_about_a_record_and_filled_in_for_its_addressee(
    window: MainWindow, qtbot: QtBot, offer: str
) -> None:
    shown(window, qtbot, "opportunity", offer)
    letter_acts.write(window.page)
    settle(qtbot, window)
    [made] = letters.about(window.store, offer)
    shown(window, qtbot, "letter", made["id"])
    window.page.edit()
    settle(qtbot, window)
    editors = window.page.form.rows.editors
    editors["kind"].set_value("note_verbale")
    editors["kind"].changed.emit()
    editors["country"].set_value("OM")
    editors["country"].changed.emit()
    letter_acts.fill_in(window.page)
    settle(qtbot, window)
    filled = record.show(window.store, "letter", made["id"])
    assert filled["opening"].endswith("إلى وزارة خارجية سلطنة عُمان،")
    assert window.page.view["opening"] == filled["opening"]


def test_the_lines_of_a_circulation_are_called_by_whom_they_are_for(
    window: MainWindow, qtbot: QtBot, offer: str
) -> None:
    to = organization(window, "Justice")
    id = str(circulation.send(window.store, "opportunity", offer, {"purpose": "action"}, [to], ["OM"])["id"])
    shown(window, qtbot, "circulation", id)
    told = window.page.side.sheet.toPlainText()
    assert "Justice" in told
    assert "Oman" in told
    window.page.edit()
    settle(qtbot, window)
    lines = window.page.form.lists["addressees"].lines
    assert [line.title() for line in lines] == ["Justice", "Oman"]
    window.switch_language()
    settle(qtbot, window)
    assert [line.title() for line in lines] == ["جهة Justice", "عُمان"]
    assert [line.box.head.title for line in lines] == ["جهة Justice", "عُمان"]


def test_the_silent_of_several_circulations_are_reminded_at_once(
    window: MainWindow, qtbot: QtBot, offer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [sent(window, offer, "Justice"), sent(window, offer, "Planning"), sent(window, offer, "Energy")]
    record.save(window.store, "circulation", {"id": ids[2], "closed_on": "2026-01-01"})
    window.open_list("circulation")
    settle(qtbot, window)
    pane = window.screen.list
    pane.table.selectAll()
    monkeypatch.setattr(answers_view, "confirm", lambda *_: True)
    tailored.SELECTED["circulation"][1][1](pane)
    settle(qtbot, window)
    assert pane.notice.text == "2 reminders are ready to be signed."
    assert [len(letters.about(window.store, one, ["reminder"])) for one in ids] == [1, 1, 0]
