"""What the dialogs of the exchange are laid out with."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.ui import theme


def column_of(page: QWidget) -> QVBoxLayout:
    """Give a page a column that reaches its edges."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP)
    return column


def row_of(*buttons: QPushButton) -> QHBoxLayout:
    """Return a row of buttons at its end."""
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
