"""What was written in the matrix is kept: a moment after the last cell, and at once where it is left."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from coopdesk.errors import ChangedSince
from coopdesk.operations.indicators import cell_saving, matrix
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.cell_saving import Kept
from coopdesk.operations.indicators.matrix import Matrix
from coopdesk.ui.context import Context
from coopdesk.ui.forms.saving import Saving
from coopdesk.ui.indicators.matrix_model import MatrixModel


class MatrixSaving(Saving):
    """``renewed``: what is kept was read again (the matrix)."""

    renewed = Signal(object)

    def __init__(self, context: Context, model: MatrixModel) -> None:
        super().__init__(context.tasks, context.tasks)
        self._store, self._model = context.store, model
        self.current: Matrix | None = None
        self._outcome: tuple[Sequence[Change], Kept] | None = None
        model.typed.connect(self._touched)

    def begin(self, found: Matrix) -> None:
        """Keep what is written over this matrix from now on."""
        self.current = found

    def _saves(self) -> Callable[[], bool]:
        store, changes = self._store, self._model.changes()
        begun = self.current
        assert begun is not None

        def save() -> bool:
            now = self.current if self.current is not None and self.current.asked == begun.asked else begun
            entity, beside = begun.asked.entity, False
            try:
                kept = cell_saving.save_cells(store, changes, entity=entity, seen=now.seen)
            except ChangedSince:
                kept = cell_saving.save_cells(store, changes, entity=entity, seen=now.seen, concurrent=True)
                beside = True
            self._outcome = changes, kept
            if now is self.current:
                self.current = matrix.open_matrix(store, now.asked)
            return beside

        return save

    def _saved(self) -> None:
        if self._outcome is not None:
            changes, kept = self._outcome
            self._outcome = None
            self._model.kept(changes, kept.refused)
        if self.current is not None and not self.saving:
            self.renewed.emit(self.current)
