"""The tab Directory: organizations, our memberships, contacts, countries, themes, officers and desks."""

from coopdesk.i18n import N_

LABEL = N_("Directory")
BY_NAME = True
TYPES: tuple[str, ...] = (
    "organization", "contact", "membership", "country", "tag", "officer", "desk", "ministry_settings",
)  # fmt: skip
