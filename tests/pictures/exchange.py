"""The tab Exchange at a Ministry and at a mission, from the request to a conflict that is decided."""

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from coopdesk.operations import desk, enrolment, exchange, record
from coopdesk.store.home import Store
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE, copy_home, copy_mission
from tests.pictures.officers import recovery_states
from tests.pictures.states import State, open_window, settle, unlock

_TEXT = (
    "The Centre trains officials of least developed countries in the statistics of trade. It has an office in Vienna."
)
_NAMES = {"name_en": "Centre for Trade Statistics", "name_ar": "مركز إحصاءات التجارة", "type": "civil_society"}


def exchange_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the states of both sides."""
    place = home.parent / "exchange"
    place.mkdir()
    mission, ministry = copy_mission(place / "mission"), copy_home(place / "ministry")
    for one in (mission, ministry):
        (one / "settings.json").write_bytes((home / "settings.json").read_bytes())
    window = _opened(mission, application, size)
    yield "exchange-join", window
    screen = window.screen
    screen.join.make_request(place / "QA-VIE-request.cdxq")
    settle(window)
    yield "exchange-requested", window
    window.close()
    window = _opened(ministry, application, size)
    yield "exchange-ministry", window
    with mock.patch.object(QFileDialog, "getOpenFileName", return_value=(str(place / "QA-VIE-request.cdxq"), "")):
        window.screen.board.admit.click()
    settle(window)
    dialog = _dialog(window)
    yield "exchange-admit", dialog
    dialog.yes.click()
    yield "exchange-admit-refused", dialog
    dialog.compared.uncompared.setChecked(True)
    dialog.admit_to(place / "answer.cdxa")
    settle(window)
    yield "exchange-admitted", dialog
    dialog.accept()
    settle(window)
    window.screen.board.warning.findChildren(type(window.screen.board.send))[0].click()
    yield "exchange-roots", _dialog(window)
    _dialog(window).reject()
    window.screen.board.watch.click()
    yield "exchange-folders", _dialog(window)
    _dialog(window).reject()
    window.screen.board.desks.table.setCurrentCell(0, 0)
    window.screen.board.revoke.click()
    yield "exchange-revoke", _dialog(window)
    _dialog(window).reject()
    id = record.save(window.open_store, "organization", _NAMES | {"functions_en": _TEXT, "audience": "all"})["id"]
    window.screen.send()
    yield "exchange-send", _dialog(window)
    _dialog(window).slip.setChecked(True)
    _dialog(window).folder.setText(str(place / "out"))
    _dialog(window).begin()
    settle(window)
    yield "exchange-sent", _dialog(window)
    _dialog(window).accept()
    window.close()
    window = _opened(mission, application, size)
    window.screen.join.take_answer(place / "answer.cdxa")
    settle(window)
    yield "exchange-answer", window
    window.screen.join.uncompared.click()
    settle(window)
    yield "exchange-joined", window
    bundles = sorted((place / "out").glob("*.cdx"))
    (place / "torn.cdx").write_bytes(bundles[0].read_bytes()[:-200])
    window.screen.import_files([*bundles, place / "torn.cdx"])
    settle(window)
    yield "exchange-preview", _dialog(window)
    _dialog(window).run.click()
    settle(window)
    yield "exchange-imported", window
    window.screen.board.tabs.setCurrentIndex(2)
    window.screen.board.inbox.table.setCurrentCell(0, 0)
    settle(window)
    yield "exchange-inbox", window
    window.screen.board.tabs.setCurrentIndex(3)
    settle(window)
    yield "exchange-history", window
    _disagree(window.open_store, ministry, id, place)
    window.renew()
    window.screen.board.tabs.setCurrentIndex(1)
    settle(window)
    window.screen.board.conflicts.table.setCurrentCell(1, 0)
    yield "exchange-conflicts", window
    window.screen.board.review.click()
    settle(window)
    yield "exchange-review", _dialog(window)
    _dialog(window).cards[1].begin.click()
    settle(window)
    yield "exchange-review-combine", _dialog(window)
    _dialog(window).later.click()
    settle(window)
    yield "exchange-review-second", _dialog(window)
    _dialog(window).reject()
    window.open_record("organization", id)
    settle(window)
    yield "exchange-record-conflict", window
    window.page.edit("seat_city")
    settle(window)
    yield "exchange-form-conflict", window
    window.page.read()
    window.close()
    sender, receiver = desk.open_desk(mission, PASSPHRASE), desk.open_desk(ministry, PASSPHRASE)
    exchange.import_files(receiver, [Path(one) for one in exchange.export(sender, "QA-GVA", place / "third")["files"]])
    for one in (sender, receiver):
        one.close()
    yield from recovery_states(mission, ministry, application, size)


def _disagree(mission: Store, ministry: Path, id: str, place: Path) -> None:
    """Let both sides change fields of one record without knowing of each other, and the mission learn of it."""
    record.save(mission, "organization", {"id": id, "functions_en": _TEXT.replace("officials", "women officials")})
    record.save(mission, "organization", {"id": id, "seat_city": "Vienna"})
    other = desk.open_desk(ministry, PASSPHRASE)
    record.save(other, "organization", {"id": id, "functions_en": f"{_TEXT} Courses are free of charge."})
    record.save(other, "organization", {"id": id, "seat_city": "Geneva"})
    done = exchange.export(other, "QA-VIE", place / "second")
    other.close()
    assert enrolment.is_enrolled(mission)
    exchange.import_files(mission, [Path(one) for one in done["files"]])


def _opened(home: Path, application: QApplication, size: tuple[int, int, float]) -> MainWindow:
    window = open_window(home, application, size)
    unlock(window)
    window.tabs.setCurrentIndex(window.tabs.count() - 1)
    settle(window)
    return window


def _dialog(window: MainWindow) -> QDialog:
    settle(window)
    return next(one for one in reversed(window.findChildren(QDialog)) if one.isVisible())
