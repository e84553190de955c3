"""The review of conflicts: values side by side, one decision, wherever it was opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from coopdesk.operations import conflicts, history, record, steps
from coopdesk.operations.steps import Said
from coopdesk.ui.exchange.review import ReviewDialog
from coopdesk.ui.main_window import MainWindow
from tests.operations.test_steps import draft
from tests.ui.offices import Offices, board, dialog
from tests.ui.windows import closed, opened, settle, type_text

BASE = "The Fund lends to farmers of the delta. It meets twice a year."
ONE = "The Fund lends to women farmers of the delta. It meets twice a year."
OTHER = "The Fund lends to farmers of the delta. It meets once a year."


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def disagree(window: MainWindow, base: dict[str, object], one: dict[str, object], other: dict[str, object]) -> str:
    """Let two officers change a record without knowing of each other; returns its id."""
    store = window.open_store
    id = str(record.save(store, "organization", {"name_en": "Nile Fund"} | base)["id"])
    seen = record.show(store, "organization", id)["_seen"]
    record.save(store, "organization", {"id": id} | one)
    record.save(store, "organization", {"id": id, "_seen": seen} | other, concurrent=True)
    return id


def opened_review(window: MainWindow, id: str, qtbot: QtBot) -> ReviewDialog:
    """Open the review by the chip of the record's page."""
    window.open_record("organization", id)
    settle(qtbot, window)
    assert window.page is not None
    chip = next(one for one in window.page.findChildren(QToolButton) if "several values" in one.text())
    chip.click()
    return dialog(window, qtbot)  # type: ignore[return-value]


def test_a_long_text_shows_what_each_changed_and_can_be_combined(window: MainWindow, qtbot: QtBot) -> None:
    id = disagree(window, {"functions_en": BASE}, {"functions_en": ONE}, {"functions_en": OTHER})
    review = opened_review(window, id, qtbot)
    sides = {side.text: review.cards[place] for place, side in enumerate(review.told.sides)}
    assert "text-decoration: underline" in sides[ONE].value.toHtml()
    assert "line-through" in sides[OTHER].value.toHtml()
    assert sides[OTHER].value.toPlainText() == "The Fund lends to farmers of the delta. It meets twice once a year."
    sides[ONE].begin.click()
    field = review.editors["functions_en"]
    assert field.value() == ONE
    assert review.other.isChecked()
    both = ONE.replace("twice", "once")
    field.set_value(both)
    review.decide.click()
    settle(qtbot, window)
    assert record.show(window.open_store, "organization", id)["functions_en"] == both
    assert conflicts.conflicts(window.open_store) == []
    assert both in window.page._sheet.toPlainText()
    assert "◆" not in window.page._sheet.toPlainText()


def test_the_reason_stands_in_the_history(window: MainWindow, qtbot: QtBot) -> None:
    id = disagree(window, {}, {"seat_city": "Cairo"}, {"seat_city": "Aswan"})
    review = opened_review(window, id, qtbot)
    place = next(n for n, side in enumerate(review.told.sides) if side.text == "Cairo")
    review.cards[place].keep.click()
    type_text(review.reason, "انتقل المقر")
    review.decide.click()
    settle(qtbot, window)
    newest = history.history(window.open_store, "organization", id)[0]
    assert (newest["kind"], newest["new"], newest["reason"]) == ("resolve", "Cairo", "انتقل المقر")
    window.page.side.setCurrentIndex(2)
    window.page.history.setCurrentItem(window.page.history.topLevelItem(0))
    settle(qtbot, window)
    assert "انتقل المقر" in window.page._history.text.toPlainText()


def test_nothing_is_decided_unless_something_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    id = disagree(window, {}, {"seat_city": "Cairo"}, {"seat_city": "Aswan"})
    review = opened_review(window, id, qtbot)
    review.decide.click()
    settle(qtbot, window)
    assert "Choose one" in review.notice.text
    review.other.click()
    review.decide.click()
    settle(qtbot, window)
    assert len(conflicts.conflicts(window.open_store, id)) == 1
    type_text(review.editors["seat_city"].inputs()[0], "الجيزة")
    review.decide.click()
    settle(qtbot, window)
    assert record.show(window.open_store, "organization", id)["seat_city"] == "الجيزة"


def test_the_mark_on_a_field_opens_the_review_at_that_field(window: MainWindow, qtbot: QtBot) -> None:
    id = disagree(
        window, {}, {"seat_city": "Cairo", "phone": "+20 1"}, {"seat_city": "Aswan", "phone": "+20 2"},
    )  # fmt: skip
    window.open_record("organization", id)
    settle(qtbot, window)
    found = {one["field"]: one["id"] for one in conflicts.conflicts(window.open_store, id)}
    for field, name in (("phone", "+20 1"), ("seat_city", "Cairo")):
        window.page._sheet.anchorClicked.emit(QUrl(f"conflict:{found[field]}"))
        review = dialog(window, qtbot)
        assert name in [side.plain for side in review.told.sides]
        review.reject()
    assert window.page._sheet.toHtml().count("conflict:") == 2


def test_conflicts_come_one_after_another_and_one_may_wait(window: MainWindow, qtbot: QtBot) -> None:
    id = disagree(
        window, {}, {"seat_city": "Cairo", "phone": "+20 1"}, {"seat_city": "Aswan", "phone": "+20 2"},
    )  # fmt: skip
    review = opened_review(window, id, qtbot)
    first = review.told.id
    review.later.click()
    settle(qtbot, window)
    second = review.told.id
    assert second != first
    review.cards[0].keep.click()
    review.decide.click()
    settle(qtbot, window)
    assert review.told.id == first
    assert [one["id"] for one in conflicts.conflicts(window.open_store, id)] == [first]


def test_a_conflict_that_was_decided_meanwhile_is_told(window: MainWindow, qtbot: QtBot) -> None:
    id = disagree(window, {}, {"seat_city": "Cairo"}, {"seat_city": "Aswan"})
    review = opened_review(window, id, qtbot)
    conflicts.resolve(window.open_store, review.told.id, keep=1)
    review.cards[0].keep.click()
    review.decide.click()
    settle(qtbot, window)
    assert "no such conflict any more" in review.notice.text


@pytest.mark.parametrize("stays", [True, False])
def test_of_a_deletion_one_of_two_answers_is_kept(offices: Offices, qtbot: QtBot, stays: bool) -> None:
    with offices.at(offices.ministry) as ministry, offices.at(offices.mission) as mission:
        id = str(record.save(ministry, "organization", {"name_en": "Nile Fund", "audience": "all"})["id"])
        offices.send(ministry, mission)
        record.delete(ministry, "organization", id)
        record.save(mission, "organization", {"id": id, "seat_city": "Cairo"})
        offices.send(ministry, mission)
    window = offices.window(offices.mission)
    conflict = board(window).conflicts
    assert [conflict.table.item(0, column).text() for column in (0, 2)] == ["⁨Nile Fund⁩", "Deletion"]
    board(window).tabs.setCurrentWidget(conflict)
    conflict.table.setFocus()
    conflict.table.setCurrentCell(0, 0)
    qtbot.keyClick(conflict.table, Qt.Key.Key_Return)
    review = dialog(window, qtbot)
    texts = [side.text for side in review.told.sides]
    assert texts == ["The record stays, with what was written in it", "The record is deleted"]
    assert not review.other.isVisible()
    assert not review.cards[0].begin.isVisible()
    review.cards[0 if stays else 1].keep.click()
    review.decide.click()
    settle(qtbot, window)
    assert conflicts.conflicts(window.open_store) == []
    assert bool(record.show(window.open_store, "organization", id).get("deleted")) is not stays


def test_of_many_conflicts_a_page_is_shown_and_more_where_they_are_wanted(
    offices: Offices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopdesk.ui.exchange.board.PAGE", 2)
    window = offices.window(offices.mission)
    for city in ("Cairo", "Aswan", "Luxor"):
        disagree(window, {}, {"seat_city": city}, {"seat_city": f"not {city}"})
    window.renew()
    settle(qtbot, window)
    listed = board(window).conflicts
    board(window).tabs.setCurrentWidget(listed)
    assert board(window).tabs.tabText(1) == "Conflicts (3)"
    assert listed.table.rowCount() == 2
    listed.table.setCurrentCell(1, 0)
    chosen = listed.current
    listed.show_more.click()
    settle(qtbot, window)
    assert listed.table.rowCount() == 3
    assert listed.current == chosen
    assert not listed.show_more.isVisible()


def test_in_the_form_a_field_with_several_values_is_marked_and_the_mark_leads_to_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    id = disagree(
        window, {}, {"seat_city": "Cairo", "phone": "+20 1"}, {"seat_city": "Aswan", "phone": "+20 2"},
    )  # fmt: skip
    window.open_record("organization", id)
    settle(qtbot, window)
    assert window.page is not None
    window.page.edit("seat_city")
    window.page.form.rows.finish()
    marks = {name: cell.mark for name, cell in window.page.form.rows._cells.items() if cell.mark is not None}
    assert set(marks) == {"seat_city", "phone"}
    mark = marks["phone"]
    assert mark.text() == "◆ 2 values"
    assert "Telephone" in mark.accessibleName()
    assert "decide" in mark.accessibleDescription()
    window.page.form.rows.editors["phone"].inputs()[0].setFocus()
    qtbot.keyClick(window.page.form.rows.editors["phone"].inputs()[0], Qt.Key.Key_Tab)
    assert mark.hasFocus()
    qtbot.keyClick(mark, Qt.Key.Key_Space)
    review = dialog(window, qtbot)
    assert {side.plain for side in review.told.sides} == {"+20 1", "+20 2"}
    type_text(window.page.form.rows.editors["website"].inputs()[0], "https://example.org")
    review.cards[0].keep.click()
    review.decide.click()
    settle(qtbot, window)
    assert not mark.isVisible()
    assert marks["seat_city"].isVisible()
    window.switch_language()
    settle(qtbot, window)
    assert marks["seat_city"].text() == "◆ قيمتان"


def test_the_banner_tells_of_two_steps_at_once_and_leads_to_the_review_that_says_their_worth(
    offices: Offices, qtbot: QtBot
) -> None:
    kind = "conference_report"
    with offices.at(offices.mission) as mission, offices.at(offices.ministry) as ministry:
        id = draft(mission)["id"]
        steps.take(mission, kind, id, "clear")
        offices.send(mission, ministry)
        steps.take(ministry, kind, id, "return", said=Said("Add the votes"))
        steps.take(mission, kind, id, "reopen", said=Said("A word is wrong"))
        offices.send(mission, ministry)
    window = offices.window(offices.ministry)
    window.open_record(kind, id)
    settle(qtbot, window)
    assert window.page is not None
    banner = window.page.banner
    assert "At the same time" in banner.worth.text()
    banner.review.click()
    review = dialog(window, qtbot)
    assert isinstance(review, ReviewDialog)
    for card in review.cards:
        told = "\n".join(one.text() for one in card.findChildren(QLabel))
        assert "Signed with the officer’s key." in told
    review.reject()
