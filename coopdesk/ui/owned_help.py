"""What helps to fill a list inside a form: a sentence on its lines together, kept true while one types, and a press."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coopdesk.i18n import tr
from coopdesk.operations.owned_help import HELPED
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.trail import Act, Trail

if TYPE_CHECKING:
    from coopdesk.ui.owned_list import OwnedList


class OwnedHelp(QWidget):
    """Stands under the name of a list; of a list for which nothing is declared it is hidden."""

    def __init__(self, owned: "OwnedList", trail: Trail) -> None:
        super().__init__()
        self._owned, self._trail, self._helped = owned, trail, HELPED.get(owned.cls.__tablename__)
        self.told, self.button = sentence(quiet=True), QPushButton()
        self.button.clicked.connect(self._fill)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.told, 1)
        row.addWidget(self.button)
        self.hide()
        if self._helped is not None:
            owned.changed.connect(self.tell)

    def tell(self) -> None:
        """Tell what there is to say of the lines, in the present language."""
        if self._helped is None:
            return
        self.told.setText(self._helped.told(self._lines()))
        self.button.setText(tr(self._helped.label))
        self.button.setAccessibleName(f"{tr(self._helped.label)}: {tr(self._owned.cls.__plural__)}")
        self.setVisible(bool(self._owned.lines))

    def _lines(self) -> list[View]:
        return [line.view | line.changes() for line in self._owned.lines]

    def _fill(self) -> None:
        """Write in the lines what helps; undo brings back what stood there."""
        assert self._helped is not None
        name, before, lines = self._helped.field, self._lines(), list(self._owned.lines)
        after = self._helped.filled(before)

        def put(values: list[str | None]) -> None:
            for line, value in zip(lines, values, strict=True):
                line.type_in({name: value})
            self._owned.changed.emit()

        put(after)
        self._trail.add(Act(lambda: put([one.get(name) for one in before]), lambda: put(after)))
