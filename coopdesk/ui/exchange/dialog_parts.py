"""What the dialogs of the exchange are laid out with."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import is_rtl
from coopdesk.ui import theme
from coopdesk.ui.tasks import Job


def show_name(label: QLabel, text: str) -> None:
    """Show a name in either script at the side where the window begins to read."""
    side = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    label.setText(text)


def column_of(page: QWidget) -> QVBoxLayout:
    """Give a page a column that reaches its edges."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP)
    return column


def row_of(leave: QPushButton, *acts: QPushButton) -> QDialogButtonBox:
    """Return the row at the foot of a dialog, in the order that the system has for it, as in its questions. ``leave``
    goes away; the last of ``acts`` is what the dialog is for. Each button does what it was told to."""
    row, roles = QDialogButtonBox(), QDialogButtonBox.ButtonRole
    row.addButton(leave, roles.RejectRole)
    for button in acts:
        row.addButton(button, roles.AcceptRole if button is acts[-1] else roles.ActionRole)
    return row


def furnished(dialog: QDialog, parts: Iterable[QWidget]) -> QVBoxLayout:
    """Lay out what a dialog says and asks, one under the other; returns the column, for the row of its buttons."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
    column.setSpacing(theme.SPACE)
    for part in parts:
        column.addWidget(part)
    return column


def fit(dialog: QDialog) -> None:
    """Make a dialog as high as what it says in its width needs, which Qt asks of no layout within another one, but no
    higher than the screen."""
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    width = max(dialog.width(), dialog.minimumWidth())
    needed = max(layout.totalSizeHint().height(), layout.totalHeightForWidth(width))
    dialog.resize(width, min(needed, dialog.screen().availableSize().height()))


def give_room(dialog: QDialog, width: int, height: int) -> None:
    """Make a dialog so large, at the present zoom, but no larger than the window that it belongs to."""
    parent = dialog.parentWidget()
    room = parent.window().size() if parent is not None else dialog.maximumSize()
    dialog.resize(min(theme.px(width), room.width()), min(theme.px(height), room.height()))


class JobDialog(QDialog):
    """A dialog over one piece of work: going away, by Escape too, stops it. ``bar`` shows how far it has come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.job: Job | None = None
        self.bar = QProgressBar()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop_job()
        super().closeEvent(event)

    def reject(self) -> None:
        self.stop_job()
        super().reject()

    def stop_job(self) -> None:
        """Ask the work to stop."""
        if self.job is not None:
            self.job.cancel()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work has come."""
        if self.job is not None:
            self.bar.setRange(0, max(total, 0))
            self.bar.setValue(done)
