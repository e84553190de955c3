"""The guide to a new desk, in steps: language, desk, officer, passphrase, and a last look before it is made.

Invariant: every field lives as long as the guide, so going back or switching the language loses nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.errors import Refused
from coopdesk.i18n import LANGUAGES, N_, Language, Text, is_rtl, isolate, language, tr, using
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.new_passphrase import NewPassphrase
from coopdesk.ui.sight import InSight
from coopdesk.ui.unlock import EntryPage

_TITLES = (N_("Language"), N_("The desk"), N_("Your name"), N_("The passphrase"), N_("Ready"))
_STEP = N_("Step {n} of {all}")
_BACK, _NEXT, _CREATE = N_("Back"), N_("Next"), N_("Make the desk")
_OWN_NAMES: dict[Language, str] = {"en": "English", "ar": "العربية"}
_GREETING = N_("Welcome to CoopDesk")
_INTRO = N_(
    "The desk of a ministry and its missions for international cooperation: partners, conferences, and what must now "
    "be done. It works without a network, and everything stays on this computer, encrypted."
)
_FREE = N_("The language can be switched at any time; records hold both.")
_FOUND, _JOIN = N_("Found a ministry"), N_("A desk that will join a ministry")
_FOUND_HELP = N_("The Ministry’s own desk: it writes the settings that every desk follows. There is only one.")
_JOIN_HELP = N_("An embassy, a mission or a department. It works at once; the Ministry enrols it later.")
_CODE, _CODE_RULE = (
    N_("Code of the desk"),
    N_("Capital letters, digits and hyphens, 2 to 20 of them: the State, then the place, such as QA-GVA. It stays."),
)
_NAME_EN, _NAME_AR = N_("Name of the desk (English)"), N_("Name of the desk (Arabic)")
_NAME_RULE = N_("As on its letterhead. One language is enough; the other can follow.")
_OFFICER_EN, _OFFICER_AR = N_("Your name (English)"), N_("Your name (Arabic)")
_OFFICER_RULE = N_("One language is enough; the other can follow.")
_OFFICER_HELP = N_("Under this name the history says who wrote what. Your form of address and post can be added later.")
_NAMELESS = N_("Write your name in English or in Arabic.")
_EXAMPLES = N_("Add example data, clearly marked, to be removed later")
_KIND, _DESK, _OFFICER, _PASSPHRASE = N_("Kind of desk"), N_("Desk"), N_("Officer"), N_("Passphrase")
_WIDTH = 680


class FirstRun(EntryPage):
    """Makes a desk. ``other_language``: the person chose the language that is not shown."""

    other_language = Signal()

    def __init__(self) -> None:
        super().__init__(_WIDTH)
        self._fields: dict[str, Asked] = {}
        self._said: list[tuple[QLabel | QAbstractButton, Text]] = []
        self._pairs: list[tuple[QGridLayout, QWidget, QWidget]] = []
        self._progress, self._step_bar, self._back = QLabel(), QProgressBar(), QPushButton()
        self._progress.setObjectName("quiet")
        self._step_bar.setTextVisible(False)
        self._step_bar.setFixedHeight(theme.SMALL)
        self._back.clicked.connect(lambda: self._go(self.step - 1))
        self._steps = QStackedWidget()
        for build in (self._language, self._desk, self._officer, self._passphrase, self._summary):
            self._steps.addWidget(build())
        self._step_bar.setRange(0, self._steps.count())
        self._area = area = QScrollArea()
        area.setObjectName("page")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._steps)
        InSight(area)
        self._steps.setObjectName("page")
        walk = QHBoxLayout()
        walk.addWidget(self._back)
        walk.addStretch(1)
        walk.addWidget(self.button)
        for widget in (self._progress, self._step_bar, self.title, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(area, 1)
        self.column.addLayout(walk)
        self.retranslate()

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._steps.currentIndex()

    def error(self, name: str) -> str:
        """Return what is said to be wrong with a field; empty when nothing is."""
        return self._fields[name].error

    def wait(self, waiting: bool) -> None:
        super().wait(waiting)
        self._back.setEnabled(not waiting and self.step > 0)

    def retranslate(self) -> None:
        super().retranslate()
        self._arrange()
        for widget, text in self._said:
            widget.setText(tr(text))
        for asked in self._fields.values():
            asked.retranslate()
        self.languages[language()].setChecked(True)
        self._back.setText(tr(_BACK))
        self.title.setText(tr(_TITLES[self.step]))
        self._progress.setText(tr(_STEP, n=self.step + 1, all=self._steps.count()))
        self._step_bar.setAccessibleName(self._progress.text())
        self._step_bar.setValue(self.step + 1)
        self.secret.retranslate()
        self._sum_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go(self.step)

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.notice.hide()
        self.retranslate()
        self.wait(False)
        self._area.verticalScrollBar().setValue(0)
        kind = self.ministry if self.ministry.isChecked() else self.join
        mine, secret = self.inputs[f"officer_{language()}"], self.inputs["passphrase"]
        first = (self.languages[language()], kind, mine, secret, self.button)
        first[step].setFocus()

    def _verb(self) -> Text:
        return _CREATE if self.step == self._steps.count() - 1 else _NEXT

    def _enter(self) -> None:
        checks: tuple[Callable[[], QWidget | None], ...] = (
            lambda: None, self._wrong_desk, self._wrong_officer, self.secret.wrong, lambda: None,
        )  # fmt: skip
        wrong = checks[self.step]()
        if wrong is not None:
            wrong.setFocus()
        elif self.step < self._steps.count() - 1:
            self._go(self.step + 1)
        else:
            self.wait(True)
            values: dict[str, object] = {name: line.text() for name, line in self.inputs.items() if name != "again"}
            self.entered.emit(values | {"ministry": self.ministry.isChecked(), "examples": self.examples.isChecked()})

    def _language(self) -> QWidget:
        made, column = _step()
        sides = QHBoxLayout()
        sides.setSpacing(theme.SPACE)
        group = QButtonGroup(self)
        self.languages: dict[Language, QRadioButton] = {}
        for lang in LANGUAGES:
            side, choice = QFrame(), QRadioButton(_OWN_NAMES[lang])
            side.setObjectName("line")
            right = is_rtl(lang)
            side.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
            choice.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
            choice.clicked.connect(lambda _=False, wanted=lang: self._choose(wanted))
            group.addButton(choice)
            self.languages[lang] = choice
            inside = QVBoxLayout(side)
            inside.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
            inside.setSpacing(theme.GAP)
            inside.addWidget(choice)
            with using(lang):
                for place, text in enumerate((_GREETING, _INTRO, _FREE)):
                    label = sentence(quiet=place > 0)
                    label.setText(tr(text))
                    inside.addWidget(label)
            inside.addStretch(1)
            sides.addWidget(side, 1)
        holder = QWidget()
        holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        sides.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(sides)
        column.addWidget(holder)
        column.addStretch(1)
        return made

    def _desk(self) -> QWidget:
        made, column = _step()
        self.ministry, self.join = QRadioButton(), QRadioButton()
        self.join.setChecked(True)
        for choice, label, about in ((self.join, _JOIN, _JOIN_HELP), (self.ministry, _FOUND, _FOUND_HELP)):
            self._said.append((choice, label))
            column.addWidget(choice)
            column.addWidget(self._told(about))
            column.addSpacing(theme.GAP)
        code = self._ask("code", _CODE, _CODE_RULE)
        code.line.textEdited.connect(self._typed_code)
        column.addWidget(code)
        column.addLayout(self._pair("name", _NAME_EN, _NAME_AR, _NAME_RULE))
        column.addStretch(1)
        return made

    def _officer(self) -> QWidget:
        made, column = _step()
        column.addWidget(self._told(_OFFICER_HELP))
        column.addLayout(self._pair("officer", _OFFICER_EN, _OFFICER_AR, _OFFICER_RULE))
        column.addStretch(1)
        return made

    def _passphrase(self) -> QWidget:
        made, column = _step()
        self.secret = NewPassphrase(
            lambda: [self.inputs[name].text() for name in ("code", "name_en", "name_ar", "officer_en", "officer_ar")]
        )
        self._fields |= {"passphrase": self.secret.first, "again": self.secret.again}
        self.inputs |= {"passphrase": self.secret.first.line, "again": self.secret.again.line}
        column.addWidget(self.secret)
        column.addStretch(1)
        return made

    def _summary(self) -> QWidget:
        made, column = _step()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.WIDE)
        self._facts.setVerticalSpacing(theme.GAP)
        self._facts.setColumnStretch(1, 1)
        self._values: list[QLabel] = []
        for row, text in enumerate((_TITLES[0], _KIND, _CODE, _DESK, _OFFICER, _PASSPHRASE)):
            self._values.append(sentence())
            self._facts.addWidget(self._told(text, wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(self._values[-1], row, 1)
        self.examples = QCheckBox()
        self._said.append((self.examples, _EXAMPLES))
        column.addLayout(self._facts)
        column.addSpacing(theme.SPACE)
        column.addWidget(self.examples)
        column.addStretch(1)
        return made

    def _ask(self, name: str, label: Text, hint: Text | None = None, *, secret: bool = False) -> Asked:
        asked = Asked(label, hint, secret=secret)
        self._fields[name], self.inputs[name] = asked, asked.line
        if name.endswith("_ar"):
            asked.line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        elif not secret:
            asked.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return asked

    def _pair(self, name: str, english: Text, arabic: Text, hint: Text) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        first, second = self._ask(f"{name}_en", english), self._ask(f"{name}_ar", arabic)
        for typed in (first, second):
            for one in (first, second):
                typed.line.textEdited.connect(lambda _, one=one: one.refuse(None))
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        grid.addWidget(self._told(hint), 1, 0, 1, 2)
        self._pairs.append((grid, first, second))
        return grid

    def _arrange(self) -> None:
        """Let English stand left and Arabic right in both directions of the window."""
        for grid, english, arabic in self._pairs:
            grid.addWidget(english, 0, 1 if is_rtl() else 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(arabic, 0, 0 if is_rtl() else 1, Qt.AlignmentFlag.AlignTop)

    def _told(self, text: Text, *, quiet: bool = True, wraps: bool = True) -> QLabel:
        label = sentence(quiet=quiet)
        label.setWordWrap(wraps)
        self._said.append((label, text))
        return label

    def _choose(self, wanted: Language) -> None:
        if wanted != language():
            self.other_language.emit()

    def _typed_code(self, text: str) -> None:
        """Write capitals, and tell at once what no code can hold; that it is short is told later."""
        line = self.inputs["code"]
        at = line.cursorPosition()
        line.setText(text.upper())
        line.setCursorPosition(at)
        if len(text) < 2:
            self._fields["code"].refuse(None)
        else:
            self._check_code()

    def _check_code(self) -> bool:
        from coopdesk.operations import desk

        return self._fields["code"].check(lambda: desk.check_code(self.inputs["code"].text()))

    def _wrong_desk(self) -> QWidget | None:
        from coopdesk.operations import desk

        names = [self.inputs[name].text() for name in ("name_en", "name_ar")]
        mine = f"name_{language()}"
        named = self._fields[mine].check(lambda: desk.check_names(*names))
        return self.inputs["code"] if not self._check_code() else None if named else self.inputs[mine]

    def _wrong_officer(self) -> QWidget | None:
        from coopdesk.operations import desk

        def check() -> None:
            texts = [self.inputs[name].text() for name in ("officer_en", "officer_ar")]
            if not any(text.strip() for text in texts):
                raise Refused(_NAMELESS)
            for text in texts:
                desk.check_name(text)

        mine = f"officer_{language()}"
        return None if self._fields[mine].check(check) else self.inputs[mine]

    def _sum_up(self) -> None:
        def names(of: str) -> str:
            texts = (self.inputs[f"{of}_{lang}"].text().strip() for lang in LANGUAGES)
            return "\n".join(isolate(text) for text in texts if text)

        values = (
            _OWN_NAMES[language()], tr(_FOUND if self.ministry.isChecked() else _JOIN),
            isolate(self.inputs["code"].text()), names("name"), names("officer"),
            self.secret.measure(),
        )  # fmt: skip
        side = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
        for label, value in zip(self._values, values, strict=True):
            label.setText(value)
            label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)


def _step() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
    column.setSpacing(theme.GAP)
    return made, column
