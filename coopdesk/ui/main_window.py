"""The main window: the tabs from ``SCREENS``, the menus, what lies over them, the status line.

It opens on the passphrase."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coopdesk import settings as kept
from coopdesk.errors import CannotWrite
from coopdesk.i18n import tr
from coopdesk.ui import screens
from coopdesk.ui.appearance import Appearance
from coopdesk.ui.commands import COMMANDS, PERSONAL
from coopdesk.ui.entry import Entry
from coopdesk.ui.frame import Frame
from coopdesk.ui.locking import Locking
from coopdesk.ui.menus import Menus
from coopdesk.ui.messages import Notice
from coopdesk.ui.status_line import StatusLine
from coopdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QTabBar

    from coopdesk.operations.drafts import Draft
    from coopdesk.store.home import Store
    from coopdesk.ui.drops import Drops
    from coopdesk.ui.exchange.screen import ExchangeScreen
    from coopdesk.ui.exchange.standing import Standing
    from coopdesk.ui.finder import Finder
    from coopdesk.ui.record_page import RecordPage
    from coopdesk.ui.record_screen import RecordScreen
    from coopdesk.ui.reminding import Reminding
    from coopdesk.ui.tab_screen import TabScreen
    from coopdesk.ui.top_row import TopRow
    from coopdesk.ui.unlock import EntryPage
    from coopdesk.ui.watch import Watch
    from coopdesk.ui.writing import Writing


class MainWindow(Frame):
    """The window of one home."""

    def __init__(self, home: Path, settings: kept.Settings) -> None:
        super().__init__()
        self._home, self.appearance = home, Appearance(home, settings, self)
        self.appearance.turning.connect(self._let_go)
        self.store = None
        self.screens: list[TabScreen] = []
        self.finder: Finder | None = None
        self.lately: list[tuple[str, str]] = []
        self.tasks = Tasks(self)
        self.tasks.busy.connect(self._busy)
        self.notice, self.reminder = Notice(inset=True), Notice(inset=True)
        self.tasks.failed.connect(self.notice.tell)
        self.stack, self.faces = QStackedWidget(), QStackedWidget()
        self.entry = Entry(home, self.tasks, self)
        self.entry.opened.connect(self._opened)
        self.entry.other_language.connect(self.switch_language)
        self.middle = middle = QWidget()
        self._column = column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reminder)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        for face in (self.unlock, middle):
            self.faces.addWidget(face)
        self.setCentralWidget(self.faces)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.status.other_language.connect(self.switch_language)
        self.status.cancelled.connect(self.tasks.cancel)
        self.tasks.progress.connect(self.status.progress)
        self.menus = Menus(self, self.faces)
        self.menus.fill(self.status.person.menu(), PERSONAL)
        self.locking = Locking(self)
        self.watch: Watch | None = None
        self.standing: Standing | None = None
        self.reminding: Reminding | None = None
        self.drops: Drops | None = None
        self.resize(1280, 800)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode("ascii", "ignore")))
        self.retranslate()

    @property
    def screen(self) -> "TabScreen":  # type: ignore[override]
        """The screen of the tab that is shown."""
        return self.screens[self.tabs.currentIndex()]

    @property
    def records(self) -> "RecordScreen":
        """The screen that is shown, one of records: what needs one is only offered then."""
        return cast("RecordScreen", self.screen)

    @property
    def unlock(self) -> "EntryPage":
        """The page on which a person enters."""
        return self.entry.page

    @property
    def page(self) -> "RecordPage | None":
        """The page of the record that is shown, if one is."""
        pages = self.screen.pages.values() if self.screens else ()
        return next((page for page in pages if page.isVisible()), None)

    @property
    def topic(self) -> str:
        """What is on the screen, as the help names it."""
        if self.store is None or self.locking.locked:
            return "unlock"
        shown = self.screen.list_shown
        figures = shown is not None and shown.shape == "figures" and self.page is None
        return "figures" if figures else self.screen.type

    def open_record(self, type: str, id: str) -> None:
        """Show a record of any type in the tab it belongs to."""
        screen = self._go_to_screen(type)
        if screen is not None:
            screen.go_to(type, id)

    def fill_field(self, type: str, id: str, name: str) -> None:
        """Show a record as a form, at this field."""

        def edit(_: object) -> None:
            if self.page is not None:
                self.page.edit(name)

        self.open_record(type, id)
        self.tasks.read(lambda _: None, edit)

    def open_list(self, type: str) -> None:
        """Show the list of a record type."""
        screen = self._go_to_screen(type)
        if screen is not None:
            screen.kinds.setCurrentRow(screen.types.index(type))
            screen.list.take_focus()

    def open_counted(self, type: str, where: "dict[str, Any]") -> None:
        """Show what was counted: records of a type in their list, the conflicts, or the drafts."""
        if type == "conflict":
            self.show_exchange(lambda screen: screen.enter())
        elif type == "draft":
            self.show_drafts()
        else:
            screen = self._go_to_screen(type)
            if screen is not None:
                screen.show_counted(type, where)

    def new_record(self, type: str) -> None:
        """Begin a new record of a type."""
        self.open_list(type)
        self.records.new()

    def open_draft(self, draft: "Draft") -> None:
        if draft.id is not None:
            self.open_record(draft.type, draft.id)
            if draft.act:
                self.records.page.acts.go_on(draft)
        else:
            self.open_list(draft.type)
            self.records.new(draft)

    def show_drafts(self, type: str = "") -> None:
        """Show what the officer at work typed and did not save, of a type or of all."""
        from coopdesk.ui.drafts_dialog import DraftsDialog

        dialog = DraftsDialog(self, type)
        dialog.finished.connect(lambda _: self.screen.refresh())
        dialog.open()

    def open_finder(self) -> None:
        """Search over everything."""
        if self.finder is not None:
            self.finder.open()

    def turn(self, by: int) -> None:
        """Show the next section, or the one before; after the last comes the first."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % max(self.tabs.count(), 1))

    def switch_language(self) -> None:
        """Show everything in the other language; what is typed stays."""
        self.appearance.switch_language()
        self.retranslate()

    def zoom(self, by: int) -> None:
        """Show everything a step larger (1), a step smaller (-1), or at its usual size (0)."""
        self.appearance.zoom(by)
        for screen in self.screens:
            screen.fold_where_narrow()

    def show_face(self, *, entry: bool) -> None:
        """Show the page on which a person enters, over everything; or what is behind it."""
        self.faces.addWidget(self.unlock)
        self.faces.setCurrentWidget(self.unlock if entry else self.middle)

    def switch_preview(self) -> None:
        """Show the pages of a record beside its form, or no more."""
        self.settings.preview = not self.settings.preview
        for screen in self.screens:
            screen.show_preview(self.settings.preview)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.setWindowTitle("CoopDesk")
        self.menus.retranslate()
        self.status.retranslate()
        self.unlock.retranslate()
        if self.locking.put_off_turning():
            return
        made = (vars(self).get(name) for name in ("top", "finder", "writing"))
        for one in filter(None, made):
            one.retranslate()
        for place, screen in enumerate(self.screens):
            self.tabs.setTabText(place, tr(screens.SCREENS[place].LABEL))
            screen.retranslate()
        if self.standing is not None:
            self.standing.retranslate()
        if self.reminding is not None:
            self.reminding.retranslate()
        self.tell_page()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Close, unless something is not saved and the person stays."""
        if not self.locking.locked and not all(screen.may_close() for screen in self.screens):
            event.ignore()
            return
        self.settings.geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        if self.watch is not None:
            self.watch.stop()
        self.tasks.stop()
        if self.store is not None:
            self.settings.tab = max(self.tabs.currentIndex(), 0)
            with suppress(CannotWrite):  # how the window looked must not keep anybody from closing it
                self.appearance.save()
            self.store.close()
        event.accept()

    def _opened(self, store: "Store") -> None:
        if self.store is not None and self.locking.goes_on(store):
            return
        from coopdesk.ui.open_desk import furnish

        self.store = store
        furnish(self, store)
        self.tell_desk()
        self.locking.watch()

    def clear(self) -> None:
        """Take everything away that the desk showed: somebody else opens it."""
        screens, self.screens, self.lately = self.screens, [], []
        for screen in screens:
            self.stack.removeWidget(screen)
            self.tabs.removeTab(0)
        gone = [*screens, self.finder, self.watch, self.standing, self.reminding, self.drops]
        gone.append(vars(self).pop("writing", None))
        self.finder = self.watch = self.standing = self.reminding = self.drops = None
        for one in filter(None, gone):
            one.deleteLater()
        self.notice.hide()
        self.reminder.hide()

    def tell_desk(self) -> None:
        from coopdesk.operations import desk, rights

        store = self.open_store
        self.tasks.read(lambda _: desk.identity(store) | {"role": rights.role_of(store)}, self.status.tell_desk)

    def tell_page(self) -> None:
        """Keep what the page shows: which record, for the search, and whether it is saved."""
        page = self.page
        self.status.tell_saved(page is None or not page.dirty)
        id = page.view.get("id") if page is not None else None
        if page is not None and id and self.lately[:1] != [(page.type, id)]:
            self.lately = [(page.type, id), *(one for one in self.lately if one != (page.type, id))]

    def show_help(self, page: str) -> None:
        """Show the page of the help about a record type or a part of the window."""
        from coopdesk.ui.help import show_help

        show_help(self, page)

    def _go_to_screen(self, type: str) -> "RecordScreen | None":
        place = next((place for place, screen in enumerate(self.screens) if type in screen.types), None)
        if place is None:
            return None
        self.tabs.setCurrentIndex(place)
        return self.records

    def show_exchange(self, then: "Callable[[ExchangeScreen], None]") -> None:
        """Show the tab Exchange, and do something there."""
        place = next(place for place, screen in enumerate(self.screens) if screen.type == "exchange")
        self.tabs.setCurrentIndex(place)
        then(cast("ExchangeScreen", self.screens[place]))

    def renew(self) -> None:
        """Show what an import, a decision or another program wrote, wherever it is shown."""
        for screen in self.screens:
            screen.renew()
        if self.standing is not None:
            self.standing.look()
        if self.reminding is not None:
            self.reminding.look()

    @cached_property
    def writing(self) -> "Writing":
        """Where one text is written over the whole window; made when it is first asked for."""
        from coopdesk.ui.writing import Writing

        return Writing(self.middle)

    @cached_property
    def top(self) -> "TopRow":
        """The row of the tabs and of the search; made when a desk is open."""
        from coopdesk.ui.top_row import TopRow

        row = TopRow(COMMANDS["search"].shortcuts[0])
        row.search.clicked.connect(self.open_finder)
        row.tabs.currentChanged.connect(self.show_tab)
        row.retranslate()
        self._column.insertWidget(0, row)
        return row

    @property
    def tabs(self) -> "QTabBar":
        """The tabs, one a screen."""
        return self.top.tabs

    def show_tab(self, place: int) -> None:
        """Show the screen of a tab."""
        if 0 <= place < len(self.screens):
            self.stack.setCurrentWidget(self.screens[place])
            self.menus.enable(records=bool(self.screens[place].types))
            self.tell_page()

    def _busy(self, on: bool) -> None:
        self.status.busy(on)
        if not on and self.store is not None and not self.locking.locked:
            changed = self.store.take_changes()
            if {"ministry_settings", "desk"} & changed:
                from coopdesk.ui.open_desk import apply_settings

                apply_settings(self)
            for screen in self.screens:
                screen.changed(changed)
            if self.reminding is not None:
                self.reminding.changed(changed)
            if self.standing is not None:
                self.standing.look()

    def _let_go(self) -> None:
        """Let go of what nobody sees, so that what is seen turns at once."""
        for screen in self.screens if self.tasks.idle else ():
            screen.let_go()

    def resume(self) -> None:
        """Show the desk again as it was before it was locked, with what was written meanwhile."""
        self.show_face(entry=False)
        self.unlock.forget()
        self.menus.enable(records=bool(self.screen.types))
        self.tell_page()
        self.tell_desk()
        self.renew()
