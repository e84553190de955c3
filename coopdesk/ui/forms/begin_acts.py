"""Beginning a response: to a form, for a survey, or about any record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from coopdesk.fields import Choice
from coopdesk.i18n import N_, language, tr
from coopdesk.operations.forms import responses
from coopdesk.operations.record_types import View
from coopdesk.records.form_template import FORM_KIND
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import furnished, row_of
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_TITLE, _WHICH = N_("Fill in a form"), N_("Which form?")
_BEGIN, _CANCEL = N_("Begin"), N_("Cancel")
_NONE = N_("No form is in use yet. Open a form template and put it into use first.")
_FORM = N_("{title} · {kind}")
_VERSION = N_("{title} · version {version}")


def fill_in(page: "Page") -> None:
    """Begin a response to the form on a page."""
    _begin(page.context, page.notice, page.view["id"], {})


def for_survey(page: "Page") -> None:
    """Begin a response for the survey on a page. Of an anonymous one nothing says who answers."""
    survey = page.view
    _begin(
        page.context, page.notice, survey.get("form_template") or "",
        {"survey": survey["id"], "subject": survey.get("subject")},
    )  # fmt: skip


def about(page: "Page") -> None:
    """Ask which form is to be filled about the record on a page, and begin it."""
    _ask(page.context, page, page.type, {"subject": page.view["id"]}, page.notice)


def choose(context: Context, parent: QWidget) -> None:
    """Ask which form is to be filled, and begin it."""
    _ask(context, parent, "", {}, None)


class FormDialog(QDialog):
    """Asks which of the forms in use is to be filled; it is begun and shown."""

    def __init__(self, context: Context, found: list[View], values: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._values = context, values
        self.setWindowTitle(tr(_TITLE))
        theme.resize(self, 520, 460)
        told, self.list, self.notice = sentence(), QListWidget(), Notice()
        told.setText(tr(_WHICH) if found else tr(_NONE))
        self.list.setObjectName("values")
        self.list.setAccessibleName(tr(_WHICH))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _: self.begin())
        kinds = Choice(FORM_KIND)
        versions = [one["form_id"] for one in found]
        for one in found:
            title = title_of(one)
            if versions.count(one["form_id"]) > 1:
                title = tr(_VERSION, title=title, version=one.get("version") or "1")
            text = tr(_FORM, title=title, kind=kinds.label(one["kind"])) if one.get("kind") else title
            item = QListWidgetItem(text, self.list)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.UserRole, one["id"])
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self.button, cancel = QPushButton(tr(_BEGIN)), QPushButton(tr(_CANCEL))
        self.button.setProperty("primary", "true")
        self.button.setDefault(True)
        self.button.setEnabled(bool(found))
        row = row_of(cancel, self.button)
        row.accepted.connect(self.begin)
        row.rejected.connect(self.reject)
        column = furnished(self, (self.notice, told, self.list))
        column.setStretchFactor(self.list, 1)
        column.addWidget(row)

    def begin(self) -> None:
        """Begin a response to the form that is chosen."""
        item = self.list.currentItem()
        if item is not None:
            self.button.setEnabled(False)
            _begin(self._context, self.notice, item.data(Qt.ItemDataRole.UserRole), self._values, self)


def title_of(template: View) -> str:
    """Return the title of a form in the present language, else in the other."""
    names = ("title_ar", "title_en") if language() == "ar" else ("title_en", "title_ar")
    return next((str(template[name]) for name in names if template.get(name)), str(template.get("form_id") or ""))


def _ask(context: Context, parent: QWidget, type: str, values: Mapping[str, Any], notice: Notice | None) -> None:
    def show(found: list[View]) -> None:
        FormDialog(context, found, values, parent).open()

    store = context.store
    context.tasks.read(lambda _: responses.forms_in_use(store, type), show, notice.tell if notice is not None else None)


def _begin(
    context: Context, notice: Notice, template: str, values: Mapping[str, Any], dialog: FormDialog | None = None
) -> None:
    store = context.store
    given = {name: value for name, value in values.items() if value}

    def done(view: View) -> None:
        if dialog is not None:
            dialog.accept()
        context.asked.emit("response", view["id"])

    def refused(fault: Any) -> None:
        if dialog is not None:
            dialog.button.setEnabled(True)
        notice.tell(fault)

    context.tasks.write(lambda _: responses.begin(store, template, given), done, refused)
