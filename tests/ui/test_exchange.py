"""The tab Exchange on real homes: joining, sending, importing, the inbox, what cannot be taken back."""

import threading
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import using
from coopdesk.operations import conflicts, enrolment, exchange, listing, record
from coopdesk.progress import Progress
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.exchange.standing import sentences
from coopdesk.ui.main_window import MainWindow
from tests.ui.offices import Offices, board, chosen, dialog
from tests.ui.windows import DIRECTORY, look, settle, type_text

CODE = "QA-VIE"


def names(window: MainWindow) -> list[str]:
    store = window.open_store
    found = listing.page(store, listing.open_list(store, "organization", text="Nile"), 0, 9)
    return [record.show(store, "organization", row.id)["name_en"] for row in found]


def test_from_the_request_to_the_conflict_that_is_decided(strangers: Offices, qtbot: QtBot) -> None:
    mission, ministry = strangers.window(strangers.mission), strangers.window(strangers.ministry)
    request, answer = strangers.place / "request.cdxq", strangers.place / "answer.cdxa"
    with chosen(request):
        mission.screen.join.make.click()
    settle(qtbot, mission)
    heard = mission.screen.join.request_words.words
    assert len(heard.split()) == 8
    with chosen(request):
        board(ministry).admit.click()
    admit = dialog(ministry, qtbot)
    assert admit.compared.words.words == heard
    type_text(admit.compared.heard.line, heard.upper())
    with chosen(answer):
        admit.yes.click()
        settle(qtbot, ministry)
    told = admit.own_words.words
    admit.close_button.click()
    settle(qtbot, ministry)
    assert "Embassy in Vienna" in board(ministry).desks.table.item(0, 0).text()
    with chosen(answer):
        mission.screen.join.open.click()
    settle(qtbot, mission)
    assert mission.screen.join.answer_words.words == told
    mission.screen.join.same.click()
    settle(qtbot, mission)
    assert board(mission).isVisible()

    id = record.save(ministry.open_store, "organization", {"name_en": "Nile Fund", "audience": "all"})["id"]
    files = _sent(ministry, strangers.place / "out", qtbot)
    _imported(mission, files, qtbot)
    assert record.show(mission.open_store, "organization", id)["name_en"] == "Nile Fund"
    record.save(mission.open_store, "organization", {"id": id, "seat_city": "Vienna"})
    record.save(ministry.open_store, "organization", {"id": id, "seat_city": "Geneva"})
    _imported(mission, _sent(ministry, strangers.place / "out2", qtbot), qtbot)
    assert "1 conflict" in board(mission).quiet.text
    board(mission).conflicts.table.setCurrentCell(0, 0)
    board(mission).review.click()
    review = dialog(mission, qtbot)
    place = next(n for n, side in enumerate(review.told.sides) if side.text == "Vienna")
    review.cards[place].keep.click()
    review.reason.setText("They moved")
    review.decide.click()
    settle(qtbot, mission)
    assert board(mission).conflicts.table.rowCount() == 0
    _imported(ministry, _sent(mission, strangers.place / "back", qtbot), qtbot)
    assert record.show(ministry.open_store, "organization", id)["seat_city"] == "Vienna"
    assert conflicts.conflicts(ministry.open_store) == []


def _sent(window: MainWindow, folder: Path, qtbot: QtBot) -> list[Path]:
    board(window).send.click()
    send = dialog(window, qtbot)
    send.folder.setText(str(folder))
    send.write.click()
    settle(qtbot, window)
    shown = [send.files.item(row).text() for row in range(send.files.count())]
    send.accept()
    assert shown == sorted(path.name for path in folder.iterdir())
    return sorted(folder.iterdir())


def _imported(window: MainWindow, files: list[Path], qtbot: QtBot) -> None:
    window.screen.import_files(files)
    dialog(window, qtbot).run.click()
    settle(qtbot, window)


def test_words_that_differ_admit_nobody(strangers: Offices, qtbot: QtBot) -> None:
    with strangers.at(strangers.mission) as store:
        enrolment.request(store, strangers.place / "a.cdxq")
    window = strangers.window(strangers.ministry)
    with chosen(strangers.place / "a.cdxq"):
        board(window).admit.click()
    admit = dialog(window, qtbot)
    admit.yes.click()
    assert "Type the eight words" in admit.compared.heard.error
    type_text(admit.compared.heard.line, "eight words that nobody ever read out here")
    with chosen(strangers.place / "a.cdxa"):
        admit.yes.click()
        settle(qtbot, window)
    assert "not those of this file" in admit.compared.heard.error
    assert not (strangers.place / "a.cdxa").exists()
    assert [one["code"] for one in enrolment.listed(window.open_store)] == ["QA-GVA"]
    admit.compared.uncompared.click()
    with chosen(strangers.place / "a.cdxa"):
        admit.yes.click()
        settle(qtbot, window)
    assert len(enrolment.listed(window.open_store)) == 2


def test_an_answer_whose_words_differ_joins_nothing(strangers: Offices, qtbot: QtBot) -> None:
    request, answer = strangers.place / "a.cdxq", strangers.place / "a.cdxa"
    with strangers.at(strangers.mission) as mission, strangers.at(strangers.ministry) as ministry:
        enrolment.request(mission, request)
        enrolment.enrol(ministry, request, answer)
    window = strangers.window(strangers.mission)
    window.screen.join.take_answer(answer)
    settle(qtbot, window)
    window.screen.join.different.click()
    settle(qtbot, window)
    assert not window.screen.join.same.isVisible()
    assert not enrolment.is_enrolled(window.open_store)
    window.screen.join.take_answer(request)
    settle(qtbot, window)
    assert "no answer of the Ministry" in window.screen.join.notice.text


def test_the_words_of_the_request_are_there_when_the_telephone_rings_later(strangers: Offices, qtbot: QtBot) -> None:
    window = strangers.window(strangers.mission)
    window.screen.join.make_request(strangers.place / "a.cdxq")
    settle(qtbot, window)
    words = window.screen.join.request_words.words
    strangers.close()
    again = strangers.window(strangers.mission)
    assert again.screen.join.request_words.words == words
    again.switch_language()
    settle(qtbot, again)
    assert again.screen.join.request_words.labels[0].text() == again.screen.join.request_words.words.split()[0]
    assert again.screen.join.request_words.words != words


@pytest.mark.parametrize("over", ["page", "field"])
def test_bundles_dropped_anywhere_are_looked_at_first(offices: Offices, qtbot: QtBot, over: str) -> None:
    with offices.at(offices.ministry) as ministry:
        record.save(ministry, "organization", {"name_en": "Nile Fund", "name_ar": "صندوق النيل", "audience": "all"})
        file = offices.files(ministry, CODE)[0]
    window = offices.window(offices.mission)
    window.tabs.setCurrentIndex(DIRECTORY)
    settle(qtbot, window)
    under = window.records.search if over == "field" else window
    _drop(window, under.mapTo(window, under.rect().center()), file)
    look = dialog(window, qtbot)
    assert window.screen.type == "exchange"
    assert "Mission in Geneva" in look.summary.text()
    rows = [look.table.topLevelItem(row).text(0) for row in range(look.table.topLevelItemCount())]
    assert any("Nile Fund" in row for row in rows)
    look.leave.click()
    settle(qtbot, window)
    assert names(window) == []
    _drop(window, QPoint(5, 300), file)
    dialog(window, qtbot).run.click()
    settle(qtbot, window)
    assert names(window) == ["Nile Fund"]
    window.tabs.setCurrentIndex(DIRECTORY)
    _drop(window, QPoint(5, 300), file)
    assert dialog(window, qtbot).summary.text() == "Everything in it is here already."


def _drop(window: MainWindow, place: QPoint, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(place), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )  # fmt: skip
    QApplication.sendEvent(window.windowHandle(), event)


def test_the_preview_says_in_the_language_of_the_window_what_changes(offices: Offices, qtbot: QtBot) -> None:
    with offices.at(offices.ministry) as ministry, offices.at(offices.mission) as mission:
        values = {"name_en": "Nile Fund", "name_ar": "صندوق النيل", "audience": "all"}
        id = record.save(ministry, "organization", values)["id"]
        offices.send(ministry, mission)
        record.save(ministry, "organization", {"id": id, "seat_city": "Cairo"})
        record.save(mission, "organization", {"id": id, "seat_city": "Khartoum"})
        file = offices.files(ministry, CODE)[0]
    window = offices.window(offices.mission)
    window.switch_language()
    settle(qtbot, window)
    window.screen.import_files([file])
    look = dialog(window, qtbot)
    row = look.table.topLevelItem(0)
    assert look.table.topLevelItemCount() == 1
    assert "صندوق النيل" in row.text(0)
    assert "المقر (المدينة)" in row.text(1)
    assert "حقل واحد بأكثر من قيمة" in row.text(1)
    assert "حقل واحد" in look.warnings.text()


def test_what_cannot_be_imported_waits_in_the_inbox_with_its_reason(offices: Offices, qtbot: QtBot) -> None:
    with offices.at(offices.ministry) as ministry:
        record.save(ministry, "organization", {"name_en": "Nile Fund", "audience": "all"})
        file = offices.files(ministry, CODE)[0]
    torn = offices.place / "torn.cdx"
    torn.write_bytes(file.read_bytes()[:-9])
    window = offices.window(offices.mission)
    window.screen.import_files([torn])
    look = dialog(window, qtbot)
    assert "9 bytes are missing" in look.refused.text()
    assert look.run.text() == "Keep in the inbox"
    look.run.click()
    settle(qtbot, window)
    inbox = board(window).inbox
    assert "9 bytes are missing" in inbox.table.item(0, 3).text()
    inbox.table.setCurrentCell(0, 0)
    board(window).retry.click()
    settle(qtbot, window)
    assert "9 bytes are missing" in board(window).notice.text
    inbox.table.setCurrentCell(0, 0)
    board(window).discard.click()
    settle(qtbot, window)
    assert inbox.table.rowCount() == 0
    assert exchange.inbox(window.open_store) == []


def test_a_file_that_was_written_here_is_told_as_such_and_kept_nowhere(offices: Offices, qtbot: QtBot) -> None:
    with offices.at(offices.mission) as mission:
        file = offices.files(mission, "QA-GVA")[0]
    window = offices.window(offices.mission)
    window.screen.import_files([file])
    look = dialog(window, qtbot)
    assert "was written here" in look.summary.text()
    assert "QA-GVA" in look.summary.text()
    assert not look.refused.isVisible()
    look.run.click()
    settle(qtbot, window)
    assert exchange.inbox(window.open_store) == []


def test_a_stick_that_is_pulled_out_is_told_and_nothing_of_it_is_said_to_be_kept(
    offices: Offices, qtbot: QtBot
) -> None:
    with offices.at(offices.ministry) as ministry:
        record.save(ministry, "organization", {"name_en": "Nile Fund", "audience": "all"})
        file = offices.files(ministry, CODE)[0]
    window = offices.window(offices.mission)
    window.screen.import_files([offices.place / "gone.cdx"])
    look = dialog(window, qtbot)
    assert "cannot be read" in look.refused.text()
    assert "kept in the inbox" not in look.refused.text()
    assert not look.run.isVisible()
    look.leave.click()
    window.screen.import_files([file])
    look = dialog(window, qtbot)
    file.unlink()
    look.run.click()
    settle(qtbot, window)
    assert "cannot be read" in board(window).quiet.text
    assert "inbox" not in board(window).quiet.text
    assert names(window) == []


def test_after_an_import_the_conflicts_that_came_of_it_are_one_press_away(offices: Offices, qtbot: QtBot) -> None:
    with offices.at(offices.ministry) as ministry, offices.at(offices.mission) as mission:
        id = record.save(ministry, "organization", {"name_en": "Nile Fund", "audience": "all"})["id"]
        offices.send(ministry, mission)
        for store, city in ((ministry, "Cairo"), (mission, "Khartoum")):
            record.save(store, "organization", {"id": id, "seat_city": city})
        file = offices.files(ministry, CODE)[0]
    window = offices.window(offices.mission)
    window.screen.import_files([file])
    dialog(window, qtbot).run.click()
    settle(qtbot, window)
    board(window).quiet.act()
    assert {side.plain for side in dialog(window, qtbot).told.sides} == {"Cairo", "Khartoum"}


def test_a_file_that_came_before_the_desk_joined_is_imported_when_it_joins(strangers: Offices, qtbot: QtBot) -> None:
    request, answer = strangers.place / "a.cdxq", strangers.place / "a.cdxa"
    with strangers.at(strangers.mission) as mission, strangers.at(strangers.ministry) as ministry:
        enrolment.request(mission, request)
        enrolment.enrol(ministry, request, answer)
        record.save(ministry, "organization", {"name_en": "Nile Fund", "audience": "all"})
        file = strangers.files(ministry, CODE)[0]
    window = strangers.window(strangers.mission)
    window.screen.import_files([file])
    look = dialog(window, qtbot)
    assert "not enrolled yet" in look.refused.text()
    look.run.click()
    settle(qtbot, window)
    window.screen.join.take_answer(answer)
    settle(qtbot, window)
    window.screen.join.uncompared.click()
    settle(qtbot, window)
    assert names(window) == ["Nile Fund"]


def test_an_export_can_be_stopped(offices: Offices, qtbot: QtBot) -> None:
    begun = threading.Event()

    def endless(*_: object, progress: Progress, **__: object) -> None:
        while True:
            begun.set()
            progress.step(1, 4)

    window = offices.window(offices.ministry)
    window.screen.send(CODE)
    send = dialog(window, qtbot)
    with mock.patch.object(exchange, "export", endless):
        send.write.click()
        qtbot.waitUntil(begun.is_set)
        send.stop.click()
        settle(qtbot, window)
    assert send.write.isVisible()
    assert "Stopped" in send.notice.text


def test_a_bundle_for_mail_comes_with_a_slip_and_a_letter_that_names_the_files(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.ministry)
    window.screen.send(CODE)
    send = dialog(window, qtbot)
    send.mail.click()
    send.slip.click()
    send.folder.setText(str(offices.place / "out"))
    send.write.click()
    settle(qtbot, window)
    written = sorted(path.name for path in (offices.place / "out").iterdir())
    assert [Path(name).suffix for name in written] == [".cdx", ".pdf"]
    with mock.patch.object(QDesktopServices, "openUrl") as opened:
        send._letter.click()
        send._open_slip.click()
    letter, slip = (call.args[0] for call in opened.call_args_list)
    assert letter.scheme() == "mailto"
    assert written[0] in letter.toString()
    assert slip.toLocalFile().endswith("-slip.pdf")


def test_revoking_a_desk_asks_for_its_code(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.ministry)
    board(window).desks.table.setCurrentCell(0, 0)
    board(window).revoke.click()
    revoke = dialog(window, qtbot)
    revoke.typed.line.setText("QA-GVA")
    revoke.run.click()
    settle(qtbot, window)
    assert "QA-VIE" in revoke.typed.error
    assert not any(device["revoked"] for one in enrolment.listed(window.open_store) for device in one["devices"])
    revoke.typed.line.setText("qa-vie")
    revoke.run.click()
    settle(qtbot, window)
    assert "Not trusted" in board(window).desks.table.item(0, 3).text()


def test_the_root_keys_can_be_moved_out_and_the_warning_goes(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.ministry)
    assert board(window).warning.isVisible()
    board(window).move_out.click()
    roots = dialog(window, qtbot)
    roots.run.click()
    assert roots.isVisible()
    for line in (roots.secret.first.line, roots.secret.again.line):
        line.setText("seven other quiet words for safes")
    roots.secret.kept.click()
    with chosen(offices.place / "safe"):
        roots.run.click()
    settle(qtbot, window)
    assert len(list((offices.place / "safe").iterdir())) == 4
    assert not enrolment.roots_at_home(window.open_store)
    assert not board(window).warning.isVisible()


def test_the_status_line_tells_what_is_not_sent(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.mission)
    unsent = exchange.standing(window.open_store).unsent
    assert unsent > 0
    assert f"{unsent} changes not yet sent" in window.status.exchange.text()
    assert board(window).desks.table.item(0, 3).text() == f"{unsent} changes"
    window.screen.send()
    send = dialog(window, qtbot)
    send.folder.setText(str(offices.place / "out"))
    send.write.click()
    settle(qtbot, window)
    assert "everything is sent" in window.status.exchange.text()
    assert "last bundle to the Ministry today" in window.status.exchange.text()
    record.save(window.open_store, "organization", {"name_en": "Nile Fund", "audience": "all"})
    look(qtbot, window)
    assert "not yet sent" in window.status.exchange.text()


def test_how_long_ago_is_told_in_both_languages() -> None:
    old = exchange.Standing(3, "2026-01-01T10:00:00.000Z", central=False)
    with mock.patch("coopdesk.ui.exchange.standing.datetime", wraps=__import__("datetime").datetime) as clock:
        clock.now.return_value = clock.fromisoformat("2026-01-05T12:00:00+00:00")
        assert sentences(old) == ["3 changes not yet sent", "last bundle to the Ministry 4 days ago"]
        with using("ar"):
            assert "قبل ⁨4⁩ أيام" in sentences(old)[1]
        assert sentences(old._replace(central=True))[1] == "last bundle sent 4 days ago"
    assert sentences(None) == []
    assert sentences(old, colleagues=True)[-1] == "✓ colleagues up to date"
    assert len(sentences(old, colleagues=False)) == 3
    assert sentences(exchange.Standing(0, None, central=True)) == ["no bundle sent yet"]


def test_commands_of_records_are_not_offered_on_the_board(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.mission)
    assert not window.menus._can("new")
    assert not window.menus._can("find")
    assert window.menus._can("send_bundle")
    window.tabs.setCurrentIndex(DIRECTORY)
    assert window.menus._can("new")
    COMMANDS["send_bundle"].run(window)
    settle(qtbot, window)
    assert window.screen.type == "exchange"
    assert window.topic == "exchange"
