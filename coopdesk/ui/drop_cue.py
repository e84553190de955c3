"""What would happen to files that are held over a part of the window, written over that part in large letters."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_VEIL = 236
"""How much of what lies under it is covered, of 255: it is still seen where one is."""


class DropCue(QWidget):
    """Lies over parts of ``window``. It takes no event: what is held over it is held over the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.title, self.told = QLabel(), QLabel()
        self.told.setObjectName("quiet")
        self._color = QColor()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * theme.WIDE,) * 4)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        for label in (self.title, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)
        self.hide()

    def show_over(self, part: QWidget, title: str, told: str, *, refuses: bool = False) -> None:
        """Say over a part of the window what a drop would do, or that it would do nothing."""
        tokens = theme.colors()
        self._color = QColor(tokens.bad if refuses else tokens.accent)
        self.title.setText(title)
        self.title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self.told.setText(told)
        self.setAccessibleName(f"{title}\n{told}")
        self.setGeometry(QRect(part.mapTo(self._window, QPoint(0, 0)), part.size()))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.colors().surface)
        ground.setAlpha(_VEIL)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(self._color, 2, Qt.PenStyle.DashLine))
        inset = theme.SPACE
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), theme.GAP, theme.GAP)
        painter.end()
