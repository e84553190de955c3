"""A form is made in slices, so that the window never stops for it; nothing that it tells depends on what is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.records import Organization
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.sections import SECTIONS
from coopdesk.ui.trail import Trail
from tests.ui.windows import closed, opened, settle, type_text

_BODY = {"name_en": "Bureau of Slices", "seat_city": "Geneva", "country": "CH", "website": "https://example.org"}


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.fixture
def rows(window: MainWindow, qtbot: QtBot) -> FieldRows:
    found = FieldRows(
        Organization, window.screen.context, Trail(), sections=SECTIONS["organization"], sliced=True
    )  # fmt: skip
    qtbot.addWidget(found)
    return found


def finished(rows: FieldRows) -> bool:
    return len(rows.editors.made) == len(rows.fields)


def tab_order(rows: FieldRows) -> list[str]:
    """Return the fields in the order in which Tab comes to them."""
    field = {stop: name for name, editor in rows.editors.items() for stop in editor.stops()}
    stop: QWidget = next(iter(rows.editors.values())).stops()[0]
    found: dict[str, None] = {}
    for _ in range(1_000):
        if stop in field:
            found[field[stop]] = None
        stop = stop.nextInFocusChain()
    return list(found)


def test_the_first_fields_are_there_at_once_and_the_others_come_by_themselves(rows: FieldRows, qtbot: QtBot) -> None:
    assert 0 < len(rows.editors.made) < len(rows.fields)
    assert list(rows.editors.made) == list(rows.fields)[: len(rows.editors.made)]
    qtbot.waitUntil(lambda: finished(rows))
    qtbot.waitUntil(lambda: not rows._slices.isActive())


def test_a_field_that_is_asked_for_early_stands_in_its_place_for_tab(rows: FieldRows) -> None:
    for early in ("notes", "website"):
        assert early not in rows.editors.made
        rows.editors[early].inputs()
    rows.finish()
    order = tab_order(rows)
    assert order == [name for name in rows.fields if name in order]
    assert {"notes", "website", "seat_city"} <= set(order)


def test_what_a_form_tells_does_not_depend_on_what_is_made(rows: FieldRows) -> None:
    rows.show_values(_BODY)
    before = rows.progress(), rows.changes(), rows.dirty
    rows.finish()
    assert (rows.progress(), rows.changes(), rows.dirty) == before
    assert before[0][0].filled == 1
    assert rows.editors["seat_city"].value() == "Geneva"


def test_what_others_saved_comes_into_a_field_that_is_made_later(rows: FieldRows) -> None:
    rows.show_values(_BODY)
    rows.remember()
    rows.go_on_from(_BODY | {"website": "https://example.net"})
    assert "website" not in rows.editors.made
    assert rows.editors["website"].value() == "https://example.net"
    assert not rows.changes()


def test_what_is_typed_before_the_form_is_whole_is_saved_alone(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.store, "organization", _BODY)["id"]
    window.open_record("organization", id)
    settle(qtbot, window)
    window.page.edit()
    form = window.page.form
    assert not finished(form.rows)
    first = form.rows.editors["name_en"].inputs()[0]
    first.selectAll()
    type_text(first, "Bureau of Halves")
    assert form.changes() == {"name_en": "Bureau of Halves"}
    form.save()
    settle(qtbot, window)
    stored = record.show(window.store, "organization", id)
    assert [stored[name] for name in _BODY] == ["Bureau of Halves", *list(_BODY.values())[1:]]
    qtbot.waitUntil(lambda: finished(form.rows))
    assert not form.dirty
