"""The letters of a decision, on the page of the offer or of the meeting: written, signed and saved, all in one act."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, number, tr
from coopdesk.operations.offers import decision_letters
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records.circulation import LETTER_LANGUAGE
from coopdesk.records.letter import LETTER_KIND
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import confirm
from coopdesk.ui.offers import letter_acts

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_TITLE, _DUE, _WRITE = N_("Letters of the decision"), N_("These letters are due:"), N_("Write the letters")
_LANGUAGE, _EACH = N_("Language"), N_("Arabic or English, as each of them reads")
_CANCEL = N_("Cancel")
_KIND = N_("{kind}: {n}")
_NOTHING = N_("No letter is due: nothing was decided since the last ones.")
_WRITTEN = P_("{n} letter is ready to be signed.", "{n} letters are ready to be signed.")
_SIGN_ASK = N_("Sign and register all letters of this decision? From then on none of them can be changed.")
_SIGN = N_("Sign all")
_SIGNED = P_("{n} letter was signed and registered.", "{n} letters were signed and registered.")
_NONE = N_("No letter of a decision is written yet.")


def write(page: "Page") -> None:
    """Tell which letters are due, and write them when a person agrees."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def done(made: list[View]) -> None:
        page.read_side()
        page.notice.say(tr(_WRITTEN, n=len(made)))

    def agreed(language: str) -> None:
        page.context.tasks.write(
            lambda _: decision_letters.write_letters(store, type, id, language), done, page.notice.tell
        )

    def ask(due: dict[str, int]) -> None:
        if due:
            LettersDialog(due, agreed, page).open()
        else:
            page.notice.say(tr(_NOTHING))

    page.context.tasks.read(lambda _: decision_letters.due(store, type, id), ask, page.notice.tell)


class LettersDialog(QDialog):
    """Tells which letters are due, and asks in which language; ``agreed`` gets it, empty for that of each."""

    def __init__(self, due: dict[str, int], agreed: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(420))
        kinds = Choice(LETTER_KIND)
        lines = [tr(_KIND, kind=kinds.label(kind), n=number(n)) for kind, n in due.items()]
        self.told, self.language, self.write_button = sentence(), StillBox(), QPushButton(tr(_WRITE))
        self.told.setText("\n".join((tr(_DUE), *lines)))
        self.language.addItem(tr(_EACH), "")
        for one in LETTER_LANGUAGE:
            self.language.addItem(tr(one.label), one.token)
        self.language.setAccessibleName(tr(_LANGUAGE))
        label = QLabel(tr(_LANGUAGE))
        label.setObjectName("label")
        label.setBuddy(self.language)
        self.write_button.setProperty("primary", "true")
        buttons = row_of(QPushButton(tr(_CANCEL)), self.write_button)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self.accept)
        self.accepted.connect(lambda: agreed(self.language.currentData()))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget in (self.told, label, self.language, buttons):
            column.addWidget(widget)


def sign(page: "Page") -> None:
    """Ask, and sign all letters of the decision."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def work(progress: Progress) -> list[View]:
        return decision_letters.sign_all(store, type, id, progress)

    def done(signed: list[View]) -> None:
        page.renew()
        page.notice.say(tr(_SIGNED, n=len(signed)))

    if confirm(page, _SIGN_ASK, _SIGN):
        page.context.tasks.write(work, done, page.notice.tell)


def save(page: "Page") -> None:
    """Ask for a folder, and write the letters of the decision into it in every form."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def ask(ids: list[str]) -> None:
        def keep(folder: Path) -> None:
            letter_acts.files_to(page, ids, folder)

        if ids:
            letter_acts.ask_folder(page, lambda: ids, keep)
        else:
            page.notice.say(tr(_NONE))

    page.context.tasks.read(lambda _: decision_letters.written(store, type, id), ask, page.notice.tell)
