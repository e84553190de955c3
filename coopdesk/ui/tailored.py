"""What a type of record has for itself on its page: tabs, and what the ⋯ menu offers, beside what every record has.

It is imported when a page or a menu is first opened, for it brings all of them with it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from coopdesk.i18n import N_, Text
from coopdesk.operations.drafts import Draft
from coopdesk.operations.evaluations import planning
from coopdesk.operations.offers import awards
from coopdesk.operations.record_types import View
from coopdesk.ui import remind_act
from coopdesk.ui.evaluations import begin_act, lessons_dialog
from coopdesk.ui.evaluations.judgement_view import JudgementView
from coopdesk.ui.evaluations.recommendations_view import RecommendationsView
from coopdesk.ui.forms import answer_table_act, begin_acts, paper_acts, template_acts
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.forms.designer_view import DesignerView
from coopdesk.ui.forms.invited_view import InvitedView
from coopdesk.ui.forms.results_view import ResultsView
from coopdesk.ui.indicators import asking
from coopdesk.ui.indicators.matrix_tab import MatrixTab
from coopdesk.ui.indicators.progress_view import ProgressView
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
from coopdesk.ui.projects import (
    aid_dialog,
    allocations_dialog,
    money_view,
    overlaps_view,
    owed_dialog,
    portfolio_dialog,
)
from coopdesk.ui.projects.money_view import MoneyView
from coopdesk.ui.projects.overlaps_view import OverlapsView
from coopdesk.ui.projects.results_view import ResultsView as ProjectResultsView
from coopdesk.ui.strategy import coverage_dialog, table_act
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from coopdesk.ui.context import Context
    from coopdesk.ui.places import Page, Pane

_TABS: Mapping[str, tuple[Callable[["Page"], TailoredTab], ...]] = {
    "opportunity": (FitsView, NeedsView, RankingView, ApplicantsView),
    "expert": (FitsView,),
    "capacity_need": (FitsView,),
    "nomination": (ScoresView,),
    "circulation": (AnswersView,),
    "candidature": (SupportView,),
    "award": (AwardView,),
    "organization": (NationalsView,),
    "project": (MoneyView, ProjectResultsView, MatrixTab, OverlapsView),
    "response": (FillingView,),
    "form_template": (DesignerView, ResultsView),
    "survey": (ResultsView, InvitedView),
    "indicator": (ProgressView, MatrixTab),
    "framework": (MatrixTab,),
    "evaluation": (JudgementView, RecommendationsView),
}
Act = tuple[Text, Callable[["Page"], None]]
_ANY: tuple[Act, ...] = (
    (N_("Circulate…"), circulate.ask),
    (N_("Write a letter about it"), letter_acts.write),
)
_ACTS: Mapping[str, tuple[Act, ...]] = {
    "nomination": (_ANY[0], (N_("Write the note verbale"), letter_acts.write)),
    "project": (*_ANY, (owed_dialog.WRITE_OF, owed_dialog.write)),
    "letter": (
        (N_("Fill in from the template"), letter_acts.fill_in),
        (N_("Save as files (PDF, Word, mail)…"), letter_acts.save_files),
        (N_("Take the text back from Word…"), letter_acts.take_back),
    ),
    "circulation": (
        (N_("Sign all its letters…"), letter_acts.sign_all),
        (N_("Save all letters as files…"), letter_acts.save_letters),
    ),
    "form_template": (
        (N_("Take answers from a table…"), answer_table_act.take),
        (N_("Fillable PDF…"), paper_acts.save),
        (template_acts.NEW_VERSION, template_acts.new_version),
        (N_("Save as a workbook (XLSForm)…"), template_acts.save_workbook),
    ),
    "survey": (
        *_ANY,
        (N_("Take answers from a table…"), answer_table_act.take),
        (N_("Take filled PDFs…"), paper_acts.take_for_survey),
    ),
}


def _answers_of(pane: "Pane") -> None:
    show_matrix(pane.context, pane.selected(), pane.notice, pane)


_WHILE: Mapping[tuple[str, str | None], Act] = {
    ("form_template", "in_use"): (N_("Fill in this form"), begin_acts.fill_in),
    ("survey", "open"): (N_("Enter an answer"), begin_acts.for_survey),
}
"""What comes first while a record is in a stage."""
_ABOUT: tuple[Act, ...] = ((N_("Fill in a form about it…"), begin_acts.about),)
_DECISION: tuple[Act, ...] = (
    (N_("Write the letters of the decision…"), decision_acts.write),
    (N_("Sign the letters of the decision…"), decision_acts.sign),
    (N_("Save the letters of the decision as files…"), decision_acts.save),
)


def _count_again(pane: "Pane") -> None:
    count_again(pane.context, pane.selected(), pane.notice)


def _remind_all_of(pane: "Pane") -> None:
    remind_all(pane.context, pane.selected(), pane.notice, pane)


SELECTED: Mapping[str, tuple[tuple[Text, Callable[["Pane"], None]], ...]] = {
    "circulation": (
        (N_("Who has answered, side by side"), _answers_of),
        (N_("Remind all who are silent…"), _remind_all_of),
    ),
    "opportunity": ((N_("Count internal deadlines again"), _count_again),),
}
"""What the menu of selected rows offers for their type."""
_OWED: tuple[Text, Callable[["Pane"], None]] = (N_("Which reports are owed…"), owed_dialog.show_owed)
LISTED: Mapping[str, tuple[tuple[Text, Callable[["Pane"], None]], ...]] = {
    "allocation": ((N_("Allocations by recipient…"), allocations_dialog.show),),
    "form_template": ((N_("Take a form from a workbook (XLSForm)…"), template_acts.take_workbook),),
    "expert": (
        (N_("Who is ready for deployment…"), roster_dialogs.show_readiness),
        (N_("Alumni: who was where…"), roster_dialogs.show_alumni),
    ),
    "progress_report": (_OWED,),
    "project": (
        (N_("Money of these projects…"), money_view.show_money),
        (N_("Milestones side by side…"), portfolio_dialog.show_portfolio),
        _OWED,
        (N_("Foreign assistance of a year…"), aid_dialog.show),
        (N_("Overlapping projects…"), overlaps_view.show),
    ),
    "response": ((N_("Take filled PDFs…"), paper_acts.take),),
    "evaluation": ((N_("Lessons of all evaluations…"), lessons_dialog.show_lessons),),
    "tag": (
        (N_("What serves the strategy…"), coverage_dialog.show_coverage),
        (N_("Take a strategy from a table…"), table_act.take),
    ),
}
"""What the menu of a list offers for its type: other views of it."""


BEGUN_FROM: Mapping[str, Callable[["Context", "QWidget"], None]] = {
    "response": begin_acts.choose,
    "indicator_value": asking.new_value,
}
"""What asks from what a new record of a type is begun, instead of an empty form."""


def tabs_of(type: str) -> tuple[Callable[["Page"], TailoredTab], ...]:
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
    if (type, view.get("stage")) in _WHILE:
        found.insert(0, _WHILE[type, view.get("stage")])
    if type not in ("form_template", "response", "survey"):
        found += _ABOUT
    if type in planning.SUBJECTS:
        found.append((N_("Evaluate it…"), begin_act.ask))
    found.append((N_("Remind me on a day…"), remind_act.ask))
    return tuple(found)


def goes_on(page: "Page", draft: Draft) -> bool:
    """Go on with what was begun to be said of a record in a dialog of its type; tells whether there is one."""
    if circulate.is_of(draft):
        circulate.ask(page)
        return True
    if begin_act.is_of(draft):
        begin_act.ask(page)
        return True
    return False
