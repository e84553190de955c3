"""A step of the workflow: what is said with it, and no more than it asks for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from coopdesk.calendars import gregorian, today
from coopdesk.fields import Audience, Choice, Day, Field, Identifier, Line, Link, Option, Prose
from coopdesk.i18n import N_, Text, isolate, language, tr
from coopdesk.operations import grants, officers, registry, rights, steps
from coopdesk.operations.drafts import Draft
from coopdesk.operations.grants import Grant
from coopdesk.operations.record_types import View
from coopdesk.operations.steps import Said
from coopdesk.progress import Progress
from coopdesk.records import TYPES, fields_of
from coopdesk.records.steps import GIVEN, Step
from coopdesk.store.home import Store
from coopdesk.ui.context import Context
from coopdesk.ui.file_editor import FileEditor
from coopdesk.ui.inputs import ChoiceEditor
from coopdesk.ui.remark_rows import RemarkRows
from coopdesk.ui.said_dialog import SaidDialog

_COMMENT, _ASKED, _QUESTION, _REASON = N_("Comment"), N_("What is asked"), N_("Question"), N_("Reason")
_GIVEN, _BY, _BEHALF = N_("How it was decided"), N_("Who decided"), N_("On behalf of (may stay empty)")
_SCAN = N_("Scan of the paper, or the message")
_OF, _DUE, _READERS = N_("Whose opinion"), N_("Answer wanted by"), N_("Who may read it from then on")
_NUMBER, _REGISTERED = N_("Registry number"), N_("Registry date")
_ACTING = N_("You do this as acting head until {day}.")
_FROZEN = N_("From then on nothing of it can be changed here.")
_BY_ANOTHER = N_("Somebody with the right to decide gave this elsewhere; you note it here in your own name.")


class People(NamedTuple):
    """Who may be named with a step: who may have decided it elsewhere, everybody of the desk, and what the person at
    work may do. ``number``: the one that the registry gives."""

    deciders: list[tuple[str, str]]
    others: list[tuple[str, str]]
    grant: Grant | None
    role: str
    number: str = ""


def people_for(store: Store, step: Step, type: str, id: str) -> People:
    """Return who may be named with a step of a record."""
    least = rights.ROLES.index(step.role)
    found = [one for one in officers.listed(store) if one["id"] != store.officer and not one["left"]]
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    named = [(str(one["id"]), str(one[first] or one[second]), one) for one in found]
    return People(
        [(id, name) for id, name, one in named if one["role"] and rights.ROLES.index(one["role"]) >= least],
        [(id, name) for id, name, _ in named], grants.grant_here(store), rights.role_of(store),
        registry.proposed(store, type, id) if step.registers else "",
    )  # fmt: skip


def needs_dialog(step: Step, view: View) -> bool:
    """Tell whether anything is said with a step of a record."""
    asked = any(view.get(name) in (None, "", []) for name in step.needs)
    return step.comment or step.decides or step.registers or bool(step.asks) or asked


class StepDialog(SaidDialog):
    """Asks for what a step declares; ``taken`` gets the record as it is stored after it."""

    def __init__(
        self, type: str, view: View, step: Step, people: People, context: Context, taken: Callable[[View], Any],
        parent: QWidget, draft: Draft | None = None,
    ) -> None:  # fmt: skip
        super().__init__(step.label, type, view["id"], step.name, context, taken, parent)
        self._type, self._view, self._step, self._people = type, view, step, people
        self.remarks: RemarkRows | None = None
        self._fill()
        self.begin(draft)

    @property
    def given(self) -> str:
        """The way by which it was decided."""
        editor = self.editors.get("given")
        return str(editor.value() or "here") if editor is not None else "here"

    def work(self) -> Callable[[Progress], View]:
        store, type, name, said = self._context.store, self._type, self._step.name, self._said()
        id, seen = self._view["id"], self._view["_seen"]
        return lambda _: steps.take(store, type, id, name, seen=seen, said=said)

    def typed(self) -> View:
        remarks = {} if self.remarks is None else {"remarks": [list(one) for one in self.remarks.values()]}
        return super().typed() | remarks

    def type_in(self, typed: View) -> None:
        super().type_in(typed)
        if self.remarks is not None:
            self.remarks.type_in(typed.get("remarks", []))

    def _fill(self) -> None:
        step, people = self._step, self._people
        if step.decides:
            here = rights.ROLES.index(people.role) >= rights.ROLES.index(step.role)
            options = GIVEN if here else GIVEN[1:]
            given = self.ask("given", Field(1, Choice(options), _GIVEN, required=True))
            assert isinstance(given, ChoiceEditor)
            given.input.removeItem(0)
            given.changed.connect(self.arrange)
            self.ask("by", Field(2, _named(people.deciders), _BY, required=True))
            self.ask("scan", Field(3, Line(), _SCAN, required=True), FileEditor())
            self.ask("behalf", Field(4, _named(people.others), _BEHALF))
        if step.asks == "opinion":
            self.ask("asked_of", Field(5, Link("organization"), _OF, required=True))
            self.ask("due", Field(6, Day(), _DUE))
        if step.asks == "readers":
            self.ask("readers", Field(7, Audience(), _READERS)).set_value(self._view.get("audience"))
        if step.registers:
            self.ask("number", Field(9, Identifier(), _NUMBER, required=True)).set_value(people.number)
            self.ask("registered_on", Field(10, Day(), _REGISTERED)).set_value(today())
        by_name = {one.name: one for one in fields_of(TYPES[self._type])}
        for name in step.needs:
            self.ask(name, replace(by_name[name], required=True)).set_value(self._view.get(name))
        returns = step.comment and step.target == "returned"
        label = _QUESTION if step.asks == "opinion" else _ASKED if returns else _REASON if step.comment else _COMMENT
        self.ask("comment", Field(8, Prose(), label, required=step.comment or step.asks == "opinion"))
        if returns:
            self.remarks = RemarkRows(TYPES[self._type])
            self.remarks.changed.connect(self._keeper.changed)
            self.remarks.changed.connect(self.arrange)
            self.add(self.remarks)

    def arrange(self) -> None:
        """Ask for what belongs to the way in which it was decided, and tell what the step means."""
        elsewhere = self.given != "here"
        for name, shown in (
            ("by", elsewhere), ("scan", self.given in ("paper", "email")), ("behalf", not elsewhere),
        ):  # fmt: skip
            if name in self.cells:
                self.cells[name].setVisible(shown)
        told = []
        if elsewhere:
            told.append(tr(_BY_ANOTHER))
        grant = self._people.grant
        if grant is not None and grant.acting and grant.until and not elsewhere:
            told.append(tr(_ACTING, day=gregorian(grant.until)))
        cls = TYPES[self._type]
        if self._step.target in cls.__frozen__ and self._view.get("stage") not in cls.__frozen__:
            told.append(tr(_FROZEN))
        self.told.setText("\n".join(told))
        super().arrange()

    def _said(self) -> Said:
        values: dict[str, Any] = {
            name: one.value() for name, one in self.editors.items() if not self.cells[name].isHidden()
        }
        scan = values.get("scan")
        return Said(
            values.get("comment") or "", self.given, values.get("by"), values.get("behalf"),
            Path(scan) if scan else None, self.remarks.values() if self.remarks is not None else (),
            values.get("asked_of"), values.get("due"), values.get("readers"),
            values.get("number"), values.get("registered_on"), tuple((name, values[name]) for name in self._step.needs),
        )  # fmt: skip


def _named(people: list[tuple[str, str]]) -> Choice:
    """Return a choice of officers. Their names are told as they are, in no catalogue."""
    return Choice(tuple(Option(id, Text(isolate(name))) for id, name in people))
