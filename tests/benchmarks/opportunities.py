"""The list of 100,000 opportunities, its board and its calendar, beside the SQL that they cannot do without.

The opportunities are written straight into their tables, as ``homes`` writes organizations.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from coopdesk.calendars import today
from coopdesk.operations import board, calendar_days, desk, listing
from coopdesk.records import Opportunity
from coopdesk.records.opportunity import OPPORTUNITY_KIND, OPPORTUNITY_STAGE
from coopdesk.store.home import Store
from tests.benchmarks.figures import Figure, Setup, beside
from tests.benchmarks.homes import PASSPHRASE

_GOAL, _MANY, _BODIES = 1.5, 100_000, 1_000
_STAGES = [one.token for one in OPPORTUNITY_STAGE]
_COLUMNS = (
    "rid", "id", "title_en", "title_en__key", "kind", "offered_by", "deadline", "seats", "stage", "created_at",
    "changed_at", "deleted", "conflicts", "classification", "audience",
)  # fmt: skip
_OFFER = f"INSERT INTO opportunity ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_RECORD = f"INSERT INTO record (rid, id, entity, erased, indexed) VALUES (?, ?, {Opportunity.__entity__}, 0, 1)"
_PLACE = "CASE stage " + " ".join(f"WHEN '{one}' THEN {place}" for place, one in enumerate(_STAGES)) + " END"
_BY_STAGE = (
    f"SELECT rid FROM opportunity WHERE deleted = 0 "
    f"ORDER BY {_PLACE} IS NULL, {_PLACE}, stage, deadline IS NULL, deadline, rid"
)
_COUNTED = "SELECT stage, count(*) FROM opportunity WHERE deleted = 0 GROUP BY stage"
_BY_DEADLINE = "SELECT rid FROM opportunity WHERE deleted = 0 ORDER BY deadline IS NULL, deadline, rid"
_ROWS = (
    "SELECT o.rid, o.id, o.title_en, o.title_ar, o.kind, o.seats, o.deadline, o.deadline_time, o.deadline_zone, "
    "o.open_all_year, o.stage, o.conflicts, b.name_en, b.name_ar FROM opportunity o "
    "LEFT JOIN organization b ON b.id = o.offered_by WHERE o.rid IN (SELECT value FROM json_each(?))"
)
_DATED = (
    "SELECT id, title_en, title_ar, deadline FROM opportunity WHERE deleted = 0 AND deadline BETWEEN ? AND ? "
    "UNION ALL SELECT id, title_en, title_ar, starts FROM opportunity WHERE deleted = 0 AND starts BETWEEN ? AND ? "
    "UNION ALL SELECT id, title_en, title_ar, next_expected FROM opportunity "
    "WHERE deleted = 0 AND next_expected BETWEEN ? AND ? "
    'UNION ALL SELECT o.id, o.title_en, o.title_ar, l."on" FROM opportunity o '
    "JOIN internal_deadline l ON l.opportunity = o.id "
    'WHERE o.deleted = 0 AND l.deleted = 0 AND l.done_on IS NULL AND l."on" BETWEEN ? AND ?'
)


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield what the list, the board and a month of the calendar cost."""
    store = desk.open_desk(setup.homes.copy(_BODIES, "opportunities"), PASSPHRASE)
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        fill(cursor)
        yield from _measured(store, cursor)
    finally:
        raw.close()
        store.close()


def _measured(store: Store, cursor: Any) -> Iterator[Figure]:
    found = listing.open_list(store, "opportunity")
    first = date.fromisoformat(today())
    span = first.isoformat(), (first + timedelta(42)).isoformat()

    def bare_list() -> object:
        numbers = [row[0] for row in cursor.execute(_BY_DEADLINE).fetchall()]
        return cursor.execute(_ROWS, (json.dumps(numbers[:256]),)).fetchall()

    def our_list() -> object:
        listed = listing.open_list(store, "opportunity", sort="deadline")
        return [dict(row.shown) for row in listing.page(store, listed, 0, 256)]

    def bare_board() -> object:
        numbers = [row[0] for row in cursor.execute(_BY_STAGE).fetchall()]
        counts = [row[1] for row in cursor.execute(_COUNTED).fetchall()]
        cards = numbers[: min(board.PART * len(counts), len(numbers))]
        return cursor.execute(_ROWS, (json.dumps(cards),)).fetchall()

    work: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        ("list, first page by deadline", our_list, bare_list),
        ("board", lambda: board.open_board(store, "opportunity", sort="deadline"), bare_board),
        ("six weeks of the calendar", lambda: calendar_days.entries(store, found, *span),
         lambda: cursor.execute(_DATED, span * 4).fetchall()),
    )  # fmt: skip
    for name, ours, peer in work:
        yield beside(f"opportunities, {_MANY:,}: {name}", ours, peer, _GOAL, repeats=3)


def fill(cursor: Any) -> None:
    """Write the opportunities."""
    draw = Random(6)
    bodies = [row[0] for row in cursor.execute("SELECT id FROM organization").fetchall()]
    first = cursor.execute("SELECT max(rid) + 1 FROM record").fetchone()[0]
    now = date.fromisoformat(today())
    kinds = [one.token for one in OPPORTUNITY_KIND]
    offers, records = [], []
    for rid in range(first, first + _MANY):
        id = str(UUID(int=draw.getrandbits(128), version=4))
        day = (now + timedelta(draw.randrange(-1500, 400))).isoformat()
        title = f"Course {rid} on water and statistics"
        offers.append(
            (rid, id, title, title.lower(), draw.choice(kinds), draw.choice(bodies), day, draw.randrange(1, 9),
             draw.choice(_STAGES), 0, 0, 0, 0, "internal", "all")
        )  # fmt: skip
        records.append((rid, id))
    cursor.execute("BEGIN IMMEDIATE")
    cursor.executemany(_RECORD, records)
    cursor.executemany(_OFFER, offers)
    cursor.execute("COMMIT")
