"""The sheet on which a form is filled: its parts one under the other, made when they come into sight.

Parts are kept while answers change; what is asked anew is put in its place, what is asked no more goes away.
"""

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from coopdesk.forms.tree import Node
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.blocks import Block
from coopdesk.ui.forms.card import Card, tab_order
from coopdesk.ui.forms.session import Session
from coopdesk.ui.sight import InSight, show_in
from coopdesk.ui.tailored_tab import LOWEST

_SLICE = 0.012
"""Seconds of work at a time, then the window has its turn."""
_TELL_AFTER = 700
"""Milliseconds after the last change until it is told what is wrong with it."""


class Sheet(QScrollArea):
    """``reviewed``: an answer in conflict is to be looked at; ``settled``: what is in sight is all there."""

    reviewed = Signal(str)
    settled = Signal()

    def __init__(self, attach: Callable[[Path, Callable[[str], None]], None]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(LOWEST))
        self._attach, self._reading = attach, False
        self._held: Session | None = None
        self.cards: dict[tuple[object, ...], Card] = {}
        self._order: list[tuple[object, ...]] = []
        self._of: dict[Node, Card] = {}
        self._waiting: list[Block] = []
        self._hidden: list[Card] = []
        self._shown: set[tuple[object, ...]] | None = None
        self._conflicts: dict[Node, tuple[str, int]] = {}
        self._inner = QWidget()
        self._inner.setObjectName("page")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.WIDE)
        self._column.setSpacing(theme.SPACE)
        self.intro = sentence()
        self.intro.hide()
        self._column.addWidget(self.intro)
        self._column.addStretch(1)
        self.setWidget(self._inner)
        InSight(self)
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._telling = QTimer(self, singleShot=True, interval=_TELL_AFTER)
        self._telling.timeout.connect(self._tell)
        self._untold: set[Node] = set()
        self.verticalScrollBar().valueChanged.connect(lambda _: self._slices.start())
        self.viewport().installEventFilter(self)

    @property
    def _session(self) -> Session:
        assert self._held is not None
        return self._held

    def show_session(self, session: Session, *, reading: bool) -> None:
        """Show another filling, from its beginning."""
        self.clear()
        self._held, self._reading = session, reading
        session.changed.connect(self._changed)
        session.reworded.connect(self._reworded)

    def clear(self) -> None:
        """Show nothing."""
        self._slices.stop()
        self._telling.stop()
        self._shown = self._held = None
        self._conflicts, self._waiting, self._hidden, self._untold = {}, [], [], set()
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards, self._of, self._order = {}, {}, []
        self.introduce("")
        self.verticalScrollBar().setValue(0)

    def introduce(self, text: str) -> None:
        """Say before the first part what the form is for."""
        self.intro.setText(text)
        self.intro.setVisible(bool(text))

    def arrange(self) -> None:
        """Show the parts that are asked now."""
        blocks = self._session.shown.blocks
        wanted = {one.place: one for one in blocks}
        self._hidden = [one for one in self._hidden if one.block.place in wanted]
        for place in [one for one in self.cards if one not in wanted]:
            card = self.cards.pop(place)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, block in wanted.items():
            if place in self.cards:
                self.cards[place].block = block
        self._of = {node: card for card in self.cards.values() for node in card.block.nodes if card.block.asked}
        self._order = [one for one in self._order if one in self.cards]
        self._waiting = list(blocks)
        self._go_on()

    def show_only(self, blocks: Sequence[Block] | None) -> None:
        """Show these parts only, or all where none are given."""
        self._shown = None if blocks is None else {one.place for one in blocks}
        self._hidden = []
        for place in self._order:
            card = self.cards[place]
            if self._shown is not None:
                card.setVisible(place in self._shown)
            elif card.isHidden():
                self._hidden.append(card)
        self.verticalScrollBar().setValue(0)
        self._slices.start()

    def retranslate(self) -> None:
        """Show all words anew."""
        for card in self.cards.values():
            card.retranslate()

    def tell_conflicts(self, conflicts: dict[Node, tuple[str, int]]) -> None:
        """Mark the answers that hold several values."""
        for node in self._conflicts.keys() - conflicts.keys():
            if node in self._of:
                self._of[node].tell_conflict("", 0)
        self._conflicts = conflicts
        for node, (id, count) in conflicts.items():
            if node in self._of:
                self._of[node].tell_conflict(id, count)

    def tell_all(self) -> None:
        """Tell beneath each question what is wrong with it, where an answer is missing too."""
        self._session.strict = True
        for card in self.cards.values():
            card.show_fault(all=True)

    def go_to(self, node: Node) -> None:
        """Bring a question into sight, and go to it."""
        while self._waiting and node not in self._of:
            self._place(self._waiting.pop(0))
        card = self._of.get(node)
        if card is None:
            return
        self._fill(card)
        self._settle()
        if card.grid is not None:
            card.grid.focus_on(node)
        elif stops := card.stops():
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        show_in(self, card)
        self._slices.start()

    def first(self) -> None:
        """Go to the first question that is shown."""
        for place in self._order:
            card = self.cards[place]
            if not card.isHidden() and card.block.asked:
                self.go_to(card.block.asked[0])
                return

    def held(self) -> Node | None:
        """Return the question at which the person is."""
        now = QApplication.focusWidget()
        cards = (one for one in self.cards.values() if one.block.asked and now is not None and one.isAncestorOf(now))
        return next((one.block.asked[0] for one in cards), None)

    def next_from(self, held: QWidget | None, by: int) -> bool:
        """Go to the next question, or the one before; tells whether there is one."""
        places = [one for one in self._order if self.cards[one].block.asked and not self.cards[one].isHidden()]
        now = next((n for n, one in enumerate(places) if held is not None and self.cards[one].isAncestorOf(held)), -1)
        to = now + by
        if 0 <= to < len(places):
            self.go_to(self.cards[places[to]].block.asked[0])
        return 0 <= to < len(places)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._slices.start()
        return super().eventFilter(watched, event)

    # piece by piece

    def _go_on(self) -> None:
        """Make the next parts, then fill those in sight, as long as a slice is."""
        if self._held is None:
            return
        until = time.perf_counter() + _SLICE
        while self._waiting and time.perf_counter() < until:
            self._place(self._waiting.pop(0))
        while self._hidden and time.perf_counter() < until:
            self._hidden.pop(0).show()
        while not (self._waiting or self._hidden) and time.perf_counter() < until:
            card = self._next()
            if card is None:
                self.settled.emit()
                return
            self._fill(card)
            self._settle()
        self._slices.start()

    def _place(self, block: Block) -> None:
        """Put a part in its place, after those that were placed before it."""
        at = len(self._session.shown.blocks) - len(self._waiting) - 1
        if at < len(self._order) and self._order[at] == block.place:
            return
        card = self.cards.get(block.place)
        if card is None:
            card = self.cards[block.place] = Card(block, self._session, self._attach, reading=self._reading)
            card.added.connect(lambda: self._add(block))
            card.removed.connect(lambda: self._session.remove(block.node))
            card.reviewed.connect(self.reviewed)
            self._of.update(dict.fromkeys(block.nodes if block.asked else (), card))
            card.setVisible(self._shown is None or block.place in self._shown)
        else:
            self._order.remove(block.place)
            self._column.removeWidget(card)
        self._order.insert(at, block.place)
        self._column.insertWidget(1 + at, card)

    def _next(self) -> Card | None:
        """Return a card in sight, or close to it, that is not filled yet."""
        view = self.viewport()
        for place in self._order:
            card = self.cards[place]
            if card.isHidden():
                continue
            top = card.mapTo(self._inner, card.rect().topLeft()).y() - self.verticalScrollBar().value()
            if top > 1.5 * view.height():
                return None
            if not card.filled and top + card.height() > -view.height() // 2:
                return card
        return None

    def _fill(self, card: Card) -> None:
        """Fill a card; what is in sight below it stays where it is."""
        if card.filled:
            return
        bar, before = self.verticalScrollBar(), card.height()
        above = card.y() + before < bar.value()
        card.fill()
        self._chain(card)
        for node in card.block.asked:
            if node in self._conflicts:
                card.tell_conflict(*self._conflicts[node])
        if self._session.strict or any(one.element.text for one in card.block.asked):
            card.show_fault(all=self._session.strict)
        if above:
            self._settle()
            bar.setValue(bar.value() + card.height() - before)

    def _settle(self) -> None:
        self._column.activate()

    def _chain(self, card: Card) -> None:
        """Let Tab come to a card after what stands before it."""
        place = self._order.index(card.block.place)
        before: QWidget = self
        for one in reversed(self._order[:place]):
            stops = self.cards[one].stops() if self.cards[one].filled else []
            if stops:
                before = stops[-1]
                break
        tab_order(before, card.stops(), QWidget.setTabOrder)

    # what follows from answers

    def _add(self, block: Block) -> None:
        made = self._session.add(block)
        if made is not None:
            inner = next((one for one in self._session.shown.blocks if made in one.around and one.asked), None)
            if inner is not None:
                self.go_to(inner.asked[0])

    def _changed(self, nodes: Collection[Node]) -> None:
        for node in nodes:
            card = self._of.get(node)
            if card is not None:
                card.show_value()
        self._untold |= set(nodes)
        self._telling.start()

    def _reworded(self, nodes: Collection[Node]) -> None:
        for card in {self._of[node] for node in nodes if node in self._of}:
            card.reword()

    def _tell(self) -> None:
        cards = {self._of[node] for node in self._untold if node in self._of}
        self._untold = set()
        for card in cards:
            card.show_fault(all=self._session.strict)
