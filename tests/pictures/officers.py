"""What several people at one desk see: who works there, the lock, what is said with steps, what left, the way back."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from coopdesk.operations import drafts, listing, officers, printing, record, recovery, remarks, steps
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.exchange.screen import ExchangeScreen
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.officers.people import OfficersDialog
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_page import RecordPage
from tests.pictures.states import State, open_window, settle, typed, unlock

_KIND = "conference_report"
_WORDS = "five other quiet words here"
_ASKED = "أضيفوا نتيجة التصويت على القرار الثالث، وبيّنوا موقف المجموعة العربية منه."
_PEOPLE = (
    (
        {"name_en": "Head of mission", "name_ar": "رئيس البعثة", "post_ar": "السفير", "post_en": "Ambassador"},
        "approver",
    ),
    ({"name_en": "Secretary", "name_ar": "السكرتير", "post_ar": "أمانة السر"}, "secretary"),
)


def officer_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the states of a desk with several officers."""
    window = open_window(home, application, size)
    unlock(window)
    store = window.open_store
    for person, role in _PEOPLE:
        officers.add(store, person, role, _WORDS if role == "approver" else None)
    yield from _people(window)
    report = _returned(store)
    window.open_record(_KIND, report)
    settle(window)
    yield "returned", window
    page = window.page
    assert page is not None
    page.side.setCurrentIndex(4)
    settle(window)
    yield "steps-returned", window
    yield from _answer(window, page)
    yield from _step(window, page)
    yield from _left(window, home.parent)
    yield from _lock(window)
    window.close()


def _returned(store: Store) -> str:
    """Let the report of the examples be cleared, received, referred and returned; returns its id."""
    id = listing.page(store, listing.open_list(store, _KIND), 0, 1)[0].id
    body = listing.page(store, listing.open_list(store, "organization"), 0, 1)[0].id
    if record.show(store, _KIND, id)["stage"] != "cleared":
        steps.take(store, _KIND, id, "clear")
    steps.take(store, _KIND, id, "receive")
    steps.take(store, _KIND, id, "refer", said=Said("هل يتعارض القرار مع التزاماتنا؟", asked_of=body, due="2026-01-15"))
    remarks_on = (("lessons", "ما الذي يُعمل به في الدورة المقبلة؟"), ("", "In short, please."))
    steps.take(store, _KIND, id, "return", said=Said(_ASKED, remarks=remarks_on))
    assert remarks.remarks(store, id)
    return id


def _people(window: MainWindow) -> Iterator[State]:
    COMMANDS["show_officers"].run(window)
    settle(window)
    people = _dialog(window)
    assert isinstance(people, OfficersDialog)
    yield "officers", people
    for name, button in (
        ("officer-add", people.add),
        ("officer-act", people.act),
        ("officer-passphrase", people.secret),
    ):
        button.click()
        settle(window)
        yield name, _dialog(window)
        _dialog(window).reject()
    people.reject()


def _answer(window: MainWindow, page: RecordPage) -> Iterator[State]:
    answer = [one for one in page.side.steps.findChildren(QPushButton) if one.isVisible()][-1]
    answer.click()
    settle(window)
    yield "answer", _dialog(window)
    _dialog(window).reject()


def _step(window: MainWindow, page: RecordPage) -> Iterator[State]:
    steps.take(window.open_store, _KIND, page.view["id"], "clear")
    steps.take(window.open_store, _KIND, page.view["id"], "receive")
    page.renew()
    settle(window)
    page.acts.take_step(next(one for one in page._beside.steps if one.name == "return"))
    settle(window)
    asked = _dialog(window)
    typed(asked.editors["comment"].inputs()[0], _ASKED)
    typed(asked.remarks.rows[0][1], "بالأرقام")
    settle(window)
    yield "return", asked
    asked._keeper.keep()
    settle(window)
    asked.deleteLater()
    page.put_away()
    window.open_record(_KIND, drafts.kept(window.open_store)[0].id)
    settle(window)
    yield "begun", window
    record.show(window.open_store, _KIND, page.view["id"])
    drafts.keep(window.open_store, "contact", None, {"name_ar": "مسودة جهة اتصال"}, None, private=True)
    COMMANDS["my_drafts"].run(window)
    settle(window)
    yield "drafts", _dialog(window)
    _dialog(window).reject()


def _left(window: MainWindow, place: Path) -> Iterator[State]:
    store = window.open_store
    action = record.save(
        store, "action", {"text_ar": "الرد على المذكرة", "text_en": "Answer the note", "classification": "secret"}
    )
    name = printing.documents_for("action", listed=False)[0]["name"]
    printing.print_to_file(store, name, action["id"], "ar", place / "note.pdf")
    preview = Preview(store, window.tasks, "action", action["id"], window)
    preview.show()
    settle(window)
    preview.copies.setValue(2)
    settle(window)
    yield "preview-copies", preview
    preview.close()
    COMMANDS["what_left"].run(window)
    settle(window)
    yield "left", _dialog(window)
    _dialog(window).reject()


def _lock(window: MainWindow) -> Iterator[State]:
    window.locking.lock()
    settle(window)
    yield "locked", window
    for name in ("locked-refused", "locked-again", "locked-later"):
        window.unlock.inputs["passphrase"].setText("not the passphrase")
        window.unlock.button.click()
        settle(window)
        if name != "locked-again":
            yield name, window
    window.unlock.forgot.click()
    settle(window)
    yield "forgotten", _dialog(window)
    _dialog(window).reject()


def recovery_states(
    mission: Path, ministry: Path, application: QApplication, size: tuple[int, int, float]
) -> Iterator[State]:
    """Yield both sides of a forgotten passphrase, of a mission that the Ministry knows."""
    request = mission.parent / "request.recovery"
    recovery.request(mission, request, "quite other words after all")
    window = open_window(ministry, application, size)
    unlock(window)
    window.show_exchange(lambda screen: _ask_recovery(screen, request))
    settle(window)
    dialog = _dialog(window)
    yield "recovery", dialog
    dialog.compared.uncompared.click()
    dialog.answer_to(mission.parent / "answer.recovery")
    settle(window)
    yield "recovery-answered", dialog
    dialog.accept()
    window.close()


def _ask_recovery(screen: ExchangeScreen, request: Path) -> None:
    screen.take_files([request])


def _dialog(window: MainWindow) -> QDialog:
    settle(window)
    return next(one for one in reversed(window.findChildren(QDialog)) if one.isVisible())
