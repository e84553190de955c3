"""Who fits an offer, and which offers fit an expert or a need: ranked, each line opening to the reason of every point.

The weights stand over the list; another weight gives another order at once, counted on the worker.
"""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, Text, number, tr
from coopdesk.operations import rights
from coopdesk.operations.offers import fitting, matching, nominating
from coopdesk.operations.offers.fitting import Match
from coopdesk.operations.offers.nominating import Nominated
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.offers.score_bar import SCORE, ScoreBar
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab
from coopdesk.ui.tasks import Job

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_LABELS: dict[str, Text] = {
    "opportunity": N_("Experts who fit"), "expert": N_("Offers that fit"), "capacity_need": N_("Offers that fit"),
}  # fmt: skip
_WEIGHTS, _WEIGHT_OF = N_("Weight of each criterion"), N_("Weight of {criterion}")
_WHO, _OFFER, _POINTS, _WHY = N_("Expert", "field"), N_("Opportunity", "field"), N_("Points"), N_("Why")
_NONE_OF = N_("Nobody is in the roster yet.")
_NO_OFFERS = N_("No offer is open.")
_NOMINATE, _OPEN, _ANYWAY = N_("Nominate"), N_("Show"), N_("Nominate all the same")
_MADE = N_("{name} is proposed.")
_NOMINATED = N_("✓ {stage}", "nominated")
_AGAINST = N_("⚠ {reason}")
_SCORED = N_("{points} of 100")
_ROOM_NAME, _ROOM_POINTS = 210, 80


class _Found(NamedTuple):
    weights: dict[str, int]
    matches: list[Match]
    nominated: dict[str, Nominated]


class FitsView(TailoredTab):
    """The tab of an opportunity, an expert or a need."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.LABEL = _LABELS[page.type]
        self._matches: list[Match] = []
        self._job: Job | None = None
        self.weights: dict[str, QSpinBox] = {}
        self._labels: dict[str, QLabel] = {}
        self._head, self._none = QLabel(), sentence(quiet=True)
        self._head.setObjectName("label")
        panel = QWidget()
        flow = FlowLayout(panel, theme.GAP)
        may = rights.may(self._store, rights.OFFICER)
        for name in matching.OF_NEEDS if page.type == "capacity_need" else fitting.WEIGHTS:
            flow.addWidget(self._weight(name, may=may))
        self.tree = QTreeWidget()
        self.tree.setObjectName("rows")
        self.tree.setColumnCount(3)
        self.tree.setMinimumHeight(theme.px(LOWEST))
        self.tree.setItemDelegateForColumn(1, ScoreBar(self.tree))
        self.tree.setUniformRowHeights(False)
        self.tree.setWordWrap(True)
        self.tree.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate((_ROOM_NAME, _ROOM_POINTS)):
            self.tree.setColumnWidth(place, theme.px(width))
        self.tree.currentItemChanged.connect(lambda *_: self._tell_acts())
        self.nominate_button, self.open_button = QPushButton(), QPushButton()
        self.nominate_button.clicked.connect(lambda: self.nominate())
        self.open_button.clicked.connect(self.open)
        acts = QHBoxLayout()
        acts.setSpacing(theme.GAP)
        for button in (self.nominate_button, self.open_button):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget in (self._head, panel, self._none):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        column.addLayout(acts)
        self.nominate_button.setVisible(page.type != "capacity_need")
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self._reweigh)
        self.retranslate()

    def concerns(self, view: View) -> bool:
        return view.get("direction") != "by_state"

    def _weight(self, name: str, *, may: bool) -> QWidget:
        holder, label, box = QWidget(), QLabel(), QSpinBox()
        box.setObjectName("plain")
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setMinimumWidth(theme.px(64))
        box.setLocale(QLocale.c())
        box.setRange(0, 100)
        box.setSingleStep(5)
        box.setEnabled(may)
        box.valueChanged.connect(lambda _: self._later.start())
        label.setBuddy(box)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(label)
        row.addWidget(box)
        self.weights[name], self._labels[name] = box, label
        return holder

    def read(self) -> None:
        """Read what fits, on the worker."""
        self._count({})

    def _reweigh(self) -> None:
        self._count({name: box.value() for name, box in self.weights.items()})

    def _count(self, weights: dict[str, int]) -> None:
        """Count anew, with other weights where some are given; what is being counted is given up."""
        id, type, store = self._id, self._type, self._store
        if self._job is not None:
            self._job.cancel()
        if id is None:
            self._show(_Found(dict(fitting.WEIGHTS), [], {}))
            return

        def work(progress: Progress) -> _Found:
            if weights:
                matching.set_weights(store, weights)
            nominated = nominating.nominated(store, type, id) if type != "capacity_need" else {}
            return _Found(matching.weights(store), matching.fits(store, type, id, progress), nominated)

        def show(found: _Found) -> None:
            if self._id == id:
                self._show(found)

        ask = self._tasks.write if weights else self._tasks.read
        self._job = ask(work, show, self._notice.tell)

    def _show(self, found: _Found) -> None:
        for name, box in self.weights.items():
            box.blockSignals(True)
            box.setValue(found.weights[name])
            box.blockSignals(False)
        chosen = self._chosen()
        self._matches = found.matches
        self.tree.blockSignals(True)  # a button that is disabled in between would lose the keyboard
        self.tree.clear()
        for place, one in enumerate(found.matches, 1):
            item = _item(place, one, found.nominated.get(one.id))
            self.tree.addTopLevelItem(item)
            if chosen is not None and one.id == chosen.id:
                self.tree.setCurrentItem(item)
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)
        self.tree.blockSignals(False)
        self._none.setVisible(not found.matches)
        self.tree.setVisible(bool(found.matches))
        self._tell_acts()

    def _chosen(self) -> Match | None:
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        id = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return next((one for one in self._matches if one.id == id), None)

    def _tell_acts(self) -> None:
        for button in (self.nominate_button, self.open_button):
            button.setEnabled(self._chosen() is not None)

    def nominate(self, *, agreed: bool = False) -> None:
        """Propose the chosen expert, or this one for the chosen offer; what there is to tell is told first."""
        chosen, id = self._chosen(), self._id
        if chosen is None or id is None:
            return
        offer, expert = (id, chosen.id) if self._type == "opportunity" else (chosen.id, id)
        store = self._store

        def work(_: object) -> tuple[list[str], View]:
            told = [] if agreed else nominating.cautions(store, {"opportunity": offer, "expert": expert})
            return told, {} if told else nominating.nominate(store, offer, expert, agreed=True)

        def done(found: tuple[list[str], View]) -> None:
            told, made = found
            if told:
                self._notice.warn(" ".join(told), tr(_ANYWAY), lambda: self.nominate(agreed=True))
                return
            self._notice.offer(
                tr(_MADE, name=chosen.name), tr(_OPEN), lambda: self._context.asked.emit("nomination", made["id"])
            )
            self.read()

        self._tasks.write(work, done, self._notice.tell)

    def open(self) -> None:
        """Show the page of what is chosen."""
        chosen = self._chosen()
        if chosen is not None:
            self._context.asked.emit("expert" if self._type == "opportunity" else "opportunity", chosen.id)

    def retranslate(self) -> None:
        """Show everything in the present language; what fits is read again, for its reasons are words."""
        self._head.setText(tr(_WEIGHTS))
        for name, label in self._labels.items():
            criterion = tr(fitting.CRITERIA[name])
            label.setText(criterion)
            self.weights[name].setAccessibleName(tr(_WEIGHT_OF, criterion=criterion))
        ours = self._type == "opportunity"
        self.tree.setHeaderLabels([tr(_WHO if ours else _OFFER), tr(_POINTS), tr(_WHY)])
        self.tree.setAccessibleName(tr(self.LABEL))
        self._none.setText(tr(_NONE_OF if ours else _NO_OFFERS))
        self.nominate_button.setText(tr(_NOMINATE))
        self.open_button.setText(tr(_OPEN))
        self._stale = True
        if self.isVisible():
            self._look()


def _item(place: int, one: Match, nominated: Nominated | None) -> QTreeWidgetItem:
    """Return the line of a match, with a line for each point and for what speaks against it."""
    against = [tr(_AGAINST, reason=reason) for reason in one.bars]
    said = [*([tr(_NOMINATED, stage=nominated.word)] if nominated is not None else []), *against]
    item = QTreeWidgetItem([f"{number(place)}. {one.name}", number(one.score), "  ".join(said)])
    item.setData(0, Qt.ItemDataRole.UserRole, one.id)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one.name}, {tr(_SCORED, points=number(one.score))}")
    item.setData(1, SCORE, one.score)
    for column in range(3):
        item.setToolTip(column, item.text(column))
    for point in one.points:
        share = round(100 * point.share)
        line = QTreeWidgetItem([tr(fitting.CRITERIA[point.criterion]), f"{number(share)} %", point.why])
        line.setData(1, SCORE, share)
        line.setToolTip(2, point.why)
        item.addChild(line)
    for reason in against:
        item.addChild(QTreeWidgetItem(["", "", reason]))
    return item
