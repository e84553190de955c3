"""A form that is designed, as people will see it: it can be answered to try it, and nothing of that is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.forms import kept
from coopdesk.i18n import N_, tr
from coopdesk.operations.forms import responses
from coopdesk.operations.forms.responses import Opened
from coopdesk.operations.forms.templates import Template
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.forms.bar import direction_of_form, offer_languages
from coopdesk.ui.forms.session import Prepared, Session, prepared
from coopdesk.ui.forms.sheet import Sheet
from coopdesk.ui.inputs import StillBox

if TYPE_CHECKING:
    from coopdesk.forms.model import Form

_LANGUAGE, _TRY = N_("Language of the form"), N_("Try it: what is answered here is not kept.")
_WAITING = N_("The form is shown here as soon as its faults are mended.")


class _Tried(Session):
    """A filling of which nothing is kept."""

    def keep(self, failed: object = None) -> None:
        self.dirty = False


class FormPreview(QWidget):
    """The form as it stood when it could be used last."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.session: Session | None = None
        self._wanted: Form | None = None
        self.language, self._told = StillBox(), sentence(quiet=True)
        self.sheet = Sheet(lambda _path, done: done(""))
        self.sheet.setMinimumHeight(0)
        self.language.hide()
        self.language.activated.connect(lambda _: self._speak(str(self.language.currentData())))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._told)
        column.addWidget(self.sheet, 1)
        self.retranslate()

    def show_form(self, form: "Form | None") -> None:
        """Show a form, with the answers that were given to try it; where it cannot be used, what was there stays. It is
        made on the worker: a long one takes a while."""
        self._told.setText(tr(_WAITING if form is None else _TRY))
        self._wanted = form
        if form is None:
            return
        template, tried = Template("", form, {}, {}), self.session
        given = kept.lines(tried.filling) if tried is not None else {}
        spoken = tried.filling.language if tried is not None else ""

        def work(_: object) -> Prepared:
            filling = responses.new_filling(template)
            kept.restore(filling, given)
            if spoken in form.languages:
                filling.language = spoken
            return prepared(Opened({"id": ""}, template, filling, "", {}))

        def show(found: Prepared) -> None:
            if self._wanted is form:
                self._show(found)

        self._context.tasks.read(work, show, lambda _: None)

    def _show(self, found: Prepared) -> None:
        if self.session is not None:
            self.session.disconnect(self.sheet)
        self.session = _Tried(self._context, found)
        self.session.rearranged.connect(self.sheet.arrange)
        filling = self.session.filling
        offer_languages(self.language, filling.form, filling.language)
        self._turn()
        at = self.sheet.verticalScrollBar().value()
        self.sheet.show_session(self.session, reading=False)
        self.sheet.arrange()
        self.sheet.verticalScrollBar().setValue(at)

    def clear(self) -> None:
        """Show nothing: another form is opened."""
        self.sheet.clear()
        self.session = self._wanted = None
        self.language.hide()

    def retranslate(self) -> None:
        """Show names in the present language."""
        self.language.setAccessibleName(tr(_LANGUAGE))
        self.sheet.setAccessibleName(tr(_TRY))
        if self.session is not None:
            self._told.setText(tr(_TRY))
            self.sheet.retranslate()

    def _speak(self, language: str) -> None:
        if self.session is not None:
            self.session.speak(language)
            self._turn()
            self.sheet.retranslate()
            self.sheet.arrange()

    def _turn(self) -> None:
        if self.session is not None:
            self.sheet.setLayoutDirection(direction_of_form(self.session.filling.language))
