"""The tab Home: what waits for the person at work, what is coming, who owes an answer. It lists no records."""

from coopdesk.i18n import N_

LABEL = N_("Home", "tab")
BY_NAME = False
TYPES: tuple[str, ...] = ()
