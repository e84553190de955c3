"""Forms as PDF in the window: one to be filled on a screen is saved, those that came back filled are taken."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, isolate, language, tr
from coopdesk.operations.forms import paper
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.read_table import fit_rows, read_table

if TYPE_CHECKING:
    from coopdesk.ui.context import Context
    from coopdesk.ui.messages import Notice
    from coopdesk.ui.places import Page, Pane

_SAVE, _TAKE, _FILES = N_("Save the fillable PDF"), N_("Filled PDFs"), N_("PDF files")
_KINDS = {"en": N_("PDF in English"), "ar": N_("PDF in Arabic"), "both": N_("PDF in both languages")}
_SAVED = N_("Saved: {name}")
_MADE = P_("{n} response was made.", "{n} responses were made.")
_DRAFTS = P_(
    "In {n} of them answers are to be corrected; it is kept as a draft.",
    "In {n} of them answers are to be corrected; they are kept as drafts.",
)
_REFUSED = P_("{n} file could not be taken.", "{n} files could not be taken.")
_FILE, _QUESTION, _WHAT = N_("File", "taken"), N_("Question", "of a form"), N_("What is to be said of it")
_CLOSE = N_("Close")
_MOST_TOLD = 500


class Line(NamedTuple):
    """What is to be said of a file, or of an answer in it."""

    file: str
    question: str
    message: str


class Taken(NamedTuple):
    """What became of files: the responses that were made, how many have faults, how many files were refused."""

    made: list[str]
    drafts: int
    refused: int
    lines: list[Line]

    @property
    def sentences(self) -> list[str]:
        found = [(_MADE, len(self.made)), (_DRAFTS, self.drafts), (_REFUSED, self.refused)]
        return [tr(text, n=n) for text, n in found if n or text is _MADE]


def save(page: "Page") -> None:
    """Ask where the form on a page is saved as a PDF to be filled, and in which language."""
    order = sorted(_KINDS, key=lambda lang: lang != language())
    kinds = {f"{tr(_KINDS[lang])} (*.pdf)": lang for lang in order}
    name = f"{page.view.get('form_id') or 'form'}.pdf"
    chosen, kind = QFileDialog.getSaveFileName(page, tr(_SAVE), name, ";;".join(kinds))
    if not chosen:
        return
    store, id, lang, out = page.context.store, page.view["id"], kinds.get(kind, order[0]), Path(chosen)

    def work(progress: Progress) -> None:
        paper.write_fillable(store, id, lang, out)

    page.context.tasks.write(work, lambda _: page.notice.say(tr(_SAVED, name=isolate(out.name))), page.notice.tell)


def take(pane: "Pane") -> None:
    """Ask for filled PDFs, and make a response of each."""
    _ask(pane, pane.context, pane.notice, {})


def take_for_survey(page: "Page") -> None:
    """Ask for filled PDFs, and make a response to the survey on a page of each."""
    values = {"survey": page.view["id"], "subject": page.view.get("subject")}
    _ask(page, page.context, page.notice, values, page.read_side)


def _ask(
    parent: QWidget, context: "Context", notice: "Notice", values: Mapping[str, Any],
    then: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    chosen, _ = QFileDialog.getOpenFileNames(parent, tr(_TAKE), "", f"{tr(_FILES)} (*.pdf)")
    if not chosen:
        return
    store = context.store
    given = {name: value for name, value in values.items() if value}

    def work(progress: Progress) -> Taken:
        return _taken(store, list(map(Path, chosen)), given, progress)

    def done(found: Taken) -> None:
        if then is not None:
            then()
        if found.lines:
            TakenDialog(found, parent).open()
        else:
            notice.say(" ".join(found.sentences))

    context.tasks.write(work, done, notice.tell)


def _taken(store: Any, files: Sequence[Path], values: Mapping[str, Any], progress: Progress) -> Taken:
    """Make a response of each file that can be taken; what is wrong with one keeps none of the others back."""
    made, drafts, refused = list[str](), 0, 0
    lines: list[Line] = []
    for place, file in enumerate(files):
        progress.step(place, len(files))
        try:
            told = paper.take_pdf(store, file, values)
        except CoopDeskError as fault:
            refused += 1
            lines.append(Line(file.name, "", fault.message()))
            continue
        made.append(told["response"])
        drafts += bool(told["errors"])
        lines += [Line(file.name, "", remark) for remark in told["remarks"]]
        lines += [Line(file.name, one["label"] or one["question"], one["message"]) for one in told["errors"]]
    return Taken(made, drafts, refused, lines)


class TakenDialog(QDialog):
    """Tells what became of files."""

    def __init__(self, found: Taken, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TAKE))
        theme.resize(self, 720, 480)
        self.told, self.lines = sentence(), read_table(180, 140, 300)
        self.told.setText("\n".join(found.sentences))
        self._fill(found.lines[:_MOST_TOLD])
        close = QPushButton(tr(_CLOSE))
        close.setProperty("primary", "true")
        buttons = row_of(close)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(self.lines, 1)
        column.addWidget(buttons)

    def _fill(self, lines: Sequence[Line]) -> None:
        self.lines.setAccessibleName(tr(_WHAT))
        self.lines.setHorizontalHeaderLabels([tr(_FILE), tr(_QUESTION), tr(_WHAT)])
        self.lines.setRowCount(len(lines))
        for place, one in enumerate(lines):
            for column, text in enumerate(one):
                self.lines.setItem(place, column, QTableWidgetItem(text))
        fit_rows(self.lines)
