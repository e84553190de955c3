"""The shapes in which a list can be looked at, chosen over it: a table, and beside that a board, a calendar, figures,
a scoreboard and a matrix of values, each brought in and made when it is first looked at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import board, listing
from coopdesk.operations.board import Board
from coopdesk.operations.offers.days_left import COLUMN
from coopdesk.operations.printed_list import Listed
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.list_look import Look, shapes_of
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from coopdesk.ui.board_view import BoardView
    from coopdesk.ui.calendar_view import CalendarView
    from coopdesk.ui.indicators.matrix_view import MatrixView
    from coopdesk.ui.indicators.scoreboard_view import ScoreboardView
    from coopdesk.ui.offers.figures_view import FiguresView

SHAPES: dict[str, Text] = {
    "table": N_("Table", "shape of a list"),
    "board": N_("Board", "shape of a list"),
    "calendar": N_("Calendar", "shape of a list"),
    "figures": N_("Figures", "shape of a list"),
    "scoreboard": N_("Scoreboard", "shape of a list"),
    "matrix": N_("Matrix", "shape of a list"),
}
_HOW = N_("How the list is shown")


class ShapeBar(QWidget):
    """``chosen``: a person chose another shape. Not there where a list has one only."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        row = FlowLayout(self, theme.SMALL)
        for shape in SHAPES:
            button = QToolButton()
            button.setObjectName("shape")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, shape=shape: self.chosen.emit(shape))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[shape] = button

    def show_type(self, type: str) -> None:
        """Offer the shapes of a record type."""
        shapes = shapes_of(type)
        for shape, button in self.buttons.items():
            button.setVisible(shape in shapes)
        self.setVisible(len(shapes) > 1)

    def tell(self, shape: str) -> None:
        """Mark the shape that is on show."""
        self.buttons[shape].setChecked(True)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.setAccessibleName(tr(_HOW))
        for shape, button in self.buttons.items():
            button.setText(tr(SHAPES[shape]))
            button.setAccessibleName(tr(SHAPES[shape]))


class ShapeArea(QStackedWidget):
    """The other shapes of a list than its table. ``opened``: a record was asked for; ``edited``: … a field of it;
    ``asked``: a list was asked for, by conditions; ``left``: Esc; ``moved``: the list is another."""

    opened, edited, asked = Signal(str), Signal(str, str), Signal(object)
    left, moved = Signal(), Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self._board: BoardView | None = None
        self._calendar: CalendarView | None = None
        self._figures: FiguresView | None = None
        self._scoreboard: ScoreboardView | None = None
        self._matrix: MatrixView | None = None

    @property
    def board(self) -> "BoardView":
        """The board."""
        if self._board is None:
            from coopdesk.ui.board_view import BoardView

            self._board = made = BoardView(self._context, self._notice)
            for signal, told in (
                (made.opened, self.opened), (made.edited, self.edited), (made.left, self.left),
                (made.moved, self.moved),
            ):  # fmt: skip
                signal.connect(told)
            self.addWidget(made)
        return self._board

    @property
    def calendar(self) -> "CalendarView":
        """The calendar."""
        if self._calendar is None:
            from coopdesk.ui.calendar_view import CalendarView

            self._calendar = made = CalendarView(self._context, self._notice)
            made.opened.connect(self.opened)
            made.left.connect(self.left)
            self.addWidget(made)
        return self._calendar

    @property
    def figures(self) -> "FiguresView":
        """The figures."""
        if self._figures is None:
            from coopdesk.ui.offers.figures_view import FiguresView

            self._figures = made = FiguresView(self._context, self._notice)
            made.asked.connect(self.asked)
            made.left.connect(self.left)
            self.addWidget(made)
        return self._figures

    @property
    def scoreboard(self) -> "ScoreboardView":
        """How the indicators of the list stand."""
        if self._scoreboard is None:
            from coopdesk.ui.indicators.scoreboard_view import ScoreboardView

            self._scoreboard = made = ScoreboardView(self._context, self._notice)
            made.opened.connect(self.opened)
            made.left.connect(self.left)
            self.addWidget(made)
        return self._scoreboard

    @property
    def matrix(self) -> "MatrixView":
        """The matrix of values."""
        if self._matrix is None:
            from coopdesk.ui.indicators.matrix_view import MatrixView

            self._matrix = made = MatrixView(self._context, self._notice)
            made.opened.connect(self.opened)
            made.left.connect(self.left)
            self.addWidget(made)
        return self._matrix

    def keep(self) -> None:
        """Save what was written in the matrix and is not saved yet."""
        if self._matrix is not None:
            self._matrix.keep()

    def as_shown(self, shape: str, listed: Listed) -> tuple[Listed, str]:
        """Return a list as it is to be printed in a shape, and the name of the document."""
        if shape == "board":
            card = tuple(one for one in TYPES[listed.type].__card__)
            columns = (*TYPES[listed.type].__title__[:1], *card, COLUMN.name)
            return listed._replace(group="stage", columns=columns), "list"
        if shape == "calendar":
            return listed._replace(month=self.calendar.month), "calendar-month"
        if shape == "figures":
            return listed._replace(group=self.figures.by.currentData()), "opportunity-figures"
        if shape == "scoreboard":
            return self.scoreboard.printed(listed)
        return listed, "list"

    def cards_shown(self, type: str) -> dict[str | None, int]:
        """Return how many cards each column of the board shows of a type, or is about to."""
        return self._board.shown(type) if self._board is not None else {}

    def read_board(
        self, type: str, look: Look, where: Mapping[str, Any], words: str, shown: Mapping[str | None, int]
    ) -> Board | None:
        """Return the board of a list, on the worker, where that is its shape; in the order of its look, else by the
        first of its days. ``shown``: as ``cards_shown`` said."""
        if look.shape != "board":
            return None
        sort = ",".join(look.sorts(type)) or next((one for one in TYPES[type].__dates__ if "." not in one), "")
        return board.open_board(self._context.store, type, where=where, text=words, sort=sort, shown=shown)

    def show_list(self, shape: str, found: listing.Listing, cards: Board | None) -> None:
        """Show a list in a shape."""
        if cards is not None:
            self.setCurrentWidget(self.board)
            self.board.show_board(cards)
        elif shape == "calendar":
            self.setCurrentWidget(self.calendar)
            self.calendar.show_list(found)
        elif shape == "figures":
            self.setCurrentWidget(self.figures)
            self.figures.show_list(found)
        elif shape == "scoreboard":
            self.setCurrentWidget(self.scoreboard)
            self.scoreboard.show_list(found)
        elif shape == "matrix":
            self.setCurrentWidget(self.matrix)
            self.matrix.show_source(lambda store: tuple(listing.ids(store, found)))

    def take_focus(self) -> None:
        """Let the keyboard work in it."""
        shown: Any = self.currentWidget()
        shown.take_focus()

    def retranslate(self) -> None:
        """Show everything in the present language; the records come with the next reading."""
        for made in (self._calendar, self._figures, self._scoreboard, self._matrix):
            if made is not None:
                made.retranslate()
