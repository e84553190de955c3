"""Filling a form of 500 questions in the window: one keystroke beside 16 ms, the longest turn of the event loop beside
the 100 ms for which a person does not notice a wait."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtWidgets import QApplication

from coopdesk.operations import desk
from coopdesk.operations.forms import responses
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.main_window import MainWindow
from tests.benchmarks import typing
from tests.benchmarks.figures import ROUNDS, Figure, Setup, figure, percentile, said
from tests.benchmarks.homes import PASSPHRASE
from tests.operations.forms.asked import choice, question, template

_ASKED, _IN_GROUP, _SUMS, _KEY, _NOTICED = 500, 50, 100, 0.016, 0.1
_TYPES = ("text", "select_one scale", "integer", "text", "select_multiple scale")


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the keystroke and the gaps."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    home = setup.homes.copy(1, "filling")
    ids = _responses(home)
    window = typing.opened(home, application)
    window.open_record("response", ids[0])
    typing.settle(window, 2)
    for name, run in _acts(window, ids[1]):
        gap = typing.gap(window, run)
        yield figure(f"form of {_ASKED} questions: longest gap, {name}", [gap / _NOTICED], 1.0, said(gap, _NOTICED))
    yield _keystroke(window)
    for page in window.screen.pages.values():
        page.put_away()
    window.close()
    shutil.rmtree(home)


def _keystroke(window: MainWindow) -> Figure:
    view = _view(window)
    assert view.session is not None
    node = view.session.filling.tree.by_path["data", "g0", "q2"][0]
    view.sheet.go_to(node)
    typing.settle(window, 1)
    field = view.sheet._of[node].stops()[0]
    slowest = [percentile(typing.keys(field, digits=True), 0.95) for _ in range(ROUNDS)]
    note = said(median(slowest), _KEY)
    return figure(f"form of {_ASKED} questions: a keystroke, p95", [one / _KEY for one in slowest], 1.0, note)


def _acts(window: MainWindow, id: str) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "opening it", lambda: window.open_record("response", id)
    view = _view(window)
    bar = view.sheet.verticalScrollBar()
    yield "going to its end", lambda: bar.setValue(bar.maximum())
    yield "question by question", view.bar.single.click
    yield "the next question", lambda: view.turn(1)
    yield "as a page", view.bar.single.click
    yield "in the other language", lambda: view._speak("Arabic (ar)")
    yield "telling what is wrong", view.go_to_fault
    yield "saving", view.keep


def _view(window: MainWindow) -> FillingView:
    assert window.page is not None
    found = window.page.side.tailored[0]
    assert isinstance(found, FillingView)
    return found


def _responses(home: Path) -> list[str]:
    store = desk.open_desk(home, PASSPHRASE)
    choices = tuple(choice("scale", f"v{n}", f"Value {n}", f"القيمة {n}") for n in range(5))
    form = template(store, home.parent / "long.md", *_rows(), choices=choices)
    made = [responses.begin(store, form)["id"] for _ in range(2)]
    store.close()
    return made


def _rows() -> Iterator[dict[str, Any]]:
    for n in range(_ASKED):
        more = {}
        if n > len(_TYPES) and n % len(_TYPES) == 2:
            more = {"constraint": ". > 0 and . < 1000"}
        if n > len(_TYPES) and n % len(_TYPES) == 3:
            more = {"relevant": f"${{q{n - 3}}} != 'x' and ${{q{n - 1}}} != 5"}
        if n % _IN_GROUP == 0:
            yield question("begin_group", f"g{n}", f"Group {n}", f"مجموعة {n}")
        yield question(_TYPES[n % len(_TYPES)], f"q{n}", f"Question number {n}?", f"السؤال رقم {n}؟", **more)
        if n % _IN_GROUP == _IN_GROUP - 1:
            yield question("end_group", "")
    for n in range(_SUMS):
        before = f" + ${{c{n - 1}}}" if n else ""
        yield {"type": "calculate", "name": f"c{n}", "calculation": f"if(${{q{5 * n + 2}}} > 3, 1, 0){before}"}
