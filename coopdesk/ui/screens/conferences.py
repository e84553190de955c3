"""The tab Conference reports: reports, conferences with their delegations, and the actions that follow."""

from coopdesk.i18n import N_

LABEL = N_("Conference reports")
BY_NAME = False
TYPES: tuple[str, ...] = ("conference_report", "conference", "action")
