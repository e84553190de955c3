"""What a home keeps under a name: its counters, its settings, drafts (table ``meta``)."""

from sqlalchemy import Connection, select

from coopdesk.store.tables import META

_SET = 'INSERT INTO meta ("key", value) VALUES (?, ?) ON CONFLICT ("key") DO UPDATE SET value = excluded.value'


def set_meta(connection: Connection, key: str, value: bytes) -> None:
    """Keep a value under a name, in the place of what was there."""
    connection.exec_driver_sql(_SET, (key, value))


def meta_int(connection: Connection, key: str) -> int:
    """Return the number that is kept under a name, 0 where there is none."""
    found = connection.execute(select(META.c.value).where(META.c.key == key)).scalar()
    return int(found) if found else 0
