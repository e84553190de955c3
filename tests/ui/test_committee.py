"""Committees in the window: the scoring sheet, the ranking, the draft of the minutes; and the erasing of an expert."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.errors import NotFound
from coopdesk.operations import desk, record, steps
from coopdesk.operations.offers import nominating, scoring
from coopdesk.ui import messages
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.ranking_view import RankingView
from coopdesk.ui.offers.scores_view import ScoresView
from tests.conftest import PASSPHRASE
from tests.operations.offers.nominees import expert, opportunity
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    store = desk.open_desk(home, PASSPHRASE)
    found = {"offer": opportunity(store), "expert": expert(store, consent_until="2020-01-01")}
    for name in ("first", "second"):
        person = expert(store, name_en=name.title())
        found[name] = str(nominating.nominate(store, found["offer"], person)["id"])
    committee = record.save(store, "committee", {"name_en": "Nominations", "criteria": "Merit: 60\nLanguages 40 %\n"})
    meeting = {"committee": committee["id"], "number": "1", "on": "2027-01-10",
               "meeting_cases": [{"opportunity": found["offer"]}]}  # fmt: skip
    found["meeting"] = str(record.save(store, "committee_meeting", meeting)["id"])
    steps.take(store, "committee_meeting", found["meeting"], "open")
    store.close()
    return found


@pytest.fixture
def window(home: Path, made: dict[str, str], qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    found = opened(home, qtbot, qapp)
    yield found
    closed(found)


def tab(window: MainWindow, qtbot: QtBot, type: str, id: str, kind: type[QWidget]) -> QWidget:
    window.open_record(type, id)
    settle(qtbot, window)
    assert window.page is not None
    found = next(one for one in window.page.side.tailored if isinstance(one, kind))
    window.page.side.setCurrentWidget(found)
    settle(qtbot, window)
    return found


def score(window: MainWindow, qtbot: QtBot, nomination: str, *points: int) -> ScoresView:
    view = tab(window, qtbot, "nomination", nomination, ScoresView)
    assert isinstance(view, ScoresView)
    for box, value in zip(view.boxes.values(), points, strict=True):
        box.setValue(value)
    view.save_button.click()
    settle(qtbot, window)
    return view


def test_points_are_given_on_the_sheet_and_ranked_when_the_scoring_is_closed(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = score(window, qtbot, made["first"], 50, 100)
    assert list(view.boxes) == ["Merit", "Languages"]
    assert [view.table.item(row, 1).text() for row in (0, 1)] == ["60", "40"]
    assert view.table.item(2, 2).text() == "70"
    assert "A meeting scores now" in view.told.text()
    score(window, qtbot, made["second"], 80, 80)
    ranks = tab(window, qtbot, "opportunity", made["offer"], RankingView)
    assert isinstance(ranks, RankingView)
    assert "not seen before the scoring is closed" in ranks.told.text()
    assert ranks.table.rowCount() == 0
    assert window.store is not None
    steps.take(window.store, "committee_meeting", made["meeting"], "close")
    ranks.read()
    settle(qtbot, window)
    assert [[ranks.table.item(row, place).text() for place in range(3)] for row in (0, 1)] == [
        ["1", "Second", "80"], ["2", "First", "70"],
    ]  # fmt: skip
    ranks.note_button.click()
    settle(qtbot, window)
    assert record.show(window.store, "nomination", made["second"])["rank"] == 1


def test_a_conflict_of_interest_takes_ones_points_out(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    score(window, qtbot, made["first"], 50, 100)
    view = tab(window, qtbot, "nomination", made["first"], ScoresView)
    assert isinstance(view, ScoresView)
    view.conflict.setChecked(True)
    assert not any(box.isEnabled() for box in view.boxes.values())
    view.save_button.click()
    settle(qtbot, window)
    assert window.store is not None
    found = scoring.sheet(window.store, made["first"])
    assert (set(found.aside), dict(found.means)) == ({window.store.officer}, {})
    assert view.conflict.isChecked()


def test_the_minutes_are_drafted_from_the_menu(window: MainWindow, made: dict[str, str], qtbot: QtBot) -> None:
    assert window.store is not None
    steps.take(window.store, "committee_meeting", made["meeting"], "close")
    window.open_record("committee_meeting", made["meeting"])
    settle(qtbot, window)
    page = window.page
    assert page is not None
    dict(page.acts.entries())["Draft the minutes"]()
    settle(qtbot, window)
    assert "Energy adviser" in page.view["minutes"]
    assert "Draft the minutes" not in dict(page.acts.entries())


def test_an_expert_whose_consent_ran_out_is_marked_and_can_be_erased(
    window: MainWindow, made: dict[str, str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_record("expert", made["expert"])
    settle(qtbot, window)
    page = window.page
    assert page is not None
    assert any("Consent ran out" in text for _, text in page._head._told)
    erase = dict(page.acts.entries())["Erase the data of this person for good…"]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: False)
    erase()
    settle(qtbot, window)
    assert window.store is not None
    assert record.show(window.store, "expert", made["expert"])["name_en"]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    erase()
    settle(qtbot, window)
    with pytest.raises(NotFound):
        record.show(window.store, "expert", made["expert"])
    assert not page.view
