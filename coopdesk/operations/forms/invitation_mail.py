"""Invitations and reminders as drafts of mail: one each, with the blank form, through the gate of what leaves.

Nothing is sent by the program; a person opens each draft, looks at it, and sends it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from coopdesk.calendars import both as both_calendars
from coopdesk.errors import writing_to
from coopdesk.i18n import LANGUAGES, N_, Language, tr, using
from coopdesk.interchange import eml
from coopdesk.operations import degrees, leaving, printing, record, rights
from coopdesk.operations.forms import invitations
from coopdesk.operations.record_types import View
from coopdesk.operations.table_export import bare
from coopdesk.operations.titles import titles
from coopdesk.progress import SILENT, Progress
from coopdesk.store.home import Store

_BLANK = "form-blank"
_ASK = N_("We ask you kindly to answer the survey “{title}”.")
_REMIND = N_("We asked you to answer the survey “{title}”. We have no answer from you yet and would be glad of it.")
_UNTIL = N_("Please send your answers by {day}.")
_ANONYMOUS = N_("The survey is anonymous: your answers are not kept under your name.")
_FORM = N_("The form is attached.")
_DEAR, _THANKS = N_("Dear {name},", "invitation"), N_("Thank you.", "invitation")
_REMINDER = N_("Reminder: {title}")
_UNFIT = re.compile(r"[^\w\u0600-\u06ff-]+")
_NAME_MOST = 60


@rights.needs(rights.READER)
def write(
    store: Store, survey: str, ids: Sequence[str], folder: Path, lang: str = "both", *, reminder: bool = False,
    progress: Progress = SILENT,
) -> list[Path]:  # fmt: skip
    """Write a draft for each invitation into a folder, which is made where it is not there; returns the files. Raises
    ``NotFound``, ``CannotWrite``."""
    view = record.show(store, "survey", survey)
    asked = invitations.chosen(store, survey, ids)
    names = titles(store, {one[name] for one in asked for name in ("organization", "contact") if one[name]})
    attached, items = _blank(store, view, lang)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with store.reading() as connection:
        items = [*items, *degrees.degrees_of(connection, [survey])]
    made = []
    for place, one in enumerate(asked, 1):
        progress.step(place, len(asked))
        name = one["name"] or names.get(one["contact"] or "") or names.get(one["organization"] or "") or ""
        whom = _UNFIT.sub("-", name or one["email"] or "")[:_NAME_MOST].strip("-") or "invitation"
        kind = "-reminder" if reminder else ""
        out = folder / f"{place:0{len(str(len(asked)))}}-{whom}{kind}.eml"
        subject, text = _mail(view, name, lang, reminder=reminder, attached=bool(attached))
        leaving.let_out(store, leaving.Parcel(leaving.MAILED, "invitation", items, survey))
        printing.keep(eml.written(one["email"] or "", subject, text, attached), out)
        made.append(out)
    return made


def _blank(store: Store, view: View, lang: str) -> tuple[list[tuple[str, bytes]], list[leaving.Item]]:
    """Return the blank form as a file to be attached, and what it holds."""
    if not view["form_template"]:
        return [], []
    prepared = printing.prepare(store, _BLANK, view["form_template"], lang)
    return [(f"{_BLANK}.pdf", prepared.copies(1)[0][1])], list(prepared.parcel.items)


def _mail(view: View, name: str, lang: str, *, reminder: bool, attached: bool) -> tuple[str, str]:
    """Return the subject and the text of a draft, Arabic before English where it is in both."""
    spoken: tuple[Language, ...] = LANGUAGES[::-1] if lang == "both" else (LANGUAGES[LANGUAGES.index(lang)],)
    subjects, texts = [], []
    for one in spoken:
        with using(one):
            other = "en" if one == "ar" else "ar"
            title = view[f"title_{one}"] or view[f"title_{other}"] or ""
            purpose = view[f"purpose_{one}"] or ""
            lines = [tr(_DEAR, name=name) if name else "", tr(_REMIND if reminder else _ASK, title=title), purpose]
            lines += [tr(_UNTIL, day=both_calendars(view["closes"]))] if view["closes"] else []
            lines += [tr(_ANONYMOUS)] if view["anonymous"] else []
            lines += [tr(_FORM)] if attached else []
            subjects.append(tr(_REMINDER, title=title) if reminder else title)
            texts.append("\n\n".join(filter(None, [*lines, tr(_THANKS)])))
    return bare(" / ".join(dict.fromkeys(subjects))), "\n\n".join(texts) + "\n"
