"""The guide of an export: to whom, by which way, where to; then where the files lie, and what to do with them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QLocale, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, language, ltr, number, tr
from coopdesk.operations import exchange
from coopdesk.operations.exchange import Place
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import JobDialog, column_of, fit, row_of
from coopdesk.ui.exchange.folder_line import FolderLine
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice

_TITLE, _TO, _WAY, _PLACE = N_("Send a bundle"), N_("To which desk"), N_("By which way"), N_("Folder for the files")
_ABOUT = N_("The bundle holds what that desk did not acknowledge yet. Only its computers can open it.")
_STICK, _MAIL = N_("On a stick or in a folder"), N_("By mail, in parts of at most")
_MB, _LARGEST = N_(" MB"), N_("Largest part in megabytes")
_SLIP = N_("With a transmittal slip, as PDF")
_WRITE, _CANCEL, _STOP, _CLOSE = N_("Write the bundle"), N_("Cancel"), N_("Stop"), N_("Close", "window")
_WRITING, _STOPPED = N_("Writing the bundle…"), N_("Stopped. Parts that are there already are whole and may be sent.")
_FILES = P_(
    "{n} file with {changes} changes is ready for {name}.", "{n} files with {changes} changes are ready for {name}."
)
_NEXT = N_(
    "Send all of them: they can be imported in any order. They count as delivered when a bundle that comes back "
    "acknowledges them."
)
_AWAY = N_(
    "“{place}”, where the last files for this desk went, cannot be reached now. If it is a stick, plug it in and "
    "choose it again; otherwise the files go to the folder above."
)
_LIST, _OPEN, _LETTER, _OPEN_SLIP = N_("Files"), N_("Open the folder"), N_("Write the mail…"), N_("Open the slip")
_SUBJECT, _BODY = N_("CoopDesk: {name}"), N_("Attached, to be imported into CoopDesk:")
_MILLION, _WIDTH = 1_000_000, 640


class SendDialog(JobDialog):
    """Exports for one desk. ``desks``: as ``enrolment.listed`` gives them; ``to``: the code to begin with."""

    def __init__(self, context: Context, desks: Sequence[View], to: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._store, self._tasks = context, context.store, context.tasks
        self._done: dict[str, Any] = {}
        self._slip_file: Path | None = None
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice = Notice()
        self.to = StillBox()
        first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
        for one in desks:
            self.to.addItem(f"{one[first] or one[second]} ({ltr(one['code'])})", one["code"])
        self.to.setCurrentIndex(max(self.to.findData(to), 0))
        self.stick, self.mail, self.most = QRadioButton(tr(_STICK)), QRadioButton(tr(_MAIL)), QSpinBox()
        self.most.setRange(-(-exchange.SMALLEST // _MILLION), 60)
        self.most.setValue(exchange.MAIL // _MILLION)
        self.most.setLocale(QLocale(QLocale.Language.English))
        self.most.setSuffix(tr(_MB))
        self.slip = QCheckBox(tr(_SLIP))
        self.place, documents = FolderLine(_PLACE), QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = self.place.line
        self._usual = QStandardPaths.writableLocation(documents) or str(Path.home())
        self.away = sentence()
        self.away.setObjectName("unsaved")
        self.away.hide()
        self.folder.textChanged.connect(self.away.hide)
        self.to.currentIndexChanged.connect(self._look_for_place)
        self.write, self.stop, self.files = QPushButton(tr(_WRITE)), QPushButton(tr(_STOP)), QListWidget()
        self._told = sentence()
        self._stack = QStackedWidget()
        for page in (self._ask(), self._wait(), self._tell()):
            self._stack.addWidget(page)
        self._tasks.progress.connect(self.show_progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.addWidget(self.notice)
        column.addWidget(self._stack)
        self._look_for_place()

    def begin(self) -> None:
        """Write the files, and the slip beside them where one is wanted."""
        to, folder, size = self.to.currentData(), Path(self.folder.text()), exchange.FOLDER
        if self.mail.isChecked():
            size = self.most.value() * _MILLION
        wants_slip, lang = self.slip.isChecked(), language()

        def work(progress: Any) -> tuple[dict[str, Any], Path | None]:
            done = exchange.export(self._store, to, folder, size=size, progress=progress)
            exchange.keep_place(self._store, to, folder)
            if not wants_slip:
                return done, None
            path = folder / f"{_number(done['files'])}-slip.pdf"
            exchange.slip(self._store, done["files"], path, lang)
            return done, path

        self.notice.hide()
        self.bar.setRange(0, 0)
        self._stack.setCurrentIndex(1)
        self.stop.setFocus()
        self.job = self._tasks.write(work, self._show, self._refused, self._given_up)

    def _look_for_place(self) -> None:
        """Offer the folder in which the files for this desk were written last, where it is still there."""
        to = self.to.currentData()
        self.folder.setText(self._usual)

        def show(place: Place | None) -> None:
            if place is None or to != self.to.currentData() or self.folder.text() != self._usual:
                return
            if place.there:
                self.folder.setText(str(place.folder))
            else:
                self.away.setText(tr(_AWAY, place=ltr(str(place.folder))))
                self.away.show()
                fit(self)

        self._tasks.read(lambda _: exchange.last_place(self._store, to), show, self.notice.tell)

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _show(self, found: tuple[dict[str, Any], Path | None]) -> None:
        self.job = None
        self._done, self._slip_file = found
        files = [Path(one) for one in self._done["files"]]
        changes = number(self._done["changes"])
        self._told.setText(tr(_FILES, n=len(files), changes=changes, name=self.to.currentText()))
        self.files.clear()
        self.files.addItems([one.name for one in files] + ([self._slip_file.name] if self._slip_file else []))
        self._open_slip.setVisible(self._slip_file is not None)
        self._letter.setVisible(self.mail.isChecked())
        self._stack.setCurrentIndex(2)
        self._close.setFocus()
        self._context.renewed.emit()

    def _refused(self, fault: CoopDeskError) -> None:
        self._back()
        self.notice.tell(fault)

    def _given_up(self) -> None:
        self._back()
        self.notice.say(tr(_STOPPED))

    def _back(self) -> None:
        self.job = None
        self._stack.setCurrentIndex(0)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._done["files"][0]).parent)))

    def _write_letter(self) -> None:
        """Open the mail program on a letter that names the files; a person attaches them, for no program may."""
        names = [Path(one).name for one in self._done["files"]]
        subject = tr(_SUBJECT, name=_number(self._done["files"]))
        body = "\n".join((tr(_BODY), *names))
        address = f"mailto:?subject={quote(_plain(subject))}&body={quote(_plain(body))}"
        QDesktopServices.openUrl(QUrl(address))

    def _ask(self) -> QWidget:
        made, about, group = QWidget(), sentence(quiet=True), QButtonGroup(self)
        about.setText(tr(_ABOUT))
        self.stick.setChecked(True)
        for one in (self.stick, self.mail):
            group.addButton(one)
        self.most.setEnabled(False)
        self.mail.toggled.connect(self.most.setEnabled)
        self.write.setProperty("primary", "true")
        self.write.setDefault(True)
        self.write.clicked.connect(self.begin)
        cancel = QPushButton(tr(_CANCEL))
        cancel.clicked.connect(self.reject)
        for widget, name in ((self.to, _TO), (self.most, _LARGEST), (self.files, _LIST)):
            widget.setAccessibleName(tr(name))
        by_mail = QHBoxLayout()
        by_mail.addWidget(self.mail)
        by_mail.addWidget(self.most)
        by_mail.addStretch(1)
        column = column_of(made)
        column.addWidget(_label(tr(_TO)))
        column.addWidget(self.to)
        column.addWidget(about)
        column.addSpacing(theme.GAP)
        column.addWidget(_label(tr(_WAY)))
        column.addWidget(self.stick)
        column.addLayout(by_mail)
        column.addWidget(self.slip)
        column.addSpacing(theme.GAP)
        column.addWidget(_label(tr(_PLACE)))
        column.addWidget(self.place)
        column.addWidget(self.away)
        column.addStretch(1)
        column.addSpacing(theme.SPACE)
        column.addWidget(row_of(cancel, self.write))
        return made

    def _wait(self) -> QWidget:
        made, told = QWidget(), sentence()
        told.setText(tr(_WRITING))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(_WRITING))
        self.stop.clicked.connect(self.stop_job)
        column = column_of(made)
        column.addStretch(1)
        column.addWidget(told)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.addWidget(row_of(self.stop))
        return made

    def _tell(self) -> QWidget:
        made, after = QWidget(), sentence(quiet=True)
        after.setText(tr(_NEXT))
        self._letter, self._open_slip, self._close = (
            QPushButton(tr(_LETTER)), QPushButton(tr(_OPEN_SLIP)), QPushButton(tr(_CLOSE)),
        )  # fmt: skip
        show = QPushButton(tr(_OPEN))
        show.clicked.connect(self._open_folder)
        self._letter.clicked.connect(self._write_letter)
        self._open_slip.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._slip_file))))
        self._close.clicked.connect(self.accept)
        self._close.setProperty("primary", "true")
        self.files.setObjectName("values")
        column = column_of(made)
        column.addWidget(self._told)
        column.addWidget(self.files, 1)
        column.addWidget(after)
        column.addSpacing(theme.GAP)
        others = QHBoxLayout()
        others.addStretch(1)
        for button in (show, self._letter, self._open_slip):
            others.addWidget(button)
        column.addLayout(others)
        column.addSpacing(theme.GAP)
        column.addWidget(row_of(self._close))
        return made


def _number(files: Sequence[str]) -> str:
    """Return what all files of one export begin with."""
    return Path(files[0]).name.rsplit("-", 1)[0]


def _plain(text: str) -> str:
    """Return a text for a letter, without the marks that isolate directions."""
    return "".join(one for one in text if one not in "\u2066\u2067\u2068\u2069")


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("label")
    return label
