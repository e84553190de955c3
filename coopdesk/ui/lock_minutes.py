"""After how many minutes without a key or the mouse the desk locks itself at this computer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from coopdesk.i18n import N_, P_, tr

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

MINUTES = (5, 10, 15, 30, 0)
_AFTER, _NEVER = P_("Lock after {n} minute", "Lock after {n} minutes"), N_("Never lock by itself")


def ask_minutes(window: "Frame") -> None:
    """Offer the minutes in a menu at the foot of the window, the present ones ticked."""
    menu = QMenu(window)
    group = QActionGroup(menu)
    for minutes in MINUTES:
        action = menu.addAction(tr(_AFTER, n=minutes) if minutes else tr(_NEVER))
        action.setCheckable(True)
        action.setChecked(window.settings.lock_after == minutes)
        action.triggered.connect(lambda _=False, minutes=minutes: _choose(window, minutes))
        group.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    person = window.status.person
    menu.popup(person.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def _choose(window: "Frame", minutes: int) -> None:
    window.settings.lock_after = minutes
    window.appearance.save()
