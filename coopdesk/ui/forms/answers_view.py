"""The tab of a response: its form, to be filled as a page or question by question, and read once it is submitted."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout

from coopdesk.errors import CoopDeskError, NotFound
from coopdesk.forms import kept
from coopdesk.i18n import N_, language, tr
from coopdesk.operations import conflicts, files, rights, views
from coopdesk.operations.forms import responses
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, Answer
from coopdesk.store import placing
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.bar import Bar, Turning, direction_of_form
from coopdesk.ui.forms.blocks import Block, steps
from coopdesk.ui.forms.session import Prepared, Session, prepared
from coopdesk.ui.forms.sheet import Sheet
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.forms.tree import Node
    from coopdesk.ui.places import Page

_OPENING = N_("The form is being opened…")
_BESIDE = N_("Somebody answered the same question meanwhile. Both answers are kept beside each other.")
_DECIDE = N_("Decide")
_WITHIN = " › "
_KEPT = "filling"
"""What of this tab is kept at the desk: whether a person fills forms question by question."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Read(NamedTuple):
    begun: Prepared
    single: bool
    conflicts: dict[str, tuple[str, int]]


class FillingView(TailoredTab):
    """The answers of a response."""

    LABEL = N_("Answers", "of a form")
    FIELD = "answers"
    FIRST = True

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.session: Session | None = None
        self._view: View = {}
        self._reading = False
        self._steps: list[list[Block]] = []
        self._at, self._back, self._spoken = 0, "", language()
        self._told, self._trail = sentence(quiet=True), sentence(quiet=True)
        self.bar, self.turning = Bar(), Turning()
        self.sheet = Sheet(self._attach)
        self.sheet.reviewed.connect(page.context.reviewed)
        self.bar.spoken.connect(self._speak)
        self.bar.single.toggled.connect(self._choose_kind)
        self.bar.wrong.clicked.connect(self.go_to_fault)
        self.bar.went.connect(self._go_to_section)
        self.turning.turned.connect(self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._told.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self._trail.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        for widget in (self.bar, self._told, self._trail, self.sheet, self.turning):
            column.addWidget(widget, 1 if widget is self.sheet else 0)
        self.retranslate()

    @property
    def dirty(self) -> bool:
        """Whether answers are not saved yet."""
        return self.session is not None and self.session.dirty

    def show_record(self, view: View) -> None:
        """Show the answers of a response, where they are not on the screen already as they are kept."""
        session, before = self.session, self._view
        frozen = view.get("stage") in TYPES[self._type].__frozen__
        known = (
            session is not None
            and view.get("id") == before.get("id")
            and frozen == (before.get("stage") in TYPES[self._type].__frozen__)
            and view.get("form_template") == before.get("form_template")
            and (view is before or session.dirty or _lines(view) == dict(session.opened.there))
        )
        renewed, self._view = view is not self._view, view
        if not known:
            self._put_away()
            super().show_record(view)
        elif renewed:
            self._look_for_conflicts()

    def read(self) -> None:
        """Open the form on the worker: a large one takes seconds."""
        id, store = self._id, self._store
        self._put_away()
        if id is None:
            return
        self._told.setText(tr(_OPENING))
        self._told.show()

        def work(_: Any) -> _Read:
            opened = responses.open_response(store, id)
            return _Read(prepared(opened), views.load(store, _KEPT).get("single") is True, _several(store, id))

        def show(found: _Read) -> None:
            if self._id == id and self.session is None:
                self._show(found)

        self._tasks.read(work, show, self._refused)

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        if self.session is not None:
            self.session.keep(failed)

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.turning.retranslate()
        turned, self._spoken = self._spoken != language(), language()
        if self.session is not None and turned:
            template = self.session.opened.template
            spoken = responses.language_of_form(template, language()) or self.session.filling.language
            self.bar.language.setCurrentIndex(self.bar.language.findData(spoken))
            self._speak(spoken)
        elif self.session is not None:
            self.sheet.retranslate()
            self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep()

    def show_fault(self) -> None:
        """Lead to what is to be corrected, once it is there."""
        if self.session is not None:
            self.go_to_fault()

    def go_to_fault(self) -> None:
        """Tell everywhere what is wrong, and go to the first of it."""
        session = self.session
        if session is None:
            return
        session.count()
        self.sheet.tell_all()
        if session.standing.faults:
            self._go_to(session.filling.tree.at(session.standing.faults[0].key))

    def turn(self, by: int) -> None:
        """Show the next question, or the one before; as a page, go to it."""
        if self.bar.single.isChecked():
            self._at = min(max(self._at + by, 0), max(len(self._steps) - 1, 0))
            self._show_step()
            self.sheet.first()
        else:
            self.sheet.next_from(QApplication.focusWidget(), by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(held, QPushButton) and not event.modifiers():
            held.click()
            return
        if event.key() in _ENTER:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if control or self.bar.single.isChecked():
                self.turn(-1 if shift else 1)
                return
        super().keyPressEvent(event)

    # what stands there

    def _show(self, found: _Read) -> None:
        opened = found.begun.opened
        frozen = opened.view.get("stage") in TYPES[self._type].__frozen__ or bool(opened.view.get("deleted"))
        self._reading = frozen or not rights.may(self._store, rights.SECRETARY)
        session = self.session = Session(self._context, found.begun)
        session.rearranged.connect(self._arrange)
        session.stood.connect(self._tell)
        session.turned.connect(self._tell)
        session.beside.connect(self._tell_beside)
        session.elsewhere.connect(self._read_again)
        session.failed.connect(self._notice.tell)
        self._told.hide()
        self.sheet.setVisible(True)
        self.bar.show_form(opened.template.form, session.filling.language, reading=self._reading)
        self.bar.single.blockSignals(True)
        self.bar.single.setChecked(found.single)
        self.bar.single.blockSignals(False)
        self._turn_sheet()
        self.sheet.show_session(session, reading=self._reading)
        self._arrange()
        self._turn_kind()
        self._mark(found.conflicts)
        back, self._back = self._back, ""
        if back:
            with suppress(NotFound):
                self._go_to(session.filling.tree.at(back))

    def _read_again(self) -> None:
        """Show the answers as they are kept now: others gave some meanwhile. The person stays at the same question."""
        session = self.session
        held = self.sheet.held() if session is not None else None
        self._back = session.key(held) if session is not None and held is not None else ""
        self.read()

    def _put_away(self) -> None:
        session, self.session = self.session, None
        self.sheet.clear()
        if session is not None:
            session.end()
        self.bar.hide()
        self.turning.hide()
        for widget in (self.sheet, self._told, self._trail):
            widget.hide()
        self._at = 0

    def _refused(self, fault: CoopDeskError) -> None:
        self._told.setText(fault.message())

    def _look_for_conflicts(self) -> None:
        """Read on the worker which answers hold several values, and mark them."""
        store, session = self._store, self.session
        if session is not None:
            id = session.id
            self._tasks.read(lambda _: _several(store, id), lambda found: self._mark(found) if (
                self.session is session) else None)  # fmt: skip

    def _mark(self, found: dict[str, tuple[str, int]]) -> None:
        """Mark the answers that hold several values, by the ids of their lines."""
        session = self.session
        if session is None:
            return
        places = {placing.id_of(Answer, session.id, place): place for place in kept.lines(session.filling)}
        marks: dict[Node, tuple[str, int]] = {}
        for id, told in found.items():
            question, entry = places.get(id, ("", ""))
            path = (str(session.filling.root.tag), *question.split("/"))
            for node in session.filling.tree.by_path.get(path, ()):
                if kept.around_of(session.filling, node) == entry:
                    marks[node] = told
        self.sheet.tell_conflicts(marks)

    def _arrange(self) -> None:
        session = self.session
        if session is None:
            return
        self.sheet.arrange()
        shown = self._steps[self._at] if self._at < len(self._steps) else []
        held = {one.place for one in shown if one.asked}
        self._steps = steps(session.shown.blocks)
        self._at = next((n for n, step in enumerate(self._steps) if held & {one.place for one in step}), self._at)
        self._at = min(self._at, max(len(self._steps) - 1, 0))
        if self.bar.single.isChecked() and not self._reading:
            self._show_step()
        self.bar.show_sections([session.said(one.one.label, one.node) for one in self._sections()])
        self._tell()

    def _choose_kind(self, single: bool) -> None:
        store = self._store
        self._tasks.write(lambda _: views.save(store, _KEPT, {"single": single}), lambda _: None, lambda _: None)
        self._turn_kind()

    def _turn_kind(self) -> None:
        if self.session is None:
            return
        single = self.bar.single.isChecked() and not self._reading
        self.turning.setVisible(single)
        self._trail.setVisible(single)
        if single:
            self._show_step()
        else:
            self.sheet.show_only(None)
            self._introduce()

    def _introduce(self) -> None:
        session = self.session
        if session is not None:
            first = self._at == 0 or self._reading or not self.bar.single.isChecked()
            spoken = session.filling.language
            self.sheet.introduce(responses.introduction(session.opened.template, spoken) if first else "")

    def _show_step(self) -> None:
        shown = self._steps[self._at] if self._steps else []
        self.sheet.show_only(shown)
        self._introduce()
        self.turning.tell(self._at + 1, len(self._steps))
        session = self.session
        if session is not None and shown:
            headings = {one.node for one in shown if not one.asked}
            names = (session.label(one) for one in shown[-1].around if one not in headings)
            self._trail.setText(_WITHIN.join(one for one in names if one))

    def _go_to(self, node: "Node") -> None:
        if self.bar.single.isChecked() and not self._reading:
            place = next((n for n, step in enumerate(self._steps) if any(node in one.nodes for one in step)), self._at)
            self._at = place
            self._show_step()
        self.sheet.go_to(node)

    def _sections(self) -> list[Block]:
        return [one for one in self.session.shown.blocks if one.kind == "heading" and not one.around] if (
            self.session is not None) else []  # fmt: skip

    def _go_to_section(self, place: int) -> None:
        if self.session is not None:
            heading = self._sections()[place]
            inner = next((one for one in self.session.shown.blocks if heading.node in one.around and one.asked), None)
            if inner is not None:
                self._go_to(inner.asked[0])

    def _speak(self, language: str) -> None:
        if self.session is not None:
            self.session.speak(language)
            self._turn_sheet()
            self.sheet.retranslate()
            self._introduce()
            self._arrange()

    def _turn_sheet(self) -> None:
        """Let the sheet read in the direction of the language of the form."""
        if self.session is not None:
            self.sheet.setLayoutDirection(direction_of_form(self.session.filling.language))

    def _tell(self) -> None:
        if self.session is not None:
            self.bar.tell(self.session, reading=self._reading)

    def _tell_beside(self) -> None:
        self._notice.offer(tr(_BESIDE), tr(_DECIDE), self._page.review)
        self._look_for_conflicts()

    def _attach(self, path: Path, done: Callable[[str], None]) -> None:
        """Attach a file to the response; ``done`` gets its name."""
        id, store = self._id, self._store

        def attached(view: View) -> None:
            done(str(view["name"]))
            self._page.read_side()

        if id is not None:
            self._tasks.write(
                lambda progress: files.attach(store, "response", id, path, progress), attached, self._notice.tell
            )


def _several(store: Store, id: str) -> dict[str, tuple[str, int]]:
    """Return the answers of a response that hold several values, by the ids of their lines."""
    found = conflicts.conflicts(store, id)
    return {one["record"]: (one["id"], one["count"]) for one in found if one["field"] == "value"}


def _lines(view: View) -> dict[tuple[str, str], str]:
    """Return the answers that a record holds."""
    return {(one["question"], one["entry"] or ""): one["value"] for one in view.get("answers") or () if one["value"]}
