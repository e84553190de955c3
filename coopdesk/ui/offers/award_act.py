"""Making the award of a nomination, on its page."""

from functools import partial
from typing import TYPE_CHECKING

from coopdesk.i18n import N_, tr
from coopdesk.operations.offers import awards

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_MADE, _SHOW = N_("The award is kept, with the report and the follow-up that it owes."), N_("Show")


def make(page: "Page") -> None:
    """Keep who went on what: an award of the nomination on a page, with what it owes."""
    store, id = page.context.store, page.view["id"]

    def done(made: str) -> None:
        page.renew()
        page.notice.offer(tr(_MADE), tr(_SHOW), partial(page.context.asked.emit, "award", made))

    page.context.tasks.write(lambda _: awards.award_of(store, id), done, page.notice.tell)
