"""Every walk through the window, and the states that speak both languages."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.pictures.exchange import exchange_states
from tests.pictures.forms import form_states
from tests.pictures.moments import moments
from tests.pictures.offers import offer_states
from tests.pictures.officers import officer_states
from tests.pictures.states import State, desk_states, first_run
from tests.pictures.surveys import survey_states
from tests.pictures.tables import table_states

WALKS: tuple[Callable[[Path, QApplication, tuple[int, int, float]], Iterator[State]], ...] = (
    first_run, desk_states, offer_states, form_states, survey_states, moments, table_states, officer_states,
    exchange_states,
)  # fmt: skip
BOTH = ("first-run-1",)
"""States that speak both languages side by side."""
