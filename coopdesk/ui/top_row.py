"""The top row of the window: its tabs, and at the end what looks like a search field and opens the search."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QTabBar, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.ui import theme

_TABS, _SEARCH = N_("Sections"), N_("Search")
_WIDTH = 260


class SearchButton(QPushButton):
    """Looks like a calm field: a glass, the word, and the shortcut at its end."""

    def __init__(self, shortcut: str) -> None:
        super().__init__()
        self.setObjectName("field")
        self._glass, self._word, self._key = QLabel(), QLabel(), QLabel(shortcut)
        self._word.setObjectName("quiet")
        self._key.setObjectName("quiet")
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._glass)
        layout.addWidget(self._word, 1)
        layout.addWidget(self._key)
        for label in (self._glass, self._word, self._key):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._draw()

    def retranslate(self) -> None:
        """Show the word in the present language."""
        self._word.setText(tr(_SEARCH))
        self.setAccessibleName(tr(_SEARCH))

    def sizeHint(self) -> QSize:
        needed = self._row.sizeHint()
        return QSize(max(theme.px(_WIDTH), needed.width()), theme.ROW - theme.SMALL)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()

    def _draw(self) -> None:
        side, ratio = theme.px(16), self.devicePixelRatioF()
        glass = QPixmap(QSize(side, side) * ratio)
        glass.setDevicePixelRatio(ratio)
        glass.fill(Qt.GlobalColor.transparent)
        painter = QPainter(glass)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.colors().secondary), side / 11)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(QPointF(side * 0.43, side * 0.43), side * 0.3, side * 0.3)
        painter.drawLine(QPointF(side * 0.66, side * 0.66), QPointF(side * 0.9, side * 0.9))
        painter.end()
        self._glass.setPixmap(glass)


class TopRow(QWidget):
    """The tabs and the search. It is shown when a desk is open."""

    def __init__(self, shortcut: str) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar()
        self.tabs.setObjectName("tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.search = SearchButton(shortcut)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, 0, theme.SPACE, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.search)

    def retranslate(self) -> None:
        """Show everything but the tabs' own names in the present language."""
        self.tabs.setAccessibleName(tr(_TABS))
        self.search.retranslate()
