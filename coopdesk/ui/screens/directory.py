"""The tab Directory: organizations, our memberships, contacts, countries, officers and desks."""

from coopdesk.i18n import N_

LABEL = N_("Directory")
BY_NAME = True
TYPES: tuple[str, ...] = ("organization", "contact", "membership", "country", "officer", "desk", "ministry_settings")
