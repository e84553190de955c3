"""Locking the window: at once nothing of the desk is to be seen, and soon after it holds no keys.

What was on the screen stays in memory behind the page that asks for the passphrase, and comes back as it was, with
cursor and steps of undo, to the same officer. Making all of it anew from what is kept would give back less, and would
not protect more: Python does not overwrite what it lets go of. Who opens the desk instead finds it fresh. What was
typed is kept as a draft before, under the key of who typed it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from coopdesk.errors import CoopDeskError, Refused
from coopdesk.i18n import N_
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.idle import Idle

if TYPE_CHECKING:
    from coopdesk.store.home import Store
    from coopdesk.ui.main_window import MainWindow

_LOOK_EVERY = 40
"""Milliseconds between two looks whether work is over, so that the keys can go."""
_NOT_KEPT = N_(
    "What the officer before you typed could not be kept, for the disk refused it. "
    "Let that officer open the desk first."
)


class Locking(QObject):
    """``locked``: whether the page that asks for the passphrase lies over the desk."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self.locked = window, False
        self._hidden: list[tuple[QWidget, bool]] = []
        self._focus: QWidget | None = None
        self._turned = False
        self._unkept = 0
        self._shutting = QTimer(self, interval=_LOOK_EVERY)
        self._shutting.timeout.connect(self._shut)
        self.idle: Idle | None = None

    def watch(self) -> None:
        """Lock by itself from now on, when nobody is at the computer."""
        window = self._window
        if self.idle is None:
            keys = COMMANDS["lock"].shortcuts[0]
            self.idle = Idle(lambda: window.settings.lock_after, lambda: window.tasks.idle, keys, self)
            self.idle.elapsed.connect(self.lock)

    def lock(self) -> None:
        """Lock the desk."""
        from coopdesk.ui.draft_keeper import DraftKeeper
        from coopdesk.ui.indicators.matrix_view import MatrixView
        from coopdesk.ui.tailored_tab import TailoredTab

        window = self._window
        if window.store is None or self.locked:
            return
        self.locked, self._focus = True, QApplication.focusWidget()
        window.tasks.hold()
        window.entry.ask_again()
        window.show_face(entry=True)
        window.menus.lock()
        window.status.forget()
        self._hide_others()
        for keeper in window.findChildren(DraftKeeper):
            keeper.keep(self._failed)
        for tab in window.findChildren(TailoredTab):
            tab.keep(self._failed)
        for shape in window.findChildren(MatrixView):
            shape.keep(self._failed)
        self._shutting.start()

    def goes_on(self, store: "Store") -> bool:
        """Go on where the desk was locked, if the same officer opened it again; else make room for another one, who
        has it opened anew. Nothing happens where that would lose what was typed."""
        window, before = self._window, self._window.open_store
        same = store.officer == before.officer
        if not same and self._unkept:
            store.close()
            window.unlock.refuse(CoopDeskError(_NOT_KEPT))
            return True
        self.locked = False
        self._shutting.stop()
        self._unkept = 0
        if same:
            before.go_on(store)
        else:
            before.shut()
        window.tasks.release(wanted=same)
        hidden, self._hidden = [one for one in self._hidden if isValid(one[0])], []
        if not same:
            for dialog, _ in hidden:
                dialog.deleteLater()
            window.clear()
            _forget_copied()
            return False
        window.resume()
        if self._turned:
            self._turned = False
            window.retranslate()
        for dialog, modal in hidden:
            dialog.open() if modal and isinstance(dialog, QDialog) else dialog.show()
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        return True

    def put_off_turning(self) -> bool:
        """Tell whether what is behind the lock is to be shown in another language later, for it cannot be read now."""
        self._turned = self._turned or self.locked
        return self.locked

    def _hide_others(self) -> None:
        """Hide what lies over the window: dialogs of ours come back; what the system made, or waits within a call, is
        given up, as by Escape."""
        from coopdesk.ui.overlay import Overlay

        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        for overlay in self._window.findChildren(Overlay):
            overlay.dismiss()
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible():
                if type(widget).__module__.startswith("coopdesk."):
                    self._hidden.append((widget, widget.isModal()))
                widget.hide()
        self._window.unlock.setFocus()

    def _shut(self) -> None:
        """Let go of the keys, once what is under way is over; a write is finished first."""
        if self._window.tasks.idle and not self._unkept:
            self._shutting.stop()
            self._window.open_store.shut()

    def _failed(self, fault: CoopDeskError) -> None:
        self._unkept += not isinstance(fault, Refused)


def _forget_copied() -> None:
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
