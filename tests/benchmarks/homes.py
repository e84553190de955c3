"""Homes with many records, made within minutes.

``operations.desk.init`` makes the home; the organizations are then written straight into ``organization``,
``record`` and ``search``, in one transaction. They have no operations and no registers, so such a home would not
pass ``check``: lists and search never read those, and saving a new record never reads those of others. Everything
that lists and search do read is written as ``store.writing`` and ``store.search`` would.
"""

import shutil
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from coopdesk.operations import desk
from coopdesk.records import Organization
from coopdesk.store import search
from coopdesk.store.folding import fold, sort_key, without_prefix, words
from coopdesk.store.home import Store
from tests.benchmarks.names import SEED, Body, bodies

PASSPHRASE = "four quiet words here"
_PUBLISHED = 1_790_000_000_000
_CHUNK = 20_000
_COLUMNS = (
    "rid", "id", "name_en", "name_ar", "acronym_en", "type", "seat_city", "country", "iati_identifier", "mandate_en",
    "mandate_ar", "name_en__key", "name_ar__key", "acronym_en__key", "seat_city__key", "created_at", "changed_at",
    "created_desk", "changed_desk", "deleted", "conflicts", "classification", "audience",
)  # fmt: skip
_BODY = f"INSERT INTO organization ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_RECORD = f"INSERT INTO record (rid, id, entity, erased, indexed) VALUES (?, ?, {Organization.__entity__}, 0, ?)"
_SEARCH = "INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)"


class Homes:
    """The homes of one folder, by their number of records. What is there already serves again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, rows: int) -> Path:
        """Return the home of so many organizations."""
        home = self.folder / f"records-{rows}"
        built = self.folder / f"records-{rows}.built"
        if not built.exists():
            shutil.rmtree(home, ignore_errors=True)
            build(home, rows)
            built.touch()
        return home

    def open(self, rows: int) -> Store:
        """Return the home of so many organizations, open."""
        return desk.open_desk(self.of(rows), PASSPHRASE)

    def copy(self, rows: int, name: str) -> Path:
        """Return a copy of a home that may be written to."""
        home = self.folder / name
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.of(rows), home)
        return home


def build(home: Path, rows: int) -> None:
    """Make a home and fill it."""
    desk.init(
        home, code="QA-GVA", name_en="Mission in Geneva", name_ar="الوفد الدائم في جنيف", passphrase=PASSPHRASE,
        officer_en="Duty officer", officer_ar="الموظف المناوب", ministry=True,
    )  # fmt: skip
    store = desk.open_desk(home, PASSPHRASE)
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute("PRAGMA cache_size = -1000000")
        cursor.execute("BEGIN IMMEDIATE")
        first = cursor.execute("SELECT max(rid) + 1 FROM record").fetchone()[0]
        made = _rows(first, rows)
        while chunk := list(islice(made, _CHUNK)):
            cursor.executemany(_BODY, [body for body, _, _ in chunk])
            cursor.executemany(_RECORD, [record for _, record, _ in chunk])
            cursor.executemany(_SEARCH, [found for _, _, found in chunk])
        cursor.execute("COMMIT")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.invalidate()
    finally:
        store.close()


def _rows(first: int, count: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]]:
    draw = Random(SEED + 1)
    for rid, body in enumerate(bodies(count), first):
        id = str(UUID(int=draw.getrandbits(128), version=4))
        at = _PUBLISHED + rid
        keys = [_by_word(text, "key") for text in (body.name_en, body.name_ar, body.acronym, body.city)]
        row = (rid, id, *body, *keys, at, at, "QA-GVA", "QA-GVA", 0, 0, "internal", "all")
        found = _indexed(body)
        yield row, (rid, id, search.fingerprint(found)), (rid, *found)


def _indexed(body: Body) -> tuple[str, str]:
    texts = (body.name_en, body.name_ar, body.acronym, body.city, body.mandate_en, body.mandate_ar, body.identifier)
    given = [text for text in texts if text]
    return "\n".join(_by_word(text, "fold") for text in given), " ".join(
        stem for text in given for stem in _by_word(text, "stems").split()
    )


def _by_word(text: str, how: str) -> str:
    """Do word by word, remembering, what the store does text by text; the result is the same for these names."""
    return " ".join(filter(None, (_word(word, how) for word in text.split(" "))))


@lru_cache(maxsize=1 << 18)
def _word(word: str, how: str) -> str:
    if how == "key":
        return sort_key(word)
    if how == "fold":
        return fold(word)
    return " ".join(stem for one in words(word) if (stem := without_prefix(one)) != one)
