"""An import is looked at before it happens: from whom, what would change, what is in conflict, what is refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError, NotFound, Refused
from coopdesk.i18n import N_, P_, isolate, ltr, tr
from coopdesk.operations import desks, exchange
from coopdesk.operations.exchange import Told
from coopdesk.progress import Progress
from coopdesk.records import TYPES, fields_of
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import JobDialog, column_of, give_room, row_of
from coopdesk.ui.messages import Notice

_TITLE, _LOOKING, _IMPORTING = N_("Import"), N_("Looking at what would change…"), N_("Importing…")
_SUMMARY = N_("From {senders}: {changes} in {records}.")
_CHANGES, _RECORDS = P_("{n} change", "{n} changes"), P_("{n} record", "{n} records")
_CONFLICTS = P_(
    "{n} field would hold several values, to be reviewed afterwards; none of them is lost.",
    "{n} fields would hold several values, to be reviewed afterwards; none of them is lost.",
)
_KNOWN = N_("Everything in it is here already.")
_GAPS = N_("Something that was sent before has not come yet; what is here is imported all the same.")
_REFUSED = P_("{n} file cannot be imported:", "{n} files cannot be imported:")
_TO_INBOX = N_("It is kept in the inbox with its reason.")
_RECORD, _WHAT, _NEW, _CHANGED = N_("Record"), N_("What would change"), N_("New", "record"), N_("Changed", "record")
_SEVERAL = P_("◆ {n} field with several values", "◆ {n} fields with several values")
_IMPORT, _KEEP, _LEAVE, _STOP = N_("Import", "verb"), N_("Keep in the inbox"), N_("Leave"), N_("Stop")
_DONE, _NOTHING = (
    P_("Imported: {n} change.", "Imported: {n} changes."),
    N_("Everything in it was here already."),
)
_LEFT = P_("{n} file waits in the inbox.", "{n} files wait in the inbox.")
_NEW_CONFLICTS = P_("{n} conflict to review.", "{n} conflicts to review.")
_MOST_ROWS = 500
_NOT_KEPT = ("unreadable", "failed")
"""Codes of files that are in no inbox: they could not be read, or nothing could be written."""


class ImportDialog(JobDialog):
    """``told``: a sentence of what was done, and how many conflicts came of it."""

    told = Signal(str, int)

    def __init__(self, context: Context, paths: Sequence[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._store, self._tasks = context, context.store, context.tasks
        self._paths = list(paths)
        self.found: list[Told] = []
        self.setWindowTitle(tr(_TITLE))
        give_room(self, 1_000, 620)
        self.notice = Notice()
        self.summary, self.warnings, self.refused = sentence(), sentence(), sentence()
        self.warnings.setObjectName("unsaved")
        self.refused.setObjectName("error")
        self.table = QTreeWidget()
        self.table.setObjectName("rows")
        self.table.setColumnCount(2)
        self.table.setRootIsDecorated(False)
        self.table.setHeaderLabels([tr(_RECORD), tr(_WHAT)])
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(0, self.width() // 2 - theme.WIDE)
        self.table.setAccessibleName(tr(_WHAT))
        self.run, self.leave, self.stop = QPushButton(tr(_IMPORT)), QPushButton(tr(_LEAVE)), QPushButton(tr(_STOP))
        self.run.setProperty("primary", "true")
        self.run.clicked.connect(self._import)
        self.leave.clicked.connect(self.reject)
        self.stop.clicked.connect(self.reject)
        self._doing = sentence()
        self.bar.setTextVisible(False)
        self._stack = QStackedWidget()
        for page in (self._waiting(), self._looking()):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.addWidget(self.notice)
        column.addWidget(self._stack)
        self._tasks.progress.connect(self.show_progress)
        self._look()

    def _wait(self, sentence: Any) -> None:
        self._doing.setText(tr(sentence))
        self.bar.setAccessibleName(tr(sentence))
        self.bar.setRange(0, 0)
        self._stack.setCurrentIndex(0)
        self.stop.setFocus()

    def _look(self) -> None:
        paths = self._paths

        def work(progress: Progress) -> tuple[list[Told], dict[str, str]]:
            return [_preview(self._context, path, progress) for path in paths], desks.desk_names(self._store)

        self._wait(_LOOKING)
        self.job = self._tasks.write(work, self._show, self._failed, self._over)

    def _import(self) -> None:
        paths = self._paths
        self._wait(_IMPORTING)
        self.job = self._tasks.write(
            lambda progress: exchange.import_files(self._store, paths, progress),
            self._imported, self._failed, self._over,
        )  # fmt: skip

    def _over(self) -> None:
        self.job = None
        self._context.renewed.emit()

    def _failed(self, fault: CoopDeskError) -> None:
        self.job = None
        self._stack.setCurrentIndex(1)
        self.notice.tell(fault)

    def _show(self, result: tuple[list[Told], dict[str, str]]) -> None:
        self.job = None
        self.found, names = result
        wrong = [one for one in self.found if one["code"]]
        sound = [one for one in self.found if not one["code"]]
        records = _records(sound)
        senders = dict.fromkeys(one["from"] or "" for one in sound if one["applied"])
        named = tr(N_(", ", "between items of a list")).join(
            f"{names[code]} ({ltr(code)})" if code in names else ltr(code) for code in senders
        )
        changes = sum(one["applied"] for one in sound)
        self.summary.setText(
            tr(_SUMMARY, senders=named, changes=tr(_CHANGES, n=changes), records=tr(_RECORDS, n=len(records)))
            if changes else sound[0]["message"] if len(sound) == 1 else tr(_KNOWN)
        )  # fmt: skip
        self.summary.setVisible(bool(sound))
        clashes = sum(one["conflicts"] for one in sound)
        told = [f"◆ {tr(_CONFLICTS, n=clashes)}"] if clashes else []
        told += [f"▲ {tr(_GAPS)}"] if any(one["waiting"] for one in sound) else []
        self.warnings.setText("\n".join(told))
        self.warnings.setVisible(bool(told))
        kept = any(one["code"] not in _NOT_KEPT for one in wrong)
        lines = [tr(_REFUSED, n=len(wrong)), *(one["message"] for one in wrong)] if wrong else []
        lines += [tr(_TO_INBOX)] if kept else []
        self.refused.setText("\n".join(lines))
        self.refused.setVisible(bool(wrong))
        self._fill(records)
        self.table.setVisible(bool(records))
        self.run.setText(tr(_IMPORT if sound else _KEEP))
        self.run.setVisible(bool(sound) or kept)
        self._stack.setCurrentIndex(1)
        (self.leave if self.run.isHidden() else self.run).setFocus()

    def _fill(self, records: Sequence[Told]) -> None:
        self.table.clear()
        for one in records[:_MOST_ROWS]:
            labels = {field.name: tr(field.label) for field in fields_of(TYPES[one["type"]])}
            parts = [tr(_SEVERAL, n=one["conflicts"])] if one["conflicts"] else []
            parts.append(tr(_NEW if one["new"] else _CHANGED))
            if not one["new"]:
                parts.append(tr(N_(", ", "between items of a list")).join(labels.get(n, n) for n in one["fields"]))
            title = f"{isolate(' '.join(one['title'].split()))} · {tr(TYPES[one['type']].__label__)}"
            row = QTreeWidgetItem([title, " · ".join(parts)])
            for column in (0, 1):
                row.setToolTip(column, row.text(column))
            self.table.addTopLevelItem(row)

    def _imported(self, found: list[Told]) -> None:
        self.job = None
        applied = sum(one["applied"] for one in found)
        lost = [one["message"] for one in found if one["code"] in _NOT_KEPT]
        left = sum(bool(one["code"]) for one in found) - len(lost)
        clashes = sum(one["conflicts"] for one in found)
        told = [tr(_DONE, n=applied)] if applied else [tr(_NOTHING)] if left + len(lost) < len(found) else []
        told += [tr(_NEW_CONFLICTS, n=clashes)] if clashes else []
        told += [tr(_LEFT, n=left)] if left else []
        told += lost
        self._context.renewed.emit()
        self.told.emit(" ".join(told), clashes)
        self.accept()

    def _waiting(self) -> QWidget:
        made = QWidget()
        column = column_of(made)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.addWidget(row_of(self.stop))
        return made

    def _looking(self) -> QWidget:
        made = QWidget()
        column = column_of(made)
        for widget in (self.summary, self.warnings, self.refused):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        column.addWidget(row_of(self.leave, self.run))
        return made


def _preview(context: Context, path: Path, progress: Progress) -> Told:
    """Return what a file would change; of one that is refused, why."""
    try:
        return exchange.preview(context.store, path, progress)
    except Refused as fault:
        code = "unreadable" if isinstance(fault, NotFound) else "refused"
        return {"file": path.name, "code": code, "message": fault.message(), "records": []}


def _records(found: Sequence[Told]) -> list[Told]:
    """Return the records of several files, each once, those with conflicts first."""
    by_id: dict[str, Told] = {}
    for one in (record for told in found for record in told["records"]):
        held = by_id.get(one["id"])
        if held is None:
            by_id[one["id"]] = dict(one)
        else:
            held["fields"] = list(dict.fromkeys([*held["fields"], *one["fields"]]))
            held["conflicts"] = max(held["conflicts"], one["conflicts"])
    return sorted(by_id.values(), key=lambda one: not one["conflicts"])
