"""Results and invitations on the page of a survey: counted, compared, printed, saved; invited, reminded, answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.operations.forms import invitations
from coopdesk.ui.forms import invited_view
from coopdesk.ui.forms.invited_view import InviteDialog, InvitedView
from coopdesk.ui.forms.results_view import ResultsView
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.operations.forms.surveys import response, survey, template
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    store = desk.open_desk(home, PASSPHRASE)
    form = template(store)
    found = {"form": form, "survey": survey(store, form), "empty": survey(store, form)}
    for place in range(14):
        answers = {"sex": "fm"[place % 2], "service/nps": 10 - place % 4, "service/csat_speed": f"s{place % 5 + 1}",
                   "words": f"words {place}"}  # fmt: skip
        response(store, form, answers, survey=found["survey"])
    store.close()
    return found


@pytest.fixture
def window(home: Path, made: dict[str, str], qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    found = opened(home, qtbot, qapp)
    yield found
    closed(found)


def tab(window: MainWindow, kind: type[QWidget], type: str, id: str, qtbot: QtBot) -> QWidget:
    window.open_record(type, id)
    settle(qtbot, window)
    found = next(one for one in window.page.side.tailored if isinstance(one, kind))
    window.page.side.setCurrentWidget(found)
    settle(qtbot, window)
    if isinstance(found, ResultsView):
        qtbot.waitUntil(lambda: found.whole)
    return found


def said(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if not label.isHidden())


def test_results_are_told_compared_and_printed(
    window: MainWindow, made: dict[str, str], qtbot: QtBot, tmp_path: Path
) -> None:
    view = tab(window, ResultsView, "survey", made["survey"], qtbot)
    assert isinstance(view, ResultsView)
    assert "14" in view.told.text()
    text = said(view)
    assert "Would you recommend us?" in text
    assert "Net promoter score" in text
    assert "words 3" in text
    before = len(view.charts)
    assert view.charts[0].accessibleDescription() == "Speed: 46.4"
    assert view.charts[1].accessibleDescription() == "Woman: 7; Man: 7"
    view.by.setCurrentIndex(view.by.findData("sex"))
    view.by.activated.emit(view.by.currentIndex())
    settle(qtbot, window)
    qtbot.waitUntil(lambda: view.whole)
    assert len(view.charts) > before
    assert "Speed · Woman" in view.charts[0].accessibleDescription()
    assert "Chi-square" in said(view)
    view.show_print()
    preview = next(one for one in view.findChildren(Preview))
    settle(qtbot, window)
    assert preview.document.currentData() == "survey-results"
    assert preview.pdf.startswith(b"%PDF")
    preview.close()
    view.save_table(tmp_path / "a.xlsx", "en")
    settle(qtbot, window)
    assert (tmp_path / "a.xlsx").exists()


def test_no_answers_are_told_in_words(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    view = tab(window, ResultsView, "survey", made["empty"], qtbot)
    assert isinstance(view, ResultsView)
    assert "Nothing was submitted yet" in view.told.text()
    assert not view.print_button.isEnabled()
    assert view.charts == []


def test_a_form_tells_all_that_was_answered_to_it(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    view = tab(window, ResultsView, "form_template", made["form"], qtbot)
    assert isinstance(view, ResultsView)
    assert "14" in view.told.text()


def test_people_are_invited_reminded_and_answer(
    window: MainWindow, made: dict[str, str], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = tab(window, InvitedView, "survey", made["empty"], qtbot)
    assert isinstance(view, InvitedView)
    assert "Nobody is invited yet" in view.told.text()
    view.add()
    settle(qtbot, window)
    dialog = next(one for one in window.page.findChildren(InviteDialog))
    dialog.editors["pasted"].put("One <one@example.org>\ntwo@example.org")
    dialog.take()
    settle(qtbot, window)
    assert [line.email for line in view.lines] == ["one@example.org", "two@example.org"]
    view.save_mails(tmp_path / "first")
    settle(qtbot, window)
    assert sorted(one.name for one in (tmp_path / "first").iterdir()) == ["1-One.eml", "2-two-example-org.eml"]
    monkeypatch.setattr(invited_view, "confirm", lambda *_: True)
    view.note()
    settle(qtbot, window)
    assert {line.state for line in view.lines} == {"silent"}
    view.table.selectRow(0)
    view.answered(declined=False)
    settle(qtbot, window)
    assert "50 %" in view.told.text()
    found = invitations.sheet(window.store, made["empty"])
    assert [line.state for line in found.lines] == ["silent", "answered"]
    assert record.show(window.store, "survey", made["empty"])["invitations"][0]["answered_on"]
    view.save_mails(tmp_path / "again")
    settle(qtbot, window)
    assert [one.name for one in (tmp_path / "again").iterdir()] == ["1-two-example-org-reminder.eml"]
