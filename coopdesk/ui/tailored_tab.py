"""A tab that a type of record has for itself on its page."""

from PySide6.QtWidgets import QWidget

from coopdesk.operations.record_types import View


class Tailored(QWidget):
    """It reads on the worker what it shows of the record that is on the page."""

    def show_record(self, view: View) -> None:
        """Show what belongs to a record that is stored."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show everything in the present language, but what is shown of the record."""
        raise NotImplementedError
