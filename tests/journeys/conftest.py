"""What every journey has: its timing, and a person at the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.gaps import Journey
from tests.journeys.person import Person
from tests.ui.conftest import Patient, _no_window_left, qtbot  # noqa: F401  # windows end, and are waited for, as there


@pytest.fixture
def journey(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Journey]:
    """Time the steps, and tell the times where the benchmarks ask."""
    made = Journey(request.node.name.removeprefix("test_").replace("_", " "))
    yield made
    made.tell()


@pytest.fixture
def person(qtbot: Patient) -> Person:  # noqa: F811
    """A person with a keyboard."""
    return Person(qtbot)
