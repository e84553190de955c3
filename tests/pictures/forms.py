"""A form that is filled: as a page, question by question, with what is wrong, and read once it is submitted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from coopdesk.operations import steps
from coopdesk.operations.forms import responses
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.forms.begin_acts import FormDialog
from tests.operations.forms.asked import template
from tests.pictures.states import State, open_window, settle, unlock
from tests.ui.forms.sample import CHOICES, ROWS

_GIVEN: dict[str, Any] = {
    "visit": {"useful": "yes", "people": "12", "day": "2027-03-05"},
    "quality": {"place": "good", "food": "mid"},
    "more": {"means": ["mail", "visit"], "nps": "9", "region": "gulf", "city": "muscat"},
    "met": [{"person": "أحمد", "post": "مدير"}, {"person": "Someone"}],
}


def form_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the states of a response."""
    window = open_window(home, application, size)
    unlock(window)
    store = window.open_store
    form = template(store, home.parent / "visit.md", *ROWS, choices=CHOICES)
    blank, given = (responses.begin(store, form)["id"] for _ in range(2))
    opened = responses.open_response(store, given)
    opened.filling.fill(_GIVEN)
    responses.save_answers(store, opened)
    window.open_record("response", blank)
    settle(window)
    shown = _view(window)
    yield "filling-begun", window
    shown.go_to_fault()
    settle(window)
    yield "filling-faults", window
    shown.bar.single.click()
    shown.turn(1)
    settle(window)
    yield "filling-one", window
    shown.bar.single.click()
    window.open_record("response", given)
    settle(window)
    for name, wanted in (("grid", "place"), ("choices", "means"), ("list", "person")):
        nodes = (one for block in shown.session.shown.blocks for one in block.asked) if shown.session else ()
        shown.sheet.go_to(next(one for one in nodes if one.path[-1] == wanted))
        settle(window)
        yield f"filling-{name}", window
    window.records.new()
    settle(window)
    dialog = next(one for one in application.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible())
    yield "filling-which", dialog
    dialog.reject()
    steps.take(store, "response", given, "submit")
    window.open_record("response", given)
    settle(window)
    yield "filling-read", window
    window.close()


def _view(window: Any) -> FillingView:
    found = window.page.side.tailored[0]
    assert isinstance(found, FillingView)
    return found
