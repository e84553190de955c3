"""What is asked before values are shown or written: of which entity, of which indicator in which period."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import record
from coopdesk.operations.indicators import matrix
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import furnished, row_of
from coopdesk.ui.inputs import Editor, LineEditor
from coopdesk.ui.messages import Notice
from coopdesk.ui.pickers import LinkEditor

_CANCEL, _BEGIN = N_("Cancel"), N_("Begin", "a value")
_TITLE, _INDICATOR, _PERIOD = N_("New indicator value"), N_("Indicator", "field"), N_("Period")
_ENTITY = N_("Entity that reports; empty for the whole")
_WHICH = N_("Choose an indicator first.")
_MANY = N_("Many values are entered faster in the matrix: choose “Matrix” over the list of indicators.")


class Asking(QDialog):
    """Asks for some values, each with its label. ``chosen`` gets them, and says by ``notice`` what is wrong."""

    def __init__(
        self, title: Text, verb: Text, editors: dict[Text, Editor], chosen: Callable[["Asking"], None], parent: QWidget,
        told: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.editors, self.notice = list(editors.values()), Notice()
        self.setWindowTitle(tr(title))
        self.setMinimumWidth(theme.px(460))
        parts: list[QWidget] = [self.notice]
        for label, editor in editors.items():
            cell, name = QWidget(), QLabel(tr(label))
            name.setObjectName("label")
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.SMALL)
            column.addWidget(name)
            column.addWidget(editor)
            for one in editor.inputs():
                one.setAccessibleName(tr(label))
            parts.append(cell)
        if told:
            hint = QLabel(told)
            hint.setWordWrap(True)
            hint.setObjectName("quiet")
            parts.append(hint)
        self.agree = QPushButton(tr(verb))
        self.agree.setProperty("primary", "true")
        self.agree.setDefault(True)
        row = row_of(QPushButton(tr(_CANCEL)), self.agree)
        row.accepted.connect(lambda: chosen(self))
        row.rejected.connect(self.reject)
        furnished(self, parts).addWidget(row)


def ask_record(
    context: Context, type: str, words: tuple[Text, Text], chosen: Callable[[str], None], parent: QWidget
) -> None:
    """Ask for a record of a type, found by typing. ``words``: what is asked, and what the button says."""

    def take(dialog: Asking) -> None:
        id = dialog.editors[0].value()
        if id:
            dialog.accept()
            chosen(str(id))

    Asking(words[0], words[1], {words[0]: LinkEditor(context, type)}, take, parent).open()


def new_value(context: Context, parent: QWidget) -> None:
    """Ask of which indicator, in which period and by whom a value is to be written, and begin it."""

    def take(dialog: Asking) -> None:
        indicator, period, entity = (one.value() for one in dialog.editors)
        if not indicator:
            dialog.notice.tell(InvalidValue(_WHICH))
            return
        store = context.store
        values = {"indicator": indicator, "period": period or matrix.holding_today("year"), "entity": entity or None}

        def done(view: Any) -> None:
            dialog.accept()
            context.asked.emit("indicator_value", view["id"])

        def refused(fault: CoopDeskError) -> None:
            dialog.notice.tell(fault)

        context.tasks.write(lambda _: record.save(store, "indicator_value", values), done, refused)

    period = LineEditor()
    period.set_value(matrix.holding_today("year"))
    editors: dict[Text, Editor] = {
        _INDICATOR: LinkEditor(context, "indicator"), _PERIOD: period, _ENTITY: LinkEditor(context, "organization"),
    }  # fmt: skip
    Asking(_TITLE, _BEGIN, editors, take, parent, tr(_MANY)).open()
