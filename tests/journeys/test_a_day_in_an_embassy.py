"""A day in an embassy: a secretary types, the counsellor corrects, the ambassador clears on paper, the Ministry
returns, the second version is cleared and noted. Each at a window of his own; each stage printed in Arabic."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.errors import Refused
from coopdesk.operations import desk, enrolment, exchange, officers, printing, record, remarks, steps
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_page import RecordPage
from coopdesk.ui.step_dialog import StepDialog
from tests.conftest import PASSPHRASE, copy_home, copy_mission
from tests.documents.test_pages import by_pdfium, words
from tests.journeys.gaps import Journey
from tests.ui.offices import dialog
from tests.ui.windows import closed, opened, settle, type_text

SECRETARY, COUNSELLOR = "a secretary types this quietly", "the counsellor reads it twice today"
KIND = "conference_report"


class Embassy:
    """An embassy and the Ministry: their homes, who works there, and what goes between them."""

    def __init__(self, place: Path, qtbot: QtBot, application: QApplication) -> None:
        self.place, self._qtbot, self._application, self._count = place, qtbot, application, 0
        self.ministry, self.mission = copy_home(place / "ministry"), copy_mission(place / "mission")
        with self.at(self.mission) as mission, self.at(self.ministry) as ministry:
            enrolment.request(mission, place / "a.cdxq")
            enrolment.enrol(ministry, place / "a.cdxq", place / "a.cdxa")
            enrolment.accept(mission, place / "a.cdxa")
            named = {"name_en": "Secretary", "name_ar": "السكرتير"}
            officers.add(mission, named, "secretary", SECRETARY)
            officers.add(mission, {"name_en": "Counsellor", "name_ar": "المستشار"}, "officer", COUNSELLOR)
            self.head = officers.add(mission, {
                "name_en": "Ambassador", "name_ar": "السفير", "post_ar": "رئيس البعثة", "honorific_ar": "سعادة",
            }, "approver")["id"]  # fmt: skip
            self.asked = record.save(ministry, "organization", {"name_en": "Trade", "name_ar": "التجارة"})["id"]

    @contextmanager
    def at(self, home: Path, passphrase: str = PASSPHRASE) -> Iterator[Store]:
        store = desk.open_desk(home, passphrase)
        yield store
        store.close()

    @contextmanager
    def window(self, home: Path, passphrase: str = PASSPHRASE) -> Iterator[MainWindow]:
        made = opened(home, self._qtbot, self._application, passphrase)
        yield made
        closed(made)

    def send(self, sender: Path, receiver: Path) -> None:
        self._count += 1
        with self.at(sender) as one, self.at(receiver) as other:
            folder = self.place / f"out-{self._count}"
            written = [Path(name) for name in exchange.export(one, other.desk, folder)["files"]]
            assert [told["code"] for told in exchange.import_files(other, written)] == [None]

    def printed(self, store: Store, report: str, name: str = "conference-report") -> list[str]:
        self._count += 1
        made = self.place / f"print-{self._count}.pdf"
        printing.print_to_file(store, name, report, "ar", made)
        return words(by_pdfium(made.read_bytes()))


def page_of(window: MainWindow, qtbot: QtBot, report: str) -> RecordPage:
    window.open_record(KIND, report)
    settle(qtbot, window)
    assert window.page is not None
    return window.page


def offered(page: RecordPage) -> list[str]:
    assert page._beside is not None
    return [one.name for one in page._beside.steps]


def take(page: RecordPage, window: MainWindow, qtbot: QtBot, name: str, fill: Callable[[StepDialog], None]) -> None:
    assert page._beside is not None
    page.acts.take_step(next(one for one in page._beside.steps if one.name == name))
    asked = dialog(window, qtbot)
    assert isinstance(asked, StepDialog)
    fill(asked)
    asked.accept_button.click()
    settle(qtbot, window)


def test_a_day_in_an_embassy(tmp_path: Path, journey: Journey, qtbot: QtBot, qapp: QApplication) -> None:
    embassy = Embassy(tmp_path, qtbot, qapp)
    scan = tmp_path / "paper.pdf"
    scan.write_bytes(b"%PDF-1.4 the paper")
    with embassy.at(embassy.mission) as store:
        held = record.save(
            store, "conference", {"title_ar": "المؤتمر العام", "starts": "2026-09-21", "audience": "all"}
        )
        report = record.save(store, KIND, {"conference": held["id"], "title_ar": "تقرير المؤتمر"})["id"]

    with journey.step("The secretary types"), embassy.window(embassy.mission, SECRETARY) as window:
        page = page_of(window, qtbot, report)
        assert offered(page) == ["submit"]
        page.edit("bottom_line_ar")
        type_text(page.form.rows.editors["bottom_line_ar"].inputs()[0], "اعتُمد البرنامج")
        page.form.save()
        settle(qtbot, window)
        page.finish()
        page._head.step_button.click()
        settle(qtbot, window)
        assert (page.view["stage"], offered(page)) == ("submitted", [])
        assert "مسودة" in embassy.printed(window.store, report)
        for said in (Said(), Said("x", given="telephone", by=embassy.head)):
            with pytest.raises(Refused):
                steps.take(window.store, KIND, report, "clear", said=said)

    with journey.step("The counsellor corrects"), embassy.window(embassy.mission, COUNSELLOR) as window:
        page = page_of(window, qtbot, report)
        record.save(window.store, KIND, {"id": report, "bottom_line_ar": "اعتُمد البرنامج بالتوافق"})
        page.renew()
        settle(qtbot, window)
        with pytest.raises(Refused):
            steps.take(window.store, KIND, report, "clear")

        def on_paper(asked: StepDialog) -> None:
            assert asked.given == "paper"
            asked.accept_button.click()
            assert asked.isVisible()
            settle(qtbot, window)
            assert asked.cells["by"].error.text()
            asked.editors["by"].set_value(embassy.head)
            asked.editors["scan"].set_value(str(scan))
            asked.editors["comment"].set_value("وافق السفير")

        take(page, window, qtbot, "clear", on_paper)
        assert page.view["stage"] == "cleared"
        assert page.banner.sentence.text().startswith("Cleared by Ambassador on ")
        assert "on paper, noted by Counsellor" in page.banner.sentence.text()
        page.edit()
        assert not page.editing
        found = embassy.printed(window.store, report)
        assert "مسودة" not in found
        assert {"السفير", "المستشار", "السكرتير"} <= set(found)
        assert offered(page) == []
        with pytest.raises(Refused):
            record.save(window.store, KIND, {"id": report, "bottom_line_ar": "غيره"})
    embassy.send(embassy.mission, embassy.ministry)

    with journey.step("The Ministry returns"), embassy.window(embassy.ministry) as window:
        page = page_of(window, qtbot, report)
        assert page.banner.worth.text().startswith("Noted under the key of")

        def number(asked: StepDialog) -> None:
            asked.editors["number"].set_value("117/2026")

        take(page, window, qtbot, "receive", number)
        assert (page.view["stage"], page.view["registry_number"]) == ("received", "117/2026")

        def opinion(asked: StepDialog) -> None:
            asked.editors["asked_of"].set_value(embassy.asked)
            asked.editors["comment"].set_value("ما رأيكم؟")

        take(page, window, qtbot, "refer", opinion)
        assert [one["question"] for one in remarks.referrals(window.store, report)] == ["ما رأيكم؟"]

        def two_remarks(asked: StepDialog) -> None:
            asked.editors["comment"].set_value("يرجى الاستيفاء")
            assert asked.remarks is not None
            for place, (name, text) in enumerate((("bottom_line_ar", "يُذكر التصويت"), ("decisions", "تُذكر القرارات"))):
                box, line = asked.remarks.rows[place]
                box.setCurrentIndex(box.findData(name))
                line.setText(text)
                line.textEdited.emit(text)

        take(page, window, qtbot, "return", two_remarks)
        assert page.view["stage"] == "returned"
        assert {"يرجى", "الاستيفاء", "التصويت", "القرارات"} <= set(
            embassy.printed(window.store, report, "return-letter")
        )
    embassy.send(embassy.ministry, embassy.mission)

    with journey.step("The second version is cleared"), embassy.window(embassy.mission, COUNSELLOR) as window:
        page = page_of(window, qtbot, report)
        assert "✎ \u2068يُذكر التصويت\u2069" in page._sheet.toPlainText()
        page.edit("bottom_line_ar")
        assert "يُذكر التصويت" in page.form.rows._cells["bottom_line_ar"]._remarks.text()
        page.form.rows.editors["bottom_line_ar"].set_value("اعتُمد البرنامج بالتوافق وبلا تصويت")
        page.form.rows.editors["bottom_line_ar"].changed.emit()
        page.form.save()
        settle(qtbot, window)
        page.finish()
        for one in remarks.remarks(window.store, report):
            remarks.settle(window.store, one["id"])

        def by_telephone(asked: StepDialog) -> None:
            asked.editors["given"].set_value("telephone")
            asked.arrange()
            asked.editors["by"].set_value(embassy.head)
            asked.editors["comment"].set_value("وافق السفير هاتفياً")

        page.read_side()
        settle(qtbot, window)
        take(page, window, qtbot, "clear", by_telephone)
        assert page.view["stage"] == "cleared"
        assert not page.banner.versions.isHidden()
    embassy.send(embassy.mission, embassy.ministry)

    with journey.step("Received and noted"), embassy.window(embassy.ministry) as window:
        page = page_of(window, qtbot, report)
        take(page, window, qtbot, "receive", lambda asked: None)
        assert page.view["registry_number"] == "117/2026", "it keeps the number of its first version"
        take(page, window, qtbot, "note", lambda asked: None)
        assert page.view["stage"] == "noted"
        assert "by telephone, noted by Counsellor" in page.banner.worth.text()
        assert page.side.steps.table.rowCount() == 8
        slip = embassy.printed(window.store, report, "routing-slip")
        assert set(words("السفير المستشار هاتفياً")) <= set(slip)
        assert "مسودة" not in embassy.printed(window.store, report)
