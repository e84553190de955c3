"""The tab Opportunities: its shapes, what each of its types has for itself, and the dialogs of its work."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from coopdesk.operations import listing
from coopdesk.store.home import Store
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers import circulate
from coopdesk.ui.offers.announcement_dialog import AnnouncementDialog
from coopdesk.ui.offers.answers_view import AnswersView, MatrixDialog
from coopdesk.ui.screens import SCREENS, opportunities
from coopdesk.ui.tailored import SELECTED
from tests.pictures.states import State, open_window, settle, unlock

_ANNOUNCED = """UNESCO – Fellowships in Renewable Energy
Reference: FEL/2027/12
Deadline for applications: 28 February 2027, 17:00 (Paris time)
Fluency in English is required; French is desirable. A first degree and 5 years of experience.
https://example.org/fellowships/12"""


def offer_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield what only this tab has."""
    window = open_window(home, application, size)
    unlock(window)
    window.tabs.setCurrentIndex(SCREENS.index(opportunities))
    for shape in ("board", "calendar"):
        window.screen.list.shape_bar.buttons[shape].click()
        settle(window)
        yield f"opportunity-{shape}", window
    window.screen.list.shape_bar.buttons["table"].click()
    for type, words in (
        ("opportunity", "Renewable"), ("expert", "water"), ("capacity_need", "disaster"), ("nomination", ""),
        ("circulation", "Renewable"), ("candidature", ""), ("award", ""), ("committee_meeting", ""), ("letter", ""),
    ):  # fmt: skip
        window.open_record(type, _found(window.open_store, type, words))
        settle(window)
        page = window.page
        assert page is not None
        yield f"{type}-page", window
        for tab in page.side.tailored:
            page.side.setCurrentWidget(tab)
            settle(window)
            yield f"{type}-{type_name(tab)}", window
        if type == "circulation":
            yield from _circulation(window)
    yield from _dialogs(window)
    window.close()


def type_name(tab: object) -> str:
    """Return what a tab is called in the name of a picture."""
    return type(tab).__name__.removesuffix("View").lower()


def _circulation(window: MainWindow) -> Iterator[State]:
    page = window.page
    assert page is not None
    answers = next(one for one in page.side.tailored if isinstance(one, AnswersView))
    answers.note()
    yield "answer", _dialog(window, QDialog)
    _dialog(window, QDialog).reject()
    window.open_list("circulation")
    settle(window)
    window.screen.table.selectAll()
    SELECTED["circulation"][0][1](window.screen.list)
    yield "matrix", _dialog(window, MatrixDialog)
    _dialog(window, MatrixDialog).reject()


def _dialogs(window: MainWindow) -> Iterator[State]:
    window.open_record("opportunity", _found(window.open_store, "opportunity", "disaster"))
    settle(window)
    page = window.page
    assert page is not None
    circulate.ask(page)
    yield "circulate", _dialog(window, circulate.CirculateDialog)
    _dialog(window, circulate.CirculateDialog).reject()
    QApplication.clipboard().setText(_ANNOUNCED)
    announcement = AnnouncementDialog(page.context, window)
    announcement.open()
    settle(announcement)
    yield "announcement", announcement
    announcement.reject()
    QApplication.clipboard().clear()


def _dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    settle(window)
    return next(one for one in window.findChildren(kind) if one.isVisible())


def _found(store: Store, type: str, words: str) -> str:
    where = {"stage": {"any": ["endorsed"]}} if type == "nomination" else {}
    return listing.page(store, listing.open_list(store, type, text=words, where=where), 0, 1)[0].id
