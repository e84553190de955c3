"""The judgement on the page of an evaluation: the ratings as a chart, what the whole comes to, a card a criterion. What
is typed saves itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.documents import evaluation_ratings as ratings
from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, tr
from coopdesk.operations import conflicts, drafts, links, record, rights
from coopdesk.operations.drafts import Draft
from coopdesk.operations.evaluations import evidence, judging as judged
from coopdesk.operations.evaluations.evidence import CRITERIA, Offer
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, fields_of, plural_of
from coopdesk.records.evaluation import Evaluation, Evidence
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.evaluations.card import CriterionCard
from coopdesk.ui.evaluations.judging import OVERALL, Judging
from coopdesk.ui.evaluations.noting import EvidenceDialog
from coopdesk.ui.field_cell import Conflict, FieldCell
from coopdesk.ui.scrolled import scrolled
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_MEDIAN, _NONE_RATED = N_("The median of the ratings is {rating}."), N_("No criterion is rated yet.")
_SAVED, _SAVING, _UNSAVED = N_("Saved", "judgement"), N_("Saving…"), N_("Not saved yet")
_LOOK, _RATINGS = N_("Look for evidence again"), N_("Ratings")
_FIXED = N_("The report is ready, so the judgement stands. It is changed when the evaluation is opened again.")
_BESIDE = N_("Somebody judged the same criterion meanwhile. Both values are kept beside each other.")
_ATTACHED = N_("Added to the evidence: {title}.")
_WITHOUT = N_(
    "Added to the evidence: {title}. What it shows is not written here, because fewer may see that record than this "
    "evaluation."
)

_BESIDE_IT, _ROOM = QBoxLayout.Direction.LeftToRight, 520
"""Where the overall rating stands to the chart of the ratings, and in how much room; in less it stands beneath."""


class _Read(NamedTuple):
    view: View
    titles: dict[str, tuple[str, str]]
    offers: list[Offer]
    several: dict[tuple[str, str], Conflict]


class JudgementView(TailoredTab):
    """``cards``: by criterion."""

    LABEL = N_("Judgement")
    FIELD = "criterion_ratings"

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.judging: Judging | None = None
        self._view: View = {}
        self._found: _Read | None = None
        self._offers: list[Offer] | None = None
        self.chart, self.state, self.median, self.fixed = Chart(), QLabel(), sentence(quiet=True), sentence()
        self.state.setObjectName("quiet")
        self.look = QPushButton()
        self.look.clicked.connect(self.look_again)
        overall = next(one for one in fields_of(Evaluation) if one.name == "overall")
        self._overall_cell = FieldCell(overall)
        self.overall = self._overall_cell.fill(page.context)
        self.overall.changed.connect(lambda: self._typed(OVERALL, "overall", self.overall.value()))
        self.cards = {one: CriterionCard(one, page.context) for one in CRITERIA}
        aside = QVBoxLayout()
        for widget in (self._overall_cell, self.median, self.state, self.look):
            aside.addWidget(widget)
        aside.addStretch(1)
        self.chart.setFixedHeight(theme.px(round(ratings.HEIGHT * 1.2)))
        self._head = QBoxLayout(_BESIDE_IT)
        self._head.setSpacing(theme.WIDE)
        self._head.addWidget(self.chart, 3)
        self._head.addLayout(aside, 2)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.fixed)
        column.addLayout(self._head)
        for name, card in self.cards.items():
            card.typed.connect(partial(self._typed, name))
            card.attached.connect(partial(self.attach, name))
            card.noted.connect(partial(self.note, name))
            card.removed.connect(self._remove)
            card.opened.connect(page.context.asked.emit)
            column.addWidget(card)
        column.addStretch(1)
        self.area = scrolled(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.retranslate()

    def show_record(self, view: View) -> None:
        """Show the judgement of an evaluation; that of another one is saved before."""
        if view.get("id") != self._view.get("id"):
            self._put_away()
        self._view = view
        super().show_record(view)

    def read(self) -> None:
        """Read the lines on the worker, and once for each evaluation what can be evidence."""
        id, store, offers = self._id, self._store, self._offers
        if id is None:
            return

        def work(_: Any) -> _Read:
            view = record.show(store, "evaluation", id)
            named = links.named(store, [one["record"] for one in view["evidence"] if one["record"]])
            titles = {one.id: (one.type, one.title) for one in named.values()}
            found = evidence.offered(store, id) if offers is None else offers
            return _Read(view, titles, found, _several(conflicts.conflicts(store, id), view))

        def show(found: _Read) -> None:
            if self._id == id:
                self._offers = found.offers
                self._show(found)

        self._tasks.read(work, show, self._notice.tell)

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        if self.judging is not None:
            self.judging.keep(failed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.setDirection(_BESIDE_IT if self.width() >= theme.px(_ROOM) else QBoxLayout.Direction.TopToBottom)
        self._head.update()

    def look_again(self) -> None:
        """Look anew for what can be evidence."""
        self._offers = None
        self.read()

    def attach(self, criterion: str, offer: Offer) -> None:
        """Let what is offered be evidence under a criterion."""
        id, store, page = self._id, self._store, self._page
        if id is None:
            return

        def done(view: View) -> None:
            page.renew()
            bare = offer.note and not any(one["record"] == offer.id and one["note"] for one in view["evidence"])
            page.notice.say(tr(_WITHOUT if bare else _ATTACHED, title=offer.title))

        self.keep()
        self._tasks.write(lambda _: evidence.attach(store, id, criterion, offer), done, self._notice.tell)

    def note(self, criterion: str, which: str = "") -> None:
        """Ask for evidence that is not offered: what it is, and what it shows."""
        id, store = self._id, self._store
        if id is None:
            return
        act = f"{Evidence.__tablename__}/{criterion}"

        def ask(draft: Draft | None) -> None:
            EvidenceDialog(id, criterion, self._context, lambda _: self._page.renew(), self._page, draft).open()

        self._tasks.read(lambda _: drafts.find(store, "evaluation", id, act), ask, self._notice.tell)

    def goes_on(self, draft: Draft) -> bool:
        type, _, criterion = draft.act.partition("/")
        if type != Evidence.__tablename__:
            return False
        self.note(criterion)
        return True

    def retranslate(self) -> None:
        self.look.setText(tr(_LOOK))
        self.chart.setAccessibleName(tr(_RATINGS))
        self.area.setAccessibleName(tr(self.LABEL))
        self.fixed.setText(tr(_FIXED))
        self._overall_cell.retranslate()
        for card in self.cards.values():
            card.retranslate()
        self._offers, self._stale = None, True
        if self.isVisible():
            self._look()

    # what stands there

    def _show(self, found: _Read) -> None:
        view = found.view
        self._found = found
        judging = self.judging
        if judging is None:
            judging = self.judging = Judging(self._context, view["id"], self)
            judging.turned.connect(self._tell)
            judging.beside.connect(lambda: self._notice.warn(tr(_BESIDE)))
            judging.failed.connect(self._notice.tell)
            judging.saved.connect(lambda _: self._page.renew())
        if not (judging.dirty or judging.saving):
            judging.seen = view["_seen"]
        frozen = view["stage"] in TYPES["evaluation"].__frozen__ or bool(view.get("deleted"))
        reading = frozen or not rights.may(self._store, rights.SECRETARY)
        self.fixed.setVisible(frozen)
        if (OVERALL, "overall") not in judging.typed:
            self.overall.set_value(view["overall"])
        self.overall.setEnabled(not reading)
        lines = judged.by_criterion(view["criterion_ratings"])
        suggested = evidence.suggested(found.offers)
        for name, card in self.cards.items():
            used = [one for one in view["evidence"] if one["criterion"] == name]
            there = {one["record"] for one in used}
            card.show_questions([one for one in view["evaluation_questions"] if one["criterion"] == name])
            card.show_line(dict(lines.get(name, {})), _typed_of(judging, name))
            card.show_evidence(used, found.titles, fixed=reading)
            card.show_offers([one for one in found.offers if one.id not in there], suggested.get(name))
            card.mark({field: told for (criterion, field), told in found.several.items() if criterion == name})
            card.fix(reading)
        self._draw()
        self._tell()

    def _typed(self, criterion: str, name: str, value: object) -> None:
        if self.judging is not None:
            self.judging.type(criterion, name, value)
            if name == "rating":
                self._draw()

    def _draw(self) -> None:
        """Show the ratings as they stand in the cards, and their median."""
        told = {name: str(card.editors["rating"].value() or "") or None for name, card in self.cards.items()}
        self.chart.show_chart(lambda width, height, rtl: ratings.chart(told, width, height, rtl))
        median = judged.overall([{"rating": one} for one in told.values()])
        self.median.setText(tr(_MEDIAN, rating=ratings.told(median)) if median else tr(_NONE_RATED))

    def _tell(self) -> None:
        judging = self.judging
        if judging is not None:
            self.state.setText(tr(_SAVING if judging.saving else _UNSAVED if judging.dirty else _SAVED))

    def _remove(self, id: str) -> None:
        store, page = self._store, self._page
        gone = {"id": self._id, plural_of(Evidence): [{"id": id, "deleted": True}]}
        self.keep()
        self._tasks.write(lambda _: record.save(store, "evaluation", gone), lambda _: page.renew(), self._notice.tell)

    def _put_away(self) -> None:
        judging, self.judging, self._offers = self.judging, None, None
        if judging is not None:
            judging.saved.disconnect()
            judging.keep()


def _typed_of(judging: Judging, criterion: str) -> dict[str, Any]:
    return {name: value for (of, name), value in judging.typed.items() if of == criterion}


def _several(found: list[View], view: View) -> dict[tuple[str, str], Conflict]:
    """Return the fields of ratings that hold several values, by criterion and name."""
    criteria = {one["id"]: one["criterion"] for one in view["criterion_ratings"]}
    return {(criteria[one["record"]], one["field"]): (one["id"], one["count"]) for one in found
            if one["record"] in criteria}  # fmt: skip
