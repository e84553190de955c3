"""The editors of one record or line, laid out by the room there is, with their labels and the sentences of refusals."""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from coopdesk.fields import Field, Links, Prose, language_of
from coopdesk.i18n import Text, is_rtl, tr
from coopdesk.operations.record_types import View
from coopdesk.records import Owned, Record, fields_of
from coopdesk.records.base import DEGREES, rank
from coopdesk.records.steps import moved_by
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.field_cell import Conflict, Editors, FieldCell
from coopdesk.ui.inputs import LineEditor
from coopdesk.ui.prose import ProseEditor
from coopdesk.ui.section_bar import Progress
from coopdesk.ui.sections import Section
from coopdesk.ui.sight import bring_into_sight
from coopdesk.ui.trail import Step, Trail, go_to

_DEGREE, _WHY = "classification", "degree_reason"
_OF_LINES = ("position",)
"""What a line of a list has from where it stands."""
_EMPTY: tuple[Any, ...] = (None, "", [])
_STACKED_BELOW, _COLUMNS_FROM = 560, 1_100
"""Pixels of width: a bilingual pair is stacked where there are fewer; other fields stand in two columns from here."""
_ONE_ACT = 1.0
"""Seconds: what is typed in one field with no longer pause is taken back as one."""
_AT_ONCE, _SLICE = 6, 0.01
"""How many fields are made at once of those that are made in slices, and the seconds of a slice."""


class _Valued:
    """A field was given another value."""

    def __init__(self, rows: "FieldRows", name: str, before: Any, after: Any) -> None:
        self._rows, self._name, self._before, self._after = rows, name, before, after
        self._at = time.monotonic()

    def undo(self) -> bool:
        self._rows.put(self._name, self._before)
        return True

    def redo(self) -> bool:
        self._rows.put(self._name, self._after)
        return True

    def takes_in(self, later: Step) -> bool:
        if not isinstance(later, _Valued) or (later._rows, later._name) != (self._rows, self._name):
            return False
        if later._at - self._at > _ONE_ACT or not isinstance(self._rows.editors[self._name], LineEditor):
            return False
        self._after, self._at = later._after, later._at
        return True


class _Typed:
    """A long text got one more of its own steps."""

    def __init__(self, rows: "FieldRows", name: str) -> None:
        self._rows, self._name = rows, name

    def undo(self) -> bool:
        return self._walk(back=True)

    def redo(self) -> bool:
        return self._walk(back=False)

    def takes_in(self, later: Step) -> bool:
        return False

    def _walk(self, *, back: bool) -> bool:
        editor = self._rows.editors[self._name]
        assert isinstance(editor, ProseEditor)
        document = editor.input.document()
        there = document.isUndoAvailable() if back else document.isRedoAvailable()
        if there:
            self._rows.go_to(self._name)
            (editor.input.undo if back else editor.input.redo)()
        return there


class FieldRows(QWidget):
    """The editors of one record or line. ``wanted``: a step that is taken back leads here, so it must be seen.

    ``sliced``: only the first fields are made at once, the others one slice after another (each time ``grown``), or
    when somebody asks for them. Invariant: what is told of a field does not depend on whether it is made.
    """

    changed = Signal()
    wanted = Signal()
    grown = Signal()

    def __init__(
        self, cls: type[Record], context: Context, trail: Trail, left_out: tuple[str, ...] = (),
        sections: tuple[Section, ...] = (), *, sliced: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._trail, self._context = trail, context
        self._of_owner = cls.__owner__ is not None
        self._within = cls.__within__ if issubclass(cls, Owned) else None
        self._different: set[str] = set()
        hidden = {*left_out, *cls.__technical__, *moved_by(cls.__steps__), *(_OF_LINES if cls.__owner__ else ())}
        known = {one.name: one for one in fields_of(cls) if one.name not in hidden}
        named = [name for _, names in sections for name in names if name in known]
        self.fields = {name: known[name] for name in [*named, *(name for name in known if name not in named)]}
        self._sections = sections
        self.headings = [QLabel() for _ in sections]
        for heading in self.headings:
            heading.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._cells = {name: FieldCell(declared) for name, declared in self.fields.items()}
        self.editors = Editors(self.fields, self._make)
        self._stored: View = {}
        self._offer_reason()
        self._blank: View = {}
        self._shown: View = {}
        self._sent: View = {}
        self._last: View = {}
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._make_slice)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.GAP + 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._arranged: tuple[bool, int] | None = None
        self.retranslate()
        if sliced:
            for name in list(self.fields)[:_AT_ONCE]:
                self._make(name)
            self._slices.start()
        else:
            self.finish()

    def finish(self) -> None:
        """Make what is not made yet."""
        for name in self.fields:
            if name not in self.editors.made:
                self._make(name)

    def _make_slice(self) -> None:
        """Make a few fields more, those in sight before the others."""
        missing = [name for name in self.fields if name not in self.editors.made]
        until = time.monotonic() + _SLICE
        for name in missing:
            self._make(name)
            if time.monotonic() > until:
                break
        else:
            self._slices.stop()
        self.grown.emit()
        # what holds the rows takes their new height before anything is painted, so that no field is seen squeezed
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _make(self, name: str) -> None:
        """Make a field, and let Tab come to it after the fields that stand before it."""
        made = self.editors.made
        editor = made[name] = self._cells[name].fill(self._context)
        if self._of_owner:
            editor.follow(self._within)
        self._blank[name] = self._shown[name] = self._sent[name] = self._last[name] = editor.value()
        if name in self._stored:
            self._show(name, self._stored[name])
        ordered = [one.name for one in self._in_order()]
        before = (self._cells[one].stops() for one in takewhile(lambda one: one != name, ordered) if one in made)
        last = [stops[-1] for stops in before if stops][-1:]
        for one, following in pairwise([*last, *self._cells[name].stops()]):
            QWidget.setTabOrder(one, following)
        editor.changed.connect(partial(self._edited, name))
        if isinstance(editor, ProseEditor):
            editor.input.document().undoCommandAdded.connect(partial(self._trail.add, _Typed(self, name)))
        editor.refused.connect(lambda fault: self.show_error(name, fault.message()))

    def _value(self, name: str) -> Any:
        """Return what stands in a field."""
        made = self.editors.made
        return made[name].value() if name in made else self._stored.get(name)

    def _arrange(self) -> None:
        """Lay the cells out by the width. English stands left and Arabic right in both directions of the window; the
        half in the language of the window comes first, for the keyboard and where they stand one over the other."""
        width = self.width() + 2 * theme.WIDE
        columns = 1 if width < theme.px(_STACKED_BELOW) else 2 if width < theme.px(_COLUMNS_FROM) else 3
        if self._arranged == (is_rtl(), columns):
            return
        self._arranged = is_rtl(), columns
        line = column = 0
        section_of = {name: place for place, (_, names) in enumerate(self._sections) for name in names}
        headed: set[int] = set()
        ordered = self._in_order()
        for declared in ordered:
            section = section_of.get(declared.name)
            if section is not None and section not in headed:
                headed.add(section)
                line += 1 if column else 0
                self._grid.addWidget(self.headings[section], line, 0, 1, 2)
                line, column = line + 1, 0
            half = language_of(declared) if columns > 1 else None
            paired = half is not None and self._is_pair(declared.name)
            wide = not paired and (columns < 3 or (isinstance(declared.kind, Prose | Links) and half is None))
            if column == 1 and (wide or half == ("ar" if is_rtl() else "en")):
                line, column = line + 1, 0
            place = int((half == "ar") != is_rtl()) if paired else column
            self._grid.addWidget(
                self._cells[declared.name], line, place, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop
            )
            column += 2 if wide else 1
            if column >= 2:
                line, column = line + 1, 0
        for before, after in pairwise(ordered):
            made = self.editors.made
            pair = self._is_pair(before.name) and before.name[:-3] == after.name[:-3]
            if pair and before.name in made and after.name in made:
                QWidget.setTabOrder(self._cells[before.name].stops()[-1], self._cells[after.name].stops()[0])

    def _in_order(self) -> list[Field]:
        """Return the fields as they are read: of a pair, the half in the language of the window first."""
        found = list(self.fields.values())
        for place, (one, other) in enumerate(pairwise(self.fields.values())):
            if is_rtl() and language_of(one) == "en" and other.name == f"{one.name[:-3]}_ar":
                found[place : place + 2] = other, one
        return found

    def focus_first(self) -> None:
        """Go to the first field as it is read."""
        inputs = next((inputs for one in self._in_order() if (inputs := self.editors[one.name].inputs())), [])
        if inputs:
            inputs[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _is_pair(self, name: str) -> bool:
        return f"{name[:-3]}_en" in self.fields and f"{name[:-3]}_ar" in self.fields

    def progress(self) -> list[Progress]:
        """Return how far each section is filled; the halves of a pair count as one."""
        found = []
        for label, names in self._sections:
            stems: dict[str, list[str]] = {}
            for name in names:
                if name in self.fields and name != _WHY:
                    stems.setdefault(name[:-3] if self._is_pair(name) else name, []).append(name)
            full = {stem: any(self._value(n) not in _EMPTY for n in parts) for stem, parts in stems.items()}
            lacks = any(not full[stem] and self.fields[parts[0]].required for stem, parts in stems.items())
            found.append(Progress(tr(label), sum(full.values()), len(full), lacks))
        return found

    def show_values(self, view: View) -> None:
        """Show a record; nothing counts as changed."""
        self._stored = {name: view.get(name) for name in self.fields}
        for name in self.editors.made:
            self._show(name, view.get(name))
        self._offer_reason()
        self.clear_errors()

    def changes(self) -> dict[str, Any]:
        """Return the plain values that a person changed; what an editor shows otherwise than it is stored is none."""
        for name in self.editors.made:
            self._weigh(name)
        return {name: self._last[name] for name in self.fields if name in self._different}

    @property
    def dirty(self) -> bool:
        """Whether something was changed; this costs nothing, however long the texts are."""
        return bool(self._different)

    def type_in(self, values: View) -> None:
        """Put values into the fields as if a person had typed them: they count as changed."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].put(value)
                self._weigh(name)

    def put(self, name: str, value: Any) -> None:
        """Give a field back the value that it had, as a step that is taken back asks."""
        self.editors[name].put(value)
        self._weigh(name)
        self.go_to(name)
        self.changed.emit()

    def go_to(self, name: str) -> None:
        """Show a field and go there."""
        self.wanted.emit()
        inputs = self.editors[name].inputs()
        if inputs and not inputs[0].hasFocus():
            go_to(inputs[0])

    def headings_of(self, widget: QWidget) -> list[Text | str]:
        """Return the label of the field that a widget belongs to, and of its section."""
        name = next((name for name, cell in self._cells.items() if cell.isAncestorOf(widget)), None)
        if name is None:
            return []
        return [self.fields[name].label, *(text for text, names in self._sections if name in names)]

    def begin_anew(self) -> None:
        """Let everything count as typed: the stored line is there no more."""
        self.finish()
        self._stored, self._shown, self._sent = {}, dict(self._blank), dict(self._blank)
        for name in self.editors:
            self._weigh(name)

    def remember(self) -> None:
        """Note what is being saved."""
        self._sent = {name: editor.value() for name, editor in self.editors.made.items()}

    def go_on_from(self, view: View) -> None:
        """Take the saved record; a field that was typed in since then keeps its text and stays changed."""
        for name in self.fields:
            stored = view.get(name)
            if name not in self.editors.made:
                self._stored[name] = stored
                continue
            editor, sent = self.editors[name], self._sent[name]
            if editor.value() != sent or sent == stored:
                self._stored[name], self._shown[name] = stored, sent
                self._weigh(name)
            elif sent != self._shown[name] or stored != self._stored.get(name):
                self._show(name, stored)

    def _show(self, name: str, stored: Any) -> None:
        self.editors[name].set_value(stored)
        self._stored[name] = stored
        self._shown[name] = self._sent[name] = self._last[name] = self.editors[name].value()
        self._different.discard(name)
        self._offer_reason()

    def _weigh(self, name: str) -> None:
        """Tell anew whether a field is changed."""
        self._last[name] = self.editors[name].value()
        if self._last[name] == self._shown[name]:
            self._different.discard(name)
        else:
            self._different.add(name)
        if name in (_DEGREE, _WHY):
            self._offer_reason()

    def _offer_reason(self) -> None:
        """Ask why the degree is lower than it was, where it is."""
        if _WHY in self._cells:
            stored, now = self._stored.get(_DEGREE), self._value(_DEGREE)
            lower = bool(stored) and rank(now or DEGREES[0]) < rank(stored)
            self._cells[_WHY].setVisible(lower or bool(self._value(_WHY)))

    def _edited(self, name: str) -> None:
        before = self._last[name]
        self._weigh(name)
        if not isinstance(self.editors[name], ProseEditor):
            self._trail.add(_Valued(self, name, before, self._last[name]))
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to in all fields, in their order."""
        return [one for cell in self._cells.values() for one in cell.stops()]

    def tell_conflicts(self, by_field: Mapping[str, Conflict]) -> None:
        """Mark the fields that hold several values, and no others."""
        for name, cell in self._cells.items():
            cell.tell_conflict(by_field.get(name))

    def show_error(self, name: str, sentence: str) -> bool:
        """Show a sentence under its field and go there; False where the field is not in this form."""
        if name not in self.fields:
            return False
        inputs = self.editors[name].inputs()
        self._cells[name].refuse(sentence)
        if inputs:
            inputs[0].setFocus()
        bring_into_sight(self._cells[name])
        return True

    def show_remarks(self, remarks: Mapping[str, Sequence[str]]) -> None:
        """Show beside each field what others remarked on it."""
        for name, cell in self._cells.items():
            cell.remark(remarks.get(name, ()))

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for cell in self._cells.values():
            cell.refuse("")

    def retranslate(self) -> None:
        """Show labels in the present language; what is typed stays."""
        self._arrange()
        for heading, (text, _) in zip(self.headings, self._sections, strict=True):
            heading.setText(tr(text))
        for cell in self._cells.values():
            cell.retranslate()
