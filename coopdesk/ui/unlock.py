"""The first page: the passphrase of the desk, or the making of a desk where there is none yet."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, Text, is_rtl, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.messages import Notice

_WELCOME, _OPEN, _CREATE = N_("Welcome to CoopDesk"), N_("Open the desk"), N_("Make the desk")
_NEW_DESK = N_("A new desk")
_ABOUT = N_("Everything stays on this computer, encrypted under a passphrase that only you know.")
_PASSPHRASE, _AGAIN = N_("Passphrase"), N_("Passphrase once more")
_CODE, _NAME_EN, _NAME_AR = (
    N_("Code of the desk, such as QA-GVA"),
    N_("Name of the desk (English)"),
    N_("Name of the desk (Arabic)"),
)
_OFFICER_EN, _OFFICER_AR = N_("Your name (English)"), N_("Your name (Arabic)")
_MINISTRY = N_("This desk is the Ministry")
_EXAMPLES = N_("Add example data, clearly marked, to be removed later")
_WARNING = N_("Nobody can recover a forgotten passphrase before the desk is enrolled. Write it down and lock it away.")
_DIFFERENT = N_("The two passphrases are not the same.")
_WEAK, _FAIR, _STRONG = N_("Weak: use more words"), N_("Fair"), N_("Strong")
_WAIT = N_("One moment…")


class UnlockPage(QWidget):
    """Asks for what opens or makes a desk. ``entered``: the values, keyed as ``operations.desk.init`` names them."""

    entered = Signal(dict)

    def __init__(self, *, new: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self._new = new
        self.notice = Notice()
        self._title, self._about, self._strength, self._warning = QLabel(), QLabel(), QLabel(), QLabel()
        self._title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        for quiet in (self._about, self._strength, self._warning):
            quiet.setObjectName("quiet")
            quiet.setWordWrap(True)
        self.inputs: dict[str, QLineEdit] = {}
        self._labels: dict[str, tuple[QLabel, Text]] = {}
        self._form = form = QGridLayout()
        form.setVerticalSpacing(theme.SMALL)
        form.setHorizontalSpacing(theme.SPACE)
        asked: list[tuple[str, Text]] = [("passphrase", _PASSPHRASE)]
        if new:
            asked = [
                ("code", _CODE), ("name_en", _NAME_EN), ("name_ar", _NAME_AR), ("officer_en", _OFFICER_EN),
                ("officer_ar", _OFFICER_AR), ("passphrase", _PASSPHRASE), ("again", _AGAIN),
            ]  # fmt: skip
        for name, text in asked:
            label, line = QLabel(), QLineEdit()
            label.setObjectName("label")
            label.setBuddy(line)
            if name in ("passphrase", "again"):
                line.setEchoMode(QLineEdit.EchoMode.Password)
            if name.endswith("_ar"):
                line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            elif name.endswith("_en") or name == "code":
                line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            line.returnPressed.connect(self._enter)
            self.inputs[name], self._labels[name] = line, (label, text)
        self.inputs["passphrase"].textChanged.connect(self._weigh)
        self.ministry, self.examples = QCheckBox(), QCheckBox()
        self.button = QPushButton()
        self.button.setProperty("primary", "true")
        self.button.clicked.connect(self._enter)
        box = QWidget()
        box.setFixedWidth(600 if new else 440)
        column = QVBoxLayout(box)
        column.setSpacing(theme.GAP)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.notice)
        column.addSpacing(theme.GAP)
        column.addLayout(form)
        for only_new in (self._strength, self._warning, self.ministry, self.examples):
            only_new.setVisible(new)
            column.addWidget(only_new)
        column.addSpacing(theme.GAP)
        column.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.retranslate()
        next(iter(self.inputs.values())).setFocus()

    def wait(self, waiting: bool) -> None:
        """Show that the desk is being opened."""
        self.button.setEnabled(not waiting)
        self.button.setText(tr(_WAIT if waiting else _CREATE if self._new else _OPEN))

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        self._title.setText(tr(_NEW_DESK if self._new else _WELCOME))
        self._about.setText(tr(_ABOUT))
        self._warning.setText(tr(_WARNING))
        self._arrange()
        for name, (label, text) in self._labels.items():
            label.setText(tr(text))
            self.inputs[name].setAccessibleName(tr(text))
        self.ministry.setText(tr(_MINISTRY))
        self.examples.setText(tr(_EXAMPLES))
        self.wait(not self.button.isEnabled())
        self._weigh(self.inputs["passphrase"].text())

    def _arrange(self) -> None:
        """Lay the fields out in two columns. English stands left and Arabic right in both directions of the window."""
        for place, (name, line) in enumerate(self.inputs.items()):
            row, side = (0, 0) if place == 0 else (2 * ((place + 1) // 2), (place + 1) % 2)
            if name.endswith(("_en", "_ar")) and is_rtl():
                side = 1 - side
            span = 2 if place == 0 else 1
            self._form.addWidget(self._labels[name][0], row, side, 1, span)
            self._form.addWidget(line, row + 1, side, 1, span)

    def _weigh(self, text: str) -> None:
        if not self._new:
            return
        bits = len(text) * math.log2(max(len(set(text)), 1) + 1)
        self._strength.setText("" if not text else tr(_WEAK if bits < 45 else _FAIR if bits < 75 else _STRONG))

    def _enter(self) -> None:
        values: dict[str, object] = {name: line.text() for name, line in self.inputs.items()}
        if self._new:
            if values.pop("again") != values["passphrase"]:
                self.notice.say(tr(_DIFFERENT))
                return
            values |= {"ministry": self.ministry.isChecked(), "examples": self.examples.isChecked()}
        self.notice.hide()
        self.wait(True)
        self.entered.emit(values)
