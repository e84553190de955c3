"""The tab Exchange: joining the Ministry, the desks, sending and importing bundles, conflicts. It lists no records."""

from coopdesk.i18n import N_

LABEL = N_("Exchange")
BY_NAME = False
TYPES: tuple[str, ...] = ()
