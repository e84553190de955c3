"""A passphrase typed by the person whose it will be: another one for oneself, or the first one of an officer."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import desk, officers
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.exchange.dialog_parts import fit, furnished, row_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.new_passphrase import NewPassphrase

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

LOST = N_("Who forgets it needs the Ministry, or an administrator of this desk; then the private drafts are lost.")
_OWN, _OWN_ABOUT = N_("Change my passphrase"), N_("Backups that were made before still open with the old one.")
_PRESENT, _CHANGED = N_("Present passphrase"), N_("Your passphrase is changed.")
_GIVE, _GIVE_ABOUT = N_("Give a passphrase"), N_("{name} types it now, and nobody else looks.")
_AGAIN_ABOUT = N_(
    "{name} types it now, and nobody else looks. The old one opens nothing any more, and the private drafts that were "
    "typed under it are thrown away, for nothing can read them."
)
_CHANGE, _CANCEL = N_("Change the passphrase"), N_("Cancel")
_WIDTH = 520


class SecretDialog(QDialog):
    """Asks for a new passphrase, and does something with it on the worker. ``present``: asks for the old one first;
    ``chosen``: asks for one that was chosen before instead, under this name."""

    def __init__(
        self, parent: QWidget, heading: Text, about: str, yes: Text, beside: Callable[[], Iterable[str]], *,
        present: bool = False, chosen: Text | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(tr(heading))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice, told = Notice(), sentence()
        told.setText(about)
        self.present, self._new = Asked(chosen or _PRESENT, secret=True), chosen is None
        self.present.retranslate()
        self.present.setVisible(present or not self._new)
        self.secret = NewPassphrase(beside, LOST)
        self.secret.retranslate()
        self.secret.setVisible(self._new)
        self.yes, cancel = QPushButton(tr(yes)), QPushButton(tr(_CANCEL))
        self.yes.setProperty("primary", "true")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._go)
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        column = furnished(self, (told, self.notice, self.present, self.secret))
        column.addWidget(row_of(cancel, self.yes))
        (self.secret.first if self._new and not present else self.present).line.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def use(self, passphrase: str) -> None:
        """Do what the passphrase was asked for."""
        raise NotImplementedError

    def refuse(self, fault: CoopDeskError) -> None:
        """Show why it cannot be used."""
        self.yes.setEnabled(True)
        self.notice.tell(fault)
        fit(self)

    def _go(self) -> None:
        wrong = self.secret.wrong() if self._new else None
        if wrong is not None:
            wrong.setFocus()
            return
        self.yes.setEnabled(False)
        self.use((self.secret.first if self._new else self.present).line.text())


class OwnPassphrase(SecretDialog):
    """Lets who is at work choose another passphrase."""

    def __init__(self, window: "Frame") -> None:
        super().__init__(window, _OWN, tr(_OWN_ABOUT), _CHANGE, list, present=True)
        self._window = window

    def use(self, passphrase: str) -> None:
        window, old = self._window, self.present.line.text()
        home, officer = window.open_store.home, window.open_store.officer or ""

        def done(_: Any) -> None:
            self.accept()
            window.status.showMessage(tr(_CHANGED), 4_000)

        window.tasks.write(
            lambda _: desk.change_passphrase(home, old, passphrase, officer), done, self.refuse,
            lambda: self.yes.setEnabled(True),
        )  # fmt: skip


class GivenPassphrase(SecretDialog):
    """Lets an officer type the passphrase that opens this computer; ``then`` is done when it does."""

    def __init__(self, window: "Frame", parent: QWidget, officer: View, name: str, then: Callable[[], None]) -> None:
        about = tr(_AGAIN_ABOUT if officer["opens"] else _GIVE_ABOUT, name=name)
        super().__init__(parent, _GIVE, about, _GIVE, lambda: [officer["name_en"] or "", officer["name_ar"] or ""])
        self._window, self._officer, self._then = window, officer, then

    def use(self, passphrase: str) -> None:
        store, id = self._window.open_store, str(self._officer["id"])

        def done(_: Any) -> None:
            self.accept()
            self._then()

        give = officers.renew_passphrase if self._officer["opens"] else officers.give_passphrase
        self._window.tasks.write(
            lambda _: give(store, id, passphrase), done, self.refuse,
            lambda: self.yes.setEnabled(True),
        )  # fmt: skip
