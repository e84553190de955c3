"""Drafting the minutes of a meeting from its decisions, on its page."""

from typing import TYPE_CHECKING

from coopdesk.operations.offers import minutes

if TYPE_CHECKING:
    from coopdesk.ui.places import Page


def draft(page: "Page") -> None:
    """Draft the minutes of the meeting on a page."""
    store, id = page.context.store, page.view["id"]
    page.context.tasks.write(lambda _: minutes.draft(store, id), page.take_stored, page.notice.tell)
