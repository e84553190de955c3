"""What the window gets when its desk was opened: the screens, the search, what it watches, and whose desk it is."""

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from coopdesk.i18n import tr
from coopdesk.operations import desk
from coopdesk.store.home import Store
from coopdesk.ui import screens
from coopdesk.ui.draft_keeper import offer_drafts
from coopdesk.ui.drops import Drops
from coopdesk.ui.exchange.screen import ExchangeScreen
from coopdesk.ui.exchange.standing import Standing
from coopdesk.ui.finder import Finder
from coopdesk.ui.home_screen import HomeScreen
from coopdesk.ui.record_screen import RecordScreen
from coopdesk.ui.reminding import Reminding
from coopdesk.ui.tab_screen import TabScreen
from coopdesk.ui.watch import Watch

if TYPE_CHECKING:
    from coopdesk.ui.main_window import MainWindow
    from coopdesk.ui.tasks import Tasks

_SOON = 1_500
"""Milliseconds after which, beside what a person does, that is imported which the first page of a record needs."""
_LATELY = 10
"""How many of the records that were opened lately the search offers before anything is typed."""


def furnish(window: "MainWindow", store: Store) -> None:
    """Let the window show an open desk, with the tab that was shown last. Nobody sees the tabs before it is theirs, or
    the first of them would be read for nothing."""
    tasks = window.tasks
    window.watch = Watch(store, tasks, window.isActiveWindow, window)
    window.watch.written.connect(window.renew)
    for one in screens.SCREENS:
        screen = _screen(one, store, tasks)
        screen.context.asked.connect(window.open_record)
        screen.context.listed.connect(window.open_counted)
        screen.context.filled.connect(window.fill_field)
        screen.context.shown.connect(window.tell_page)
        screen.show_preview(window.settings.preview)
        screen.context.helped.connect(window.show_help)
        screen.context.renewed.connect(window.renew)
        screen.context.drafted.connect(window.show_drafts)
        window.screens.append(screen)
        window.stack.addWidget(screen)
        window.tabs.addTab(tr(one.LABEL))
    types = [name for screen in window.screens for name in screen.types]
    next(one for one in window.screens if isinstance(one, HomeScreen)).listed.connect(window.open_counted)
    window.finder = Finder(window.faces, store, tasks, types, window.open_record, lambda: window.lately[:_LATELY])
    window.top.show()
    window.standing = standing = Standing(window, store, tasks, window.status.tell_exchange)
    rounds = next(one.rounds for one in window.screens if isinstance(one, ExchangeScreen))
    rounds.failed.connect(lambda _: standing.tell_folders(away=True))
    rounds.recovered.connect(lambda: standing.tell_folders(away=False))
    window.drops = drops = Drops(window, window.middle, lambda: window.page, lambda: window.screen.list_shown)
    drops.exchange.connect(lambda paths: window.show_exchange(lambda screen: screen.take_files(paths)))
    drops.form.connect(partial(_take_form, window))
    at_home = next(place for place, one in enumerate(window.screens) if isinstance(one, HomeScreen))
    window.reminding = Reminding(
        window, store, tasks, window.tabs, at_home, screens.home.LABEL, window.reminder,
        lambda: window.tabs.setCurrentIndex(at_home), lambda: not window.locking.locked,
    )  # fmt: skip
    window.unlock.forget()
    QTimer.singleShot(
        _SOON, window, lambda: tasks.read(lambda _: import_module("coopdesk.ui.tailored"), lambda _: None)
    )
    window.tabs.setCurrentIndex(min(window.settings.tab, window.tabs.count() - 1))
    window.show_tab(window.tabs.currentIndex())
    window.show_face(entry=False)
    window.screen.enter()
    offer_drafts(window)


def _screen(declared: screens.Screen, store: Store, tasks: "Tasks") -> TabScreen:
    if declared.TYPES:
        return RecordScreen(store, tasks, declared.TYPES, by_name=declared.BY_NAME)
    return (HomeScreen if declared is screens.home else ExchangeScreen)(store, tasks)


def _take_form(window: "MainWindow", path: Path) -> None:
    """Take a form that was dropped, wherever that was: its draft opens in the list of forms."""
    from coopdesk.ui.forms import template_acts

    window.open_list("form_template")
    if window.records.list is not None:
        template_acts.take_from(window.records.list, path)


def apply_settings(window: "MainWindow") -> None:
    """Show everything by the settings of the Ministry, which were written anew."""
    store = window.open_store
    window.tasks.read(lambda _: desk.apply_settings(store), lambda _: window.retranslate())
