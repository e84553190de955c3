"""The judgement of an evaluation as it is typed: what is not saved yet of which criterion, and saving it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from coopdesk.errors import ChangedSince
from coopdesk.operations import record
from coopdesk.operations.record_types import View
from coopdesk.ui.context import Context
from coopdesk.ui.forms.saving import Saving

OVERALL = ""
"""Stands for the evaluation itself among its criteria."""


class Judging(Saving):
    """``typed``: by criterion and field; of the evaluation itself under ``OVERALL``; ``seen``: what is on the screen.
    ``saved`` gets the evaluation as it is then."""

    saved = Signal(object)

    def __init__(self, context: Context, id: str, parent: QObject) -> None:
        super().__init__(context.tasks, parent)
        self._store, self.id = context.store, id
        self.seen = ""
        self.typed: dict[tuple[str, str], Any] = {}
        self._given: dict[tuple[str, str], Any] = {}
        self._view: View = {}

    def type(self, criterion: str, name: str, value: Any) -> None:
        """Take what was typed; it is saved a moment later."""
        self.typed[criterion, name] = value
        self._touched()

    def _saves(self) -> Callable[[], bool]:
        store, id, given = self._store, self.id, dict(self.typed)
        own = {name: value for (criterion, name), value in given.items() if criterion == OVERALL}
        lines: dict[str, View] = {}
        for (criterion, name), value in given.items():
            if criterion != OVERALL:
                lines.setdefault(criterion, {"criterion": criterion})[name] = value
        self._given = given

        def save() -> bool:
            values = {"id": id, **own, "criterion_ratings": list(lines.values())}
            seen = self.seen or None
            told = {**values, "_seen": seen, "criterion_ratings": [{**one, "_seen": seen} for one in lines.values()]}
            beside = False
            try:
                self._view = record.save(store, "evaluation", told)
            except ChangedSince:
                self._view, beside = record.save(store, "evaluation", told, concurrent=True), True
            self.seen = self._view["_seen"]
            return beside

        return save

    def _saved(self) -> None:
        for key, value in self._given.items():
            if key in self.typed and self.typed[key] == value:
                del self.typed[key]
        self.saved.emit(self._view)
