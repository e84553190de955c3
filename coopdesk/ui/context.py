"""What the parts of a tab share: the store, the workers, and what they ask of the window."""

from PySide6.QtCore import QObject, Signal

from coopdesk.store.home import Store
from coopdesk.ui.tasks import Tasks


class Context(QObject):
    """What editors need of their surroundings: the store and the workers.

    ``asked``: a person asked to see a record (type, id), as by pressing a link. ``shown``: a page shows another
    record, or whether its record is saved has changed. ``helped``: the help of a record type was asked for.
    ``renewed``: something was changed that any tab may show, as by an import or a decision. ``reviewed``: the values of
    a field that has several were asked for, by the id of the conflict. ``filled``: a field of another record is to be
    filled (type, id, name). ``drafted``: the drafts of a type were asked
    for. ``listed``: the list of a type under conditions was asked for.
    """

    asked = Signal(str, str)
    shown = Signal()
    helped = Signal(str)
    renewed = Signal()
    reviewed = Signal(str)
    drafted = Signal(str)
    filled = Signal(str, str, str)
    listed = Signal(str, object)

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self.tasks = store, tasks
