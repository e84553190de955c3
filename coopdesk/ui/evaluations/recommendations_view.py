"""What an evaluation found and recommends, on its page: findings and conclusions, recommendations with what management
answers and how the actions stand that follow."""

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.calendars import numeric
from coopdesk.documents.evaluation_report import STATES
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, isolate, language, number, tr
from coopdesk.operations import drafts, links, record, rights
from coopdesk.operations.drafts import Draft
from coopdesk.operations.evaluations import planning, responding
from coopdesk.operations.evaluations.responding import Doing, Recommended
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, plural_of
from coopdesk.records.evaluation import MANAGEMENT_ANSWER, EvaluationRecommendation, Finding, ManagementResponse
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.evaluations.noting import ANSWER, RecommendationDialog, ResponseDialog, response_act
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.owned_table import OwnedTable, act_of
from coopdesk.ui.read_table import fit_rows, read_table
from coopdesk.ui.record_side import around
from coopdesk.ui.scrolled import scrolled
from coopdesk.ui.sheet_values import Around
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_NUMBER = N_("No.", "in a table")
_HEADS = (N_("Recommendation", "field"), ANSWER, N_("Key actions"))
_WIDTHS = (270, 130, 160)
_ADD, _CHANGE, _REMOVE = N_("Add…"), N_("Change…"), N_("Remove")
_RESPOND, _MAKE, _SHOW = N_("Answer…", "a recommendation"), N_("Make actions"), N_("Show the action")
_NOT_YET, _NONE = N_("Not answered yet", "recommendation"), N_("Nothing is recommended yet.")
_MADE = P_("{n} action was made. It stands in the register of actions.",
           "{n} actions were made. They stand in the register of actions.")  # fmt: skip
_TOLD = N_("{answered} of {n} answered", "recommendations")
_FROM, _NUMBERED = N_("Follows from No. {n}"), N_("{n}. {told}", "recommendation")
_JOINT = N_(" · ", "between the parts of a sentence on a step")
_UNTIL = N_("The report is ready: recommendations stand, and management answers them.")
_REMOVED, _UNDO = N_("The line was removed."), N_("Undo")
_PRESSED = QEvent.Type.KeyPress
_BETWEEN = "\n"


class _Read(NamedTuple):
    view: View
    around: Around
    recommended: list[Recommended]
    names: dict[str, str]
    unread: str


class RecommendationsView(TailoredTab):
    """``rows``: the recommendations as the table shows them."""

    LABEL = N_("Recommendations")
    FIELD = plural_of(EvaluationRecommendation)

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._found: _Read | None = None
        self.rows: list[Recommended] = []
        self.findings = OwnedTable(Finding, page, ((_NUMBER, lambda place, _: number(place)),), 64)
        self._title, self.told, self._none = QLabel(), sentence(quiet=True), sentence(quiet=True)
        self.add, self.change, self.remove = QPushButton(), QPushButton(), QPushButton()
        self.respond, self.make, self.show_action = QPushButton(), QPushButton(), QPushButton()
        self.add.clicked.connect(lambda: self.ask(None))
        self.change.clicked.connect(self._ask_chosen)
        self.remove.clicked.connect(self._take_away)
        self.respond.clicked.connect(self.answer)
        self.make.clicked.connect(self.make_actions)
        self.show_action.clicked.connect(self._open_action)
        head = QWidget()
        flow = FlowLayout(head, theme.GAP)
        for widget in (self._title, self.add, self.change, self.remove, self.respond, self.make, self.show_action):
            flow.addWidget(widget)
        self._title.setMinimumHeight(theme.ROW)
        self.table = read_table(*_WIDTHS)
        self.table.setWordWrap(True)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.table.itemSelectionChanged.connect(self._enable)
        self.table.doubleClicked.connect(lambda _: self._press())
        self.table.installEventFilter(self)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for one in (self.findings, head, self.told, self._none, self.table):
            column.addWidget(one)
        column.addStretch(1)
        self.area = scrolled(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter answer, or change, the recommendation that is chosen."""
        if event.type() == _PRESSED and isinstance(event, QKeyEvent):
            if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._press()
                return True
            if Qt.Key(event.key()) == Qt.Key.Key_Delete and not self.remove.isHidden():
                self._take_away()
                return True
        return super().eventFilter(watched, event)

    def read(self) -> None:
        """Read on the worker what is recommended and what became of it."""
        id, store = self._id, self._store
        if id is None:
            return

        def work(_: Any) -> _Read:
            view = record.show(store, "evaluation", id)
            found = responding.recommended(store, id)
            whom = [one.line["addressee"] for one in found if one.line["addressee"]]
            names = {one.id: one.title for one in links.named(store, whom).values()}
            unread = planning.unread(store, view["subject"], view) if view["subject"] else ""
            return _Read(view, around(store, "evaluation", view), found, names, unread)

        def show(found: _Read) -> None:
            if self._id == id:
                self._show(found)

        self._tasks.read(work, show, self._notice.tell)

    def goes_on(self, draft: Draft) -> bool:
        type, _, which = draft.act.partition("/")
        if type == EvaluationRecommendation.__tablename__:
            self.ask(which)
        elif type == ManagementResponse.__tablename__:
            self.answer(which)
        else:
            return self.findings.goes_on(draft)
        return True

    def ask(self, which: str | None) -> None:
        """Ask what a recommendation says: the one with an id, or a new one. What was begun of it goes on."""
        id, store, page = self._id, self._store, self._page
        if id is None:
            return

        def work(_: Any) -> tuple[View, View | None, Draft | None]:
            view = record.show(store, "evaluation", id)
            line = next((one for one in view["evaluation_recommendations"] if one["id"] == which), None)
            act = act_of(EvaluationRecommendation, line)
            return view, line, drafts.find(store, "evaluation", id, act)

        def show(found: tuple[View, View | None, Draft | None]) -> None:
            view, line, draft = found
            named = [(one["id"], f"{number(place)}. {_own(one)}") for place, one in enumerate(view["findings"], 1)]
            RecommendationDialog(id, line, named, self._context, lambda _: page.renew(), page, draft).open()

        self._tasks.read(work, show, self._notice.tell)

    def answer(self, which: str | bool = False) -> None:
        """Ask what management answers to a recommendation: the one with an id, else the one that is chosen."""
        id, store, page, chosen = self._id, self._store, self._page, self._chosen()
        wanted = which or (chosen.line["id"] if chosen is not None else "")
        if id is None or not wanted:
            return

        def work(_: Any) -> tuple[Recommended | None, Draft | None]:
            found = next((one for one in responding.recommended(store, id) if one.line["id"] == wanted), None)
            return found, drafts.find(store, "evaluation", id, response_act(str(wanted)))

        def show(found: tuple[Recommended | None, Draft | None]) -> None:
            one, draft = found
            if one is not None:
                ResponseDialog(id, one, _own(one.line), self._context, lambda _: page.renew(), page, draft).open()

        self._tasks.read(work, show, self._notice.tell)

    def make_actions(self) -> None:
        """Make the actions of what was accepted."""
        id, store, page = self._id, self._store, self._page
        if id is None:
            return

        def done(made: list[str]) -> None:
            page.renew()
            page.notice.offer(tr(_MADE, n=len(made)), tr(_SHOW), partial(self._context.asked.emit, "action", made[0]))

        self._tasks.write(lambda _: responding.make_actions(store, id), done, self._notice.tell)

    def retranslate(self) -> None:
        self._title.setText(tr(self.LABEL))
        self._none.setText(tr(_NONE))
        self.table.setAccessibleName(tr(self.LABEL))
        self.area.setAccessibleName(tr(self.LABEL))
        self.table.setHorizontalHeaderLabels([tr(one) for one in _HEADS])
        for button, text in (
            (self.add, _ADD), (self.change, _CHANGE), (self.remove, _REMOVE), (self.respond, _RESPOND),
            (self.make, _MAKE), (self.show_action, _SHOW),
        ):  # fmt: skip
            button.setText(tr(text))
            button.setAccessibleName(f"{tr(text)} – {tr(self.LABEL)}")
        self.findings.retranslate()
        self._stale = True
        if self.isVisible():
            self._look()

    # what stands there

    def _show(self, found: _Read) -> None:
        self._found, chosen = found, self.table.currentRow()
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self.rows = found.recommended
        self.findings.show_lines(found.view, found.around)
        self.table.setRowCount(len(self.rows))
        for row, one in enumerate(self.rows):
            for column, text in enumerate(_cells(one, found.names)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
            if any(each.state == "overdue" for each in one.doing):
                cell = self.table.item(row, len(_HEADS) - 1)
                if cell is not None:
                    cell.setForeground(QColor(theme.colors().bad))
        self._fitting.start()
        self.table.setVisible(bool(self.rows))
        self._none.setVisible(not self.rows)
        answered = sum(bool(one.answer and one.answer["answer"]) for one in self.rows)
        told = [tr(_TOLD, answered=number(answered), n=number(len(self.rows)))] if self.rows else []
        if found.view["stage"] in ManagementResponse.__open_in__:
            told.insert(0, tr(_UNTIL))
        told += [found.unread] if found.unread else []
        self.told.setText(" ".join(told))
        self.told.setVisible(bool(told))
        if self.rows:
            self.table.setCurrentCell(min(max(chosen, 0), len(self.rows) - 1), 0)
        self._enable()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _fit(self) -> None:
        """Give the rows the height of their text and the table that of its rows; the tab scrolls."""
        fit_rows(self.table)
        rows = sum(self.table.rowHeight(row) for row in range(self.table.rowCount()))
        head = self.table.horizontalHeader().sizeHint().height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(head + rows + bar + 2 * self.table.frameWidth())

    def _chosen(self) -> Recommended | None:
        row = self.table.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def _enable(self) -> None:
        """Offer what can be done now: until the report is ready recommendations are written, then answered."""
        if self._found is None:
            return
        stage, chosen = self._found.view["stage"], self._chosen()
        writes = rights.may(self._store, rights.SECRETARY) and not self._found.view.get("deleted")
        written = writes and stage not in TYPES["evaluation"].__frozen__
        answered = written or (writes and stage in ManagementResponse.__open_in__)
        for button in (self.add, self.change, self.remove):
            button.setVisible(written)
            button.setEnabled(button is self.add or chosen is not None)
        self.findings.fix(not written)
        self.respond.setEnabled(answered and chosen is not None)
        self.make.setEnabled(answered and any(_waits(one) for one in self.rows))
        self.show_action.setEnabled(chosen is not None and bool(chosen.doing))

    def _press(self) -> None:
        if not self.change.isHidden():
            self._ask_chosen()
        elif self.respond.isEnabled():
            self.answer()

    def _ask_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.ask(chosen.line["id"])

    def _open_action(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.doing:
            self._context.asked.emit("action", chosen.doing[0].id)

    def _take_away(self) -> None:
        chosen, page, store = self._chosen(), self._page, self._store
        if chosen is None:
            return
        gone = {"id": self._id, self.FIELD: [{"id": chosen.line["id"], "deleted": True}]}

        def done(view: View) -> None:
            page.take_stored(view)
            page.notice.offer(tr(_REMOVED), tr(_UNDO), page.undo_last)

        self._tasks.write(lambda _: record.save(store, "evaluation", gone), done, self._notice.tell)


def _waits(one: Recommended) -> bool:
    return one.answer is not None and one.answer["answer"] in responding.TAKEN and not one.answer["actions"]


def _cells(one: Recommended, names: dict[str, str]) -> list[str]:
    line, answer = one.line, one.answer
    said = Choice(MANAGEMENT_ANSWER).label(answer["answer"]) if answer and answer["answer"] else tr(_NOT_YET)
    about = [
        tr(_FROM, n=number(one.finding)) if one.finding else "", isolate(names.get(line["addressee"] or "", "")),
        numeric(line["due"]) if line["due"] else "",
    ]  # fmt: skip
    text = tr(_NUMBERED, n=number(one.place), told=_own(line))
    told = tr(_JOINT).join(filter(None, about))
    return [_BETWEEN.join(filter(None, (text, told))), said, _BETWEEN.join(map(_told, one.doing))]


def _told(one: Doing) -> str:
    due = numeric(one.due) if one.due and one.state in ("open", "overdue") else ""
    return tr(_JOINT).join(filter(None, (tr(STATES[one.state]), due, isolate(one.owner))))


def _own(line: View) -> str:
    """Return the text of a line in the present language, else in the other."""
    half, other = ("text_ar", "text_en") if language() == "ar" else ("text_en", "text_ar")
    return str(line[half] or line[other] or "")
