"""The answer to an opinion that was asked: what was answered, under which number, and when."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from coopdesk.calendars import today
from coopdesk.fields import Field, Line
from coopdesk.i18n import N_, tr
from coopdesk.operations import drafts, record, remarks, titles
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import TYPES, fields_of
from coopdesk.ui.context import Context
from coopdesk.ui.file_editor import FileEditor
from coopdesk.ui.messages import Notice
from coopdesk.ui.said_dialog import SaidDialog

NOTE = N_("Note the answer")
_ASKED_OF = N_("Asked of {who}: {question}")
_SCAN = N_("Scan of the answer (may stay empty)")
_ASKED = ("answer", "answer_number", "answered_on")


class AnswerDialog(SaidDialog):
    """Notes the answer to a referral about a record of a type; ``noted`` is told."""

    def __init__(
        self, type: str, referral: View, who: str, context: Context, noted: Callable[[], None], parent: QWidget,
        draft: Draft | None = None,
    ) -> None:  # fmt: skip
        id = referral["id"]
        super().__init__(NOTE, type, referral["subject"], id, context, lambda _: noted(), parent)
        self._referral = id
        self.told.setText(tr(_ASKED_OF, who=who, question=referral["question"] or ""))
        declared = {one.name: one for one in fields_of(TYPES["referral"])}
        for name in _ASKED:
            self.ask(name, declared[name])
        self.ask("scan", Field(4, Line(), _SCAN), FileEditor())
        self.editors["answered_on"].set_value(today())
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, (text, number, day) = self._context.store, (self.editors[name].value() for name in _ASKED)
        id = self._referral
        chosen = self.editors["scan"].value()
        scan = Path(str(chosen)) if chosen else None
        return lambda _: remarks.answer(store, id, str(text or ""), str(number or ""), str(day or "") or None, scan)


def ask_answer(
    type: str, referral: str, context: Context, noted: Callable[[], None], parent: QWidget, notice: Notice
) -> None:
    """Ask for the answer to a referral about a record of a type, with what its author wrote of it before."""
    store = context.store

    def work(_: object) -> tuple[View, str, Draft | None]:
        view = record.show(store, "referral", referral)
        return view, titles.title(store, view["asked_of"]), drafts.find(store, type, view["subject"], referral)

    def ask(found: tuple[View, str, Draft | None]) -> None:
        view, who, draft = found
        AnswerDialog(type, view, who, context, noted, parent, draft).open()

    context.tasks.read(work, ask, notice.tell)
