"""The tab of a project with its results: the tree with indicators, where results and indicators are added, put in order
and changed; the risks beside what is known of the countries; the milestones with the days by which they are late."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.calendars import numeric, today
from coopdesk.i18n import N_, Text, digits, ltr, tr
from coopdesk.operations import drafts, record
from coopdesk.operations.drafts import Draft
from coopdesk.operations.projects import results
from coopdesk.operations.projects.results import Fragility, Frame
from coopdesk.operations.record_types import View
from coopdesk.periods import late_by
from coopdesk.records.project import Milestone, Result, Risk
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.owned_table import LineDialog, OwnedTable, act_of as line_act
from coopdesk.ui.projects.result_dialogs import IndicatorDialog, act_of
from coopdesk.ui.projects.result_tree import ResultTree
from coopdesk.ui.record_side import around
from coopdesk.ui.scrolled import scrolled
from coopdesk.ui.sheet_values import Around
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_TITLE, _FRAGILE = N_("Results and indicators"), N_("Fragility that the project inherits from its countries")
_ADD_RESULT, _ADD_INDICATOR, _CHANGE, _REMOVE, _UP, _DOWN = (
    N_("Add a result…"), N_("Add an indicator…"), N_("Change…"), N_("Remove"), N_("Earlier"), N_("Later"),
)  # fmt: skip
_HINT = N_(
    "What is added leads to the result that is marked. Enter opens, Delete removes, Alt with an arrow moves a result."
)
_COUNTRY, _COUNTRY_ON = N_("{country}: {said}"), N_("{country}, reviewed on {day}: {said}")
_LATE = N_("Days late")
_REMOVED, _UNDO = N_("The result was removed."), N_("Undo")
_BELOW = {None: "goal", "goal": "outcome", "outcome": "output", "output": "output"}
"""The level of what leads to a result of a level."""


class _Read(NamedTuple):
    view: View
    around: Around
    frame: Frame
    fragile: list[Fragility]


class ResultsView(TailoredTab):
    """The tree above the milestones and the risks."""

    LABEL = N_("Results", "of a project")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.tree = ResultTree()
        self.tree.opened.connect(self._open)
        self.tree.removed.connect(self._remove)
        self.tree.moved.connect(self._move)
        self.tree.itemSelectionChanged.connect(self._enable)
        self.milestones = OwnedTable(Milestone, page, ((_LATE, _late),))
        self.risks = OwnedTable(Risk, page)
        self._title, self._fragile_title = QLabel(), QLabel()
        self.fragile, self._hint = sentence(), sentence(quiet=True)
        self.buttons: dict[Text, QPushButton] = {}
        acts = QWidget()
        flow = FlowLayout(acts, theme.GAP)
        for text, act in (
            (_ADD_RESULT, self._add_result), (_ADD_INDICATOR, self._add_indicator),
            (_CHANGE, self._open_chosen), (_REMOVE, self._remove_chosen),
            (_UP, lambda: self._move(-1)), (_DOWN, lambda: self._move(1)),
        ):  # fmt: skip
            button = self.buttons[text] = QPushButton()
            button.clicked.connect(act)
            flow.addWidget(button)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget in (
            self._title, acts, self.tree, self._hint, self.milestones, self.risks, self._fragile_title, self.fragile,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        area = scrolled(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.retranslate()

    def read(self) -> None:
        """Read on the worker."""
        id, store = self._id, self._store
        if id is None:
            return

        def work(_: object) -> _Read:
            view = record.show(store, "project", id)
            return _Read(view, around(store, "project", view), results.frame(store, id), results.fragility(store, id))

        def show(read: _Read) -> None:
            if self._id == id:
                self._show(read)

        self._tasks.read(work, show, self._notice.tell)

    def retranslate(self) -> None:
        for label, text in ((self._title, _TITLE), (self._fragile_title, _FRAGILE)):
            label.setText(tr(text))
        for text, button in self.buttons.items():
            button.setText(tr(text))
            button.setAccessibleName(tr(text))
        self._hint.setText(tr(_HINT))
        for one in (self.tree, self.milestones, self.risks):
            one.retranslate()
        self._stale = True
        if self.isVisible():
            self._look()

    def goes_on(self, draft: Draft) -> bool:
        type, _, which = draft.act.partition("/")
        if type == "indicator":
            self._ask_indicator(None if which == "new" else which)
            return True
        if type == "result":
            self._ask_result(which if which != "new" else None, {})
            return True
        return self.milestones.goes_on(draft) or self.risks.goes_on(draft)

    def _show(self, read: _Read) -> None:
        for label in (self._title, self._fragile_title):
            label.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._view = read.view
        self.tree.show_frame(read.frame)
        for lines in (self.milestones, self.risks):
            lines.show_lines(read.view, read.around)
        self.fragile.setText("\n".join(_said(one) for one in read.fragile))
        for widget in (self._fragile_title, self.fragile):
            widget.setVisible(bool(read.fragile))
        self._enable()

    def _enable(self) -> None:
        chosen = self.tree.chosen
        for text in (_CHANGE, _REMOVE):
            self.buttons[text].setEnabled(chosen is not None and (text == _CHANGE or chosen[0] == "result"))
        for text in (_UP, _DOWN):
            self.buttons[text].setEnabled(chosen is not None and chosen[0] == "result")

    def _open(self, type: str, id: str) -> None:
        if type == "indicator":
            self._context.asked.emit(type, id)
        else:
            self._ask_result(id, {})

    def _open_chosen(self) -> None:
        if self.tree.chosen is not None:
            self._open(*self.tree.chosen)

    def _add_result(self) -> None:
        above = self.tree.result
        level = next((one["level"] for one in self._view["results"] if one["id"] == above), None)
        self._ask_result(None, {"level": _BELOW.get(level, "output"), "part_of": above})

    def _ask_result(self, id: str | None, preset: View) -> None:
        line = next((one for one in self._page.view["results"] if one["id"] == id), None)
        owner = self._page.view["id"]

        def ask(draft: Draft | None) -> None:
            LineDialog(Result, owner, line, self._context, self._saved, self, draft, preset).open()

        self._find(line_act(Result, line), ask)

    def _add_indicator(self) -> None:
        self._ask_indicator(self.tree.result)

    def _ask_indicator(self, result: str | None) -> None:
        def ask(draft: Draft | None) -> None:
            IndicatorDialog(self._page.view, result, self._context, self._saved, self, draft).open()

        self._find(act_of(result), ask)

    def _find(self, act: str, ask: Callable[[Draft | None], None]) -> None:
        store, id = self._store, self._page.view["id"]
        self._tasks.read(lambda _: drafts.find(store, "project", id, act), ask, self._notice.tell)

    def _saved(self, _: View) -> None:
        self._page.renew()

    def _remove_chosen(self) -> None:
        if self.tree.chosen is not None:
            self._remove(*self.tree.chosen)

    def _remove(self, type: str, id: str) -> None:
        """Take a result away; its indicators stay with the project."""
        if type != "result":
            return
        store, page = self._store, self._page
        values = {"id": page.view["id"], "results": [{"id": id, "deleted": True}]}

        def done(view: View) -> None:
            page.take_stored(view)
            page.notice.offer(tr(_REMOVED), tr(_UNDO), page.undo_last)

        self._tasks.write(lambda _: record.save(store, "project", values), done, self._notice.tell)

    def _move(self, by: int) -> None:
        store, project, result = self._store, self._page.view["id"], self.tree.chosen
        if result is not None and result[0] == "result":
            self._tasks.write(
                lambda _: results.move(store, project, result[1], by), lambda _: self._page.renew(), self._notice.tell
            )


def _late(_: int, line: View) -> str:
    late = late_by(line.get("due"), line.get("reached_on"), date.fromisoformat(today()))
    return ltr(digits(str(late))) if late is not None and late > 0 else ""


def _said(one: Fragility) -> str:
    told = _COUNTRY_ON if one.reviewed_on else _COUNTRY
    return tr(told, country=one.name, said=one.text, day=numeric(one.reviewed_on) if one.reviewed_on else "")
