"""The technical references of records: desk, year, running number of the writer, which no other gives too."""

from functools import cached_property

from sqlalchemy import Connection, select

from coopdesk.store.meta import meta_int, set_meta
from coopdesk.store.tables import WRITER


class References:
    """The running numbers of a writer, within one transaction; they are kept at its end."""

    def __init__(self, connection: Connection, desk: str, writer: bytes, number: int) -> None:
        self._connection, self._desk, self._writer, self._number = connection, desk, writer, number
        self._last: dict[str, int] = {}

    def next(self, kind: str, year: str) -> str:
        """Return the next reference of a kind.

        A later epoch of the device stands in it, so that a desk that was restored repeats none.
        """
        key = f"reference/{kind}/{year}/{self._number}"
        if key not in self._last:
            self._last[key] = meta_int(self._connection, key)
        self._last[key] += 1
        return f"{self._desk_and_epoch}-{year}-{self._last[key]:04d}"

    def keep(self) -> None:
        """Keep the last number of each kind."""
        for key, last in self._last.items():
            set_meta(self._connection, key, str(last).encode())

    @cached_property
    def _desk_and_epoch(self) -> str:
        device = self._writer[:16]
        earlier = select(WRITER.c.name).where(WRITER.c.id <= self._number)
        epoch = sum(bytes(name)[:16] == device for name in self._connection.execute(earlier).scalars())
        return self._desk if epoch == 1 else f"{self._desk}.{epoch}"
