"""An opportunity in the Arabic window: from a pasted announcement to a board, its experts, a nomination, a circulation
with its letters and reminders, and the printed sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.calendars import today
from coopdesk.operations import desk, listing, record
from coopdesk.operations.offers import letters, nominating
from coopdesk.ui import tailored
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.announcement_dialog import AnnouncementDialog
from coopdesk.ui.offers.answers_view import AnswersView
from coopdesk.ui.offers.circulate import CirculateDialog
from coopdesk.ui.offers.fits_view import FitsView
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.documents.test_pages import by_pdfium, words
from tests.journeys.gaps import Journey
from tests.ui.offices import dialog
from tests.ui.test_board import drag, titles
from tests.ui.windows import OPPORTUNITIES, closed, opened, settle, tab

_EXPERTS, _OFFERS = 200, 150
_TEXT = """Course title: Water accounting for statisticians
Reference: WAS/2065/4
Deadline: 14 March 2065, 17:00 (Geneva time)
Languages: fluency in English and French is required.
Apply at https://example.org/courses/was4
"""


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window of a desk with a roster and with offers, in Arabic."""
    store = desk.open_desk(home, PASSPHRASE)
    record.save_all(store, "expert", [
        {"name_en": f"Expert {n}", "name_ar": f"خبير {n}", "fields": ["water"] if n % 3 else ["energy"],
         "language_skills": [{"language": "en", "level": "fluent"}]}
        for n in range(_EXPERTS)
    ])  # fmt: skip
    record.save_all(store, "opportunity", [
        {"title_en": f"Offer {n}", "title_ar": f"فرصة {n}", "kind": "training", "deadline": f"2065-04-{n % 28 + 1:02}"}
        for n in range(_OFFERS)
    ])  # fmt: skip
    for name, type in (("Planning", "government"), ("Statistics", "government"), ("Body", "other")):
        record.save(store, "organization", {"name_en": name, "name_ar": f"جهة {name}", "type": type})
    store.close()
    made = opened(home, qtbot, qapp)
    made.switch_language()
    settle(qtbot, made)
    yield made
    closed(made)


def test_an_opportunity_from_its_announcement_to_its_reminders(
    window: MainWindow, journey: Journey, qtbot: QtBot
) -> None:
    store = window.open_store
    body, planning, statistics = (
        next(listing.views(store, listing.open_list(store, "organization", where={"name_en": name})))["id"]
        for name in ("Body", "Planning", "Statistics")
    )
    with journey.step("Come to the opportunities"):
        window.tabs.setCurrentIndex(OPPORTUNITIES)
        settle(qtbot, window)
    QApplication.clipboard().setText(_TEXT)
    with journey.step("Paste an announcement"):
        COMMANDS["new_from_announcement"].run(window)
        qtbot.wait(300)
        settle(qtbot, window)
        asked = dialog(window, qtbot)
        assert isinstance(asked, AnnouncementDialog)
    with journey.step("Take it into a form"):
        asked.go_on.click()
        window.activateWindow()  # as a window manager does; there is none without a screen
        settle(qtbot, window)
    page = window.page
    assert page is not None
    with journey.step("Add what it does not say, and save"):
        for name, value in (("kind", "training"), ("fields_of_work", ["water"]), ("offered_by", body)):
            page.form.rows.editors[name].set_value(value)
            page.form.rows.editors[name].changed.emit()
        page.form.save()
        settle(qtbot, window)
    id = page.view["id"]
    page.read()
    with journey.step("See the board"):
        window.screen.list.shape_bar.buttons["board"].click()
        settle(qtbot, window)
    board = window.screen.list.shapes.board
    with journey.step("Drag the card"):
        drag(board, "Water accounting for statisticians", "validated", qtbot)
        settle(qtbot, window)
    assert titles(board, "validated") == ["Water accounting for statisticians"]
    with journey.step("Open it"):
        window.open_record("opportunity", id)
        settle(qtbot, window)
    with journey.step("See who fits"):
        fits = tab(window, qtbot, FitsView)
    assert fits.tree.topLevelItemCount() == 50
    with journey.step("Nominate the best"):
        fits.nominate_button.click()
        settle(qtbot, window)
    assert len(nominating.nominated(store, "opportunity", id)) == 1
    with journey.step("See what its menu offers"):
        assert window.page is not None
        offered = window.page.acts.entries()
        qtbot.wait(20)
    assert offered
    with journey.step("Ask for a circulation"):
        tailored.acts("opportunity", window.page.view)[0][1](window.page)
        settle(qtbot, window)
        circulate = window.page.findChild(CirculateDialog)
        assert circulate is not None
    with journey.step("Circulate it"):
        circulate.editors["purpose"].set_value("nomination")
        circulate.editors["addressees"].set_value([planning, statistics])
        circulate.editors["reply_by"].set_value(today())
        circulate.take()
        settle(qtbot, window)
        window.activateWindow()
        settle(qtbot, window)
    [made] = listing.views(store, listing.open_list(store, "circulation"))
    with journey.step("Open the circulation"):
        window.open_record("circulation", made["id"])
        settle(qtbot, window)
    with journey.step("See who has not answered"):
        answers = tab(window, qtbot, AnswersView)
    with journey.step("Remind all of them"):
        answers.remind_button.click()
        settle(qtbot, window)
    assert [one["kind"] for one in letters.about(store, made["id"])].count("reminder") == 2
    window.open_record("opportunity", id)
    settle(qtbot, window)
    with journey.step("Preview the sheet"):
        window.page.acts.print_record()
        settle(qtbot, window)
        preview = dialog(window, qtbot)
        assert isinstance(preview, Preview)
        qtbot.waitUntil(lambda: bool(preview.pdf))
        settle(qtbot, window)
    assert preview.language.currentData() == "ar"
    assert set(words("Water accounting for statisticians")) <= set(words(by_pdfium(preview.pdf)))
    preview.close()
