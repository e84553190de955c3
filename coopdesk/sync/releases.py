"""The published directory for desks whose program is older than the Ministry's.

A release is frozen in a file that comes with a program, which knows its SHA-256. An older program knows none, so the
home of the registrar carries the operations in its own feed, once, and its signature vouches for them. Who
installs the newer program later finds them here already.
"""

import msgspec
from sqlalchemy import select

from coopdesk.store import seed
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import META
from coopdesk.store.writing import Writing
from coopdesk.sync import feeds, peers
from coopdesk.sync.audiences import ALL
from coopdesk.sync.trust import Me

_CARRIED = "releases"


def carry(writing: Writing, me: Me, devices: list[bytes]) -> int:
    """Publish the releases that some of these devices said they lack; returns how many operations that were."""
    connection = writing.connection
    oldest = peers.oldest_published(connection, devices)
    kept = connection.execute(select(META.c.value).where(META.c.key == _CARRIED)).scalar()
    carried = set(msgspec.msgpack.decode(kept, type=list[int])) if kept else set()
    lacking = set(range(max(oldest, 1) + 1, writing.published + 1)) - carried if oldest is not None else set()
    count = 0
    for number in sorted(lacking):
        count += feeds.carry(writing, me, ALL, list(seed.release(number)))
    if lacking:
        set_meta(connection, _CARRIED, msgspec.msgpack.encode(sorted(carried | lacking)))
    return count
