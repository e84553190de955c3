"""Several computers of one embassy, each with its window, keep each other up to date through a folder by themselves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, enrolment, folders, record
from coopdesk.operations.folders import Folders
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE
from tests.ui.offices import Offices, board, dialog
from tests.ui.windows import settle

Colleague = Callable[[str], Path]


@pytest.fixture
def office(offices: Offices) -> Path:
    made = offices.place / "office"
    made.mkdir()
    return made


@pytest.fixture
def colleague(offices: Offices, office: Path) -> Colleague:
    """Gives another computer of the embassy, which the Ministry admitted and which watches the folder."""

    def make(name: str) -> Path:
        home, request, answer = (offices.place / f"{name}{end}" for end in ("", ".cdxq", ".cdxa"))
        desk.init(
            home, code="QA-VIE", name_en="Embassy in Vienna", name_ar="السفارة في فيينا", passphrase=PASSPHRASE,
            officer_en="Colleague", officer_ar="الزميل",
        )  # fmt: skip
        with offices.at(home) as store, offices.at(offices.ministry) as ministry:
            enrolment.request(store, request)
            enrolment.enrol(ministry, request, answer)
            enrolment.accept(store, answer)
            folders.watch(store, Folders(office=str(office)))
        return home

    return make


@pytest.fixture
def first(offices: Offices, office: Path, qtbot: QtBot) -> MainWindow:
    """The window of the first computer, at which the folder was chosen."""
    window = offices.window(offices.mission)
    board(window).watch.click()
    asked = dialog(window, qtbot)
    asked.office.line.setText(str(office))
    asked.save.click()
    settle(qtbot, window)
    return window


def rounds(qtbot: QtBot, *windows: MainWindow, times: int = 3) -> None:
    """Let the clocks of the windows come round."""
    for _ in range(times):
        for window in windows:
            window.screens[-1].rounds._clock.timeout.emit()
            settle(qtbot, window)


def city(window: MainWindow, id: str) -> str:
    return str(record.show(window.open_store, "organization", id)["seat_city"])


def test_two_windows_have_what_each_other_writes_and_say_so(
    offices: Offices, colleague: Colleague, first: MainWindow, qtbot: QtBot
) -> None:
    second = offices.window(colleague("second"))
    id = str(record.save(second.open_store, "organization", {"name_en": "Nile Fund", "seat_city": "Cairo"})["id"])
    second.renew()
    settle(qtbot, second)
    assert "colleagues do not have everything yet" in second.status.exchange.text()
    rounds(qtbot, first, second)
    assert city(first, id) == "Cairo"
    first.open_record("organization", id)
    settle(qtbot, first)
    first.page.edit("seat_city")
    first.page.form.rows.editors["seat_city"].inputs()[0].setText("Aswan")
    first.page.form.rows.editors["seat_city"].changed.emit()
    first.page.form.save()
    settle(qtbot, first)
    rounds(qtbot, first, second)
    assert city(second, id) == "Aswan"
    for window in (first, second):
        assert "✓ colleagues up to date" in window.status.exchange.text()


def test_a_third_computer_that_joins_gets_everything_and_is_waited_for(
    offices: Offices, colleague: Colleague, first: MainWindow, qtbot: QtBot
) -> None:
    id = str(record.save(first.open_store, "organization", {"name_en": "Nile Fund", "seat_city": "Cairo"})["id"])
    second = offices.window(colleague("second"))
    rounds(qtbot, first, second)
    third = offices.window(colleague("third"))
    rounds(qtbot, third, first, times=1)
    rounds(qtbot, first, times=1)
    assert "colleagues do not have everything yet" in first.status.exchange.text()
    rounds(qtbot, third, first, second)
    assert city(third, id) == "Cairo"
    for window in (first, second, third):
        assert "✓ colleagues up to date" in window.status.exchange.text()


def test_a_computer_that_was_off_for_long_catches_up_and_the_folder_stays_small(
    offices: Offices, office: Path, colleague: Colleague, first: MainWindow, qtbot: QtBot
) -> None:
    away = colleague("away")
    second = offices.window(colleague("second"))
    with offices.at(away) as store:
        folders.run(store)
    ids = []
    for n in range(8):
        window = (first, second)[n % 2]
        ids.append(
            str(record.save(window.open_store, "organization", {"name_en": f"Fund {n}", "seat_city": "Cairo"})["id"])
        )
        rounds(qtbot, first, second, times=2)
    assert len(list(office.iterdir())) <= 3
    assert "colleagues do not have everything yet" in first.status.exchange.text()
    back = offices.window(away)
    rounds(qtbot, back, first, second)
    assert [city(back, id) for id in ids] == ["Cairo"] * 8
    for window in (first, second, back):
        assert "✓ colleagues up to date" in window.status.exchange.text()


def test_while_the_folder_is_away_nothing_is_lost_and_it_goes_on_by_itself(
    offices: Offices, office: Path, colleague: Colleague, first: MainWindow, qtbot: QtBot
) -> None:
    second = offices.window(colleague("second"))
    rounds(qtbot, first, second)
    office.rename(offices.place / "unplugged")
    id = str(record.save(first.open_store, "organization", {"name_en": "Nile Fund", "seat_city": "Cairo"})["id"])
    rounds(qtbot, first, second, times=2)
    assert "Nothing is lost" in board(first).notice.text
    assert "▲ a watched folder cannot be reached" in first.status.exchange.text()
    assert not office.exists()
    (offices.place / "unplugged").rename(office)
    rounds(qtbot, first, second)
    assert city(second, id) == "Cairo"
    assert not board(first).notice.isVisible()
    assert "✓ colleagues up to date" in first.status.exchange.text()
