"""The ledger of support as a table of States by regional group; what a State said is written in its row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from coopdesk.calendars import numeric, parse_date, today
from coopdesk.documents.support_charts import region_label
from coopdesk.errors import CoopDeskError
from coopdesk.fields import Choice, Day, Field
from coopdesk.i18n import N_, number, tr
from coopdesk.operations.offers.ledger_of_support import Stand, account_in_words
from coopdesk.records import Support, fields_of
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

WRITTEN = (
    "answer", "answer_capital", "answer_seat", "form", "answered_by", "answered_on", "note_number", "note_date",
    "confidence", "asked_on",
)  # fmt: skip
"""The fields that are written in a row, in the order of the columns."""
_STATE, _ACCOUNT = N_("State"), N_("Account with the State")
_LEDGER, _GROUP = N_("Ledger of support"), N_("{group} ({n})")
_WIDTHS = (180, 130, 170, 220, 130, 140, 120, 160, 140, 110, 110, 220)
_VALUE = Qt.ItemDataRole.UserRole
_FIELDS = {one.name: one for one in fields_of(Support)}


class LedgerTable(QTreeWidget):
    """``noted``: something was written in the row of a State (code, field, value); ``refused``: it cannot be, in
    words."""

    noted, refused = Signal(str, str, object), Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setColumnCount(len(_WIDTHS))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setItemDelegate(_Cells(self))
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, theme.px(width))
        self.setMinimumHeight(theme.px(300))
        self.retranslate()

    def retranslate(self) -> None:
        """Show the heads of the columns in the present language."""
        labels = [tr(_FIELDS[name].label) for name in WRITTEN]
        self.setHeaderLabels([tr(_STATE), *labels, tr(_ACCOUNT)])
        self.setAccessibleName(tr(_LEDGER))

    def show_stands(self, stands: Sequence[Stand]) -> None:
        """Show States, each under its group; where one stood before, it stands again."""
        chosen, column = self._country(self.currentItem()), self.currentColumn()
        self.clear()
        strong = sized(QFont(self.font()), theme.BODY_PT, strong=True)
        groups: dict[str, QTreeWidgetItem] = {}
        for one in stands:
            if one.region not in groups:
                head = groups[one.region] = QTreeWidgetItem(self)
                head.setFont(0, strong)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                head.setFirstColumnSpanned(True)
            row = self._row(one)
            groups[one.region].addChild(row)
            if one.country == chosen:
                self.setCurrentItem(row, column)
        for region, head in groups.items():
            head.setText(0, tr(_GROUP, group=region_label(region), n=number(head.childCount())))
            head.setExpanded(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            if self._field(self.currentIndex()) is not None:
                self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self._field(self.currentIndex()) is not None:
            self.write(self.currentIndex(), None)
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go from cell to cell with the arrows: a tree would close the group, or go to it."""
        sideways = {self.CursorAction.MoveRight: 1, self.CursorAction.MoveLeft: -1}.get(action)
        here = self.currentIndex()
        if sideways is None or not here.parent().isValid():
            return super().moveCursor(action, modifiers)
        column = here.column() + (-sideways if self.isRightToLeft() else sideways)
        return here.siblingAtColumn(min(max(column, 0), self.columnCount() - 1))

    def write(self, place: QModelIndex | QPersistentModelIndex, value: Any) -> None:
        """Tell that a value was written in a cell, unless it stands there."""
        field = self._field(place)
        item = self.itemFromIndex(place)
        country = self._country(item)
        if field is not None and country and value != item.data(place.column(), _VALUE):
            self.noted.emit(country, field.name, value)

    def _row(self, stand: Stand) -> QTreeWidgetItem:
        row = QTreeWidgetItem()
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable)
        row.setText(0, stand.name)
        row.setData(0, _VALUE, stand.country)
        for column, name in enumerate(WRITTEN, 1):
            value = stand.line.get(name)
            row.setText(column, _shown(_FIELDS[name], value))
            row.setData(column, _VALUE, value)
        account = account_in_words(stand.account)
        row.setText(len(WRITTEN) + 1, account)
        row.setToolTip(len(WRITTEN) + 1, account)
        return row

    def _country(self, item: QTreeWidgetItem | None) -> str:
        return str(item.data(0, _VALUE) or "") if item is not None and item.parent() is not None else ""

    def _field(self, place: QModelIndex | QPersistentModelIndex) -> Field | None:
        within = place.isValid() and place.parent().isValid() and 0 < place.column() <= len(WRITTEN)
        return _FIELDS[WRITTEN[place.column() - 1]] if within else None


class _Cells(QStyledItemDelegate):
    """Writes in the cells: a choice from its list, a day as it is typed."""

    def __init__(self, table: LedgerTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = self._table._field(index)
        if field is None:
            return super().createEditor(parent, option, index)
        name = f"{index.sibling(index.row(), 0).data()}, {tr(field.label)}"
        made: QWidget
        if isinstance(field.kind, Choice):
            made = box = QComboBox(parent)
            box.addItem("", None)
            for one in field.kind.options:
                box.addItem(tr(one.label), one.token)
            box.activated.connect(lambda _: self._close(box))
        else:
            made = QLineEdit(parent)
        made.setAccessibleName(name)
        return made

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        value = index.data(_VALUE)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            editor.setText(index.data() or "")

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox):
            self._table.write(index, editor.currentData())
            return
        text, field = editor.text().strip() if isinstance(editor, QLineEdit) else "", self._table._field(index)
        try:
            day = field is not None and isinstance(field.kind, Day)
            self._table.write(index, (parse_date(text, today()) if day and text else text) or None)
        except CoopDeskError as fault:
            self._table.refused.emit(fault.message())

    def _close(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def _shown(field: Field, value: Any) -> str:
    if not value:
        return ""
    return numeric(value) if isinstance(field.kind, Day) else field.kind.show(value)
