"""Files that are dragged over the window: while they are held there it says what a drop would do, then that is done.

They are taken before what lies under them sees them: a text field would take the name of a file as text. That a file
is of the exchange is told by its name alone; what it is indeed, its reading tells.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.records import TYPES
from coopdesk.ui.drop_cue import DropCue
from coopdesk.ui.list_pane import ListPane
from coopdesk.ui.record_page import RecordPage

_BUNDLES = P_("Drop the bundle to import it", "Drop the {n} bundles to import them")
_FIRST = N_("You see first what would change; nothing is written yet.")
_REQUEST, _ANSWER = N_("Drop the request to admit the desk"), N_("Drop the answer to join the Ministry")
_RECOVERY = N_("Drop the request to answer a forgotten passphrase")
_WORDS = N_("The eight words are compared first.")
_ATTACH = P_("Drop the file to attach it to this record", "Drop the {n} files to attach them to this record")
_COPY = N_("A copy is kept in this home, encrypted; the file itself stays where it is.")
_FORM = N_("Drop the form to take it: {name}")
_DRAFT = N_("It becomes a draft, which you can look at, try and change before it is used.")
_TABLE = N_("Drop the table to import it: {type}")
_NOWHERE = N_("✕ This cannot be dropped here")
_WHAT_CAN = N_(
    "Files of the exchange end in .cdx, .cdxq, .cdxa or .recovery. A table (.xlsx, .csv) is dropped on a list, any "
    "other file on the page of its record."
)
_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
_PAPERS = {".cdxq": _REQUEST, ".cdxa": _ANSWER, ".recovery": _RECOVERY}


class _Plan(NamedTuple):
    """What a drop would do. ``run``: None for nothing; ``part``: of the window, over which that is said."""

    title: str
    told: Text
    part: QWidget
    run: Callable[[], None] | None


class Drops(QObject):
    """Takes what is dropped on a window. ``exchange``: files of the exchange were dropped; ``page``: gives the page of
    a record that is shown, to which other files are attached; ``list``: the list that is shown, into which tables are
    imported; ``form``: the workbook of a form was dropped; the cue lies over ``middle``. Nothing is taken while that
    is hidden, as on a locked desk."""

    exchange = Signal(list)
    form = Signal(object)

    def __init__(
        self,
        window: QWidget,
        middle: QWidget,
        page: Callable[[], RecordPage | None],
        list: Callable[[], ListPane | None],
    ) -> None:
        super().__init__(window)
        self._window, self._middle, self._page, self._list = window, middle, page, list
        self.cue = DropCue(window)
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self.cue.hide()
        if event.type() not in _OVER or not isinstance(event, QDropEvent) or not self._middle.isVisible():
            return False
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths:
            return False
        plan = self._plan(paths, event.position().toPoint())
        if event.type() == QEvent.Type.Drop or QApplication.activeModalWidget() is not None:
            self.cue.hide()
        else:
            self.cue.show_over(plan.part, plan.title, tr(plan.told), refuses=plan.run is None)
        if plan.run is None or QApplication.activeModalWidget() is not None:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            plan.run()
        return True

    def _plan(self, paths: Sequence[Path], place: QPoint) -> _Plan:
        bundles = [path for path in paths if path.suffix.lower() == ".cdx"]
        if bundles:
            return _Plan(tr(_BUNDLES, n=len(bundles)), _FIRST, self._middle, lambda: self.exchange.emit(bundles))
        papers = [path for path in paths if path.suffix.lower() in _PAPERS]
        if papers:
            title = tr(_PAPERS[papers[0].suffix.lower()])
            return _Plan(title, _WORDS, self._middle, lambda: self.exchange.emit(papers[:1]))
        from coopdesk.operations import table_files
        from coopdesk.operations.forms import form_files

        page = self._page()
        on_page = page is not None and page.rect().contains(page.mapFrom(self._window, place))
        attaches = page is not None and on_page and bool(page.view.get("id")) and page.type != "form_template"
        if len(paths) == 1 and not attaches and form_files.is_form(paths[0]):
            title = tr(_FORM, name=paths[0].name)
            return _Plan(title, _DRAFT, self._middle, lambda: self.form.emit(paths[0]))
        table = self._list() if len(paths) == 1 and table_files.is_table(paths[0]) else None
        if table is not None and table.rect().contains(table.mapFrom(self._window, place)):
            title = tr(_TABLE, type=tr(TYPES[table.type].__plural__))
            return _Plan(title, _FIRST, table, lambda: table.acts.import_file(paths[0]))
        if page is not None and on_page and page.view.get("id"):
            return _Plan(tr(_ATTACH, n=len(paths)), _COPY, page, lambda: page.acts.attach_files(paths))
        return _Plan(tr(_NOWHERE), _WHAT_CAN, self._middle, None)
