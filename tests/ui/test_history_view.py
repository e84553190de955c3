"""The history beside a record: what was chosen in it stays chosen when the history is read again."""

from pytestqt.qtbot import QtBot

from coopdesk.operations.history import Change
from coopdesk.ui.history_view import HistoryView


def test_what_was_chosen_stays_chosen(qtbot: QtBot) -> None:
    view = HistoryView()
    qtbot.addWidget(view)
    older, newer = (Change(f"{day}/1/2027", "Officer", "Name", "", "x", str(day)) for day in (1, 2))
    view.show_changes([older])
    view.table.selectRow(0)
    view.show_changes([newer, older])
    assert view.table.currentRow() == 1
    assert view.undo_button.isEnabled()
    with qtbot.waitSignal(view.undo) as asked:
        view.undo_button.click()
    assert asked.args == ["1"]
    view.show_changes([newer])
    assert not view.undo_button.isEnabled()
