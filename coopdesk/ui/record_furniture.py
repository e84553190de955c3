"""What stands on the page of a record, one under the other, and what each part leads to."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from coopdesk.records import TYPES
from coopdesk.ui.offers.deadline_strip import DeadlineStrip
from coopdesk.ui.record_header import RecordHeader

if TYPE_CHECKING:
    from coopdesk.ui.record_page import RecordPage

STRIPS = {"opportunity": DeadlineStrip}
"""What a page of a type tells under its header."""


def furnish(page: "RecordPage", head: RecordHeader) -> None:
    """Lay out the header, the notice, the banner and the tabs of a page, and connect them with what they ask for."""
    from coopdesk.ui import tailored

    acts, side = page.acts, page.side
    head.edit.connect(lambda: page.edit())
    head.save.connect(lambda: page.form.save())
    head.done.connect(page.finish)
    head.keep.connect(page.keep_private)
    head.widen.connect(page.widen)
    head.step.connect(acts.take_step)
    head.fill.connect(page.edit)
    head.review.connect(lambda: acts.review())
    side.setTabVisible(side.indexOf(side.steps), bool(TYPES[page.type].__steps__))
    for make in tailored.tabs_of(page.type):
        side.add(make(page))
    side.steps.changed.connect(page.read_side)
    page.banner.asked.connect(acts.show_differences)
    page.banner.reviewed.connect(acts.review)

    def make_room(_: object = None) -> None:
        page.banner.give_way(page.notice.isVisible() or side.currentWidget() is side.steps or side.tailored_shown)

    page.notice.turned.connect(make_room)
    side.currentChanged.connect(make_room)
    side.currentChanged.connect(lambda _: page.shaped.emit())
    for sheet in (side.sheet, side.links):
        sheet.asked.connect(page.context.asked)
        sheet.all_asked.connect(page.show_all_links)
    side.sheet.edit_asked.connect(page.edit)
    side.sheet.review_asked.connect(acts.review)
    side.history.then.connect(acts.show_then)
    side.history.undo.connect(acts.undo)
    side.history.restore.connect(acts.restore_value)
    side.files.changed.connect(page.read_side)
    side.files.asked.connect(acts.attach)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(page.notice)
    column.addWidget(page.banner)
    if page.type in STRIPS:
        column.addWidget(STRIPS[page.type](page))
    column.addWidget(side, 1)
