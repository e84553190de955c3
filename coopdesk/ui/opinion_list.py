"""The assessments and opinions of a report, inside its form: for whom they are is said over them, and each kind is
begun with a button of its own, so that an opinion is never written among the facts."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from coopdesk.i18n import N_, tr
from coopdesk.records import Record
from coopdesk.records.conference_report import OPINION_KIND
from coopdesk.ui.context import Context
from coopdesk.ui.owned_list import OwnedList
from coopdesk.ui.trail import Trail

_ADD = N_("Add")
_APART = N_(
    "Kept apart from the facts. The Ministry alone receives them, also when the report goes to others; prints for "
    "others say that something is left out."
)


class OpinionList(OwnedList):
    """The list of what the delegation thinks. Who begins a line is its author, unless another one is named."""

    def __init__(self, cls: type[Record], context: Context, trail: Trail) -> None:
        self._told = QLabel()
        self._others = {one.token: QPushButton() for one in OPINION_KIND[1:]}
        super().__init__(cls, context, trail)
        self._told.setObjectName("quiet")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._whole.insertWidget(1, self._told)
        for token, button in self._others.items():
            button.clicked.connect(partial(self.add_one, token))
            self.bar.addWidget(button)
            self.buttons.append(button)

    def add(self) -> None:
        self.add_one(OPINION_KIND[0].token)

    def add_one(self, kind: str, _: bool = False) -> None:
        """Add an empty line of a kind and open it."""
        self._begin(self._new({"kind": kind, "author": self._context.store.officer}), len(self.lines))

    def retranslate(self) -> None:
        super().retranslate()
        self._told.setText(tr(_APART))
        labels = {one.token: tr(one.label) for one in OPINION_KIND}
        first = OPINION_KIND[0].token
        for token, button in ({first: self._add} | self._others).items():
            button.setText(f"+ {labels[token]}")
            button.setAccessibleName(f"{tr(_ADD)}: {labels[token]}")
