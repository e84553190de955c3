"""A step of the workflow: what is said with it, and no more than it asks for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.calendars import gregorian, today
from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Audience, Choice, Day, Field, Identifier, Line, Link, Option, Plain, Prose
from coopdesk.i18n import N_, Text, isolate, language, tr
from coopdesk.operations import grants, officers, registry, rights, steps
from coopdesk.operations.grants import Grant
from coopdesk.operations.record_types import View
from coopdesk.operations.steps import Said
from coopdesk.records import TYPES
from coopdesk.records.steps import GIVEN, Step
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.field_cell import FieldCell
from coopdesk.ui.inputs import ChoiceEditor, Editor
from coopdesk.ui.messages import Notice, confirm
from coopdesk.ui.pickers import Context
from coopdesk.ui.remark_rows import RemarkRows

_CANCEL = N_("Cancel")
_THROW, _DISCARD = N_("What you wrote here is not kept. Close all the same?"), N_("Discard")
_COMMENT, _ASKED, _QUESTION = N_("Comment"), N_("What is asked"), N_("Question")
_GIVEN, _BY, _BEHALF = N_("How it was decided"), N_("Who decided"), N_("On behalf of (may stay empty)")
_SCAN, _CHOOSE = N_("Scan of the paper, or the message"), N_("Choose a file, or drop it here…")
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


def needs_dialog(step: Step) -> bool:
    """Tell whether anything is said with a step."""
    return step.comment or step.decides or step.registers or bool(step.asks)


class FileEditor(Editor):
    """A file of this computer, chosen or dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.clicked.connect(self._choose)
        self._path: Path | None = None
        self.row.addWidget(self.button, 1)
        self.setAcceptDrops(True)
        self.retranslate()

    def value(self) -> Plain:
        return str(self._path) if self._path is not None else None

    def set_value(self, value: Any) -> None:
        self._path = Path(value) if value else None
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setText(isolate(self._path.name) if self._path is not None else tr(_CHOOSE))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()))
        event.acceptProposedAction()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_SCAN))
        if chosen:
            self._take(chosen)

    def _take(self, path: str) -> None:
        self.set_value(path)
        self.changed.emit()


class StepDialog(QDialog):
    """Asks for what a step declares; ``taken`` gets the record as it is stored after it."""

    def __init__(
        self, type: str, view: View, step: Step, people: People, context: Context, taken: Callable[[View], Any],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._type, self._view, self._step, self._people = type, view, step, people
        self._context, self._taken = context, taken
        self.setWindowTitle(tr(step.label))
        self.setMinimumWidth(theme.px(520))
        self.cells: dict[str, FieldCell] = {}
        self.editors: dict[str, Editor] = {}
        self.remarks: RemarkRows | None = None
        self.notice = Notice()
        heading, self.told = QLabel(tr(step.label)), sentence(quiet=True)
        heading.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        self._column.setSpacing(theme.SPACE)
        for widget in (heading, self.told, self.notice):
            self._column.addWidget(widget)
        self._fill()
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(tr(step.label), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("primary", "true")
        buttons.addButton(tr(_CANCEL), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        self._column.addStretch(1)
        self._column.addWidget(buttons)
        self._arrange()
        first = next((one for name, one in self.editors.items() if not self.cells[name].isHidden()), None)
        if first is not None and first.inputs():
            first.inputs()[0].setFocus()

    def reject(self) -> None:
        """Close without the step; what was typed is not thrown away without a question."""
        said = self._said()
        if not (said.comment.strip() or said.remarks) or confirm(self, _THROW, _DISCARD):
            super().reject()

    @property
    def given(self) -> str:
        """The way by which it was decided."""
        editor = self.editors.get("given")
        return str(editor.value() or "here") if editor is not None else "here"

    def take(self) -> None:
        """Take the step on the worker; what is wrong is told under its line."""
        for cell in self.cells.values():
            cell.refuse("")
        self.notice.hide()
        self.accept_button.setEnabled(False)
        store, type, name, said = self._context.store, self._type, self._step.name, self._said()
        id, seen = self._view["id"], self._view["_seen"]

        def done(view: View) -> None:
            self._taken(view)
            self.accept()

        self._context.tasks.write(
            lambda _: steps.take(store, type, id, name, seen=seen, said=said), done, self._refused,
            lambda: self.accept_button.setEnabled(True),
        )  # fmt: skip

    def _fill(self) -> None:
        step, people = self._step, self._people
        if step.decides:
            here = rights.ROLES.index(people.role) >= rights.ROLES.index(step.role)
            options = GIVEN if here else GIVEN[1:]
            given = self._ask("given", Field(1, Choice(options), _GIVEN, required=True))
            assert isinstance(given, ChoiceEditor)
            given.input.removeItem(0)
            given.changed.connect(self._arrange)
            self._ask("by", Field(2, _named(people.deciders), _BY, required=True))
            self._ask("scan", Field(3, Line(), _SCAN, required=True), FileEditor())
            self._ask("behalf", Field(4, _named(people.others), _BEHALF))
        if step.asks == "opinion":
            self._ask("asked_of", Field(5, Link("organization"), _OF, required=True))
            self._ask("due", Field(6, Day(), _DUE))
        if step.asks == "readers":
            self._ask("readers", Field(7, Audience(), _READERS)).set_value(self._view.get("audience"))
        if step.registers:
            self._ask("number", Field(9, Identifier(), _NUMBER, required=True)).set_value(people.number)
            self._ask("registered_on", Field(10, Day(), _REGISTERED)).set_value(today())
        label = _QUESTION if step.asks == "opinion" else _ASKED if step.comment else _COMMENT
        self._ask("comment", Field(8, Prose(), label, required=step.comment or step.asks == "opinion"))
        if step.comment and step.target == "returned":
            self.remarks = RemarkRows(TYPES[self._type])
            self._column.addWidget(self.remarks)

    def _ask(self, name: str, declared: Field, editor: Editor | None = None) -> Editor:
        cell = FieldCell(declared)
        self.cells[name] = cell
        self.editors[name] = made = cell.fill(self._context, editor)
        self._column.addWidget(cell)
        return made

    def _arrange(self) -> None:
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
        self.told.setVisible(bool(told))

    def _said(self) -> Said:
        values: dict[str, Any] = {
            name: one.value() for name, one in self.editors.items() if not self.cells[name].isHidden()
        }
        scan = values.get("scan")
        return Said(
            values.get("comment") or "", self.given, values.get("by"), values.get("behalf"),
            Path(scan) if scan else None, self.remarks.values() if self.remarks is not None else (),
            values.get("asked_of"), values.get("due"), values.get("readers"),
            values.get("number"), values.get("registered_on"),
        )  # fmt: skip

    def _refused(self, fault: CoopDeskError) -> None:
        self.accept_button.setEnabled(True)
        name = fault.field if isinstance(fault, InvalidValue) else ""
        if name in self.cells:
            self.cells[name].show()
            self.cells[name].refuse(InvalidValue(fault.text, "", **fault.params).message())
            self.editors[name].inputs()[0].setFocus()
        else:
            self.notice.tell(fault)


def _named(people: list[tuple[str, str]]) -> Choice:
    """Return a choice of officers. Their names are told as they are, in no catalogue."""
    return Choice(tuple(Option(id, Text(isolate(name))) for id, name in people))
