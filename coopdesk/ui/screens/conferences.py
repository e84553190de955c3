"""The tab Conference reports: reports, conferences and delegations, the actions that follow, opinions asked."""

from coopdesk.i18n import N_

LABEL = N_("Conference reports")
BY_NAME = False
TYPES: tuple[str, ...] = ("conference_report", "conference", "action", "referral")
