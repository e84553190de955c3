"""Choosing a passphrase: typed twice, measured in words and as a bar, written down and locked away."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from coopdesk.errors import Refused
from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence

_PASSPHRASE, _AGAIN = N_("New passphrase"), N_("Passphrase once more")
_RULE = N_("Five or six words that have nothing to do with each other are best.")
_SHOW = N_("Show what I type")
_DIFFERENT = N_("The two passphrases are not the same.")
_WARNING = N_("Nobody can recover a forgotten passphrase before the desk is enrolled, not even the Ministry.")
_KEPT = N_("I have written it down and locked it away")
_NOT_KEPT = N_("Write the passphrase down, lock it away, then tick this.")
_STRENGTH = N_("Strength of the passphrase")
_MEASURES = {
    "short": N_("Too short"),
    "weak": N_("Weak: use more words"),
    "fair": N_("Fair: one more word makes it strong"),
    "strong": N_("Strong"),
}


class NewPassphrase(QWidget):
    """Asks for a new passphrase. ``beside`` returns texts that a guesser knows, such as the names of the desk;
    ``lost``: what its loss means, else what that of a desk means."""

    def __init__(self, beside: Callable[[], Iterable[str]], lost: Text = _WARNING) -> None:
        super().__init__()
        self._beside, self._lost = beside, lost
        self.first, self.again = Asked(_PASSPHRASE, _RULE, secret=True), Asked(_AGAIN, secret=True)
        self.first.line.textChanged.connect(self._typed)
        self.again.line.textChanged.connect(lambda _: self.again.refuse(None))
        self._bar, self._strength = QProgressBar(), QLabel()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, len(_MEASURES) - 1)
        self._bar.setFixedHeight(theme.GAP)
        self._warning, self._not_kept = sentence(), sentence()
        self._not_kept.setObjectName("error")
        self._not_kept.hide()
        self.shown, self.kept = QCheckBox(), QCheckBox()
        self.shown.toggled.connect(self._show)
        self.kept.toggled.connect(lambda _: self._not_kept.hide())
        measured = QHBoxLayout()
        measured.addWidget(self._bar, 1)
        measured.addWidget(self._strength, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.first)
        column.addLayout(measured)
        column.addWidget(self.again)
        column.addWidget(self.shown)
        column.addSpacing(theme.GAP)
        for widget in (self._warning, self.kept, self._not_kept):
            column.addWidget(widget)

    def measure(self) -> str:
        """Return how strong the passphrase is, in the present language; empty when none is typed."""
        found = self._measure()
        return tr(_MEASURES[found]) if found else ""

    def wrong(self) -> QWidget | None:
        """Show what is wrong and return where; None when nothing is."""
        from coopdesk.operations import passphrase

        chosen, again = self.first.line.text(), self.again.line.text()
        if not self.first.check(lambda: passphrase.check(chosen)):
            return self.first.line
        if chosen != again:
            self.again.refuse(Refused(_DIFFERENT))
            return self.again.line
        self._not_kept.setVisible(not self.kept.isChecked())
        return None if self.kept.isChecked() else self.kept

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        for asked in (self.first, self.again):
            asked.retranslate()
        self.shown.setText(tr(_SHOW))
        self.kept.setText(tr(_KEPT))
        self._warning.setText(tr(self._lost))
        self._not_kept.setText(tr(_NOT_KEPT))
        self._bar.setAccessibleName(tr(_STRENGTH))
        self._weigh()

    def _typed(self, _: str) -> None:
        self.first.refuse(None)
        self._weigh()

    def _weigh(self) -> None:
        found = self._measure()
        self._bar.setValue(list(_MEASURES).index(found) if found else 0)
        self._strength.setText(self.measure())

    def _measure(self) -> str:
        text = self.first.line.text()
        if not text:
            return ""
        from coopdesk.operations import passphrase

        return passphrase.measure(text, self._beside())

    def _show(self, shown: bool) -> None:
        for asked in (self.first, self.again):
            asked.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
