"""Taking a step of a record, wherever a person asks for it: on its page, or by moving its card on a board."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.i18n import N_, tr
from coopdesk.operations import cautions, completeness, drafts, steps
from coopdesk.operations.completeness import Lack
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES
from coopdesk.records.steps import Step
from coopdesk.ui.context import Context
from coopdesk.ui.messages import Notice
from coopdesk.ui.step_dialog import People, StepDialog, needs_dialog, people_for

_MISSING_IN = N_("Still missing in the record “{of}”: {fields}.")
_ALL_THE_SAME = N_("Go on all the same")
_MISSING, _GO = N_("Still missing: {fields}."), N_("Go there")
Taken = Callable[[View], Any]


def begin_step(
    context: Context, type: str, view: View, step: Step, parent: QWidget, notice: Notice, taken: Taken,
    go: Callable[[str], Any],
) -> None:  # fmt: skip
    """Take a step of a record, as ``show`` gave it; what has to be said with it is asked first.

    What is missing is told, and ``go`` leads to its field; ``taken`` gets the record as it is stored after it.
    """
    lacking = completeness.lacking(TYPES[type], view) if step.complete else []
    if lacking:
        names = ", ".join(tr(one.label) for one in lacking)
        notice.warn(tr(_MISSING, fields=names), tr(_GO), lambda: go(lacking[0].name))
        return

    def tell(lacks: Sequence[Lack]) -> None:
        if lacks:
            _tell_lacks(context, notice, lacks)
        else:
            look()

    def look() -> None:
        """Tell what is to be known before the step, once."""
        if not cautions.looks(type, step.name):
            go_on()
            return
        store, id = context.store, view["id"]
        context.tasks.read(lambda _: cautions.before_step(store, type, id, step.name), warn, notice.tell)

    def warn(told: list[str]) -> None:
        if told:
            notice.warn(" ".join(told), tr(_ALL_THE_SAME), go_on)
        else:
            go_on()

    def refused(fault: CoopDeskError) -> None:
        if isinstance(fault, InvalidValue) and fault.field:
            plain, field = InvalidValue(fault.text, "", **fault.params), fault.field
            notice.warn(plain.message(), tr(_GO), lambda: go(field))
        else:
            notice.tell(fault)

    def go_on() -> None:
        if needs_dialog(step, view):
            say_step(context, type, view, step, parent, notice, taken)
        else:
            store, id, seen = context.store, view["id"], view["_seen"]
            context.tasks.write(lambda _: steps.take(store, type, id, step.name, seen=seen), taken, refused)

    if step.through:
        context.tasks.read(lambda _: steps.lacking_elsewhere(context.store, type, view, step), tell, notice.tell)
    else:
        look()


def _tell_lacks(context: Context, notice: Notice, lacks: Sequence[Lack]) -> None:
    """Tell what is missing in another record, and lead there."""
    first = lacks[0]
    names = ", ".join(tr(one.label) for one in lacks)
    of = tr(TYPES[first.type].__label__)
    go = partial(context.filled.emit, first.type, first.id, first.field)
    notice.warn(tr(_MISSING_IN, of=of, fields=names), tr(_GO), go)


def say_step(
    context: Context, type: str, view: View, step: Step, parent: QWidget, notice: Notice, taken: Taken
) -> None:
    """Ask for what is said with a step, beginning with what the officer at work wrote of it before."""
    store, id = context.store, view["id"]

    def work(_: object) -> tuple[People, Draft | None]:
        return people_for(store, step, type, id), drafts.find(store, type, id, step.name)

    def ask(found: tuple[People, Draft | None]) -> None:
        StepDialog(type, view, step, found[0], context, taken, parent, found[1]).open()

    context.tasks.read(work, ask, notice.tell)
