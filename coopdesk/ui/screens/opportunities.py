"""The tab Opportunities: what is offered, to whom it went, who is nominated, and the seats for which we stand."""

from coopdesk.i18n import N_

LABEL = N_("Opportunities")
BY_NAME = False
TYPES: tuple[str, ...] = (
    "opportunity", "expert", "nomination", "circulation", "letter", "capacity_need", "candidature", "support_request",
    "award", "committee", "committee_meeting", "applicant",
)  # fmt: skip
