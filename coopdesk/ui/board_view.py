"""A list as a board: a column for each stage; a card that is moved to another one takes the step that leads there."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, isolate, number, tr
from coopdesk.operations import board, record
from coopdesk.operations.board import Board, Card, Column
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.board_cards import Cards
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.messages import Notice
from coopdesk.ui.step_taking import begin_step

_MORE = P_("{n} more card", "{n} more cards")
_COLUMN = N_("{stage}, {n}", "a stage and how many records are at it")
_NO_WAY = N_("“{title}” cannot go from “{here}” to “{there}” now.")
_NO_NEXT = N_("No step leads “{title}” from “{here}” that way now.")
_WIDTH, _EMPTY_WIDTH = 230, 130


class BoardView(QScrollArea):
    """``opened``: the record of a card was asked for; ``edited``: … a field of it; ``left``: Esc; ``moved``: a step was
    taken, and the list is another."""

    opened, edited = Signal(str), Signal(str, str)
    left, moved = Signal(), Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__(widgetResizable=True)
        self._context, self._notice = context, notice
        self._board: Board | None = None
        self._follow = ""
        self.columns: list[ColumnView] = []
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setObjectName("page")
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self.setWidget(self._inner)
        self._ghost = QLabel(self.viewport())
        self._ghost.setObjectName("pill")
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()

    def show_board(self, found: Board) -> None:
        """Show another board; the keyboard stays on its card, also where that was moved."""
        held = next((one for one in self.columns if one.cards.hasFocus()), None)
        focus = self._follow or (held.cards.chosen.id if held is not None and held.cards.chosen is not None else "")
        self._board, self._follow = found, ""
        stages = [one.stage for one in found.columns]
        if stages != [one.column.stage for one in self.columns]:
            self._make(len(stages))
        for view, column in zip(self.columns, found.columns, strict=True):
            view.show_column(column)
        if focus or held is not None:
            self._go_to(focus)

    def shown(self, type: str) -> dict[str | None, int]:
        """Return how many cards each stage shows or is about to, where the board is of that type."""
        if self._board is None or self._board.found.type != type:
            return {}
        return {one.column.stage: one.wanted for one in self.columns}

    def take_focus(self) -> None:
        """Let the keyboard work on the first card."""
        self._go_to("")

    def _make(self, count: int) -> None:
        for old in self.columns:
            old.setParent(None)
            old.deleteLater()
        self.columns = [ColumnView() for _ in range(count)]
        for place, one in enumerate(self.columns):
            self._row.addWidget(one)
            one.cards.opened.connect(lambda card: self.opened.emit(card.id))
            one.cards.left.connect(self.left)
            one.cards.turned.connect(lambda way, carries, place=place: self._turn(place, way, carries=carries))
            one.cards.taken.connect(lambda at, place=place: self._hold(place, at))
            one.cards.dropped.connect(lambda at, place=place: self._drop(place, at))
            one.more.clicked.connect(lambda _=False, view=one: self._read_more(view))

    def _go_to(self, id: str) -> None:
        """Stand on the card of a record, else on the first there is."""
        for view in self.columns:
            place = view.cards.cards.place_of(id)
            if place is not None:
                self._stand(view, place)
                return
        first = next((one for one in self.columns if one.column.cards), None)
        if first is not None:
            self._stand(first, 0)

    def _stand(self, view: "ColumnView", place: int) -> None:
        index = view.cards.cards.index(min(place, view.cards.cards.rowCount() - 1), 0)
        view.cards.setFocus()
        view.cards.setCurrentIndex(index)
        view.cards.scrollTo(index)
        self.ensureWidgetVisible(view, theme.GAP, 0)
        for other in self.columns:
            if other is not view:
                other.cards.clearSelection()

    def _turn(self, place: int, way: int, *, carries: bool) -> None:
        """Go to the next column that has cards, or take the step that leads the card nearest that way."""
        here = self.columns[place]
        ahead = self.columns[place + 1 :] if way > 0 else self.columns[:place][::-1]
        card = here.cards.chosen
        if carries and card is not None:
            to = next((one for one in ahead if one.column.stage in here.column.leads), None)
            if to is not None:
                self._move(card, here, to)
            else:
                self._notice.say(tr(_NO_NEXT, title=isolate(card.title), here=here.column.title))
            return
        to = next((one for one in ahead if one.cards.cards.rowCount()), None)
        if to is not None:
            self._stand(to, here.cards.currentIndex().row())

    def _hold(self, place: int, at: QPoint) -> None:
        """Show where a card that the mouse holds would go, and whether it may."""
        here, over = self.columns[place], self._under(at)
        card = here.cards.chosen
        for one in self.columns:
            one.tell_drop("" if one is not over or one is here else "yes" if self._may(here, one) else "no")
        self._ghost.setVisible(card is not None and at.x() >= 0)
        if card is not None:
            self._ghost.setText(card.title)
            self._ghost.adjustSize()
            self._ghost.move(self.viewport().mapFromGlobal(at) + QPoint(theme.GAP, theme.GAP))
            self._ghost.raise_()

    def _drop(self, place: int, at: QPoint) -> None:
        here, over = self.columns[place], self._under(at)
        card = here.cards.chosen
        if card is None or over is None or over is here:
            return
        if self._may(here, over):
            self._move(card, here, over)
        else:
            told = {"title": isolate(card.title), "here": here.column.title, "there": over.column.title}
            self._notice.say(tr(_NO_WAY, **told))

    @staticmethod
    def _may(here: "ColumnView", there: "ColumnView") -> bool:
        return there.column.stage in here.column.leads

    def _under(self, at: QPoint) -> "ColumnView | None":
        local = self._inner.mapFromGlobal(at)
        return next((one for one in self.columns if one.geometry().contains(local)), None)

    def _move(self, card: Card, here: "ColumnView", there: "ColumnView") -> None:
        assert self._board is not None
        type, store, step = self._board.found.type, self._context.store, here.column.leads[str(there.column.stage)]
        self._notice.hide()

        def taken(_: View) -> None:
            self._follow = card.id
            self.moved.emit()

        def go(view: View) -> None:
            begin_step(
                self._context, type, view, step, self, self._notice, taken,
                lambda name: self.edited.emit(card.id, name),
            )  # fmt: skip

        self._context.tasks.read(lambda _: record.show(store, type, card.id), go, self._notice.tell)

    def _read_more(self, view: "ColumnView") -> None:
        found, start = self._board, view.cards.cards.rowCount()
        if found is None:
            return
        column, store = view.column, self._context.store
        view.wanted = start + board.PART
        view.more.setEnabled(False)

        def show(cards: list[Card]) -> None:
            if view not in self.columns:
                return
            if view.column is column:
                view.add(cards)
            elif view.cards.cards.rowCount() <= start and not view.more.isHidden():  # another board came meanwhile
                self._read_more(view)

        self._context.tasks.read(lambda _: board.more(store, found, column, start), show, self._notice.tell)


class ColumnView(QFrame):
    """The column of a stage. ``wanted``: how many cards were asked for, which a list that is read again shows again."""

    column: Column
    wanted = 0

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        self._title, self._count, self.more, self.cards = QLabel(), QLabel(), QPushButton(), Cards()
        self._title.setFont(sized(self.font(), theme.BODY_PT, strong=True))
        self._title.setWordWrap(True)
        self._count.setObjectName("quiet")
        head, layout = QHBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(theme.GAP, theme.SMALL, theme.GAP, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        layout.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.more)

    def show_column(self, column: Column) -> None:
        """Show the cards of another stage, or of this one as it is now."""
        self.column = column
        self._title.setText(column.title)
        self._count.setText(number(column.size))
        self.cards.setAccessibleName(tr(_COLUMN, stage=column.title, n=number(column.size)))
        self.cards.cards.show(column.cards)
        self.wanted = len(column.cards)
        self.setFixedWidth(theme.px(_WIDTH if column.size else _EMPTY_WIDTH))
        self._tell_more()

    def add(self, cards: list[Card]) -> None:
        """Show more cards of the stage."""
        self.cards.cards.add(cards)
        self._tell_more()

    def tell_drop(self, said: str) -> None:
        """Show whether a card that is held over the column may go there: ``yes``, ``no``, or nothing is held."""
        if self.property("drop") != said:
            self.setProperty("drop", said)
            self.style().unpolish(self)
            self.style().polish(self)

    def _tell_more(self) -> None:
        waiting = self.column.size - self.cards.cards.rowCount()
        self.more.setText(tr(_MORE, n=waiting))
        self.more.setEnabled(True)
        self.more.setVisible(waiting > 0)
