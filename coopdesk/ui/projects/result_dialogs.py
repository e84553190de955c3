"""Dialogs of the tab of results: a result under another one, an indicator of a result with its first target."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.fields import Field
from coopdesk.i18n import N_
from coopdesk.operations import record
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import fields_of
from coopdesk.records.indicator import Indicator, Target
from coopdesk.ui.context import Context
from coopdesk.ui.said_dialog import SaidDialog

_ADD = N_("Add an indicator")
_ASKED = ("code", "name_en", "name_ar", "measure", "unit_en", "unit_ar", "direction", "frequency", "baseline",
          "baseline_period")  # fmt: skip
_OF_TARGET = {"target_period": "period", "target": "value"}
"""What is asked of the first target, and the fields of it."""


class IndicatorDialog(SaidDialog):
    """Writes a new indicator of a project, of one of its results or of none."""

    def __init__(
        self, project: View, result: str | None, context: Context, saved: Callable[[View], Any], parent: QWidget,
        draft: Draft | None,
    ) -> None:  # fmt: skip
        super().__init__(_ADD, "project", project["id"], act_of(result), context, saved, parent)
        self._project, self._result = project, result
        for name in _ASKED:
            self.ask(name, _field(Indicator, name))
        for name, of_target in _OF_TARGET.items():
            self.ask(name, _field(Target, of_target))
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, typed = self._context.store, {name: one for name, one in self.typed().items() if one not in (None, "")}
        target = {name: typed.pop(asked) for asked, name in _OF_TARGET.items() if asked in typed}
        values = {
            "project": self._project["id"], "result": self._result, **typed,
            "classification": self._project.get("classification"), "targets": [target] if target else [],
        }  # fmt: skip
        return lambda _: record.save(store, "indicator", values)


def act_of(result: str | None) -> str:
    """Return with what a draft of a new indicator is kept."""
    return f"indicator/{result or 'new'}"


def _field(cls: Any, name: str) -> Field:
    return next(one for one in fields_of(cls) if one.name == name)
