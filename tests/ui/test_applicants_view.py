"""The applicants in the window: filtered, several decided on at once, the sheet printed, and the letters written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.operations.offers import decision_letters
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers import applicants_view, decision_acts, letter_acts
from coopdesk.ui.offers.applicants_view import ApplicantsView
from coopdesk.ui.offers.decision_acts import LettersDialog
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.operations.offers.test_applicants import applicant, offer
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    store = desk.open_desk(home, PASSPHRASE)
    found = {"offer": offer(store, seats=9, country_quotas=[{"country": "KE", "seats": 1}])}
    for name, score, country in (("One", 70, "KE"), ("Two", 80, "KE"), ("Three", 60, "JO")):
        found[name] = applicant(store, found["offer"], name, score=score, nationality=country)
    store.close()
    return found


@pytest.fixture
def window(home: Path, made: dict[str, str], qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    found = opened(home, qtbot, qapp)
    yield found
    closed(found)


@pytest.fixture
def view(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> ApplicantsView:
    window.open_record("opportunity", made["offer"])
    settle(qtbot, window)
    found = next(one for one in window.page.side.tailored if isinstance(one, ApplicantsView))
    window.page.side.setCurrentWidget(found)
    settle(qtbot, window)
    return found


def names(view: ApplicantsView) -> list[str]:
    return [view.table.item(row, 1).text() for row in range(view.table.rowCount())]


def test_several_are_decided_on_and_what_is_to_be_told_is_asked_first(
    window: MainWindow, made: dict[str, str], view: ApplicantsView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert names(view) == ["Two", "One", "Three"]
    assert "Kenya: 0 of 1" in view.told.text()
    assert not view.buttons["accepted"].isEnabled()
    view.country.setCurrentIndex(view.country.findData("KE"))
    assert names(view) == ["Two", "One"]
    view.table.selectAll()
    view.number.setText("D/9")
    asked: list[str] = []
    answers = iter([False, True])
    monkeypatch.setattr(applicants_view, "confirm", lambda *_, told: asked.append(told) or next(answers))
    view.buttons["accepted"].click()
    settle(qtbot, window)
    assert "its quota is 1" in asked[0]
    assert record.show(window.store, "applicant", made["One"])["status"] is None
    view.table.selectAll()
    view.buttons["accepted"].click()
    settle(qtbot, window)
    assert record.show(window.store, "applicant", made["One"])["decision_number"] == "D/9"
    assert "Kenya: 2 of 1 (too many)" in view.told.text()
    assert "on 2 applicants" in window.page.notice.text
    view.status.setCurrentIndex(view.status.findData("refused"))
    assert names(view) == []
    view.status.setCurrentIndex(0)
    view.country.setCurrentIndex(0)
    view.table.selectRow(2)
    view.buttons["refused"].click()
    settle(qtbot, window)
    assert record.show(window.store, "applicant", made["Three"])["status"] == "refused"


def test_the_letters_are_written_signed_and_saved_at_once_and_the_sheet_printed(
    window: MainWindow, made: dict[str, str], view: ApplicantsView, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    record.save(window.store, "applicant", {"id": made["One"], "status": "accepted"})
    monkeypatch.setattr(decision_acts, "confirm", lambda *_: True)
    acts = {str(text.msgid): run for text, run in tailored.acts("opportunity", window.page.view)}
    acts["Write the letters of the decision…"](window.page)
    settle(qtbot, window)
    dialog = window.page.findChild(LettersDialog)
    assert "Letter of selection: 1" in dialog.told.text().translate({0x2068: None, 0x2069: None})
    dialog.language.setCurrentIndex(dialog.language.findData("fr"))
    dialog.write_button.click()
    settle(qtbot, window)
    ids = decision_letters.written(window.store, "opportunity", made["offer"])
    assert {record.show(window.store, "letter", id)["language"] for id in ids} == {"fr"}
    assert "3 letters are ready" in window.page.notice.text
    acts["Sign the letters of the decision…"](window.page)
    settle(qtbot, window)
    assert "3 letters were signed" in window.page.notice.text
    monkeypatch.setattr(letter_acts, "ask_folder", lambda _page, _ids, write: write(tmp_path / "out"))
    acts["Save the letters of the decision as files…"](window.page)
    settle(qtbot, window)
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 3
    acts["Write the letters of the decision…"](window.page)
    settle(qtbot, window)
    assert "No letter is due" in window.page.notice.text
    assert len(decision_letters.written(window.store, "opportunity", made["offer"])) == 3
    view.print_button.click()
    preview = view.findChild(Preview)
    qtbot.waitUntil(lambda: bool(preview.pdf))
    settle(qtbot, window)
    preview.reject()
