"""The widths of panes, and whether one is folded away: kept at the desk, so that a tab opens as it was left."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from coopdesk.operations import views
from coopdesk.ui.context import Context


class KeptPanes(QTimer):
    """Keeps them a while after the last change; start it when the pane ``folds``, the first, is folded or shown.

    While another pane is away, the widths stay those that were kept: it comes back as wide as it was.
    """

    def __init__(self, context: Context, name: str, split: QSplitter, folds: QWidget) -> None:
        super().__init__(split, singleShot=True, interval=800)
        self._context, self._name, self._split, self._folds = context, f"panes/{name}", split, folds
        self._sizes = split.sizes()
        self.timeout.connect(self._keep)
        split.splitterMoved.connect(lambda *_: self.start())

    def read(self) -> None:
        """Give the panes the widths that they had."""
        store = self._context.store

        def show(kept: dict[str, Any]) -> None:
            sizes = kept.get("sizes")
            if (
                isinstance(sizes, list)
                and len(sizes) == len(self._sizes)
                and all(isinstance(one, int) for one in sizes)
            ):
                self._sizes = sizes
                self._split.setSizes(sizes)
            if kept.get("folded") is True:
                self._folds.hide()

        self._context.tasks.read(lambda _: views.load(store, self._name), show)

    def _keep(self) -> None:
        sizes = self._split.sizes()
        if all(sizes[1:]):
            self._sizes = sizes
        store, values = self._context.store, {"sizes": self._sizes, "folded": self._folds.isHidden()}
        self._context.tasks.write(lambda _: views.save(store, self._name, values), lambda _: None, lambda _: None)
