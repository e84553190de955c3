"""Lists of many records, through the operations and through the window, beside the SQL that they cannot do without.

The peer runs the same statements on the same encrypted file through a bare connection and takes the rows as they
come: nothing is translated, named or shown. Where the SQL takes a few milliseconds, painting what a person must see
takes longer than it; there the window is also measured beside the same SQL and a bare table of Qt that paints as many
texts. Peak memory is that of a process that opens the window's list and goes
about in it, over many records beside over ten thousand.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from coopdesk.operations import desk, listing, views
from coopdesk.store import search
from coopdesk.store.home import Store
from tests.benchmarks.figures import CHECKOUT, ROUNDS, Figure, Setup, beside, figure, peak
from tests.benchmarks.homes import PASSPHRASE

_GOAL, _MEMORY_GOAL, _FEW, _PAGE = 1.5, 1.3, 10_000, 256
_SHOWN = (4, 7, 9, 10, 11)
"""Where the texts of the columns stand in a bare row."""
_WORDS, _KIND = "Geneva حقوق", "civil_society"
_ALIVE = "SELECT rid FROM organization WHERE deleted IS 0"
_NAME = "coalesce(name_en__key, name_ar__key)"
_OPEN = f"{_ALIVE} ORDER BY rid DESC"
_BY_NAME = f"{_ALIVE} ORDER BY {_NAME} IS NULL, {_NAME}, rid"
_BY_CITY = f"{_ALIVE} ORDER BY seat_city__key IS NULL, seat_city__key DESC, rid"
_OF_KIND = f"{_ALIVE} AND type = '{_KIND}' ORDER BY rid DESC"
_WITH_WORDS = f"{_ALIVE} AND rid IN (SELECT rowid FROM search WHERE search MATCH ?) ORDER BY rid DESC"
_ROWS = (
    "SELECT rid, id, deleted, conflicts, name_en, name_ar, name_fr, acronym_en, acronym_ar, type, seat_city, country "
    f"FROM organization WHERE rid IN ({', '.join('?' * _PAGE)})"
)


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield what lists of 100,000 and of many records cost, and the memory of browsing them."""
    for rows in sorted({min(100_000, setup.rows), setup.rows}):
        store = setup.homes.open(rows)
        raw = store.engine.raw_connection()
        try:
            yield from _through_operations(store, raw.cursor(), rows)
            yield from _through_window(store, raw.cursor(), rows)
        finally:
            raw.close()
            store.close()
    yield _memory(setup)


def browse(home: str) -> None:
    """Open the list of a home in the window, go about in it, and print the peak memory in kilobytes."""
    store = desk.open_desk(Path(home), PASSPHRASE)
    window = Window(store)
    window.open()
    for _ in range(60):
        window.jump()
    window.sort()
    window.filter()
    window.settle()
    window.close()
    store.close()
    print(peak())


class Window:
    """The window's list of organizations, shown; each step waits until the rows have arrived and are painted, and not
    for what the window reads after that, such as the counts beside the list: ``settle`` does."""

    def __init__(self, store: Store) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        from coopdesk.ui.record_screen import RecordScreen
        from coopdesk.ui.tasks import Tasks

        views.save(store, "view/organization", {})
        self._application = QApplication.instance() or QApplication(["benchmarks"])
        self._tasks = Tasks()
        self._loop, self._more = QEventLoop(), QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self.screen = RecordScreen(store, self._tasks, ["organization"], by_name=False)
        self.screen.model.dataChanged.connect(self._loop.quit)
        self.screen.resize(1280, 800)
        self.screen.show()
        self._page = 0
        self._wait()
        self.settle()

    def open(self) -> None:
        """Read the list again."""
        self._search("")

    def filter(self) -> None:
        """List what holds some words."""
        self._search(_WORDS)

    def sort(self) -> None:
        """Sort by the city, the other way round each time."""
        city = [one.name for one in self.screen.model.fields].index("seat_city")
        self.screen.table.horizontalHeader().sectionClicked.emit(city)
        self._wait()

    def jump(self) -> None:
        """Go to another page, in an order that returns to none soon."""
        model = self.screen.model
        pages = model.rowCount() // _PAGE
        self._page = (self._page + 61) % pages
        place = self._page * _PAGE + _PAGE // 2
        absent = model.row(place) is None
        self.screen.table.scrollTo(model.index(place, 0), self.screen.table.ScrollHint.PositionAtCenter)
        if absent:
            self._wait()
        self._application.processEvents()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        while not self._tasks.idle:
            self._application.processEvents(self._more)
        self._application.processEvents()

    def close(self) -> None:
        """End the workers."""
        self._tasks.stop()
        self.screen.close()

    def _search(self, words: str) -> None:
        self.screen.search.blockSignals(True)
        self.screen.search.setText(words)
        self.screen.search.blockSignals(False)
        self.screen.refresh()
        self._wait()

    def _wait(self) -> None:
        self._loop.exec()
        self._application.processEvents()


def _through_operations(store: Store, cursor: Any, rows: int) -> Iterator[Figure]:
    def listed(**wanted: Any) -> Callable[[], object]:
        return lambda: listing.open_list(store, "organization", **wanted)

    def bare(statement: str, *parameters: str) -> Callable[[], object]:
        return lambda: cursor.execute(statement, parameters).fetchall()

    words = search.match_expression(_WORDS) or ""
    for name, wanted, peer in (
        ("open", {}, bare(_OPEN)),
        ("sort by name", {"sort": "name_en"}, bare(_BY_NAME)),
        ("sort by city, downwards", {"sort": "-seat_city"}, bare(_BY_CITY)),
        ("filter by type", {"where": {"type": _KIND}}, bare(_OF_KIND)),
        ("filter by words", {"text": _WORDS}, bare(_WITH_WORDS, words)),
    ):
        yield beside(f"list of {rows:,}: {name}", listed(**wanted), peer, _GOAL, repeats=3)  # type: ignore[arg-type]
    newest = listing.open_list(store, "organization")
    named = listing.open_list(store, "organization", sort="name_en")
    places, draw = count(0, _PAGE), Random(2)

    def page_of(found: listing.Listing, place: Callable[[], int], ours: bool) -> Callable[[], object]:
        def work() -> object:
            start = place() % (len(found) - _PAGE)
            if ours:
                return listing.page(store, found, start, _PAGE)
            return cursor.execute(_ROWS, found.numbers[start : start + _PAGE]).fetchall()

        return work

    def somewhere() -> int:
        return draw.randrange(len(named))

    for name, found, place in (
        ("next page", newest, places.__next__),
        ("jump in the order of names", named, somewhere),
    ):
        work, peer = (page_of(found, place, ours) for ours in (True, False))
        yield beside(f"list of {rows:,}: {name}", work, peer, _GOAL, repeats=21)


def _through_window(store: Store, cursor: Any, rows: int) -> Iterator[Figure]:
    window = Window(store)
    words = search.match_expression(_WORDS) or ""
    draw = Random(3)

    def bare(statement: str, *parameters: str) -> Callable[[], list[tuple[Any, ...]]]:
        def work() -> list[tuple[Any, ...]]:
            found = [row[0] for row in cursor.execute(statement, parameters).fetchall()][:_PAGE]
            return list(cursor.execute(_ROWS, found + [0] * (_PAGE - len(found))).fetchall())

        return work

    def bare_page() -> list[tuple[Any, ...]]:
        return list(cursor.execute(_ROWS, [draw.randrange(rows) for _ in range(_PAGE)]).fetchall())

    painted = _Painted(window)

    def shown(read: Callable[[], list[tuple[Any, ...]]]) -> Callable[[], object]:
        return lambda: painted.show(read())

    matching = bare(_WITH_WORDS, words)
    for name, work, peer, repeats in (
        ("open", window.open, bare(_OPEN), 3), ("sort", window.sort, bare(_BY_CITY), 3),
        ("jump", window.jump, bare_page, 11), ("filter", window.filter, matching, 3),
        ("jump, beside SQL and painting", window.jump, shown(bare_page), 11),
        ("filter, beside SQL and painting", window.filter, shown(matching), 3),
    ):  # fmt: skip
        window.open()
        window.settle()
        named = f"window of {rows:,}: {name}" if "," in name else f"window of {rows:,}: {name}, to the last painted row"
        yield beside(named, work, peer, _GOAL, repeats=repeats, rest=window.settle)
    painted.close()
    window.close()


class _Painted:
    """A bare table of Qt, as large as that of the window, that is given the texts of as many rows and paints them:
    what no list can do without, beside its SQL."""

    def __init__(self, window: Window) -> None:
        from PySide6.QtGui import QStandardItem, QStandardItemModel
        from PySide6.QtWidgets import QTableView

        like = window.screen.table
        self._texts = QStandardItemModel()
        self._table = QTableView()
        self._table.setModel(self._texts)
        self._table.resize(like.size())
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
        visible = [place for place in range(window.screen.model.columnCount()) if not like.isColumnHidden(place)]
        for row in range(like.viewport().height() // like.rowHeight(0) + 1):
            self._texts.insertRow(row, [QStandardItem() for _ in visible])
        for place, column in enumerate(visible):
            self._table.setColumnWidth(place, like.columnWidth(column))
        self._table.show()

    def show(self, rows: list[tuple[Any, ...]]) -> None:
        """Show the first of these rows."""
        for place in range(self._texts.rowCount()):
            row = rows[place] if place < len(rows) else ("",) * len(_SHOWN)
            for column in range(self._texts.columnCount()):
                self._texts.item(place, column).setText(str(row[_SHOWN[column]] or ""))
        self._table.viewport().repaint()

    def close(self) -> None:
        """Close it."""
        self._table.close()


def _memory(setup: Setup) -> Figure:
    peaks = [(_browsed(setup, setup.rows), _browsed(setup, _FEW)) for _ in range(ROUNDS)]
    many, few = (median(side) // 1024 for side in zip(*peaks, strict=True))
    name, note = f"peak memory, {setup.rows:,} beside {_FEW:,}", f"{many:.0f} MB beside {few:.0f} MB"
    return figure(name, [one / other for one, other in peaks], _MEMORY_GOAL, note)


def _browsed(setup: Setup, rows: int) -> int:
    words = f"from tests.benchmarks.listing import browse; browse({str(setup.homes.of(rows))!r})"
    done = subprocess.run([sys.executable, "-c", words], cwd=CHECKOUT, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1])
