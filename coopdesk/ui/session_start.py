"""Beginning a report with the agenda of the session before, once its conference is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coopdesk.i18n import N_, tr
from coopdesk.operations import sessions
from coopdesk.ui.context import Context

if TYPE_CHECKING:
    from coopdesk.ui.messages import Notice
    from coopdesk.ui.record_form import RecordForm

_OFFER, _TAKE = N_("There is a report on the session before: {title}."), N_("Begin with its agenda")


class SessionStart(QObject):
    """Offers the agenda of the session before in the form of a new report that has none yet."""

    def __init__(self, form: "RecordForm", notice: "Notice", context: Context) -> None:
        super().__init__(form)
        self._form, self._notice, self._store, self._tasks = form, notice, context.store, context.tasks
        self._asked: object = None
        form.changed.connect(self._look)

    def _look(self) -> None:
        form = self._form
        conference = form.rows.editors["conference"].value()
        if form.view.get("id") or form.lists["agenda_items"].lines or not isinstance(conference, str):
            return
        if conference == self._asked:
            return
        self._asked = conference

        def offer(found: sessions.Before | None) -> None:
            if found is not None and form.rows.editors["conference"].value() == conference:
                self._notice.offer(tr(_OFFER, title=found.title), tr(_TAKE), lambda: form.type_in(found.start, None))

        self._tasks.read(lambda _: sessions.before(self._store, conference), offer, self._notice.tell)
