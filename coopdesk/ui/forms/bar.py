"""What is told over a form that is filled, and chosen about it: how far it is, what is wrong, language, shape."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from coopdesk.forms import scoring
from coopdesk.forms.model import Form
from coopdesk.i18n import N_, P_, digits, is_rtl, number, tr
from coopdesk.languages import name_of_label
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.session import Session
from coopdesk.ui.inputs import StillBox, direction_of
from coopdesk.ui.list_flow import FlowLayout

_HOW_FAR = N_("{answered} of {asked} answered")
_WRONG = P_("{n} answer to correct", "{n} answers to correct")
_SAVED, _SAVING, _UNSAVED = N_("Saved", "answers"), N_("Saving…"), N_("Not saved yet")
_ONE_BY_ONE = N_("Question by question", "filling a form")
_LANGUAGE, _SECTION = N_("Language of the form"), N_("Go to a section")
_SCORE, _PART, _PERCENT = N_("Score: {percent}"), N_("{criterion}: {percent}"), N_("{n}%")
_BETWEEN = " · "
_BACK, _NEXT, _PLACE = N_("Previous"), N_("Next"), N_("{n} of {all}")
_ARABIC = ("arab", "عرب", "(ar", "فارس", "persian", "urdu", "(fa", "(ur", "hebrew", "(he")
_FEWEST_SECTIONS = 3


class Bar(QWidget):
    """``spoken``: another language of the form was chosen; ``went``: a section, by its place."""

    spoken = Signal(str)
    went = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self.how_far, self.state, self.score = QLabel(), QLabel(), sentence(quiet=True)
        self.wrong = QToolButton()
        self.wrong.setObjectName("mark")
        self.single = QToolButton()
        self.single.setCheckable(True)
        self.single.setObjectName("shape")
        self.language, self.sections = StillBox(), StillBox()
        self.language.activated.connect(lambda _: self.spoken.emit(self.language.currentData()))
        self.sections.activated.connect(self._go)
        for box in (self.language, self.sections):
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(theme.px(260))
        for label in (self.how_far, self.state):
            label.setObjectName("quiet")
        told, chosen = QWidget(), QWidget()
        flow, row = FlowLayout(told, theme.SPACE), FlowLayout(chosen, theme.GAP)
        for one in (self.how_far, self.wrong, self.state):
            flow.addWidget(one)
        for choice in (self.single, self.language, self.sections):
            row.addWidget(choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        for widget in (chosen, told, self.score):
            column.addWidget(widget)

    def show_form(self, form: Form, language: str, *, reading: bool) -> None:
        """Offer what a form has: its languages."""
        offer_languages(self.language, form, language)
        self.single.setVisible(not reading)
        self.show()

    def show_sections(self, names: Sequence[str]) -> None:
        """Offer the sections of the form, where there are several."""
        if list(names) != self._names:
            self._names = list(names)
            self.sections.clear()
            self.sections.addItems([tr(_SECTION), *names])
        self.sections.setVisible(len(names) >= _FEWEST_SECTIONS)

    def tell(self, session: Session, *, reading: bool) -> None:
        """Tell how far the answers are."""
        standing = session.standing
        self.how_far.setText(tr(_HOW_FAR, answered=number(standing.answered), asked=number(standing.asked)))
        self.wrong.setText(tr(_WRONG, n=len(standing.faults)))
        self.wrong.setVisible(bool(standing.faults) and not reading)
        self.state.setText(tr(_SAVING if session.saving else _UNSAVED if session.dirty else _SAVED))
        self.state.setVisible(not reading)
        reached = standing.score
        self.score.setVisible(reached is not None and reached.total is not None)
        if reached is not None and reached.total is not None:
            parts = [tr(_SCORE, percent=_percent(reached.total))]
            named = {name: share for name, share in reached.by_criterion.items() if name}
            filling = session.filling
            called = {name: filling.said(scoring.words_of(filling.form, name)) for name in named}
            parts += [tr(_PART, criterion=called[name], percent=_percent(share)) for name, share in named.items()]
            self.score.setText(_BETWEEN.join(parts))

    def retranslate(self) -> None:
        """Show everything in the present language; what is told follows."""
        self.single.setText(tr(_ONE_BY_ONE))
        self.language.setAccessibleName(tr(_LANGUAGE))
        self.language.setToolTip(tr(_LANGUAGE))
        self.sections.setAccessibleName(tr(_SECTION))
        if self.sections.count():
            self.sections.setItemText(0, tr(_SECTION))

    def _go(self, place: int) -> None:
        self.sections.setCurrentIndex(0)
        if place > 0:
            self.went.emit(place - 1)


class Turning(QWidget):
    """Leads from question to question. ``turned``: by so many."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.back, self.on, self.place = QPushButton(), QPushButton(), QLabel()
        self.on.setProperty("primary", "true")
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        self.place.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.on)

    def tell(self, place: int, all: int) -> None:
        """Tell at which of all questions the person is."""
        self.place.setText(tr(_PLACE, n=number(place), all=number(all)))
        self.back.setEnabled(place > 1)
        self.on.setEnabled(place < all)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.back.setText(tr(_BACK))
        self.on.setText(tr(_NEXT))


def _percent(share: float) -> str:
    return digits(tr(_PERCENT, n=round(share * 100)))


def offer_languages(box: StillBox, form: Form, chosen: str) -> None:
    """Offer the languages of a form under their names, where there are several."""
    box.clear()
    for label in form.languages:
        box.addItem(name_of_label(label), label)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setVisible(len(form.languages) > 1)


def direction_of_form(language: str) -> Qt.LayoutDirection:
    """Return the direction in which a language of a form reads; that of the program where its name tells none."""
    told = language.lower()
    if not told:
        return Qt.LayoutDirection.RightToLeft if is_rtl() else Qt.LayoutDirection.LeftToRight
    right = any(sign in told for sign in _ARABIC) or direction_of(language) == Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.RightToLeft if right or told == "ar" else Qt.LayoutDirection.LeftToRight
