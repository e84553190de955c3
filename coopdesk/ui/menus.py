"""The menus of the window, made of the commands, and the panels in which the same stands by its name."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.ui.at_cursor import trail_of, typed_in
from coopdesk.ui.commands import COMMANDS, MENUS

if TYPE_CHECKING:
    from coopdesk.ui.main_window import MainWindow
    from coopdesk.ui.palette import Entry, Palette

_UNDO_TYPING, _REDO_TYPING = N_("Undo typing"), N_("Redo typing")


class Menus:
    """Every command as an action of the window. ``over``: what the panels lie over."""

    def __init__(self, window: "MainWindow", over: QWidget) -> None:
        self._window, self._over = window, over
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {name: window.menuBar().addMenu("") for name in MENUS}
        for name, one in COMMANDS.items():
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in one.shortcuts])
            action.triggered.connect(lambda _=False, run=one.run: run(window))
            self.menus[one.menu].addAction(action)
            self.actions[name] = action
        self.lock()
        self.menus["edit"].aboutToShow.connect(self._tell_undo)

    def fill(self, menu: QMenu, names: Sequence[str]) -> None:
        """Offer commands in a menu elsewhere."""
        for name in names:
            menu.addAction(self.actions[name])

    def enable(self, *, records: bool) -> None:
        """Let every command be given, now that a desk is open. ``records``: a tab of records is shown."""
        for name, one in COMMANDS.items():
            self.actions[name].setEnabled(records or not one.records)

    def lock(self) -> None:
        """Let only those commands be given that need no open desk."""
        for name, one in COMMANDS.items():
            self.actions[name].setEnabled(not one.open_desk)

    def retranslate(self) -> None:
        """Show names in the present language."""
        for name, menu in self.menus.items():
            menu.setTitle(tr(MENUS[name]))
        for name, one in COMMANDS.items():
            self.actions[name].setText(tr(one.label))
            self.actions[name].setStatusTip(tr(one.help))
        for panel in ("palette", "sheet"):
            if panel in vars(self):
                getattr(self, panel).retranslate()

    @cached_property
    def palette(self) -> "Palette":
        """Every command by its name; made when it is first asked for."""
        from coopdesk.ui.palette import COMMANDS_HINT, Palette

        return Palette(self._over, COMMANDS_HINT, self._can_be_done)

    @cached_property
    def sheet(self) -> "Palette":
        """Every shortcut, by menu; made when it is first asked for."""
        from coopdesk.ui.palette import SHORTCUTS_HINT, Palette, shortcut_sheet

        return Palette(self._over, SHORTCUTS_HINT, lambda: shortcut_sheet(self._run, self._can))

    def _can_be_done(self) -> "list[Entry]":
        """Return the commands, then the lists that can be shown and the records that can be begun."""
        from coopdesk.ui.palette import all_commands, kinds_of_record

        window = self._window
        screens = [] if window.locking.locked else window.screens
        kinds = [name for screen in screens for name in screen.types]
        return [
            *all_commands(self._run, self._can), *kinds_of_record(kinds, window.open_list, window.new_record),
        ]  # fmt: skip

    def _tell_undo(self) -> None:
        """Say in the menu what would be undone and redone."""
        for name, text in _undo_texts(self._window).items():
            self.actions[name].setText(text)

    def _can(self, name: str) -> bool:
        return self.actions[name].isEnabled()

    def _run(self, name: str) -> None:
        self.actions[name].trigger()


def _undo_texts(window: "MainWindow") -> dict[str, str]:
    """Return what the menu calls undo and redo now: a step in the form, or the saved change that they would reach."""
    from coopdesk.ui.record_acts import redo_text, undo_text

    field, trail, page = typed_in(), trail_of(window), window.page
    found = {name: tr(COMMANDS[name].label) for name in ("undo", "redo")}
    if field is not None and trail is None:
        return {"undo": tr(_UNDO_TYPING), "redo": tr(_REDO_TYPING)}
    if field is None and page is not None:
        found |= {"undo": undo_text(page.next_undo)} if page.next_undo is not None else {}
        found |= {"redo": redo_text(page.next_redo)} if page.next_redo is not None else {}
    if trail is not None:
        found |= {"undo": trail.undo_text} if trail.can_undo else {}
        found |= {"redo": trail.redo_text} if trail.can_redo else {}
    return found
