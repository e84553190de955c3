"""What a type of record has for itself on its page: tabs, and what the ⋯ menu offers, beside what every record has.

It is imported when a page or a menu is first opened, for it brings all of them with it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from coopdesk.i18n import N_, Text
from coopdesk.operations.drafts import Draft
from coopdesk.operations.offers import awards
from coopdesk.operations.record_types import View
from coopdesk.ui import remind_act
from coopdesk.ui.offers import award_act, circulate, decision_acts, letter_acts, minutes_act, roster_dialogs
from coopdesk.ui.offers.answers_view import AnswersView, remind_all, show_matrix
from coopdesk.ui.offers.applicants_view import ApplicantsView
from coopdesk.ui.offers.award_view import AwardView
from coopdesk.ui.offers.deadline_strip import count_again
from coopdesk.ui.offers.fits_view import FitsView
from coopdesk.ui.offers.matches_view import NeedsView
from coopdesk.ui.offers.nationals_view import NationalsView
from coopdesk.ui.offers.ranking_view import RankingView
from coopdesk.ui.offers.scores_view import ScoresView
from coopdesk.ui.offers.support_view import SupportView
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.list_pane import ListPane
    from coopdesk.ui.record_page import RecordPage

_TABS: Mapping[str, tuple[Callable[["RecordPage"], TailoredTab], ...]] = {
    "opportunity": (FitsView, NeedsView, RankingView, ApplicantsView),
    "expert": (FitsView,),
    "capacity_need": (FitsView,),
    "nomination": (ScoresView,),
    "circulation": (AnswersView,),
    "candidature": (SupportView,),
    "award": (AwardView,),
    "organization": (NationalsView,),
}
Act = tuple[Text, Callable[["RecordPage"], None]]
_ANY: tuple[Act, ...] = (
    (N_("Circulate…"), circulate.ask),
    (N_("Write a letter about it"), letter_acts.write),
)
_ACTS: Mapping[str, tuple[Act, ...]] = {
    "nomination": (_ANY[0], (N_("Write the note verbale"), letter_acts.write)),
    "letter": (
        (N_("Fill in from the template"), letter_acts.fill_in),
        (N_("Save as files (PDF, Word, mail)…"), letter_acts.save_files),
        (N_("Take the text back from Word…"), letter_acts.take_back),
    ),
    "circulation": (
        (N_("Sign all its letters…"), letter_acts.sign_all),
        (N_("Save all letters as files…"), letter_acts.save_letters),
    ),
}


def _answers_of(pane: "ListPane") -> None:
    show_matrix(pane.context, pane.selected(), pane.notice, pane)


_DECISION: tuple[Act, ...] = (
    (N_("Write the letters of the decision…"), decision_acts.write),
    (N_("Sign the letters of the decision…"), decision_acts.sign),
    (N_("Save the letters of the decision as files…"), decision_acts.save),
)


def _count_again(pane: "ListPane") -> None:
    count_again(pane.context, pane.selected(), pane.notice)


def _remind_all_of(pane: "ListPane") -> None:
    remind_all(pane.context, pane.selected(), pane.notice, pane)


SELECTED: Mapping[str, tuple[tuple[Text, Callable[["ListPane"], None]], ...]] = {
    "circulation": (
        (N_("Who has answered, side by side"), _answers_of),
        (N_("Remind all who are silent…"), _remind_all_of),
    ),
    "opportunity": ((N_("Count internal deadlines again"), _count_again),),
}
"""What the menu of selected rows offers for their type."""
LISTED: Mapping[str, tuple[tuple[Text, Callable[["ListPane"], None]], ...]] = {
    "expert": (
        (N_("Who is ready for deployment…"), roster_dialogs.show_readiness),
        (N_("Alumni: who was where…"), roster_dialogs.show_alumni),
    ),
}
"""What the menu of a list offers for its type: other views of it."""


def tabs_of(type: str) -> tuple[Callable[["RecordPage"], TailoredTab], ...]:
    """Return what makes the tabs that the page of a type has of its own."""
    return _TABS.get(type, ())


def acts(type: str, view: View) -> tuple[Act, ...]:
    """Return what the menu of a stored record offers for its type; a letter or a circulation is not circulated. Of any
    record one can be reminded."""
    found = list(_ACTS.get(type, _ANY))
    if type == "committee_meeting" and view.get("stage") == "closed" and not view.get("minutes"):
        found.append((N_("Draft the minutes"), minutes_act.draft))
    if type == "opportunity" or (type == "committee_meeting" and view.get("stage") in ("closed", "signed")):
        found += _DECISION
    if type == "nomination" and view.get("stage") in awards.BEGUN:
        found.append((N_("Make the award"), award_act.make))
    found.append((N_("Remind me on a day…"), remind_act.ask))
    return tuple(found)


def goes_on(page: "RecordPage", draft: Draft) -> bool:
    """Go on with what was begun to be said of a record in a dialog of its type; tells whether there is one."""
    if circulate.is_of(draft):
        circulate.ask(page)
        return True
    return any(tab.goes_on(draft) for tab in page.side.tailored)
