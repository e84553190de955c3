"""The help: a window of its own beside the work, with a page for every screen, in the language of the program.

Invariant: the window shows pages that ship with the program and nothing else; a link leads to another page.
"""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.i18n import N_, is_rtl, language, ltr, tr
from coopdesk.operations import help as pages
from coopdesk.settings import Settings
from coopdesk.ui import theme
from coopdesk.ui.help_text import shortcuts, typeset

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_TITLE, _SEARCH, _PAGES, _BACK = N_("Help"), N_("Search the help"), N_("Pages of the help"), N_("Back")
_NOTHING = N_("No page holds “{words}”. Try fewer words, or clear the search.")
PAGES = {
    "unlock": "start",
    "home": "home",
    "directory": "directory",
    "organization": "organization",
    "contact": "contact",
    "membership": "membership",
    "country": "country",
    "opportunity": "opportunity",
    "figures": "figures",
    "conference": "conference",
    "conference_report": "conference-report",
    "expert": "expert",
    "nomination": "nomination",
    "committee": "committee",
    "committee_meeting": "committee",
    "action": "action",
    "letter": "letters",
    "translation": "letters",
    "circulation": "circulation",
    "addressee": "circulation",
    "capacity_need": "circulation",
    "referral": "steps",
    "candidature": "candidature",
    "support_request": "candidature",
    "award": "award",
    "applicant": "award",
    "form_template": "form-template",
    "response": "response",
    "survey": "survey",
    "project": "project",
    "progress_report": "progress-report",
    "allocation": "allocation",
    "engagement": "engagement",
    "framework": "indicator",
    "indicator": "indicator",
    "indicator_value": "indicator",
    "evaluation": "evaluation",
    "strategy": "strategy",
    "ready_forms": "ready-forms",
    "paper_forms": "paper-forms",
    "steps": "steps",
    "tag": "tags",
    "table": "tables",
    "attachment": "attachments",
    "officer": "desk-and-officers",
    "desk": "desk-and-officers",
    "ministry_settings": "settings-of-the-ministry",
    "exchange": "exchange",
    "history": "history-and-undo",
    "search": "search",
    "preview": "printing",
    "dates": "dates",
    "shortcuts": pages.KEYBOARD,
    "backup": "safety",
    "classification": "classification",
}
"""The page of every record type and of every other part of the window."""
_KEY = re.compile(r"(?:Ctrl|Alt)\+(?:[A-Za-z]+\+)*[^\s.,،;؛)]+")
_SIDE = 250


def show_help(window: "Frame", page: str) -> "HelpWindow":
    """Show a page of the help, or the page of a record type or part of the window, beside the window."""
    found = window.findChild(HelpWindow)
    shown = found if isinstance(found, HelpWindow) else HelpWindow(window, window.settings)
    shown.show_page(PAGES.get(page, page))
    shown.show()
    shown.activateWindow()
    return shown


class HelpWindow(QWidget):
    """The pages, a search in them, and the page that is read."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._beside, self._settings = parent, settings
        self.name = ""
        self._before: list[str] = []
        self._read: dict[str, str] = {}
        self.search, self.list, self.text = QLineEdit(clearButtonEnabled=True), QListWidget(), QTextBrowser()
        self._back, self._nothing = QPushButton(), QLabel()
        self._build()
        self._place()
        self._retranslate()

    def show_page(self, name: str) -> None:
        """Show a page by its name; where one goes back to is the page before it."""
        if name == self.name:
            return
        if self.name:
            self._before.append(self.name)
        self._show(name)

    def back(self) -> None:
        """Show the page before this one."""
        if self._before:
            self._show(self._before.pop())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the look of the window; the page stays."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size."""
        super().resizeEvent(event)
        self._settings.help_geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")

    def _build(self) -> None:
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list.setFixedWidth(theme.px(_SIDE))
        self.list.currentItemChanged.connect(self._chosen)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._open_first)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow)
        self._back.clicked.connect(self.back)
        self._nothing.setObjectName("quiet")
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.hide()
        for keys, run in (("Esc", self.close), ("Ctrl+F", self._seek), ("Alt+Left", self.back)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        side = QVBoxLayout()
        for widget in (self.search, self._nothing):
            side.addWidget(widget)
        side.addWidget(self.list, 1)
        side.addWidget(self._back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, 0, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(side)
        layout.addWidget(self.text, 1)

    def _place(self) -> None:
        """Take the size of last time, else stand at the side of the window where reading begins."""
        if self._settings.help_geometry and self.restoreGeometry(
            QByteArray.fromHex(self._settings.help_geometry.encode("ascii", "ignore"))
        ):
            return
        over = self._beside.frameGeometry()
        self.resize(min(theme.px(920), over.width()), max(over.height() - theme.ROW, 480))
        self.move(over.right() - self.width() if is_rtl() else over.left(), over.top())

    def _retranslate(self) -> None:
        lang = language()
        self._read = {
            name: shortcuts()
            if name == pages.KEYBOARD
            else _KEY.sub(lambda found: ltr(found[0]), pages.page(name, lang))
            for name in pages.ORDER
        }
        self.setWindowTitle(tr(_TITLE))
        self.search.setPlaceholderText(tr(_SEARCH))
        self.search.setAccessibleName(tr(_SEARCH))
        self.search.setToolTip(f"{tr(_SEARCH)} ({ltr('Ctrl+F')})")
        self.list.setAccessibleName(tr(_PAGES))
        self.text.setAccessibleName(tr(_TITLE))
        self._back.setText(tr(_BACK))
        bar = self.text.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._find(self.search.text())
        if self.name:
            self._show(self.name)
            bar.setValue(round(share * bar.maximum()))

    def _show(self, name: str) -> None:
        self.name = name
        self._back.setEnabled(bool(self._before))
        self.text.setMarkdown(self._read[name])
        typeset(self.text)
        self._mark()
        self._choose()

    def _find(self, words: str) -> None:
        """List the pages that hold the words, and mark these on the page."""
        found = pages.find(words, self._read) if words.strip() else list(self._read)
        self.list.blockSignals(True)
        self.list.clear()
        for name in found:
            item = QListWidgetItem(pages.title(self._read[name]))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(0, theme.ROW))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._nothing.setVisible(not found)
        self._nothing.setText(tr(_NOTHING, words=words))
        self._choose()
        self._mark()

    def _choose(self) -> None:
        """Mark the page that is read in the list."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == self.name:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _mark(self) -> None:
        """Mark the words that are searched for, and go to the first of them."""
        words, marks = self.search.text(), []
        block = self.text.document().firstBlock()
        while words.strip() and block.isValid():
            for start, end in pages.places(words, block.text()):
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor = cursor
                mark.format.setBackground(QColor(theme.colors().selection))
                marks.append(mark)
            block = block.next()
        self.text.setExtraSelections(marks)
        self.text.verticalScrollBar().setValue(0)
        if marks:
            at = QTextCursor(marks[0].cursor)
            at.clearSelection()
            self.text.setTextCursor(at)
            self.text.ensureCursorVisible()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(item.data(Qt.ItemDataRole.UserRole))

    def _open_first(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.text.setFocus()

    def _seek(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _follow(self, link: QUrl) -> None:
        name = link.path().removesuffix(".md")
        if name in self._read:
            self.show_page(name)
