"""Files that are dragged over the window: what a drop would do is said while they are held there, and is then done."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import enrolment, files, record
from coopdesk.ui.drop_cue import DropCue
from coopdesk.ui.main_window import MainWindow
from tests.ui.offices import Offices, board, dialog
from tests.ui.windows import DIRECTORY, settle

MIDDLE = QPoint(400, 300)


def cue(window: MainWindow) -> DropCue:
    return window.findChildren(DropCue)[0]


def held(window: MainWindow, *paths: Path, at: QPoint = MIDDLE) -> bool:
    """Drag files over a place of the window; returns whether they would be taken there."""
    event = QDragEnterEvent(at, Qt.DropAction.CopyAction, _data(paths), *_HANDS)
    event.ignore()
    QApplication.sendEvent(window.windowHandle(), event)
    return event.isAccepted()


def dropped(window: MainWindow, *paths: Path, at: QPoint = MIDDLE) -> None:
    event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, _data(paths), *_HANDS)
    QApplication.sendEvent(window.windowHandle(), event)


_HANDS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def _data(paths: tuple[Path, ...]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setParent(QApplication.instance())
    return data


def test_while_a_bundle_is_held_over_the_window_it_says_what_a_drop_would_do(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.mission)
    one, two = offices.place / "CD-1.CDX", offices.place / "CD-2.cdx"
    assert held(window, one)
    assert cue(window).isVisible()
    assert cue(window).title.text() == "Drop the bundle to import it"
    assert "nothing is written yet" in cue(window).accessibleName()
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert not cue(window).isVisible()
    window.switch_language()
    settle(qtbot, window)
    assert held(window, one, two)
    assert "الحزمتين" in cue(window).title.text()
    dropped(window, one, two)
    assert not cue(window).isVisible()
    assert len(dialog(window, qtbot).found) == 2
    assert not held(window, one)
    assert not cue(window).isVisible()


def test_what_is_no_file_of_the_exchange_is_refused_but_on_the_page_of_a_record(offices: Offices, qtbot: QtBot) -> None:
    note = offices.place / "note.txt"
    note.write_text("a note", "utf-8")
    window = offices.window(offices.mission)
    assert not held(window, note)
    assert cue(window).title.text() == "✕ This cannot be dropped here"
    assert ".cdx" in cue(window).told.text()
    dropped(window, note)
    assert not cue(window).isVisible()
    id = record.save(window.open_store, "contact", {"name_en": "Somebody"})["id"]
    window.open_record("contact", id)
    settle(qtbot, window)
    page = window.page
    assert page is not None
    on_page = page.mapTo(window, page.rect().center())
    assert held(window, note, at=on_page)
    assert cue(window).width() == page.width()
    assert cue(window).title.text() == "Drop the file to attach it to this record"
    assert not held(window, note, at=QPoint(20, 300))
    assert cue(window).width() == window.middle.width()
    dropped(window, note, at=on_page)
    settle(qtbot, window)
    assert [one["name"] for one in files.files(window.open_store, "contact", id)] == ["note.txt"]


def test_text_that_is_dragged_is_left_to_what_lies_under_it(offices: Offices) -> None:
    window = offices.window(offices.mission)
    data = QMimeData()
    data.setText("words")
    event = QDragEnterEvent(MIDDLE, Qt.DropAction.CopyAction, data, *_HANDS)
    QApplication.sendEvent(window.windowHandle(), event)
    assert not cue(window).isVisible()


def test_the_papers_of_an_admission_are_dropped_where_they_are_wanted(strangers: Offices, qtbot: QtBot) -> None:
    request, answer = strangers.place / "a.cdxq", strangers.place / "a.cdxa"
    mission, ministry = strangers.window(strangers.mission), strangers.window(strangers.ministry)
    words = enrolment.request(mission.open_store, request)
    for window in (mission, ministry):
        window.tabs.setCurrentIndex(DIRECTORY)
    assert held(ministry, request)
    assert cue(ministry).title.text() == "Drop the request to admit the desk"
    dropped(ministry, request)
    admit = dialog(ministry, qtbot)
    assert admit.compared.words.words == words[0]
    admit.compared.uncompared.click()
    admit.admit_to(answer)
    settle(qtbot, ministry)
    admit.accept()
    dropped(mission, request)
    settle(qtbot, mission)
    assert "is opened at the Ministry" in mission.screen.join.notice.text
    mission.tabs.setCurrentIndex(DIRECTORY)
    dropped(mission, answer)
    settle(qtbot, mission)
    assert mission.screen.join.answer_words.words
    mission.screen.join.uncompared.click()
    settle(qtbot, mission)
    dropped(mission, answer)
    settle(qtbot, mission)
    assert "belongs to the Ministry already" in board(mission).notice.text
