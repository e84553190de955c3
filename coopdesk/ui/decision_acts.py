"""The letters of a decision, on the page of the offer or of the meeting: written, signed and saved, all in one act."""

from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, number, tr
from coopdesk.operations import decision_letters
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records.letter import LETTER_KIND
from coopdesk.ui import letter_acts
from coopdesk.ui.messages import confirm

if TYPE_CHECKING:
    from coopdesk.ui.record_page import RecordPage

_ASK, _WRITE = N_("These letters are due: {told}. Write them?"), N_("Write the letters")
_KIND, _BETWEEN = N_("{kind}: {n}"), N_(", ", "between items of a list")
_NOTHING = N_("No letter is due: nothing was decided since the last ones.")
_WRITTEN = P_("{n} letter is ready to be signed.", "{n} letters are ready to be signed.")
_SIGN_ASK = N_("Sign and register all letters of this decision? From then on none of them can be changed.")
_SIGN = N_("Sign all")
_SIGNED = P_("{n} letter was signed and registered.", "{n} letters were signed and registered.")
_NONE = N_("No letter of a decision is written yet.")


def write(page: "RecordPage") -> None:
    """Tell which letters are due, and write them when a person agrees."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def done(made: list[View]) -> None:
        page.read_side()
        page.notice.say(tr(_WRITTEN, n=len(made)))

    def ask(due: dict[str, int]) -> None:
        kinds = Choice(LETTER_KIND)
        told = tr(_BETWEEN).join(tr(_KIND, kind=kinds.label(kind), n=number(n)) for kind, n in due.items())
        if not due:
            page.notice.say(tr(_NOTHING))
        elif confirm(page, _ASK, _WRITE, told=told):
            page.context.tasks.write(lambda _: decision_letters.write_letters(store, type, id), done, page.notice.tell)

    page.context.tasks.read(lambda _: decision_letters.due(store, type, id), ask, page.notice.tell)


def sign(page: "RecordPage") -> None:
    """Ask, and sign all letters of the decision."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def work(progress: Progress) -> list[View]:
        return decision_letters.sign_all(store, type, id, progress)

    def done(signed: list[View]) -> None:
        page.renew()
        page.notice.say(tr(_SIGNED, n=len(signed)))

    if confirm(page, _SIGN_ASK, _SIGN):
        page.context.tasks.write(work, done, page.notice.tell)


def save(page: "RecordPage") -> None:
    """Ask for a folder, and write the letters of the decision into it in every form."""
    store, type, id = page.context.store, page.type, page.view["id"]

    def ask(ids: list[str]) -> None:
        def keep(folder: Path) -> None:
            letter_acts.files_to(page, ids, folder)

        if ids:
            letter_acts.ask_folder(page, lambda: ids, keep)
        else:
            page.notice.say(tr(_NONE))

    page.context.tasks.read(lambda _: decision_letters.written(store, type, id), ask, page.notice.tell)
