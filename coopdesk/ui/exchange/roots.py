"""The acts at the Ministry that cannot be taken back: moving the root keys out, revoking a desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError, Refused
from coopdesk.i18n import N_, P_, isolate, language, tr
from coopdesk.operations import enrolment
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.dialog_parts import fit, row_of
from coopdesk.ui.list_bar import QuietLine
from coopdesk.ui.messages import Notice
from coopdesk.ui.new_passphrase import NewPassphrase

_ROOTS = N_("Move the root keys out")
_ROOTS_ABOUT = N_(
    "Four files are written to an empty folder: three root keys and the recovery key, sealed by a passphrase of their "
    "own. Two of the three root keys are needed to renew the Ministry’s keys. Keep them on sticks in different safes."
)
_LOST = N_("Nobody can recover this passphrase. Without it the files are worth nothing.")
_WAIT = N_("One moment…")
_MOVE, _CANCEL = N_("Choose an empty folder…"), N_("Cancel")
_MOVED = N_("The root keys are out of this home. Keep the files apart, in safes: two of the three are needed.")
_REVOKE = N_("Revoke {name}")
_REVOKE_ABOUT = N_(
    "The computers of this desk are trusted no more: what they wrote until now stays, what they send from now on is "
    "refused everywhere, as soon as your next bundles tell the other desks. This cannot be taken back; the desk "
    "would have to join anew."
)
_TYPE = N_("Type the code of the desk, {code}, to confirm")
_NOT_IT, _DO_IT = N_("That is not {code}."), N_("Revoke the desk")
_REVOKED = P_("{n} computer is trusted no more. Send bundles, so that the other desks learn of it.",
              "{n} computers are trusted no more. Send bundles, so that the other desks learn of it.")  # fmt: skip
_WIDTH = 600


class _Act(QDialog):
    """A dialog of one act: a heading, what it means, what is asked, and the button."""

    def __init__(self, context: Context, heading: str, about: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.store, self.tasks, self._context = context.store, context.tasks, context
        self.setWindowTitle(heading)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice = Notice()
        self.run, cancel = QPushButton(verb), QPushButton(tr(_CANCEL))
        self._verb = verb
        self.run.setProperty("primary", "true")
        self.run.clicked.connect(self.act)
        cancel.clicked.connect(self.reject)
        title, told = QLabel(heading), sentence()
        title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        title.setWordWrap(True)
        title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        told.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        told.setText(about)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        self.column.setSpacing(theme.GAP)
        for widget in (title, told, self.notice):
            self.column.addWidget(widget)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(self.asks())
        self.column.addStretch(1)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(row_of(cancel, self.run))

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def asks(self) -> QWidget:
        """Return what asks the person."""
        raise NotImplementedError

    def act(self) -> None:
        """Do it, where all that is asked is there."""
        raise NotImplementedError

    def begin(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do the work; meanwhile nothing else can be asked."""
        self.run.setEnabled(False)
        self.run.setText(tr(_WAIT))
        self.tasks.write(lambda _: work(), done, self._refused, self._ask_again)

    def _refused(self, fault: CoopDeskError) -> None:
        self._ask_again()
        self.notice.tell(fault)

    def _ask_again(self) -> None:
        self.run.setEnabled(True)
        self.run.setText(self._verb)

    def done_with(self, sentence: str, board: QuietLine) -> None:
        """Tell on the board what was done, and go."""
        self._context.renewed.emit()
        board.say(sentence)
        self.accept()


class RootsDialog(_Act):
    """Moves the root keys out of this home. ``board``: where it is told."""

    def __init__(self, context: Context, parent: QWidget, board: QuietLine) -> None:
        self.secret = NewPassphrase(list, _LOST)
        super().__init__(context, tr(_ROOTS), tr(_ROOTS_ABOUT), tr(_MOVE), parent)
        self._board = board
        self.secret.retranslate()
        self.secret.first.line.setFocus()

    def asks(self) -> QWidget:
        return self.secret

    def act(self) -> None:
        wrong = self.secret.wrong()
        if wrong is not None:
            wrong.setFocus()
            return
        chosen = QFileDialog.getExistingDirectory(self, tr(_MOVE))
        if chosen:
            self.move_to(Path(chosen))

    def move_to(self, folder: Path) -> None:
        """Write the files to a folder, and take the keys out of the home."""
        passphrase = self.secret.first.line.text()

        self.begin(
            lambda: enrolment.export_roots(self.store, folder, passphrase),
            lambda _: self.done_with(tr(_MOVED), self._board),
        )


class RevokeDialog(_Act):
    """Revokes a desk of the roster; its code is typed to confirm. ``board``: where it is told."""

    def __init__(self, context: Context, desk: View, parent: QWidget, board: QuietLine) -> None:
        self._code, self._board = desk["code"], board
        first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
        name = f"{desk[first] or desk[second]} ({isolate(self._code)})"
        self.typed = Asked(_TYPE, params={"code": self._code})
        self.typed.retranslate()
        super().__init__(context, tr(_REVOKE, name=name), tr(_REVOKE_ABOUT), tr(_DO_IT), parent)
        self.typed.line.setFocus()

    def asks(self) -> QWidget:
        return self.typed

    def act(self) -> None:
        code, board = self._code, self._board
        if self.typed.line.text().strip().upper() != code:
            self.typed.refuse(Refused(_NOT_IT, code=code))
            self.typed.line.setFocus()
            return

        def done(count: int) -> None:
            self.done_with(tr(_REVOKED, n=count), board)

        self.begin(lambda: enrolment.revoke(self.store, code), done)
