"""The documents that can be printed: of which type each is, who writes it, and what it is made of."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from coopdesk.i18n import N_, Text
from coopdesk.operations import printed_calendar
from coopdesk.operations.late import late
from coopdesk.operations.offers import printed_digest, printed_figures, printed_nominees
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.reach import Reader
from coopdesk.store.home import Store


class Document(NamedTuple):
    """A document that can be printed: of which type (None: of any), its label, and who writes it.

    ``listed``: it is made of a list, not of one record; ``adds``: what it is made of beside the record; ``stored``: it
    is made of nothing else, so that there is none of a record that was never saved; ``made``: what it is made of, where
    that is not the rows of the list; ``dated``: of types that have days in a calendar; ``told``: what it is made of
    beside the record, compared by something, as far as its reader may see it.
    """

    of: str | None
    label: Text
    module: str
    function: str
    listed: bool = False
    adds: Callable[[Store, Session, Any], Any] | None = None
    stored: bool = False
    made: Callable[[Store, Listed, str, dict[str, Any], Reader], Any] | None = None
    dated: bool = False
    told: Callable[[Store, Any, str, Reader], Any] | None = None


DOCUMENTS = {
    "conference-report": Document(
        "conference_report", N_("Conference report (full)"), "conference_report", "conference_report"
    ),
    "conference-summary": Document(
        "conference_report", N_("Conference summary for the Minister"), "conference_report", "conference_summary"
    ),
    "return-letter": Document("conference_report", N_("Letter of return"), "steps", "return_letter"),
    "routing-slip": Document("conference_report", N_("Routing slip"), "steps", "routing_slip"),
    "organization-profile": Document(
        "organization", N_("Organization profile"), "organization_profile", "organization_profile"
    ),
    "country-brief": Document("country", N_("Country brief"), "country_brief", "country_brief"),
    "opportunity-sheet": Document("opportunity", N_("Opportunity sheet"), "opportunity", "opportunity_sheet"),
    "opportunity-figures": Document(
        "opportunity",
        N_("Opportunity figures"),
        "opportunity_figures",
        "opportunity_figures",
        listed=True,
        made=printed_figures.source,
    ),
    "opportunity-digest": Document(
        "opportunity",
        N_("Digest of open opportunities"),
        "opportunity_digest",
        "opportunity_digest",
        listed=True,
        made=printed_digest.by_field,
    ),
    "opportunity-digest-by-entity": Document(
        "opportunity",
        N_("Digest of open opportunities by entity"),
        "opportunity_digest",
        "opportunity_digest",
        listed=True,
        made=printed_digest.by_entity,
    ),
    "quarterly-summary": Document(
        "project",
        N_("Quarterly summary"),
        "quarterly_summary",
        "quarterly_summary",
        listed=True,
        made=late("projects.printed_quarter", "source"),
    ),
    "indicator-scoreboard": Document(
        "indicator",
        N_("Indicator scoreboard"),
        "indicator_scoreboard",
        "indicator_scoreboard",
        listed=True,
        made=late("indicators.printed_scoreboard", "source"),
    ),
    "expert-cv": Document("expert", N_("Curriculum vitae"), "nominees", "expert_cv", adds=printed_nominees.of_expert),
    "nomination-file": Document(
        "nomination", N_("Nomination file"), "nominees", "nomination_file", adds=printed_nominees.of_nomination
    ),
    "note-verbale": Document(
        "nomination", N_("Note verbale of a nomination"), "letter", "letter", adds=printed_nominees.note_of, stored=True
    ),
    "committee-ranking": Document(
        "opportunity", N_("Committee ranking"), "nominees", "committee_ranking", adds=printed_nominees.of_opportunity
    ),
    "ranked-applicants": Document(
        "opportunity",
        N_("Ranked applicants"),
        "applicants",
        "applicants",
        adds=printed_nominees.applicants_of,
        stored=True,
    ),
    "committee-minutes": Document(
        "committee_meeting",
        N_("Minutes of a committee meeting"),
        "nominees",
        "committee_minutes",
        adds=printed_nominees.of_meeting,
    ),
    "candidature-tally": Document("candidature", N_("Candidature tally"), "candidature_tally", "candidature_tally"),
    "award-report": Document("award", N_("Report on an award"), "award_report", "award_report"),
    "circular-letter": Document("circulation", N_("Circular letter"), "circulation", "circular_letter"),
    "circulation": Document("circulation", N_("Who has answered"), "circulation", "answers"),
    "unmet-needs": Document("capacity_need", N_("Unmet needs"), "record_list", "record_list", listed=True),
    "relief-readiness": Document(
        "expert", N_("Relief workers ready to be sent"), "record_list", "record_list", listed=True
    ),
    "alumni": Document("expert", N_("Who was where: alumni"), "record_list", "record_list", listed=True),
    "form-blank": Document(
        "form_template",
        N_("Blank form"),
        "form_blank",
        "form_blank",
        adds=late("forms.printed_forms", "of_template"),
        stored=True,
    ),
    "form-filled": Document(
        "response",
        N_("Filled form"),
        "form_filled",
        "form_filled",
        told=late("forms.printed_forms", "of_response"),
        stored=True,
    ),
    "letter": Document("letter", N_("Letter or note verbale"), "letter", "letter"),
    "survey-results": Document(
        "survey",
        N_("Survey results"),
        "survey_results",
        "survey_results",
        stored=True,
        told=late("forms.printed_results", "source"),
    ),
    "form-results": Document(
        "form_template",
        N_("Results of a form"),
        "survey_results",
        "survey_results",
        stored=True,
        told=late("forms.printed_results", "source"),
    ),
    "strategy-coverage": Document(
        "tag",
        N_("What serves the strategy"),
        "strategy_coverage",
        "strategy_coverage",
        listed=True,
        made=late("strategy.printed_coverage", "source"),
    ),
    "progress-report": Document(
        "progress_report",
        N_("Progress report"),
        "progress_report",
        "progress_report",
        told=late("projects.printed_report", "source"),
    ),
    "project-sheet": Document(
        "project",
        N_("Project sheet"),
        "project_sheet",
        "project_sheet",
        stored=True,
        told=late("projects.printed_project", "sheet"),
    ),
    "logframe": Document(
        "project",
        N_("Logical framework"),
        "logframe",
        "logframe",
        stored=True,
        told=late("projects.printed_project", "frame"),
    ),
    "overlaps": Document(
        "project",
        N_("Overlapping projects"),
        "overlaps",
        "overlaps",
        listed=True,
        made=late("projects.printed_overlaps", "source"),
    ),
    "allocations": Document(
        "allocation",
        N_("Allocations by recipient and year"),
        "allocations",
        "allocations",
        listed=True,
        made=late("projects.printed_allocations", "source"),
    ),
    "aid-report": Document(
        "project",
        N_("Foreign assistance of a year (internal)"),
        "aid_report",
        "aid_report",
        listed=True,
        made=late("projects.printed_aid", "internal"),
    ),
    "aid-report-public": Document(
        "project",
        N_("Foreign assistance of a year (public edition)"),
        "aid_report",
        "aid_report",
        listed=True,
        made=late("projects.printed_aid", "public"),
    ),
    "evaluation-report": Document(
        "evaluation",
        N_("Evaluation report"),
        "evaluation_report",
        "evaluation_report",
        adds=late("evaluations.printed_evaluation", "source"),
        stored=True,
    ),
    "record-sheet": Document(None, N_("Record sheet"), "organization_profile", "record_sheet"),
    "list": Document(None, N_("List"), "record_list", "record_list", listed=True),
    "calendar-month": Document(
        None,
        N_("Calendar of a month"),
        "calendar_month",
        "calendar_month",
        listed=True,
        made=printed_calendar.source,
        dated=True,
    ),
    "action-register": Document("action", N_("Action register"), "record_list", "record_list", listed=True),
    "directory": Document("organization", N_("Directory", "document"), "record_list", "record_list", listed=True),
}
