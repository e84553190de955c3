"""Steps in the window: a dialog asks for what a step declares; what is owed stands over the list; remarks are settled
and answers noted beside the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.calendars import today
from coopdesk.operations import drafts, files, officers, record, remarks, steps
from coopdesk.operations.examples import add_examples
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store
from coopdesk.ui.answer_dialog import AnswerDialog
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.drafts_dialog import DraftsDialog
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_page import RecordPage
from coopdesk.ui.standing_banner import Differences
from coopdesk.ui.step_dialog import StepDialog
from tests.conftest import filled
from tests.ui.offices import dialog
from tests.ui.windows import closed, opened, settle, type_text

KIND = "conference_report"


def written(store: Store) -> str:
    officers.add(store, {"name_en": "Head of Mission", "name_ar": "رئيس البعثة"}, "approver")
    record.save(store, "conference", {"title_en": "Forgotten forum", "starts": "2020-01-05", "ends": "2020-01-06"})
    return add_examples(store)


@pytest.fixture
def report(home: Path) -> str:
    return filled(home, written)


@pytest.fixture
def window(home: Path, report: str, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    made.open_record(KIND, report)
    settle(qtbot, made)
    yield made
    closed(made)


def page_of(window: MainWindow, qtbot: QtBot) -> RecordPage:
    assert window.page is not None
    window.page.renew()
    settle(qtbot, window)
    return window.page


def asked_for(page: RecordPage, window: MainWindow, qtbot: QtBot, name: str) -> StepDialog:
    assert page._beside is not None
    page.acts.take_step(next(one for one in page._beside.steps if one.name == name))
    found = dialog(window, qtbot)
    assert isinstance(found, StepDialog)
    return found


def shown(asked: StepDialog) -> list[str]:
    return [name for name, cell in asked.cells.items() if not cell.isHidden()]


def test_a_dialog_asks_for_what_the_step_and_the_way_need(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(window, qtbot)
    asked = asked_for(page, window, qtbot, "clear")
    assert shown(asked) == ["given", "behalf", "comment"]
    for given, wanted in (
        ("telephone", ["given", "by", "comment"]), ("email", ["given", "by", "scan", "comment"]),
    ):  # fmt: skip
        asked.editors["given"].set_value(given)
        asked.editors["given"].changed.emit()
        assert shown(asked) == wanted
    for name in ("by", "scan"):
        asked.accept_button.click()
        settle(qtbot, window)
        assert asked.cells[name].error.text()
        if name == "by":
            box = asked.editors["by"].input  # type: ignore[attr-defined]
            assert [box.itemText(place).strip("\u2066\u2067\u2068\u2069") for place in range(box.count())] == [
                "",
                "Head of Mission",
            ]
            box.setCurrentIndex(1)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4")
    asked.editors["scan"].set_value(tmp_path / "scan.pdf")
    asked.accept_button.click()
    settle(qtbot, window)
    assert page.view["stage"] == "cleared"
    assert "by e-mail, noted by Duty officer" in page.banner.sentence.text()
    assert page.files.rowCount() == 1
    received = asked_for(page, window, qtbot, "receive")
    assert shown(received) == ["number", "registered_on", "comment"]
    assert (received.editors["number"].value(), received.editors["registered_on"].value()) == (
        f"1/{today()[:4]}", today(),
    )  # fmt: skip
    received.editors["number"].set_value("12/GVA")
    received.accept_button.click()
    settle(qtbot, window)
    assert (page.view["stage"], page.view["registry_number"]) == ("received", "12/GVA")
    assert "12/GVA" in page._sheet.toPlainText()
    returned = asked_for(page, window, qtbot, "return")
    assert shown(returned) == ["comment"]
    assert returned.remarks is not None
    returned.reject()


def test_what_changed_is_shown_and_remarks_are_settled(
    window: MainWindow, report: str, qtbot: QtBot, tmp_path: Path
) -> None:
    store = window.open_store
    steps.take(store, KIND, report, "clear")
    steps.take(store, KIND, report, "receive")
    body = record.save(store, "organization", {"name_en": "Council"})["id"]
    steps.take(store, KIND, report, "refer", said=Said("Agreed?", asked_of=body, due="2020-02-01"))
    steps.take(store, KIND, report, "return", said=Said("More", remarks=(("lessons", "Say why"), ("", "In short"))))
    record.save(store, KIND, {"id": report, "lessons": "Because it was late"})
    page = page_of(window, qtbot)
    assert "✎ \u2068In short\u2069" in page._sheet.toPlainText()
    page.banner.versions.click()
    settle(qtbot, window)
    differences = dialog(window, qtbot)
    assert isinstance(differences, Differences)
    assert "Because it was late" in differences.text.toPlainText()
    differences.reject()
    said = [page.side.steps.table.item(row, 0).text().splitlines() for row in range(4)]
    assert [one[0] for one in said] == [
        "Returned for completion", "Referred for opinion", "Received and registered", "Cleared",
    ]  # fmt: skip
    assert said[0][1] == "Duty officer"
    assert page.side.steps.table.item(0, 1).text() == "More"
    page.side.setCurrentIndex(4)
    buttons = [one for one in page.side.steps.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in buttons] == ["Settled", "Settled", "Note the answer…"]
    buttons[0].click()
    settle(qtbot, window)
    assert [one["settled"] for one in remarks.remarks(store, report)] == [None, True]
    assert "Say why" not in page._sheet.toPlainText()
    page.edit()
    page.form.rows.finish()
    assert page.form.rows._cells["lessons"]._remarks.text() == ""
    page.read()
    page.side.setCurrentIndex(4)
    [one for one in page.side.steps.findChildren(QPushButton) if one.isVisible()][-1].click()
    asked = dialog(window, qtbot)
    assert isinstance(asked, AnswerDialog)
    assert asked.told.text().replace("\u2068", "").replace("\u2069", "") == "Asked of Council: Agreed?"
    asked.accept_button.click()
    settle(qtbot, window)
    assert asked.cells["answer"].error.text()
    type_text(asked.editors["answer"].inputs()[0], "It is agreed")
    asked.editors["answer_number"].set_value("UN/7")
    (tmp_path / "answer.pdf").write_bytes(b"%PDF-1.4")
    asked.editors["scan"].set_value(tmp_path / "answer.pdf")
    asked.accept_button.click()
    settle(qtbot, window)
    answered = remarks.referrals(store, report)[0]
    assert (answered["answer"], answered["answer_number"], answered["answered_on"]) == ("It is agreed", "UN/7", today())
    assert [one["name"] for one in files.files(store, "referral", answered["id"])] == ["answer.pdf"]
    assert drafts.kept(store) == []
    buttons = [one for one in page.side.steps.findChildren(QPushButton) if one.text() == "Note the answer…"]
    assert [one.isVisible() for one in buttons] == [False]


def test_what_is_written_with_a_step_is_kept_until_it_is_said_or_thrown_away(
    window: MainWindow, report: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.open_store
    steps.take(store, KIND, report, "clear")
    steps.take(store, KIND, report, "receive")
    page = page_of(window, qtbot)
    asked = asked_for(page, window, qtbot, "return")
    type_text(asked.editors["comment"].inputs()[0], "Say more")
    assert asked.remarks is not None
    asked.remarks.rows[0][0].setCurrentIndex(2)
    type_text(asked.remarks.rows[0][1], "In numbers")
    qtbot.waitUntil(lambda: bool(drafts.kept(store)))
    asked.deleteLater()
    window.screen.page.put_away()
    window.open_record(KIND, report)
    settle(qtbot, window)
    assert "Return for completion" in page.notice.text
    page.notice._action.click()
    again = dialog(window, qtbot)
    assert isinstance(again, StepDialog)
    assert again.typed()["comment"] == "Say more"
    name = again.remarks.rows[0][0].currentData()  # type: ignore[union-attr]
    assert again._said().remarks == ((name, "In numbers"),)
    assert name
    COMMANDS["my_drafts"].run(window)
    listed = dialog(window, qtbot)
    assert isinstance(listed, DraftsDialog)
    assert listed.table.item(0, 0).text().startswith("Return for completion: ")
    listed.reject()
    monkeypatch.setattr("coopdesk.ui.said_dialog.confirm", lambda *_: True)
    again.reject()
    settle(qtbot, window)
    assert drafts.kept(store) == []


def test_what_is_owed_stands_over_the_list_and_leads_to_it(window: MainWindow, report: str, qtbot: QtBot) -> None:
    strip = window.screen._dues
    assert strip is not None
    settle(qtbot, window)
    told = {kind: button.text() for kind, button in strip.buttons.items() if button.isVisible()}
    assert told["unwritten"] == "Conferences without a report: 1, 1 over time"
    assert told["draft"].startswith("Drafts to submit: 1")
    assert (
        window.screen.model.headerData(1, window.screen.table.horizontalHeader().orientation()) == "Working days left"
    )
    strip.buttons["unwritten"].click()
    settle(qtbot, window)
    assert window.screen.type == "conference"
    model = window.screen.model
    assert [model.row(line).title for line in range(model.rowCount())] == ["Forgotten forum"]
    steps.take(window.open_store, KIND, report, "submit")
    strip.refresh()
    settle(qtbot, window)
    assert not strip.buttons["draft"].isVisible()
    assert strip.buttons["submitted"].isVisible()
