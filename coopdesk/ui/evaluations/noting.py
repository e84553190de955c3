"""The dialogs of an evaluation: evidence that is not offered, a recommendation, what management answers to one."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.calendars import today
from coopdesk.fields import Field
from coopdesk.i18n import N_, number, tr
from coopdesk.operations import record
from coopdesk.operations.drafts import Draft
from coopdesk.operations.evaluations import responding
from coopdesk.operations.evaluations.responding import Recommended
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import fields_of
from coopdesk.records.evaluation import EvaluationRecommendation, Evidence, ManagementResponse
from coopdesk.ui.context import Context
from coopdesk.ui.inputs import Editor
from coopdesk.ui.owned_table import LineDialog
from coopdesk.ui.pickers import PickEditor
from coopdesk.ui.said_dialog import SaidDialog

_ADD, ANSWER, _KEEP = N_("Add evidence"), N_("Management response"), N_("Save the answer")
_ANSWERS = N_("Recommendation {n}: {told}")
_ASKED = ("answer", "reason_en", "reason_ar", "answered_by", "on")


class EvidenceDialog(SaidDialog):
    """Asks for a record, if there is one, and what it shows."""

    def __init__(
        self, evaluation: str, criterion: str, context: Context, said: Callable[[View], Any], parent: QWidget,
        draft: Draft | None,
    ) -> None:  # fmt: skip
        act = f"{Evidence.__tablename__}/{criterion}"
        super().__init__(_ADD, "evaluation", evaluation, act, context, said, parent)
        self._line = {"evaluation": evaluation, "criterion": criterion}
        for one in fields_of(Evidence):
            if one.name in ("record", "note"):
                self.ask(one.name, one)
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, values = self._context.store, {**self._line, **self.typed()}
        return lambda _: record.save(store, "evidence", values)


class RecommendationDialog(LineDialog):
    """Writes a recommendation; the finding that it follows from is one of the same evaluation."""

    def __init__(
        self, evaluation: str, line: View | None, findings: Sequence[tuple[str, str]], context: Context,
        said: Callable[[View], Any], parent: QWidget, draft: Draft | None,
    ) -> None:  # fmt: skip
        self._findings = findings
        super().__init__(EvaluationRecommendation, evaluation, line, context, said, parent, draft)

    def ask(self, name: str, declared: Field, editor: Editor | None = None) -> Editor:
        if name == "finding":
            editor = PickEditor(self._context, self._find)
        return super().ask(name, declared, editor)

    def _find(self, text: str) -> list[tuple[str, str]]:
        wanted = text.strip().casefold()
        return [(key, title) for key, title in self._findings if wanted in title.casefold()]


class ResponseDialog(SaidDialog):
    """Writes what management answers to a recommendation."""

    def __init__(
        self, evaluation: str, found: Recommended, title: str, context: Context, said: Callable[[View], Any],
        parent: QWidget, draft: Draft | None,
    ) -> None:  # fmt: skip
        super().__init__(ANSWER, "evaluation", evaluation, response_act(found.line["id"]), context, said, parent)
        self._evaluation, self._found = evaluation, found
        self.told.setText(tr(_ANSWERS, n=number(found.place), told=title))
        self.accept_button.setText(tr(_KEEP))
        answer = found.answer or {"answered_by": found.line["addressee"], "on": today()}
        for one in fields_of(ManagementResponse):
            if one.name in _ASKED:
                self.ask(one.name, one).set_value(answer.get(one.name))
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, found, id, typed = self._context.store, self._found, self._evaluation, self.typed()
        if found.answer is not None:
            before = found.answer
            values = {name: value for name, value in typed.items() if value != before.get(name)}
            typed = {**values, "_seen": before["_seen"]}
        return lambda _: responding.respond(store, id, found.line["id"], typed)


def response_act(recommendation: str) -> str:
    """Return with what a draft of an answer is kept."""
    return f"{ManagementResponse.__tablename__}/{recommendation}"
