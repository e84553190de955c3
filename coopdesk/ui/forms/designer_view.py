"""The tab in which a form is designed: its questions, the one that is chosen, and the form as it will be seen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations import record, rights
from coopdesk.operations.forms import design_acts as acts, question_kinds as kinds
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms import outline as outlines, template_acts
from coopdesk.ui.forms.designing import REDO, UNDO, Designing
from coopdesk.ui.forms.form_preview import FormPreview
from coopdesk.ui.forms.outline import Outline
from coopdesk.ui.forms.question_card import QuestionCard
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.sight import InSight
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page
    from coopdesk.ui.trail import Steps

_ADD, _COPY, _REMOVE = N_("Add a question"), N_("Duplicate", "a question"), N_("Delete", "a question")
_UP, _DOWN, _ACTS = N_("Move up"), N_("Move down"), N_("More for this question")
_PREVIEW = N_("Preview", "of a form")
_WRONG = P_("{n} fault", "{n} faults")
_SAVED, _SAVING, _UNSAVED = N_("Saved", "form"), N_("Saving…"), N_("Not saved yet")
_FROZEN = N_("This form is in use or retired, so it is not changed any more. A new version can be.")
_EMPTY = N_("The form has no question yet. Add the first one.")
_BESIDE = N_("Somebody changed the same question meanwhile. Both are kept beside each other.")
_DECIDE, _OPENING = N_("Decide"), N_("The form is being opened…")
_WIDE = 900
"""The width in pixels from which the preview stands beside the card."""


class DesignerView(TailoredTab):
    """The rows of a form template."""

    LABEL = N_("Design", "of a form")
    FIELD = "form_questions"

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.designing: Designing | None = None
        self._view: View = {}
        self.reading, self._auto = False, set[int]()
        self.told, self.state, self.wrong = sentence(quiet=True), QLabel(), QPushButton()
        self.version, self.add, self.menu = QPushButton(), QPushButton(), QMenu(self)
        self.outline, self.card, self.preview = Outline(), QuestionCard(), FormPreview(page.context)
        self.seen = QToolButton()
        self.acts, self.folded = QToolButton(), QMenu(self)
        self.acts.setText("⋯")
        self.acts.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.acts.setMenu(self.folded)
        self.folded.aboutToShow.connect(self._offer_acts)
        self.seen.setCheckable(True)
        self.seen.setObjectName("shape")
        self.state.setObjectName("quiet")
        self.add.setMenu(self.menu)
        self.buttons: dict[Text, QPushButton] = {one: QPushButton() for one in (_COPY, _REMOVE, _UP, _DOWN, UNDO, REDO)}
        runs: tuple[Callable[[], Any], ...] = (
            self._copy, self.remove, partial(self._move, -1), partial(self._move, 1), self._back, self._again,
        )  # fmt: skip
        head = QWidget()
        flow = FlowLayout(head, theme.GAP)
        flow.addWidget(self.add)
        for button, run in zip(self.buttons.values(), runs, strict=True):
            button.clicked.connect(lambda _=False, run=run: run())
            flow.addWidget(button)
        for widget in (self.acts, self.seen, self.version, self.wrong, self.state):
            flow.addWidget(widget)
        self.body, area = QSplitter(), QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setObjectName("page")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.setObjectName("page")
        area.setWidget(self.card)
        self._area, self._sight = area, InSight(area)
        for part in (self.outline, area, self.preview):
            self.body.addWidget(part)
        self.body.setChildrenCollapsible(False)
        self.body.setSizes([theme.px(260), theme.px(460), theme.px(420)])
        self.body.setMinimumHeight(theme.px(LOWEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(head)
        column.addWidget(self.told)
        column.addWidget(self.body, 1)
        self.outline.chosen.connect(self.choose)
        self.outline.moved.connect(lambda key, by: self._do(acts.move, key, by))
        self.outline.dropped.connect(lambda key, to: self._do(acts.move_before, key, to))
        self.outline.removed.connect(lambda _: self.remove())
        self.card.named.connect(self._name)
        self.seen.toggled.connect(lambda _: self._look_at_form())
        self.version.clicked.connect(lambda: template_acts.new_version(self._page))
        self.wrong.clicked.connect(self.show_fault)
        self.retranslate()

    @property
    def trail(self) -> "Steps | None":
        """The steps of the design; what is answered to try the form is not among them."""
        field = QApplication.focusWidget()
        tries = field is not None and self.preview.isAncestorOf(field)
        return self.designing if not tries and not self.reading else None

    @property
    def dirty(self) -> bool:
        """Whether something is not saved yet."""
        return self.designing is not None and self.designing.dirty

    def show_record(self, view: View) -> None:
        """Show the rows of a template, where they are not on the screen already as they are kept."""
        held, same = self.designing, view.get("id") == self._view.get("id")
        parts = ("stage", "deleted", "form_questions", "form_choices")
        known = held is not None and same and (
            all(view.get(one) == self._view.get(one) for one in parts)
            or (view.get("stage") == self._view.get("stage") and held.knows(view))
        )  # fmt: skip
        self._view = view
        if held is not None and same:
            held.view = {**view, "_seen": held.view["_seen"]}
        if not known:
            self._put_away()
            super().show_record(view)

    def read(self) -> None:
        """Read the rows on the worker: a large form takes a while."""
        id, store = self._id, self._store
        self._put_away()
        if id is None:
            return
        self.told.setText(tr(_OPENING))
        self.told.show()

        def show(view: View) -> None:
            if self._id == id and self.designing is None:
                self._show(view)

        self._tasks.read(lambda _: record.show(store, "form_template", id), show, self._notice.tell)

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        if self.designing is not None:
            self.designing.keep(failed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()
        self._tell()

    def show_fault(self) -> None:
        """Go to the first question with which something is wrong; tell what is wrong with the form as a whole."""
        if self.designing is not None:
            found = self.designing.faults
            for one in found.get(0, [])[:1]:
                self._notice.warn(f"{one.message()} {one.remedy()}")
            rows = self.designing.state.questions
            self.choose(next((one.key for one in rows if one.key in found), self.card.key))
            self._renew()

    def choose(self, key: int) -> None:
        """Show a question on the card."""
        if self.designing is not None:
            self.designing.design.rest()
            self.card.show_row(self.designing, key, reading=self.reading)
            self._tell()

    def begin(self, kind: kinds.Kind) -> None:
        """Add a question of a kind after the one that is chosen, and go to its words."""
        if self.designing is not None:
            key = self.designing.do(acts.add, kind, self.card.key)
            self._auto.add(key)
            self.choose(key)
            self._renew()
            self.card.editors["label_ar" if self.isRightToLeft() else "label_en"].inputs()[0].setFocus()

    def remove(self) -> None:
        """Take the question away that is chosen; it can be taken back."""
        if self.designing is not None and self.card.row is not None and not self.reading:
            then = outlines.order_of(self.designing.state, self.card.key)
            self.designing.do(acts.remove, self.card.key)
            self.choose(then)
            self._renew()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.add.setText(tr(_ADD))
        self.menu.clear()
        for kind in kinds.KINDS:
            self.menu.addAction(tr(kind.label), partial(self.begin, kind))
        for text, button in self.buttons.items():
            button.setText(tr(text))
        self.seen.setText(tr(_PREVIEW))
        self.acts.setAccessibleName(tr(_ACTS))
        self.acts.setToolTip(tr(_ACTS))
        for one in (self.acts, self.seen, self.state):
            one.setFixedHeight(self.add.sizeHint().height())
        self.version.setText(tr(template_acts.NEW_VERSION))
        for part in (self.outline, self.card, self.preview):
            part.retranslate()
        self._renew()

    # what stands there

    def _show(self, view: View) -> None:
        frozen = view.get("stage") in TYPES[self._type].__frozen__ or bool(view.get("deleted"))
        self.reading = frozen or not rights.may(self._store, rights.OFFICER)
        designing = self.designing = Designing(self._context, view, self)
        self._auto = set()
        designing.changed.connect(self._renew)
        designing.checked.connect(self._checked)
        designing.walked.connect(self._walked)
        designing.turned.connect(self._tell)
        designing.failed.connect(self._notice.tell)
        designing.beside.connect(lambda: self._notice.offer(tr(_BESIDE), tr(_DECIDE), self._page.review))
        self.choose(designing.state.questions[0].key if designing.state.questions else 0)
        self._show_parts()
        self._renew()

    def _put_away(self) -> None:
        if self.designing is not None:
            self.designing.keep()
            self.designing.disconnect(self)
            self.designing = None
        self.preview.clear()
        self._show_parts()

    def _renew(self) -> None:
        if self.designing is not None:
            self.outline.show_rows(self.designing, self.card.key, reading=self.reading)
            self.card.show_row(self.designing, self.card.key, reading=self.reading)
            self._tell()

    def _checked(self) -> None:
        self._renew()
        self._sight.look()
        if self.designing is not None and self.designing.found is not None and self.seen.isChecked():
            self.preview.show_form(self.designing.found.form)

    def _show_parts(self) -> None:
        there, seen = self.designing is not None, self.seen.isChecked()
        beside = self.width() >= theme.px(_WIDE)
        self.body.setVisible(there)
        self._area.setVisible((beside or not seen) and self.card.row is not None)
        shown = self.preview.isVisibleTo(self.body)
        self.preview.setVisible(seen)
        if seen and not shown and self.designing is not None and self.designing.found is not None:
            self.preview.show_form(self.designing.found.form)

    def _tell(self) -> None:
        held = self.designing
        if held is None:
            return
        row, writes, low = self.card.row, not self.reading, theme.is_low(self)
        self.acts.setVisible(writes and low)
        for text, button in self.buttons.items():
            can = {UNDO: held.can_undo, REDO: held.can_redo}.get(text, row is not None)
            button.setVisible(writes and not low)
            button.setEnabled(can)
        for text, told in ((UNDO, held.undo_text), (REDO, held.redo_text)):
            self.buttons[text].setToolTip(told)
        self.add.setVisible(writes)
        self.version.setVisible(not writes and rights.may(self._store, rights.OFFICER))
        self.told.setText(tr(_FROZEN) if not writes else tr(_EMPTY))
        self.told.setVisible(not writes or not held.state.questions)
        self.state.setText(tr(_SAVING if held.saving else _UNSAVED if held.dirty else _SAVED))
        self.state.setVisible(writes)
        wrong = sum(one.severity == "error" for some in held.faults.values() for one in some)
        self.wrong.setText(tr(_WRONG, n=wrong))
        self.wrong.setVisible(bool(wrong) and writes and bool(held.state.questions))
        self._show_parts()

    def _look_at_form(self) -> None:
        """Show the preview or no more, from the button: the card may go from under the cursor."""
        self.seen.setFocus()
        self._show_parts()

    def _offer_acts(self) -> None:
        """Offer in a menu what has no room as buttons in a low window."""
        self.folded.clear()
        for button in self.buttons.values():
            self.folded.addAction(button.text(), button.click).setEnabled(button.isEnabled())

    def _do(self, act: Callable[..., Any], *args: Any) -> None:
        if self.designing is not None and not self.reading:
            self.designing.do(act, *args)

    def _copy(self) -> None:
        if self.designing is not None and self.card.row is not None:
            self.choose(self.designing.do(acts.duplicate, self.card.key))
            self._renew()

    def _move(self, by: int) -> None:
        if self.card.row is not None:
            self._do(acts.move, self.card.key, by)

    def _back(self) -> None:
        if self.designing is not None:
            self.designing.undo()

    def _again(self) -> None:
        if self.designing is not None:
            self.designing.redo()

    def _walked(self, key: int) -> None:
        """Show where something was taken back or done again, and keep the cursor at the end of what is typed there."""
        assert self.designing is not None
        if acts.place_of(self.designing.state.questions, key) >= 0:
            self.choose(key)
            self._renew()
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit) and self.card.isAncestorOf(field):
            field.end(False)
        elif field is None or not field.isVisible():
            self.outline.setFocus()

    def _name(self, key: int, label: str) -> None:
        """Let the name of a new question follow its words in English, until a person gives it one."""
        if self.designing is not None and key in self._auto and label.strip():
            taken = acts.names(self.designing.state, but=key)
            self.designing.do(acts.rename, key, acts.free_name(taken, label), follows="label_en")
