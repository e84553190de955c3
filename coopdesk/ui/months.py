"""Months of either calendar, turned over in the window: which calendar leads, and what turns to another month."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QToolButton

from coopdesk.calendars import hijri_leads
from coopdesk.i18n import N_
from coopdesk.ui.inputs import paint_mark

HIJRI_LEADS, TODAY = N_("Hijri months"), N_("Today")
YEAR_BACK, YEAR_ON = N_("Previous year"), N_("Next year")
MONTH_BACK, MONTH_ON = N_("Previous month"), N_("Next month")
_LEAD = "coopdesk_hijri_months"
"""The property of the application that remembers which calendar a person let lead."""


def leads() -> bool:
    """Tell whether the Hijri calendar leads."""
    lead = QApplication.instance().property(_LEAD)  # type: ignore[union-attr]
    return hijri_leads() if lead is None else bool(lead)


def let_lead(hijri: bool) -> None:
    """Let the Hijri calendar lead, or the other, until the program ends."""
    QApplication.instance().setProperty(_LEAD, hijri)  # type: ignore[union-attr]


class Turner(QToolButton):
    """Turns to an earlier or later month; its mark points there, and is doubled for a year."""

    def __init__(self, name: str, months: int, turn: Callable[[], None]) -> None:
        super().__init__()
        self._months = months
        self.setFixedSize(28, 28)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.clicked.connect(turn)

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        left = (self._months < 0) != self.isRightToLeft()
        for x in (-3, 3) if abs(self._months) == 12 else (0,):
            paint_mark(self, self.width() / 2 + x, 90 if left else -90)
