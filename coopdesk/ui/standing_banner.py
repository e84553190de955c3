"""What the last step of a record is worth, over its page, with what changed since and since the version before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, RIGHT_TO_LEFT_MARK, Text, is_rtl, tr
from coopdesk.operations.saves import Changed
from coopdesk.operations.step_words import Banner
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.change_text import ChangeText, compared
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.tasks import Tasks

_SINCE, _VERSIONS = N_("What changed since"), N_("Difference to the version before")
_REVIEW = N_("Review…")
_CLOSE, _SAME = N_("Close", "window"), N_("Nothing of the text differs.")
_SIGNS = {"good": "✔", "quiet": "•", "attention": "!", "error": "✖"}
"""A shape beside the words, so that colour is never the only sign."""


class StandingBanner(QWidget):
    """``asked``: show these changes, under a heading (marked text, changes); ``reviewed``: decide between steps that
    were taken at the same time, by the id of the conflict."""

    asked, reviewed = Signal(object, object), Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._banner: Banner | None = None
        self._yields = False
        self._sign = QLabel()
        self.sentence, self.worth = sentence(), sentence(quiet=True)
        for label in (self.sentence, self.worth):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.since, self.versions, self.review = QPushButton(), QPushButton(), QPushButton()
        self.review.clicked.connect(lambda: self.reviewed.emit(self._banner.conflict if self._banner else ""))
        self.since.clicked.connect(lambda: self._ask(_SINCE))
        self.versions.clicked.connect(lambda: self._ask(_VERSIONS))
        frame, acts = QFrame(), QWidget()
        frame.setObjectName("standing")
        flow = FlowLayout(acts, theme.GAP)
        for button in (self.review, self.since, self.versions):
            flow.addWidget(button)
        self._acts = acts
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self.sentence, self.worth, acts):
            words.addWidget(widget)
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, 0, theme.SPACE, theme.GAP)
        column.addWidget(frame)
        self.hide()

    def give_way(self, yields: bool) -> None:
        """Leave the room, where there is little, to something that is needed more: a message, or the steps themselves.
        What must not be overlooked stays."""
        self._yields = yields
        banner = self._banner
        calm = banner is not None and banner.tone != "error" and not banner.conflict
        self.setVisible(banner is not None and not (yields and calm and theme.is_low(self)))

    def tell(self, banner: Banner | None) -> None:
        """Show what the last step is worth; nothing where none was taken."""
        self._banner = banner
        self.give_way(self._yields)
        if banner is None:
            return
        mark = RIGHT_TO_LEFT_MARK if is_rtl() else ""
        self.sentence.setText(f"{mark}{banner.sentence}")
        self.worth.setText(f"{mark}{banner.worth}")
        low = theme.is_low(self) and banner.tone != "error" and not banner.conflict
        self.worth.setVisible(bool(banner.worth) and not low)
        self._sign.setText(_SIGNS[banner.tone])
        self._sign.setAccessibleName(banner.worth)
        for label, name in ((self._sign, banner.tone), (self.worth, "error" if banner.tone == "error" else "quiet")):
            label.setObjectName(name)
            label.style().unpolish(label)
            label.style().polish(label)
        self.since.setText(tr(_SINCE))
        self.versions.setText(tr(_VERSIONS))
        self.review.setText(tr(_REVIEW))
        self.review.setVisible(bool(banner.conflict))
        self.since.setVisible(any(one.old or one.new for one in banner.changes))
        self.versions.setVisible(bool(banner.versions))
        shown = any(not one.isHidden() for one in (self.review, self.since, self.versions))
        self._acts.setVisible(shown and not low)

    def _ask(self, heading: Text) -> None:
        if self._banner is not None:
            self.asked.emit(heading, self._banner.changes if heading is _SINCE else self._banner.versions)


class Differences(QDialog):
    """Shows what differs, words marked."""

    def __init__(self, heading: Text, changes: Sequence[Changed], tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(heading))
        self.resize(theme.px(680), theme.px(480))
        self.text = ChangeText()
        self.text.setAccessibleName(tr(heading))
        none = sentence(quiet=True)
        none.setText(tr(_SAME))
        none.setVisible(not changes)
        buttons = row_of(QPushButton(tr(_CLOSE)))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        for widget in (none, self.text, buttons):
            column.addWidget(widget)
        tasks.read(lambda _: compared(changes), lambda parts: self.text.show_changes(parts, len(changes) - len(parts)))
