"""The tab of an award: what came, what is owed and late, the years of a scholar; the award made of a nomination."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record, steps
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.award_view import AwardView
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle

YEARS = [{"year": "2024/25", "standing": "passed"}, {"year": "2025/26", "standing": "extended"}]


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_is_owed_and_the_years_stand_there(window: MainWindow, qtbot: QtBot, lang: str) -> None:
    values = {"name_en": "Scholar", "ends": "2020-01-30", "follow_up_on": "2020-05-01", "year_standings": YEARS}
    id = record.save(window.store, "award", values)["id"]
    if lang == "ar":
        window.switch_language()
    window.open_record("award", id)
    settle(qtbot, window)
    window.page.side.setCurrentIndex(1)
    settle(qtbot, window)
    [shown] = window.page.side.tailored
    assert isinstance(shown, AwardView)
    assert [one.objectName() for one in shown.owed] == ["attention", "", "good"]
    assert ["2024/25" in one.text() for one in shown.years] == [True, False]
    assert faults(window, "") == []
    record.save(window.store, "award", {"id": id, "report_on": "2020-02-02", "year_standings": [YEARS[0]]})
    window.page.renew()
    settle(qtbot, window)
    assert [one.objectName() for one in shown.owed] == ["good", "", "good"]
    assert len(shown.years) == 3


def test_an_award_is_made_of_a_nomination_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    college = record.save(window.store, "organization", {"name_en": "College"})["id"]
    offer = record.save(window.store, "opportunity", {"title_en": "Course", "ends": "2027-02-01"})["id"]
    values = {"opportunity": offer, "institution": college, "name_en": "College"}
    id = record.save(window.store, "nomination", values)["id"]
    window.open_record("nomination", id)
    settle(qtbot, window)
    offered = "Make the award"
    assert offered not in [text for text, _ in window.page.acts.entries()]
    for step in ("propose", "check", "endorse", "approve", "submit", "select", "begin"):
        steps.take(window.store, "nomination", id, step)
    window.page.renew()
    settle(qtbot, window)
    dict(window.page.acts.entries())[offered]()
    settle(qtbot, window)
    window.page.notice._action.click()
    settle(qtbot, window)
    assert (window.page.type, window.page.view["nomination"]) == ("award", id)
