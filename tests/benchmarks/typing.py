"""Writing a report: one keystroke with many items beside one in a bare text field; the longest gap of the event loop.

The keystroke goes through everything that follows it at once: what is unsaved, the head of the page, the sections. The
gap is the longest turn of the event loop while a long report is opened, edited, saved and changed, beside the 100 ms
for which a person does not notice a wait.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from coopdesk import app
from coopdesk.operations import desk, record
from coopdesk.ui.main_window import MainWindow
from tests.benchmarks.figures import ROUNDS, Figure, Setup, figure, said
from tests.benchmarks.homes import PASSPHRASE

_ITEMS, _MANY, _KEYS = 200, 2_000, 40
_KEY_GOAL, _NOTICED = 2.5, 0.1


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the keystroke, with pages beside the form and without, and the gaps of a report of 200 and 2,000 items."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for items in (_ITEMS, _MANY):
        home = setup.homes.copy(1, "typing")
        id = _report(home, items)
        window = opened(home, application)
        gaps = {name: [gap(window, run)] for name, run in _acts(window, id)}
        if items == _ITEMS:
            yield _keystroke(window, "a keystroke", _KEY_GOAL)
            window.switch_preview()
            settle(window, 2)
            yield _keystroke(window, "a keystroke, pages beside the form", None)
        for name, found in gaps.items():
            yield figure(
                f"report of {items:,} items: longest gap, {name}", [one / _NOTICED for one in found], 1.0,
                said(median(found), _NOTICED),
            )  # fmt: skip
        for page in window.screen.pages.values():
            page.put_away()
        window.close()
        shutil.rmtree(home)


def _keystroke(window: MainWindow, name: str, goal: float | None) -> Figure:
    field, bare = window.page.form.rows.editors["lessons"].input, QPlainTextEdit()  # type: ignore[union-attr]
    bare.show()
    taken = []
    for _ in range(ROUNDS):
        for widget in (field, bare):
            widget.activateWindow()
            widget.setFocus()
            settle(window, 0.2)
        taken.append((median(keys(field)), median(keys(bare))))
    bare.close()
    note = said(median(mine for mine, _ in taken), median(peer for _, peer in taken))
    return figure(f"report of {_ITEMS} items: {name}", [mine / peer for mine, peer in taken], goal, note)


def keys(widget: QWidget, *, digits: bool = False) -> list[float]:
    """Return the seconds that each of some keystrokes took with what follows from it at once."""
    taken = []
    for _ in range(_KEYS):
        start = perf_counter()
        QTest.keyClick(widget, Qt.Key.Key_1 if digits else Qt.Key.Key_A)
        QApplication.processEvents()
        taken.append(perf_counter() - start)
    return taken


def _acts(window: MainWindow, id: str) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "opening it", lambda: window.open_record("conference_report", id)
    page = window.page
    assert page is not None
    yield "editing it", page.edit
    page.form.rows.editors["lessons"].input.insertPlainText("A word.")  # type: ignore[attr-defined]
    yield "saving it", page.form.save
    agenda = page.form.lists["agenda_items"]
    yield "adding an item", agenda.add
    yield "moving an item", lambda: agenda.move_line(agenda.lines[1], len(agenda.lines) // 2)
    yield "saving the order", page.form.save


def gap(window: MainWindow, run: Callable[[], object]) -> float:
    """Return the longest turn of the event loop after something was done."""
    start = perf_counter()
    run()
    worst, until = perf_counter() - start, time.monotonic() + 1.5
    while time.monotonic() < until or not window.tasks.idle:
        start = perf_counter()
        QApplication.processEvents()
        worst = max(worst, perf_counter() - start)
        time.sleep(0.001)
    return worst


def settle(window: MainWindow, seconds: float) -> None:
    """Let the window work until nothing is under way, and for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until or not window.tasks.idle:
        QApplication.processEvents()
        time.sleep(0.002)


def _report(home: Path, items: int) -> str:
    store = desk.open_desk(home, PASSPHRASE)
    lines = [{"number": str(n), "topic": f"Topic {n}", "statement": "What we said. " * 20} for n in range(items)]
    made: str = record.save(store, "conference_report", {"title_en": "Long", "agenda_items": lines})["id"]
    store.close()
    return made


def opened(home: Path, application: QApplication) -> MainWindow:
    """Open the window of a home at the list of reports."""
    window = app.window_for(home, application)
    window.resize(1366, 768)
    window.show()
    window.unlock.inputs["passphrase"].setText(PASSPHRASE)
    window.unlock.button.click()
    while window.store is None:
        settle(window, 0.1)
    window.open_list("conference_report")
    settle(window, 0.5)
    return window
