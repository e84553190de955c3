"""What is still believed of a device that is trusted no more: what the cutoff of its revocation names, and all before.

Whoever has its key can sign a segment of any number. So a segment counts only where it is a link of the chain that
ends in a name of the cutoff: each segment names the one before it, so the cutoff vouches for all of them.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from coopdesk.store.tables import FEED, SEGMENT, WRITER
from coopdesk.sync import segment as segments
from coopdesk.sync.roster import Trusted
from coopdesk.sync.segment import Header

Feed = tuple[bytes, str]
"""Writer and audience."""
_Before = dict[bytes, bytes]
"""The name of the segment before each, by its own name; empty for the first."""


class Chains:
    """The feeds of revoked devices, from what is here and what comes with it (``arriving``: names and headers)."""

    def __init__(self, connection: Connection, trusted: Trusted, arriving: Iterable[tuple[bytes, Header]] = ()) -> None:
        self._connection, self._trusted = connection, trusted
        self._arriving: dict[Feed, _Before] = {}
        self._believed: dict[Feed, set[bytes]] = {}
        for name, header in arriving:
            self._arriving.setdefault((header.writer, header.audience), {})[name] = header.before

    def believes(self, writer: bytes, audience: str, name: bytes) -> bool:
        """Tell whether a segment counts: its device is trusted, or it is linked to what the cutoff names."""
        revoked = self._trusted.revoked.get(writer[:16])
        if revoked is None:
            return True
        feed = (writer, audience)
        if feed not in self._believed:
            before = _held(self._connection, *feed) | self._arriving.get(feed, {})
            ends = {end for *of, _, end in revoked.cutoff if tuple(of) == feed}
            self._believed[feed] = _linked(ends, before)
        return name in self._believed[feed]


def ends(connection: Connection, writer: bytes, audience: str) -> list[tuple[int, bytes]]:
    """Return number and name of each segment of a feed here that none follows: one, or one for each branch and gap."""
    rows = list(_rows(connection, writer, audience))
    followed = {header.before for *_, header in rows}
    return [(no, name) for no, name, _ in rows if name not in followed]


def _linked(names: set[bytes], before: _Before) -> set[bytes]:
    found: set[bytes] = set()
    fresh = names
    while fresh:
        found |= fresh
        fresh = {before[name] for name in fresh if before.get(name)} - found
    return found


def _held(connection: Connection, writer: bytes, audience: str) -> _Before:
    return {name: header.before for _, name, header in _rows(connection, writer, audience)}


def _rows(connection: Connection, writer: bytes, audience: str) -> Iterable[tuple[int, bytes, Header]]:
    wanted = (
        select(SEGMENT.c.no, SEGMENT.c.name, SEGMENT.c.header)
        .join(FEED, FEED.c.id == SEGMENT.c.feed)
        .join(WRITER, WRITER.c.id == FEED.c.writer)
        .where(WRITER.c.name == writer, FEED.c.audience == audience)
        .order_by(SEGMENT.c.no, SEGMENT.c.name)
    )
    for row in connection.execute(wanted):
        yield row.no, bytes(row.name), segments.decoded(bytes(row.header))
