"""Circulating a record: what for, to whom, until when, in both languages; a letter is written to each in its own."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

from coopdesk.fields import Choice, Field, Links, Members
from coopdesk.i18n import LANGUAGES, N_, P_, tr, using
from coopdesk.operations import drafts, titles
from coopdesk.operations.drafts import Draft
from coopdesk.operations.offers import circular_letters, circulation
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import TYPES, fields_of
from coopdesk.records.country import GROUPS
from coopdesk.ui.context import Context
from coopdesk.ui.pickers import CountriesEditor
from coopdesk.ui.said_dialog import SaidDialog

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_TITLE = N_("Circulate", "act")
_ENTITIES, _COUNTRIES = N_("To ministries, institutions and missions"), N_("To governments")
_GROUPS = N_("To all governments of a group")
_PROPOSED = P_(
    "{n} entity to which it is of use is proposed below.", "{n} entities to which it is of use are proposed below."
)
_SENT, _SHOW = P_("{n} letter is ready to be signed.", "{n} letters are ready to be signed."), N_("Show")
_ASKED = ("purpose", "reply_by", "subject_en", "subject_ar", "text_en", "text_ar")


class Proposal(NamedTuple):
    """What a circulation begins with."""

    subjects: dict[str, str]
    reply_by: str
    entities: list[str]
    draft: Draft | None


class CirculateDialog(SaidDialog):
    """Asks what a circulation needs; ``sent`` gets it as it is stored."""

    def __init__(
        self, type: str, id: str, found: Proposal, context: Context, sent: Callable[[View], Any], parent: QWidget
    ) -> None:
        super().__init__(_TITLE, type, id, drafts.CIRCULATION, context, sent, parent)
        self._type = type
        declared = {one.name: one for one in fields_of(TYPES["circulation"])}
        if found.entities:
            self.told.setText(tr(_PROPOSED, n=len(found.entities)))
        self.ask("purpose", declared["purpose"])
        self.ask("addressees", Field(1, Links(to="organization"), _ENTITIES)).set_value(found.entities)
        self.ask("countries", Field(2, Members(), _COUNTRIES), CountriesEditor(context))
        self.ask("groups", Field(3, Choice(GROUPS), _GROUPS))
        for name in _ASKED[1:]:
            self.ask(name, declared[name])
        self.editors["reply_by"].set_value(found.reply_by)
        for name, text in found.subjects.items():
            self.editors[name].set_value(text)
        self.begin(found.draft)

    def work(self) -> Callable[[Progress], View]:
        store, type, id = self._context.store, self._type, self._id
        values = {name: value for name in _ASKED if (value := self.editors[name].value()) not in (None, "")}
        entities, countries, groups = (
            _several(self.editors[name].value()) for name in ("addressees", "countries", "groups")
        )

        def send(_: Progress) -> View:
            reached = [*countries, *circular_letters.countries_of(store, groups)]
            made = circulation.send(store, type, id, values, entities, reached)
            circular_letters.write_letters(store, made["id"])
            return made

        return send


def is_of(draft: Draft) -> bool:
    """Tell whether a draft is of a circulation that was begun."""
    return draft.act == drafts.CIRCULATION


def ask(page: "Page") -> None:
    """Ask for what a circulation of the record on a page needs; what is typed of it is saved first."""
    if page.dirty:
        page.save(then=partial(ask, page))
        return
    store, type, id = page.context.store, page.type, page.view["id"]

    def work(_: object) -> Proposal:
        subjects = {}
        for lang in LANGUAGES:
            with using(lang):
                subjects[f"subject_{lang}"] = titles.title(store, id)
        return Proposal(
            subjects, circular_letters.reply_day(store), circular_letters.proposed(store, type, id),
            drafts.find(store, type, id, drafts.CIRCULATION),
        )  # fmt: skip

    def sent(made: View) -> None:
        show = partial(page.context.asked.emit, "circulation", made["id"])
        page.renew()
        page.notice.offer(tr(_SENT, n=len(made["addressees"])), tr(_SHOW), show)

    def open_dialog(found: Proposal) -> None:
        if page.view.get("id") == id:
            CirculateDialog(type, id, found, page.context, sent, page).open()

    page.context.tasks.read(work, open_dialog, page.notice.tell)


def _several(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)] if value else []
