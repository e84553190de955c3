"""Where the cursor stands: the field that is typed in, the editor of a long text, the steps of the form around them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

if TYPE_CHECKING:
    from coopdesk.ui.main_window import MainWindow
    from coopdesk.ui.prose import ProseEditor
    from coopdesk.ui.trail import Steps


def typed_in() -> QLineEdit | QPlainTextEdit | QTextEdit | None:
    """Return the field of text that has the focus."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit) and not field.isReadOnly():
        return field
    return None


def trail_of(window: "MainWindow") -> "Steps | None":
    """Return the steps of the form that stands there, or of the tab, unless something is typed in a field outside."""
    field, page, over = typed_in(), window.page, vars(window).get("writing")
    if page is None:
        return None
    tab = next((one for one in page.side.tailored if one.isVisible()), None)
    inside = field is None or page.isAncestorOf(field) or (over is not None and over.isAncestorOf(field))
    if page.editing and page.form.isVisible():
        return page.form.trail if inside else None
    return tab.trail if tab is not None and (field is None or tab.isAncestorOf(field)) else None


def prose_editor() -> "ProseEditor | None":
    """Return the editor of the long text in which the cursor stands."""
    from coopdesk.ui.prose import PlainText, ProseEditor

    field = QApplication.focusWidget()
    editor = field.parentWidget() if isinstance(field, PlainText) else None
    return editor if isinstance(editor, ProseEditor) else None
