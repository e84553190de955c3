"""One criterion of an evaluation as a card: its questions, the evidence, the rating on its scale, reason and lesson in
both languages side by side."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout

from coopdesk.documents import evaluation_ratings as ratings
from coopdesk.fields import Choice
from coopdesk.forms.filling import Option
from coopdesk.i18n import LANGUAGES, N_, P_, digits, language, led, tr
from coopdesk.operations.evaluations.evidence import Offer, Suggested
from coopdesk.operations.evaluations.questions import ABOUT
from coopdesk.operations.record_types import View
from coopdesk.records import fields_of
from coopdesk.records.evaluation import RATING, CriterionRating
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.field_cell import Conflict, FieldCell
from coopdesk.ui.forms.pressed import Pressed
from coopdesk.ui.inputs import Editor
from coopdesk.ui.prose import ProseEditor

_NAMES = ("rating", "reason_en", "reason_ar", "lesson_en", "lesson_ar")
_HEAD, _STEP = N_("{criterion}. {about}", "card"), N_("{n}. {words}", "rating")
_EVIDENCE, _NO_EVIDENCE = N_("Evidence", "evaluation"), N_("No evidence yet.")
_ADD, _OTHER = N_("Add evidence"), N_("What is not kept here…")
_NOTHING = N_("Nothing else about its subject is at this desk")
_REMOVE, _OPEN = N_("Remove this evidence"), N_("Show this record")
_SUGGESTS = P_("{n} answer suggests {rating} of 6.", "{n} answers suggest {rating} of 6.")
_SHOWS = N_("{record} · {note}", "evidence")
_MOST = 90
"""How many letters of an offer its line in the menu has."""


class CriterionCard(QFrame):
    """``typed``: a field and its value; ``attached``: an offer; ``noted``: other evidence was asked for; ``removed``: a
    line of evidence, by its id; ``opened``: a record, by type and id."""

    typed, removed = Signal(str, object), Signal(str)
    attached, opened = Signal(object), Signal(str, str)
    noted = Signal()

    def __init__(self, criterion: str, context: Context) -> None:
        super().__init__()
        self.setObjectName("line")
        self.criterion = criterion
        self._offers: Sequence[Offer] = ()
        self.title, self.questions, self.suggested = sentence(), sentence(quiet=True), sentence(quiet=True)
        self._evidence_title, self._none = QLabel(), sentence(quiet=True)
        self.add = QPushButton()
        self._menu = QMenu(self.add)
        self._menu.aboutToShow.connect(self._offer)
        self.add.setMenu(self._menu)
        head = QHBoxLayout()
        head.addWidget(self._evidence_title)
        head.addWidget(self.add)
        head.addStretch(1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SMALL)
        declared = {one.name: one for one in fields_of(CriterionRating)}
        self.cells = {name: FieldCell(declared[name]) for name in _NAMES}
        self.editors: dict[str, Editor] = {}
        for name, cell in self.cells.items():
            editor = cell.fill(context, Pressed(columns=3) if name == "rating" else None)
            editor.changed.connect(partial(self._typed, name))
            self.editors[name] = editor
        self._pairs = QGridLayout()
        self._pairs.setHorizontalSpacing(theme.SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.title)
        column.addWidget(self.questions)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._lines)
        column.addWidget(self.cells["rating"])
        column.addWidget(self.suggested)
        column.addLayout(self._pairs)
        self.retranslate()

    def show_questions(self, lines: Sequence[View]) -> None:
        """Show what is asked under the criterion."""
        half, other = ("text_ar", "text_en") if language() == "ar" else ("text_en", "text_ar")
        texts = [one[half] or one[other] or "" for one in lines]
        self.questions.setText("\n".join(led(f"– {text}") for text in texts if text))
        self.questions.setVisible(any(texts))

    def show_line(self, line: View, typed: Mapping[str, object]) -> None:
        """Show how it is judged; what is typed and not saved stays."""
        for name, editor in self.editors.items():
            if name not in typed and editor.value() != line.get(name):
                editor.set_value(line.get(name))

    def show_evidence(self, lines: Sequence[View], titles: Mapping[str, tuple[str, str]], *, fixed: bool) -> None:
        """Show on what it rests. ``titles``: the type and the title of each record that is here."""
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(self._evidence(line, titles, fixed=fixed))
        self._none.setVisible(not lines)

    def show_offers(self, offers: Sequence[Offer], suggested: Suggested | None) -> None:
        """Let these records be offered as evidence, and tell what the answers suggest."""
        self._offers = offers
        if suggested is not None:
            rating = digits(f"{suggested.rating:.1f}")
            self.suggested.setText(tr(_SUGGESTS, n=suggested.n, rating=rating))
        self.suggested.setVisible(suggested is not None)

    def mark(self, conflicts: Mapping[str, Conflict]) -> None:
        """Mark the fields that hold several values, by name."""
        for name, cell in self.cells.items():
            cell.tell_conflict(conflicts.get(name))

    def fix(self, fixed: bool) -> None:
        """Let nothing be changed, or something."""
        for editor in self.editors.values():
            if isinstance(editor, ProseEditor):
                editor.input.setReadOnly(fixed)
            else:
                editor.setEnabled(not fixed)
        self.add.setVisible(not fixed)

    def retranslate(self) -> None:
        """Show everything in the present language but what is shown of the evaluation."""
        name = ratings.criterion(self.criterion)
        self.title.setText(led(tr(_HEAD, criterion=name, about=tr(ABOUT[self.criterion]))))
        self.title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._evidence_title.setText(tr(_EVIDENCE))
        self._none.setText(tr(_NO_EVIDENCE))
        self.add.setText(tr(_ADD))
        self.add.setAccessibleName(f"{tr(_ADD)}: {name}")
        kind = Choice(RATING)
        scale = self.editors["rating"]
        assert isinstance(scale, Pressed)
        told = [(one.token, led(tr(_STEP, n=digits(one.token), words=kind.label(one.token)))) for one in RATING]
        scale.show_choices([Option(token, words) for token, words in told])
        for cell in self.cells.values():
            cell.retranslate()
        for row, stem in enumerate(("reason", "lesson")):
            for place, lang in enumerate(sorted(LANGUAGES, key=lambda one: one != language())):
                self._pairs.removeWidget(self.cells[f"{stem}_{lang}"])
                self._pairs.addWidget(self.cells[f"{stem}_{lang}"], row, place, Qt.AlignmentFlag.AlignTop)
                self._pairs.setColumnStretch(place, 1)

    def _typed(self, name: str) -> None:
        self.typed.emit(name, self.editors[name].value())

    def _offer(self) -> None:
        self._menu.clear()
        for one in self._offers:
            text = tr(_SHOWS, record=one.title, note=one.note) if one.note else one.title
            self._menu.addAction(text if len(text) <= _MOST else f"{text[:_MOST]}…", partial(self.attached.emit, one))
        if not self._offers:
            self._menu.addAction(tr(_NOTHING)).setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(tr(_OTHER), self.noted.emit)

    def _evidence(self, line: View, titles: Mapping[str, tuple[str, str]], *, fixed: bool) -> QFrame:
        row = QFrame()
        flow = QHBoxLayout(row)
        flow.setContentsMargins(0, 0, 0, 0)
        type, title = titles.get(line["record"] or "", ("", ""))
        told = sentence()
        both = bool(title and line["note"])
        told.setText(led(tr(_SHOWS, record=title, note=line["note"])) if both else title or line["note"])
        flow.addWidget(told, 1)
        if type:
            show = QPushButton(tr(_OPEN))
            show.setAccessibleName(f"{tr(_OPEN)}: {title}")
            show.clicked.connect(partial(self._open, type, line["record"]))
            flow.addWidget(show)
        if not fixed:
            remove = QToolButton()
            remove.setText("✕")
            remove.setToolTip(tr(_REMOVE))
            remove.setAccessibleName(f"{tr(_REMOVE)}: {told.text()}")
            remove.clicked.connect(partial(self._remove, line["id"]))
            flow.addWidget(remove)
        return row

    def _open(self, type: str, id: str, _: bool = False) -> None:
        self.opened.emit(type, id)

    def _remove(self, id: str, _: bool = False) -> None:
        self.removed.emit(id)
