"""Beginning the evaluation of the record on a page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from coopdesk.i18n import N_, tr
from coopdesk.operations import drafts
from coopdesk.operations.drafts import Draft
from coopdesk.operations.evaluations import planning
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import fields_of
from coopdesk.records.evaluation import Evaluation
from coopdesk.ui.context import Context
from coopdesk.ui.said_dialog import SaidDialog

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_BEGIN = N_("Begin the evaluation")
_TOLD = N_(
    "It begins with the six criteria of the OECD DAC and their questions, in both languages. All of it can be changed "
    "until the report is ready."
)
_ASKED = ("kind", "done_by", "evaluator", "planned_on")
ACT = "evaluate"


def ask(page: "Page") -> None:
    """Ask what is known of the evaluation, begin it, and show it."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def begun(view: View) -> None:
        page.context.asked.emit("evaluation", view["id"])

    def work(_: object) -> tuple[str, Draft | None]:
        return planning.unread(store, id), drafts.find(store, type, id, ACT)

    def show(found: tuple[str, Draft | None]) -> None:
        PlanDialog(page.context, type, id, begun, page, *found).open()

    page.context.tasks.read(work, show, page.notice.tell)


def is_of(draft: Draft) -> bool:
    """Tell whether a draft is what was begun to be said here."""
    return draft.act == ACT


class PlanDialog(SaidDialog):
    """Asks when the evaluation is, of which kind, and who evaluates. ``unread``: says which desk will not read it."""

    def __init__(
        self, context: Context, type: str, id: str, said: Callable[[View], Any], parent: QWidget, unread: str,
        draft: Draft | None,
    ) -> None:  # fmt: skip
        super().__init__(_BEGIN, type, id, ACT, context, said, parent)
        self._subject = id
        self.told.setText(" ".join(filter(None, (tr(_TOLD), unread))))
        declared = {one.name: one for one in fields_of(Evaluation)}
        for name in _ASKED:
            self.ask(name, declared[name])
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, id = self._context.store, self._subject
        values = {name: value for name, value in self.typed().items() if value}
        return lambda _: planning.begin(store, id, values)
