"""The tab Directory: organizations, our memberships, contacts, projects, countries, themes, officers and desks."""

from coopdesk.i18n import N_

LABEL = N_("Directory")
BY_NAME = True
TYPES: tuple[str, ...] = (
    "organization", "contact", "membership", "project", "allocation", "engagement", "country", "tag", "officer", "desk",
    "ministry_settings",
)  # fmt: skip
