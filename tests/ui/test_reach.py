"""Who may read a record and who receives it, chosen in the form and explained."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.fields import Choice
from coopdesk.operations import desk, listing, record
from coopdesk.records.base import CLASSIFICATION
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.reach_editors import AudienceEditor, ClassificationEditor
from coopdesk.ui.record_form import RecordForm
from tests.conftest import PASSPHRASE
from tests.ui.windows import DIRECTORY, closed, opened, settle, type_text

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    record.save(store, "desk", {"code": "QA-DKR", "name_en": "Embassy in Dakar", "name_ar": "السفارة في دكار"})
    record.save(store, "contact", {"name_en": "Amal"})
    store.close()
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot) -> RecordForm:
    window.tabs.setCurrentIndex(DIRECTORY)
    window.screen.kinds.setCurrentRow(window.screen.types.index("contact"))
    settle(qtbot, window)
    window.screen.table.selectRow(0)
    settle(qtbot, window)
    window.screen.page.edit()
    window.screen.form.rows.finish()
    settle(qtbot, window)
    made = window.screen.form
    qtbot.waitUntil(lambda: made.rows.editors["audience"].input.findData("QA-DKR") >= 0)  # type: ignore[attr-defined]
    return made


def choose(editor: AudienceEditor | ClassificationEditor, token: str) -> None:
    place = editor.input.findData(token)
    assert place >= 0
    editor.input.setCurrentIndex(place)
    editor.input.activated.emit(place)


def test_an_audience_is_chosen_by_name_and_told_in_a_sentence(
    window: MainWindow, form: RecordForm, qtbot: QtBot
) -> None:
    audience = form.rows.editors["audience"]
    assert isinstance(audience, AudienceEditor)
    assert audience.value() == "ministry"
    told = audience.told.text()
    choose(audience, "QA-DKR")
    assert "Embassy in Dakar" in audience.told.text()
    assert "stays with them" not in audience.told.text()
    choose(audience, "local")
    assert "stays with them" in audience.told.text()
    choose(audience, "by code")
    assert audience.code.isVisible()
    type_text(audience.code, "qa-vie")
    assert audience.value() == "QA-VIE"
    form.save()
    settle(qtbot, window)
    form.save()
    settle(qtbot, window)
    assert record.show(window.store, "contact", form.view["id"])["audience"] == "QA-VIE"
    assert not form.dirty
    window.switch_language()
    settle(qtbot, window)
    assert audience.told.text() != told
    assert audience.value() == "QA-VIE"
    assert any("دكار" in audience.input.itemText(place) for place in range(audience.input.count()))
    assert not form.dirty


def test_a_draft_or_an_undo_changes_nothing_of_what_is_compared_with_the_stored_audience(
    window: MainWindow, form: RecordForm, qtbot: QtBot
) -> None:
    audience = form.rows.editors["audience"]
    assert isinstance(audience, AudienceEditor)
    choose(audience, "all")
    choose(audience, "local")
    form.trail.undo()
    assert audience.value() == "all"
    assert "stays with them" not in audience.told.text()
    form.trail.undo()
    assert audience.value() == "ministry"
    assert not form.dirty
    form.type_in({"audience": "all"}, None)
    choose(audience, "QA-DKR")
    assert "stays with them" not in audience.told.text()


def test_what_the_store_refuses_of_an_audience_is_said_under_it(
    window: MainWindow, form: RecordForm, qtbot: QtBot
) -> None:
    audience, degree = form.rows.editors["audience"], form.rows.editors["classification"]
    assert isinstance(audience, AudienceEditor)
    assert isinstance(degree, ClassificationEditor)
    assert "not for outsiders" in degree.told.text()
    choose(degree, "secret")
    assert "never goes to all desks" in degree.told.text()
    choose(audience, "all")
    form.save()
    settle(qtbot, window)
    assert "narrower" in form.rows._cells["audience"].error.text()
    choose(audience, "by code")
    type_text(audience.code, "no desk!")
    form.save()
    settle(qtbot, window)
    assert "no audience" in form.rows._cells["audience"].error.text()
    choose(audience, "ministry")
    form.save()
    settle(qtbot, window)
    assert not form.dirty
    assert record.show(window.store, "contact", form.view["id"])["classification"] == "secret"


def test_only_degrees_in_use_are_offered_in_the_words_of_the_ministry(window: MainWindow, qtbot: QtBot) -> None:
    settings = next(listing.views(window.store, listing.open_list(window.store, "ministry_settings")))["id"]
    values = {"id": settings, "degrees": ["internal", "secret"], "secret_en": "Restricted"}
    window.tasks.write(lambda _: record.save(window.store, "ministry_settings", values), lambda _: None)
    settle(qtbot, window)
    degree = ClassificationEditor(Choice(CLASSIFICATION), window.screen.context)
    qtbot.addWidget(degree)
    degree.set_value("internal")
    settle(qtbot, window)
    assert [degree.input.itemText(n) for n in range(degree.input.count())] == ["", "Internal", "Restricted"]
    degree.set_value("public")
    settle(qtbot, window)
    assert degree.input.currentText() == "Public"


def test_who_gains_and_who_loses_sight_is_told_before_it_is_saved(
    window: MainWindow, form: RecordForm, qtbot: QtBot
) -> None:
    audience = form.rows.editors["audience"]
    assert isinstance(audience, AudienceEditor)
    id, notice = form.view["id"], window.records.page.notice
    choose(audience, "QA-DKR")
    form.save()
    settle(qtbot, window)
    assert "From now on it goes to" in notice.text
    assert record.show(window.open_store, "contact", id)["audience"] == "ministry"
    notice._act()
    settle(qtbot, window)
    assert record.show(window.open_store, "contact", id)["audience"] == "QA-DKR"
    choose(audience, "local")
    form.save()
    settle(qtbot, window)
    assert "It goes no more to" in notice.text
    form.save()
    settle(qtbot, window)
    assert record.show(window.open_store, "contact", id)["audience"] == "local"
    assert not form.dirty


def test_the_reason_for_a_lower_degree_is_asked_where_it_is_lowered(
    window: MainWindow, form: RecordForm, qtbot: QtBot
) -> None:
    degree, cell = form.rows.editors["classification"], form.rows._cells["degree_reason"]
    assert isinstance(degree, ClassificationEditor)
    choose(degree, "secret")
    assert cell.isHidden()
    form.save()
    settle(qtbot, window)
    choose(degree, "internal")
    assert not cell.isHidden()
    form.save()
    settle(qtbot, window)
    assert "from Secret to Internal" in cell.error.text()
    type_text(form.rows.editors["degree_reason"].inputs()[0], "Published since")
    form.save()
    settle(qtbot, window)
    view = record.show(window.open_store, "contact", form.view["id"])
    assert (view["classification"], view["degree_reason"]) == ("internal", "Published since")
    assert not cell.isHidden()
    choose(degree, "secret")
    form.save()
    settle(qtbot, window)
    assert cell.isHidden()


def test_what_a_desk_still_holds_is_told_before_it_may_hold_no_more(window: MainWindow, qtbot: QtBot) -> None:
    store = window.open_store
    record.save(store, "contact", {"name_en": "Secret agent", "classification": "secret"})
    own = next(view for view in listing.views(store, listing.open_list(store, "desk")) if view["code"] == store.desk)
    window.open_record("desk", own["id"])
    settle(qtbot, window)
    window.page.edit()
    settle(qtbot, window)
    form = window.page.form
    ceiling = form.rows.editors["ceiling"]
    ceiling.put("confidential")
    ceiling.changed.emit()
    form.save()
    settle(qtbot, window)
    assert "Secret agent" in window.page.notice.text
    assert record.show(store, "desk", own["id"])["ceiling"] is None
    form.save()
    settle(qtbot, window)
    assert record.show(store, "desk", own["id"])["ceiling"] == "confidential"
