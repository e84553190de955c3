"""A Ministry and a mission with real homes, as the tests of the exchange in the window use them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, enrolment, exchange
from coopdesk.store.home import Store
from coopdesk.ui.exchange.board import Board
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE, copy_home, copy_mission
from tests.ui.windows import closed, opened, settle


class Offices:
    """Two homes in a folder. ``enrolled``: the mission was admitted before the test begins."""

    def __init__(self, place: Path, qtbot: QtBot, application: QApplication, *, enrolled: bool) -> None:
        self.place, self._qtbot, self._application = place, qtbot, application
        self.ministry, self.mission = copy_home(place / "ministry"), copy_mission(place / "mission")
        self._count = 0
        self._windows: list[MainWindow] = []
        if enrolled:
            request, answer = place / "a.cdxq", place / "a.cdxa"
            with self.at(self.mission) as mission, self.at(self.ministry) as ministry:
                enrolment.request(mission, request)
                enrolment.enrol(ministry, request, answer)
                enrolment.accept(mission, answer)

    @contextmanager
    def at(self, home: Path) -> Iterator[Store]:
        """Open a home without a window."""
        store = desk.open_desk(home, PASSPHRASE)
        yield store
        store.close()

    def files(self, sender: Store, to: str) -> list[Path]:
        """Return the bundle files that a desk writes for another."""
        self._count += 1
        return [Path(one) for one in exchange.export(sender, to, self.place / f"out-{self._count}")["files"]]

    def send(self, sender: Store, receiver: Store) -> None:
        """Let one desk have what another one has for it."""
        told = exchange.import_files(receiver, self.files(sender, receiver.desk))
        assert [one["code"] for one in told] == [None]

    def window(self, home: Path) -> MainWindow:
        """Open the window of a home on the tab Exchange."""
        made = opened(home, self._qtbot, self._application)
        self._windows.append(made)
        made.tabs.setCurrentIndex(made.tabs.count() - 1)
        settle(self._qtbot, made)
        return made

    def close(self) -> None:
        """Close every window."""
        for one in self._windows:
            closed(one)


def dialog(window: MainWindow, qtbot: QtBot) -> QDialog:
    """Return the dialog that is open, once what it shows has come."""
    settle(qtbot, window)
    return next(one for one in reversed(window.findChildren(QDialog)) if one.isVisible())


def board(window: MainWindow) -> Board:
    """Return the board of a desk that is enrolled."""
    return window.screen.board  # type: ignore[attr-defined]


@contextmanager
def chosen(path: Path) -> Iterator[None]:
    """Let a person choose this file or folder, whatever asks for one."""
    with (
        mock.patch.object(QFileDialog, "getSaveFileName", return_value=(str(path), "")),
        mock.patch.object(QFileDialog, "getOpenFileName", return_value=(str(path), "")),
        mock.patch.object(QFileDialog, "getOpenFileNames", return_value=([str(path)], "")),
        mock.patch.object(QFileDialog, "getExistingDirectory", return_value=str(path)),
    ):
        yield
