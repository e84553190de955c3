"""What is done with letters on a page: one is written about a record, files are made of it, and Word comes back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations.offers import circular_letters, letter_files, letters
from coopdesk.operations.offers.letter_files import Returned, Written
from coopdesk.operations.record_types import View
from coopdesk.operations.saves import Changed
from coopdesk.progress import Progress
from coopdesk.records import TYPES, fields_of
from coopdesk.records.circulation import LETTER_LANGUAGE
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.change_text import ChangeText, compared
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.messages import confirm

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_FOLDER, _WORD = N_("Folder for the letters"), N_("Document of Word")
_MADE = P_("{n} file is in the folder.", "{n} files are in the folder.")
_WROTE, _SHOW = N_("The letter is begun."), N_("Show")
_BACK, _KEEP, _CANCEL = N_("What Word changed"), N_("Take this text"), N_("Cancel")
_LEAVES = N_(
    "Some of it is of a degree of which the Ministry wants to know that it leaves. The files are not sealed, and a "
    "draft of mail goes out as anybody can read it. It is noted that you wrote them. Write them all the same?"
)
_WRITE = N_("Write the files")
_SIGN = N_("Sign all")
_SIGN_ASK = N_("Sign and register all letters of this circulation? From then on none of them can be changed.")
_SIGNED = P_("{n} letter was signed and registered.", "{n} letters were signed and registered.")
_FILLED, _UNDO = N_("Address, formulas and what was not written yet are those of the template."), N_("Undo")
_ALIKE, _TAKEN = N_("The text is the same as here."), N_("The text of the letter is the one from Word.")
_TRANSLATED = N_("What Word changed in the translation: {language}")
_TRANSLATION_TAKEN = N_("The text of the translation is the one from Word.")


def write(page: "Page") -> None:
    """Begin a letter about the record on a page, and offer to show it."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def done(made: View) -> None:
        page.read_side()
        page.notice.offer(tr(_WROTE), tr(_SHOW), partial(page.context.asked.emit, "letter", made["id"]))

    page.context.tasks.write(lambda _: letters.begin(store, type, id), done, page.notice.tell)


def fill_in(page: "Page") -> None:
    """Fill the letter on a page in from its template; what is typed of it is saved first."""
    if page.dirty:
        page.save(then=partial(fill_in, page))
        return
    store, id = page.context.store, page.view["id"]

    def done(view: View) -> None:
        page.take_stored(view)
        page.notice.offer(tr(_FILLED), tr(_UNDO), page.undo_last)

    page.context.tasks.write(lambda _: letters.fill_in(store, id), done, page.notice.tell)


def save_files(page: "Page") -> None:
    """Ask for a folder, and write the letter on a page into it in every form."""
    id = page.view["id"]
    ask_folder(page, lambda: [id], lambda folder: files_to(page, [id], folder))


def sign_all(page: "Page") -> None:
    """Ask, and sign all letters of the circulation on a page."""
    if confirm(page, _SIGN_ASK, _SIGN):
        sign_letters(page)


def sign_letters(page: "Page") -> None:
    """Sign all letters of the circulation on a page; who has none yet gets one first."""
    store, id = page.context.store, page.view["id"]

    def work(progress: Progress) -> list[View]:
        circular_letters.write_letters(store, id)
        return circular_letters.sign_all(store, id, progress)

    def done(signed: list[View]) -> None:
        page.renew()
        page.notice.say(tr(_SIGNED, n=len(signed)))

    page.context.tasks.write(work, done, page.notice.tell)


def save_letters(page: "Page") -> None:
    """Ask for a folder, and write all letters of the circulation on a page into it in every form."""
    store, id = page.context.store, page.view["id"]
    ask_folder(
        page, lambda: [id, *(one["id"] for one in letters.about(store, id))], lambda folder: letters_to(page, folder)
    )


def ask_folder(page: "Page", ids: Callable[[], list[str]], write: Callable[[Path], None]) -> None:
    """Ask for a folder; where something is of a degree that is noted, first whether it may go as a file at all."""
    store = page.context.store

    def ask(noted: int) -> None:
        if noted and not confirm(page, _LEAVES, _WRITE):
            return
        chosen = QFileDialog.getExistingDirectory(page, tr(_FOLDER))
        if chosen:
            write(Path(chosen))

    page.context.tasks.read(lambda _: letter_files.are_noted(store, ids()), ask, page.notice.tell)


def letters_to(page: "Page", folder: Path) -> None:
    """Write all letters of the circulation on a page into a folder; who has none yet gets one."""
    store, id = page.context.store, page.view["id"]

    def work(progress: Progress) -> Written:
        circular_letters.write_letters(store, id)
        ids = [one["id"] for one in circular_letters.to_go(store, id)]
        return letter_files.write_files(store, ids, folder, letter_files.FORMS, progress)

    page.context.tasks.write(work, partial(_tell, page), page.notice.tell)


def files_to(page: "Page", ids: list[str], folder: Path) -> None:
    """Write letters into a folder in every form."""
    store = page.context.store
    page.context.tasks.write(
        lambda progress: letter_files.write_files(store, ids, folder, letter_files.FORMS, progress),
        partial(_tell, page), page.notice.tell,
    )  # fmt: skip


def take_back(page: "Page") -> None:
    """Ask for a document of Word's, and show what it changed of the letter on a page."""
    chosen, _ = QFileDialog.getOpenFileName(page, tr(_WORD), "", f"{tr(_WORD)} (*.docx)")
    if chosen:
        take_back_from(page, Path(chosen))


def take_back_from(page: "Page", path: Path) -> None:
    """Show what a document changed of the letter on a page, to be saved or not."""
    store, id = page.context.store, page.view["id"]

    def save(found: Returned) -> None:
        def done(view: View) -> None:
            page.take_stored(view)
            page.notice.say(tr(_TRANSLATION_TAKEN if found.language else _TAKEN))

        page.context.tasks.write(lambda _: letter_files.take_back(store, id, found), done, page.notice.tell)

    def show(found: Returned) -> None:
        if found.old == found.new:
            page.notice.say(tr(_ALIKE))
        elif page.view.get("id") == id:
            BackDialog(found, page, partial(save, found)).open()

    page.context.tasks.read(lambda _: letter_files.read_back(store, id, path), show, page.notice.tell)


class BackDialog(QDialog):
    """Shows what Word changed, words marked; ``agreed`` saves it."""

    def __init__(self, found: Returned, page: "Page", agreed: "partial[None]") -> None:
        parent: QWidget = page
        super().__init__(parent)
        self.setWindowTitle(tr(_BACK))
        theme.resize(self, 680, 480)
        told, self.text, self.keep = sentence(quiet=True), ChangeText(), QPushButton(tr(_KEEP))
        told.setText(
            tr(_TRANSLATED, language=Choice(LETTER_LANGUAGE).label(found.language)) if found.language else tr(_BACK)
        )
        self.text.setAccessibleName(tr(_BACK))
        self.keep.setProperty("primary", "true")
        buttons = row_of(QPushButton(tr(_CANCEL)), self.keep)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self.accept)
        self.accepted.connect(agreed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        for widget in (told, self.text, buttons):
            column.addWidget(widget)
        label = next(tr(one.label) for one in fields_of(TYPES["letter"]) if one.name == "body")
        change = Changed("", "", label, found.old, found.new, True, False)
        page.context.tasks.read(lambda _: compared([change]), lambda parts: self.text.show_changes(parts, 0))


def _tell(page: "Page", made: Written) -> None:
    told = tr(_MADE, n=len(made.files))
    if made.noted:
        page.notice.warn(f"{told} {tr(letter_files.LEAVES, n=made.noted)}")
    else:
        page.notice.say(told)
