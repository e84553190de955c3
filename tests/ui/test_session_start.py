"""A new report begins with the agenda of the session before, and with nothing of what was said there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record, sessions
from coopdesk.ui.main_window import MainWindow
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_the_agenda_of_the_session_before_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    def conference(year: int, series: str = "Board") -> str:
        values = {"title_en": f"{series} {year}", "series": series, "starts": f"{year}-09-01"}
        return record.save(window.store, "conference", values)["id"]

    old, older, new, other = conference(2025), conference(2024), conference(2026), conference(2026, "Else")
    for id, topic in ((old, "Trade"), (older, "Not this one")):
        lines = [{"number": "3", "topic": topic, "statement": "said then"}]
        record.save(window.store, "conference_report", {"conference": id, "agenda_items": lines, "lessons": "then"})
    assert sessions.before(window.store, other) is None
    assert sessions.before(window.store, older) is None
    window.tabs.setCurrentIndex(1)
    window.screen.new()
    settle(qtbot, window)
    page = window.screen.page
    type_text(page.form.rows.editors["title_en"].inputs()[0], "Report")
    page.form.rows.editors["conference"].set_value(new)
    page.form.rows.editors["conference"].changed.emit()
    settle(qtbot, window)
    assert "Board 2025" in page.notice.text
    page.notice._action.click()
    changes = page.form.changes()
    assert [(one["number"], one["topic"]) for one in changes["agenda_items"]] == [("3", "Trade")]
    assert "statement" not in changes["agenda_items"][0]
    page.form.save()
    settle(qtbot, window)
    view = record.show(window.store, "conference_report", page.view["id"])
    assert [one["topic"] for one in view["agenda_items"]] == ["Trade"]
    assert view["lessons"] is None
