"""A survey of the examples: what was answered, compared from round to round, who is invited, and whom to invite."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from coopdesk.operations import listing
from coopdesk.ui.forms.invited_view import InviteDialog, InvitedView
from coopdesk.ui.forms.results_view import ResultsView
from coopdesk.ui.main_window import MainWindow
from tests.pictures.states import State, open_window, settle, unlock

_DOWN = 900


def survey_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the states of a survey."""
    window = open_window(home, application, size)
    unlock(window)
    store = window.open_store
    window.open_record("survey", listing.ids(store, listing.open_list(store, "survey"))[0])
    settle(window)
    results, invited = _tab(window, ResultsView), _tab(window, InvitedView)
    assert isinstance(results, ResultsView)
    assert isinstance(invited, InvitedView)
    assert window.page is not None
    window.page.side.setCurrentWidget(results)
    settle(window)
    yield "survey-results", window
    results.by.setCurrentIndex(results.by.findData("round"))
    results.by.activated.emit(results.by.currentIndex())
    settle(window)
    results.area.verticalScrollBar().setValue(_DOWN)
    settle(window)
    yield "survey-rounds", window
    window.page.side.setCurrentWidget(invited)
    settle(window)
    yield "survey-invited", window
    invited.add()
    settle(window)
    dialog = window.page.findChildren(InviteDialog)[0]
    yield "survey-invite", dialog
    dialog.close()
    window.close()


def _tab(window: MainWindow, kind: type) -> object:
    assert window.page is not None
    return next(one for one in window.page.side.tailored if isinstance(one, kind))
