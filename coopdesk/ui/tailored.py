"""What a type of record has for itself on its page: tabs, and what the ⋯ menu offers, beside what every record has."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from coopdesk.i18n import N_, Text
from coopdesk.operations import awards
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View

if TYPE_CHECKING:
    from coopdesk.ui.list_pane import ListPane
    from coopdesk.ui.record_page import RecordPage
    from coopdesk.ui.tailored_tab import TailoredTab

Act = tuple[Text, Callable[["RecordPage"], None]]
Tabs = tuple[Callable[["RecordPage"], "TailoredTab"], ...]


def _answers_of(pane: "ListPane") -> None:
    from coopdesk.ui.answers_view import show_matrix

    show_matrix(pane.context, pane.selected(), pane.notice, pane)


SELECTED: Mapping[str, tuple[Text, Callable[["ListPane"], None]]] = {
    "circulation": (N_("Who has answered, side by side"), _answers_of),
}
"""What the menu of selected rows offers for their type."""


def tabs_of(type: str) -> Tabs:
    """Return what makes the tabs that the page of a type has of its own."""
    match type:
        case "opportunity":
            from coopdesk.ui.fits_view import FitsView
            from coopdesk.ui.matches_view import NeedsView
            from coopdesk.ui.ranking_view import RankingView

            return (FitsView, NeedsView, RankingView)
        case "expert" | "capacity_need":
            from coopdesk.ui.fits_view import FitsView

            return (FitsView,)
        case "nomination":
            from coopdesk.ui.scores_view import ScoresView

            return (ScoresView,)
        case "circulation":
            from coopdesk.ui.answers_view import AnswersView

            return (AnswersView,)
        case "candidature":
            from coopdesk.ui.support_view import SupportView

            return (SupportView,)
        case "award":
            from coopdesk.ui.award_view import AwardView

            return (AwardView,)
        case "organization":
            from coopdesk.ui.nationals_view import NationalsView

            return (NationalsView,)
    return ()


def acts(type: str, view: View) -> tuple[Act, ...]:
    """Return what the menu of a stored record offers for its type; a letter or a circulation is not circulated."""
    from coopdesk.ui import award_act, circulate, letter_acts, minutes_act

    by_type: dict[str, list[Act]] = {
        "letter": [
            (N_("Fill in from the template"), letter_acts.fill_in),
            (N_("Save as files (PDF, Word, mail)…"), letter_acts.save_files),
            (N_("Take the text back from Word…"), letter_acts.take_back),
        ],
        "circulation": [
            (N_("Sign all its letters…"), letter_acts.sign_all),
            (N_("Save all letters as files…"), letter_acts.save_letters),
        ],
    }
    any_type: list[Act] = [
        (N_("Circulate…"), circulate.ask),
        (N_("Write a letter about it"), letter_acts.write),
    ]
    found = by_type.get(type, any_type)
    if type == "committee_meeting" and view.get("stage") == "closed" and not view.get("minutes"):
        found.append((N_("Draft the minutes"), minutes_act.draft))
    if type == "nomination" and view.get("stage") in awards.BEGUN:
        found.append((N_("Make the award"), award_act.make))
    return tuple(found)


def goes_on(page: "RecordPage", draft: Draft) -> bool:
    """Go on with what was begun to be said of a record in a dialog of its type; tells whether there is one."""
    from coopdesk.ui import circulate
    from coopdesk.ui.answers_view import AnswersView

    if circulate.is_of(draft):
        circulate.ask(page)
        return True
    answers = next((tab for tab in page.side.tailored if isinstance(tab, AnswersView)), None)
    if answers is not None:
        answers.note(draft.act)
    return answers is not None
