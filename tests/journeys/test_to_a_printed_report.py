"""From the first run of the program to a printed Arabic report."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.operations import desk, record
from coopdesk.ui.first_run import FirstRun
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.documents.test_pages import by_pdfium, words
from tests.journeys.gaps import Journey
from tests.ui.windows import REPORTS, settle, type_text


def test_from_first_run_to_a_printed_arabic_report(
    tmp_path: Path, journey: Journey, qtbot: QtBot, qapp: QApplication
) -> None:
    window = app.window_for(tmp_path / "new", qapp)
    window.show()
    window.entry.get_ready()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    guide = window.unlock
    assert isinstance(guide, FirstRun)
    with journey.step("Choose Arabic"):
        guide.languages["ar"].click()
        guide.button.click()
        qtbot.wait(50)
    with journey.step("Name the desk and the officer"):
        guide.inputs["code"].setText("QA-DKR")
        type_text(guide.inputs["name_ar"], "سفارة الدولة في دكار")
        guide.button.click()
        type_text(guide.inputs["officer_ar"], "الموظف المناوب")
        guide.button.click()
        qtbot.wait(50)
    with journey.step("Give a passphrase"):
        for name in ("passphrase", "again"):
            guide.inputs[name].setText(PASSPHRASE)
        guide.secret.kept.setChecked(True)
        guide.button.click()
        qtbot.wait(50)
    with journey.step("Make the desk"):
        guide.button.click()
        qtbot.waitUntil(lambda: window.store is not None)
        settle(qtbot, window)
    assert desk.identity(window.store)["name_ar"] == "سفارة الدولة في دكار"
    with journey.step("Begin a conference"):
        window.tabs.setCurrentIndex(REPORTS)
        window.screen.kinds.setCurrentRow(window.screen.types.index("conference"))
        window.screen.new()
        settle(qtbot, window)
    with journey.step("Write its title and save"):
        type_text(window.screen.form.rows.editors["title_ar"].inputs()[0], "المؤتمر العام")
        window.screen.form.save()
        settle(qtbot, window)
    conference = window.screen.form.view["id"]
    with journey.step("Begin the report"):
        window.screen.kinds.setCurrentRow(window.screen.types.index("conference_report"))
        window.screen.new()
        settle(qtbot, window)
    form = window.screen.form
    with journey.step("Choose the conference by a word of its title"):
        picker = form.rows.editors["conference"]
        type_text(picker.input.lineEdit(), "المؤتمر")
        qtbot.waitUntil(lambda: picker.input.count() > 0)
        picker.input.activated.emit(0)
        settle(qtbot, window)
    with journey.step("Write the bottom line and an agenda item"):
        type_text(form.rows.editors["bottom_line_ar"].inputs()[0], "الخلاصة في سطر")
        form.lists["agenda_items"].add()
        line = form.lists["agenda_items"].lines[0]
        type_text(line.rows.editors["topic"].inputs()[0], "التعاون الدولي")
        type_text(line.rows.editors["outcome"].inputs()[0], "اعتمد القرار")
        settle(qtbot, window)
    with journey.step("Save"):
        form.save()
        settle(qtbot, window)
    view = record.show(window.store, "conference_report", form.view["id"])
    assert (view["conference"], view["bottom_line_ar"]) == (conference, "الخلاصة في سطر")
    assert [one["topic"] for one in view["agenda_items"]] == ["التعاون الدولي"]
    with journey.step("Preview the report"):
        preview = Preview(window.store, window.tasks, "conference_report", view["id"], window)
        preview.show()
        qtbot.waitUntil(lambda: bool(preview.pdf))
        settle(qtbot, window)
    assert preview.language.currentData() == "ar"
    printed = " ".join(words(by_pdfium(preview.pdf)))
    for text in ("المؤتمر العام", "الخلاصة في سطر", "التعاون الدولي", "اعتمد القرار"):
        assert " ".join(words(text)) in printed
    assert not list((tmp_path / "new").rglob("*.pdf"))
    preview.close()
    window.close()
