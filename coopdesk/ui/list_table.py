"""The table of a list: rows of one height, columns that fit the room there is, groups that open and close."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from coopdesk.fields import Day
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.record_table import GROUP, RecordTable

_DEFAULT, _NARROWEST, _ENOUGH, _FIRST, _MARGIN = 120, 64, 96, 140, 34
"""Pixels: a column that says nothing of its width, the least of one, what is enough for one with a long head (its
tip tells it whole), the least of the first one, and the room beside a head's text."""
_DAY = "88/88/8888"
"""As wide as any day: half a date says nothing, or something else."""
_MANY = 1_000


class ListTable(QTableView):
    """The list. ``chosen``: Enter; ``widened``: a person gave a column a width; ``moved``: columns
    were put in another order (of their old places)."""

    widened = Signal(str, int)
    moved = Signal(list)
    copied = Signal()

    def __init__(self, chosen: Callable[[QModelIndex], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self._fitting = self._whole = False
        self._widths: Mapping[str, int] = {}
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._plain, self._grouped = QStyledItemDelegate(self), _Cells(self)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(_NARROWEST)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(self._moved)

    def show_rows(self, model: RecordTable) -> None:
        """Show a model. The head gets a selection of its own: it would ask every selected row whether it is one."""
        self.setModel(model)
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        model.modelReset.connect(self._choose_painter)

    @property
    def rows(self) -> RecordTable:
        """The model."""
        model = self.model()
        assert isinstance(model, RecordTable)
        return model

    def fit(self, widths: Mapping[str, int], *, whole: bool) -> None:
        """Give the columns widths that fit the room: those that a person gave, else those that are declared.

        ``whole``: all of them are shown, also where the room is too narrow for them.
        """
        self._widths, self._whole = widths, whole
        fields = self.rows.fields
        if not fields:
            return
        metrics = self.horizontalHeader().fontMetrics()
        wanted = [widths.get(one.name) or theme.px(one.column or _DEFAULT) for one in fields]
        heads = [str(self.rows.headerData(place, Qt.Orientation.Horizontal)) for place in range(len(fields))]
        narrowest, enough, margin = theme.px(_NARROWEST), theme.px(_ENOUGH), theme.px(_MARGIN)
        least = [min(max(metrics.horizontalAdvance(head) + margin, narrowest), enough) for head in heads]
        day = metrics.horizontalAdvance(_DAY) + margin
        least = [
            max(one, day) if isinstance(field.kind, Day) else one for one, field in zip(least, fields, strict=True)
        ]
        least[0] = max(least[0], theme.px(_FIRST))
        room = self.viewport().width()
        shown = len(fields) if whole or widths else fitting(least, room)
        self._fitting = True
        for place, width in enumerate(fitted(wanted[:shown], least[:shown], room)):
            self.setColumnWidth(place, width)
        for place in range(len(fields)):
            self.setColumnHidden(place, place >= shown)
        self._fitting = False

    def selected(self) -> list[range]:
        """Return the rows that are selected, as few ranges as they make."""
        found = sorted((one.top(), one.bottom() + 1) for one in self.selectionModel().selection().toList())
        return self.rows.places(range(*one) for one in found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self._widths, whole=self._whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and place.data(GROUP) is not None:
            self.rows.toggle(place.row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place.isValid():
            self._chosen(place)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place.data(GROUP) is not None:
            self.rows.toggle(place.row())
        else:
            super().mousePressEvent(event)

    def selectionCommand(self, index: Any, event: Any = None) -> QItemSelectionModel.SelectionFlag:
        """A row that names a group is gone over without being selected."""
        if index.isValid() and index.data(GROUP) is not None:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell a screen reader of a selection, unless it is so long that naming every cell of it would take minutes."""
        many = any(one.height() > _MANY for some in (selected, deselected) for one in some.toList())
        (QAbstractItemView if many else QTableView).selectionChanged(self, selected, deselected)

    def _choose_painter(self) -> None:
        """Let Qt paint a list without groups by itself, which is much faster."""
        found = self.rows.found
        self.setItemDelegate(self._grouped if found is not None and found.groups else self._plain)

    def _resized(self, place: int, _: int, width: int) -> None:
        if not self._fitting and place < len(self.rows.fields):
            name = self.rows.fields[place].name
            self.widened.emit(name, width)

    def _moved(self, *_: int) -> None:
        head = self.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        if order != sorted(order):
            head.blockSignals(True)
            for place in range(head.count()):
                head.moveSection(head.visualIndex(place), place)
            head.blockSignals(False)
            self.moved.emit(order)


def fitting(least: Sequence[int], room: int) -> int:
    """Return how many columns find room when each takes its least, at least two; the others wait for a wider list."""
    shown = len(least)
    while shown > 2 and sum(least[:shown]) > room:
        shown -= 1
    return shown


def fitted(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths of columns that fill the room: the first takes what is left; where there is too little, all give
    in proportion to what they can spare. Wider than the room only where even their least is."""
    widths = [max(one, small) for one, small in zip(wanted, least, strict=True)]
    spare = [width - small for width, small in zip(widths, least, strict=True)]
    lacking = sum(widths) - room
    if lacking > 0 and any(spare):
        given = min(lacking / sum(spare), 1)
        widths = [width - int(one * given) for width, one in zip(widths, spare, strict=True)]
    if sum(least) <= room:
        widths[0] += room - sum(widths)
    return widths


class _Cells(QStyledItemDelegate):
    """Paints the rows that name groups across the whole table, each cell its part."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        is_open = index.data(GROUP)
        if is_open is None:
            super().paint(painter, option, index)
            return
        table = self.parent()
        assert isinstance(table, ListTable)
        tokens = theme.colors()
        head = table.horizontalHeader()
        rect: QRect = option.rect
        whole = QRect(-head.offset(), rect.top(), max(head.length(), table.viewport().width()), rect.height())
        if table.isRightToLeft():
            whole.moveRight(table.viewport().width() - 1 + head.offset())
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(tokens.window))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(tokens.text))
        painter.setFont(sized(table.font(), theme.BODY_PT, strong=True))
        rtl = table.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        placed = whole.adjusted(0 if rtl else theme.WIDE, 0, -theme.WIDE if rtl else 0, 0)
        text = str(index.model().index(index.row(), 0).data())
        painter.drawText(placed, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(whole.right() - theme.WIDE / 2 if rtl else whole.left() + theme.WIDE / 2, whole.center().y())
        painter.rotate(0 if is_open else 90 if rtl else -90)
        painter.drawPolyline([QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)])
        painter.restore()
