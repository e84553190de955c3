"""The choices of a question that is designed: a small table in which they are written, pasted and put in order."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations.forms import cascades, design_acts as acts, question_kinds as kinds
from coopdesk.operations.forms.design import Row
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.answers import MOST_IN_LINE
from coopdesk.ui.forms.designing import Designing
from coopdesk.ui.forms.outline import said
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.list_flow import FlowLayout

_COLUMNS: tuple[tuple[str, Text], ...] = (
    ("label_en", N_("Choice", "in English")),
    ("label_ar", N_("Choice (Arabic)")),
    ("score", N_("Points", "of a choice")),
)  # fmt: skip
_NAMED, _ADD, _REMOVE = N_("Choices", "of a form"), N_("Add a choice"), N_("Remove the choice")
_UP, _DOWN = N_("Move the choice up"), N_("Move the choice down")
_PASTE = N_("Copy a list from anywhere and paste it here: each line becomes a choice.")
_SHARED = N_("Other questions have the same choices; they change with these: {names}.")
_BELONGS = N_("Belongs to", "a choice")
_LEFT_OUT = P_(
    "{n} choice belongs to nothing yet, so it is never shown.",
    "{n} choices belong to nothing yet, so they are never shown.",
)
_NO_LIST = N_(
    "What you pasted is no list of choices, so nothing of it was taken: at most {lines} lines, each of at most {most} "
    "characters."
)
_MOST_LINES = 2_000
"""So many choices are pasted at most; a longer list is taken from a workbook."""
_KEY, _PLACE, _MOST_SHOWN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, 12
_NARROWEST = 48
"""The least width of a column in pixels: all are seen where the card is narrow."""
_ABOVE = len(_COLUMNS)
"""The column that says to what a choice belongs."""


class _Chooser(QStyledItemDelegate):
    """Lets choose to what a choice belongs. ``offered``: names and words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offered: list[tuple[str, str]] = []

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        made = StillBox(parent)
        for name, words in (("", ""), *self.offered):
            made.addItem(words, name)
        made.setAccessibleName(tr(_BELONGS))
        made.activated.connect(lambda _: self.commitData.emit(made))
        return made

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, StillBox)
        editor.setCurrentIndex(max(editor.findData(index.data(_PLACE)), 0))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(editor, StillBox)
        model.setData(index, editor.currentData(), _PLACE)


class ChoiceTable(QWidget):
    """The choices of one list."""

    def __init__(self) -> None:
        super().__init__()
        self._designing: Designing | None = None
        self.list, self._filling = "", False
        self.table, self._hint = QTableWidget(0, _ABOVE + 1), sentence(quiet=True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setMinimumSectionSize(theme.px(_NARROWEST))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column in (0, 1, _ABOVE):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(2, theme.px(64))
        self._follows: cascades.Cascade | None = None
        self._chooser = _Chooser(self.table)
        self.table.setItemDelegateForColumn(_ABOVE, self._chooser)
        self.table.cellClicked.connect(self._pressed)
        self.table.itemChanged.connect(self._typed)
        self.table.installEventFilter(self)
        self.buttons = {text: QPushButton() for text in (_ADD, _REMOVE, _UP, _DOWN)}
        runs = (self.add, self._remove, lambda: self._move(-1), lambda: self._move(1))
        head = QWidget()
        flow = FlowLayout(head, theme.GAP)
        for button, run in zip(self.buttons.values(), runs, strict=True):
            button.clicked.connect(lambda _=False, run=run: run())
            flow.addWidget(button)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.SMALL)
        for widget in (self.table, head, self._hint):
            column_.addWidget(widget)

    def show_list(self, designing: Designing, row: Row, *, reading: bool) -> None:
        """Show the choices of a question."""
        self._designing, self.list = designing, kinds.list_of(row.cells)
        rows = [one for one in designing.state.choices if one["list_name"] == self.list]
        self._follows = cascades.read(row["choice_filter"])
        self._filling = True
        self._offer(designing)
        self.table.setRowCount(len(rows))
        for place, one in enumerate(rows):
            for column in range(_ABOVE + 1):
                self._show_cell(place, column, one, reading=reading)
        self._filling = False
        head = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        self.table.setFixedHeight(head + theme.ROW * min(max(len(rows), 1), _MOST_SHOWN))
        for button in self.buttons.values():
            button.setEnabled(not reading)
        others = [
            one for one in designing.state.questions if one.key != row.key and kinds.list_of(one.cells) == self.list
        ]
        names = ", ".join(one["name"] for one in others)
        told = tr(_SHARED, names=names) if others else tr(_PASTE)
        if self._follows is not None:
            left = sum(not cascades.belongs(one, self._follows.column) for one in rows)
            told = tr(_LEFT_OUT, n=left) if left else told
        self._tell(told)

    def _tell(self, told: str, *, wrong: bool = False) -> None:
        """Say beneath the choices what is to be known of them, or what is wrong with a paste."""
        self._hint.setText(told)
        self._hint.setObjectName("error" if wrong else "quiet")
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)

    def _offer(self, designing: Designing) -> None:
        """Offer to what a choice can belong, where the choices follow an answer."""
        self.table.setColumnHidden(_ABOVE, self._follows is None)
        above = cascades.choices_of(designing.state, self._follows.question) if self._follows is not None else []
        self._chooser.offered = [(one["name"], said(one)) for one in above]

    def _show_cell(self, place: int, column: int, row: Row, *, reading: bool) -> None:
        item = self.table.item(place, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(place, column, item)
        if column == _ABOVE:
            name = cascades.belongs(row, self._follows.column) if self._follows is not None else ""
            item.setData(_PLACE, name)
            told = dict(self._chooser.offered).get(name, name)
        else:
            told = row[_COLUMNS[column][0]]
        if item.text() != told:
            item.setText(told)
        item.setData(_KEY, row.key)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | (
            Qt.ItemFlag.NoItemFlags if reading else Qt.ItemFlag.ItemIsEditable))  # fmt: skip

    def add(self) -> None:
        """Add a choice and go to where its words are written."""
        if self._designing is not None:
            self._designing.do(acts.add_choices, self.list, [{}])
            self.table.setCurrentCell(self.table.rowCount() - 1, 0)
            self.table.edit(self.table.currentIndex())

    def paste(self, text: str) -> None:
        """Make a choice of each line; of a line from a table, its columns. What can be no list is refused."""
        if text.count("\n") > _MOST_LINES or any(len(line) > MOST_IN_LINE for line in text.splitlines()):
            self._tell(tr(_NO_LIST, lines=f"{_MOST_LINES:,}", most=f"{MOST_IN_LINE:,}"), wrong=True)
            return
        lines = [line.split("\t") for line in text.splitlines() if line.strip()]
        told = [{name: part.strip() for (name, _), part in zip(_COLUMNS, line, strict=False)} for line in lines]
        follows = self._follows
        if self._designing is not None and follows is not None:
            for one, line in zip(told, lines, strict=True):
                above = cascades.named(self._designing.state, follows.question, *line[_ABOVE : _ABOVE + 1])
                one |= cascades.cells(follows.column, above)
        if self._designing is not None and told:
            self._designing.do(acts.add_choices, self.list, told, fill=True)

    def retranslate(self) -> None:
        """Show names in the present language."""
        self.table.setAccessibleName(tr(_NAMED))
        self.table.setHorizontalHeaderLabels([*(tr(label) for _, label in _COLUMNS), tr(_BELONGS)])
        for text, button in self.buttons.items():
            button.setText(tr(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.buttons[_ADD].isEnabled():
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste(QGuiApplication.clipboard().text())
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._filling or self._designing is None:
            return
        if item.column() != _ABOVE:
            self._designing.do(acts.say, item.data(_KEY), {_COLUMNS[item.column()][0]: item.text().strip()})
        elif self._follows is not None:
            self._designing.do(cascades.belong, {item.data(_KEY): item.data(_PLACE)}, self._follows.column)

    def _pressed(self, row: int, column: int) -> None:
        """Open what can be chosen at once: that a cell is changed by pressing it twice, nobody expects of a menu."""
        item = self.table.item(row, column)
        if column == _ABOVE and item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.editItem(item)
            for box in self.table.viewport().findChildren(StillBox):
                box.showPopup()

    def _chosen(self) -> int:
        item = self.table.item(self.table.currentRow(), 0)
        return item.data(_KEY) if item is not None else 0

    def _remove(self) -> None:
        if self._designing is not None and self._chosen():
            self._designing.do(acts.remove_choice, self._chosen())

    def _move(self, by: int) -> None:
        if self._designing is not None and self._chosen():
            row = self.table.currentRow()
            self._designing.do(acts.move_choice, self._chosen(), by)
            self.table.setCurrentCell(min(max(row + by, 0), self.table.rowCount() - 1), 0)
