"""Every test of the window ends with no window left: a style sheet is laid over all that there are."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.pictures.states import end_windows


@pytest.fixture(autouse=True)
def _no_window_left(qapp: QApplication) -> Iterator[None]:
    yield
    end_windows(qapp)
