"""Every test of the window ends with no window left: a style sheet is laid over all that there are. Offices to use."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pictures.states import end_windows
from tests.ui.offices import Offices


class Patient(QtBot):
    """Waits for what is to come as long as a machine under load may take: how long is no matter of these tests."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:  # noqa: N802
        """Wait until something is so."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Patient:
    """A person with patience."""
    return Patient(request)


@pytest.fixture(autouse=True)
def _no_window_left(qapp: QApplication) -> Iterator[None]:
    yield
    end_windows(qapp)


@pytest.fixture
def offices(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Offices]:
    """A Ministry and a mission that it admitted."""
    made = Offices(tmp_path, qtbot, qapp, enrolled=True)
    yield made
    made.close()


@pytest.fixture
def strangers(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Offices]:
    """A Ministry and a mission that do not know each other yet."""
    made = Offices(tmp_path, qtbot, qapp, enrolled=False)
    yield made
    made.close()
