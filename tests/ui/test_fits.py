"""Matching in the window: the order with its reasons, other weights, and the nomination that is made of a line; what a
nomination lacks leads to the field of the expert."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.operations.offers import nominating
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.fits_view import FitsView
from coopdesk.ui.offers.nationals_view import NationalsView
from tests.conftest import PASSPHRASE
from tests.operations.offers.nominees import approved, expert, opportunity
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    store = desk.open_desk(home, PASSPHRASE)
    found = {
        "offer": opportunity(store, fields_of_work=["energy", "law"], years_required=20),
        "field": expert(store, name_en="Field", fields=["energy", "law"], years_of_experience=2),
        "years": expert(store, name_en="Years", fields=[], years_of_experience=25, consent_until="2020-01-01"),
    }
    record.save(store, "expert", {"id": found["field"], "passport": None})
    found["nomination"] = approved(store, opportunity(store, title_en="Other"), found["field"])
    store.close()
    return found


@pytest.fixture
def window(home: Path, made: dict[str, str], qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    found = opened(home, qtbot, qapp)
    yield found
    closed(found)


def fits(window: MainWindow, qtbot: QtBot, type: str, id: str) -> FitsView:
    window.open_record(type, id)
    settle(qtbot, window)
    assert window.page is not None
    view = window.page.side.tailored[0]
    assert isinstance(view, FitsView)
    window.page.side.setCurrentWidget(view)
    settle(qtbot, window)
    return view


def line(view: FitsView, row: int) -> QTreeWidgetItem:
    found = view.tree.topLevelItem(row)
    assert found is not None
    return found


def names(view: FitsView) -> list[str]:
    return [line(view, row).text(0) for row in range(view.tree.topLevelItemCount())]


def test_each_line_opens_to_its_reasons_and_what_speaks_against_it_is_marked(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = fits(window, qtbot, "opportunity", made["offer"])
    assert names(view) == ["1. Field", "2. Years"]
    second = line(view, 1)
    assert "⚠ The consent to hold the data has run out." in second.text(2)
    points = [second.child(row) for row in range(second.childCount())]
    reasons = {one.text(0): one.text(2) for one in points if one is not None}
    assert reasons["Experience"] == "25 years"


def test_another_weight_gives_another_order_at_once(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    view = fits(window, qtbot, "opportunity", made["offer"])
    before = line(view, 0).text(1)
    view.weights["years"].setValue(100)
    qtbot.wait(250)
    settle(qtbot, window)
    assert int(line(view, 0).text(1)) < int(before)
    assert view.weights["years"].value() == 100


def test_nominate_keeps_the_keyboard(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    view = fits(window, qtbot, "opportunity", made["offer"])
    window.activateWindow()
    view.nominate_button.setFocus()
    qtbot.keyClick(view.nominate_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert "✓" in line(view, 0).text(2)
    assert view.nominate_button.hasFocus()


def test_nominate_makes_a_nomination_and_marks_who_is(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    view = fits(window, qtbot, "opportunity", made["offer"])
    view.nominate_button.click()
    settle(qtbot, window)
    assert window.store is not None
    assert window.page is not None
    assert nominating.nominated(window.store, "opportunity", made["offer"])[made["field"]].stage == "proposed"
    assert "✓ Proposed" in line(view, 0).text(2)
    view.nominate_button.click()
    settle(qtbot, window)
    assert "nominated for it already" in window.page.notice.text
    assert len(nominating.nominated(window.store, "opportunity", made["offer"])) == 1


def test_an_expert_sees_the_offers(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    view = fits(window, qtbot, "expert", made["field"])
    assert {one[3:] for one in names(view)} == {"Energy adviser", "Other"}


def test_what_a_nomination_lacks_leads_to_the_field_of_the_expert(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    window.open_record("nomination", made["nomination"])
    settle(qtbot, window)
    page = window.page
    assert page is not None
    assert page._beside is not None
    page.acts.take_step(next(one for one in page._beside.steps if one.name == "submit"))
    settle(qtbot, window)
    assert page.notice.text == "Still missing in the record “Expert”: Passport number."
    page.notice._action.click()
    settle(qtbot, window)
    there = window.page
    assert there is not None
    assert (there.type, there.view["id"], there.editing) == ("expert", made["field"], True)
    assert window.focusWidget() is there.form.rows.editors["passport"].inputs()[0]


def test_the_same_person_twice_is_told_before_the_form_saves(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    assert window.store is not None
    nominating.nominate(window.store, made["offer"], made["field"])
    window.new_record("nomination")
    settle(qtbot, window)
    page = window.page
    assert page is not None
    page.form.type_in({"opportunity": made["offer"], "expert": made["field"]}, None)
    page.form.save()
    settle(qtbot, window)
    assert "nominated for it already" in page.notice.text
    assert not page.view.get("id")
    page.notice._action.click()
    settle(qtbot, window)
    assert page.view["id"]


def test_an_organization_shows_our_nationals_and_the_gap(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    assert window.store is not None
    body = record.save(window.store, "organization", {"name_en": "Body"})["id"]
    line = {"kind": "international", "organization": body, "title": "Officer", "geographical": True}
    record.save(window.store, "expert", {"id": made["field"], "service": [line]})
    share = {"organization": body, "kind": "member", "post_shares": [{"year": 2020, "least": 3, "most": 5}]}
    record.save(window.store, "membership", share)
    window.open_record("organization", body)
    settle(qtbot, window)
    assert window.page is not None
    view = window.page.side.tailored[0]
    assert isinstance(view, NationalsView)
    window.page.side.setCurrentWidget(view)
    settle(qtbot, window)
    assert view.told.text() == (
        "1 post counts against the State’s share. The share for 2020 is 3 to 5 posts. 2 posts lack."
    )
    view.table.itemActivated.emit(view.table.item(0, 0))
    settle(qtbot, window)
    assert window.page.view["id"] == made["field"]
