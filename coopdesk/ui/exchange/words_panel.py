"""Eight words, large, as two people compare them by telephone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout

from coopdesk.i18n import N_, language, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_COPY = N_("Copy the eight words")
_COLUMNS, _COUNT = 4, 8


class WordsPanel(QFrame):
    """The words in the language of the window, and a button that copies them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self._words: dict[str, str] = {}
        self.labels = [QLabel() for _ in range(_COUNT)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.GAP)
        for place, label in enumerate(self.labels):
            label.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, place // _COLUMNS, place % _COLUMNS)
            grid.setColumnStretch(place % _COLUMNS, 1)
        self.copy = QToolButton()
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.words))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(grid)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTrailing)
        self.hide()

    @property
    def words(self) -> str:
        """The words in the language of the window."""
        return self._words.get(f"words_{language()}", "")

    def show_words(self, words: dict[str, str]) -> None:
        """Show eight words, given as ``words_en`` and ``words_ar``."""
        self._words = words
        self.retranslate()
        self.setVisible(bool(words))

    def retranslate(self) -> None:
        """Show the words in the present language."""
        for label, word in zip(self.labels, self.words.split(), strict=False):
            label.setText(word)
        self.copy.setText(tr(_COPY))
        self.copy.setAccessibleName(tr(_COPY))
        self.copy.setAccessibleDescription(self.words)
