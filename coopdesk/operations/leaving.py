"""The one gate for what leaves the sealed store: paper, files, the clipboard, bundles. From a degree on that the
Ministry settles, it notes who let out what, when, how and as which copy, in the encrypted database of this desk.

An entry stands before the thing leaves, so that nothing is out of which there is no word; one too many, where a disk
was full, does no harm. Nobody changes entries or takes them away: the database itself refuses it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert

from coopdesk.i18n import N_, Text
from coopdesk.operations import degrees, rights
from coopdesk.records.base import highest, rank
from coopdesk.store.home import Store
from coopdesk.store.tables import DEPARTED, DEPARTURE
from coopdesk.sync import outgoing

Item = tuple[str, str | None]
"""The id of a record that leaves, and its degree."""
PRINTED, SAVED, EXPORTED, COPIED, BUNDLED, MAILED = "printed", "saved", "exported", "copied", "bundled", "mailed"
HOW: dict[str, Text] = {
    PRINTED: N_("Printed"),
    SAVED: N_("Saved as a file"),
    EXPORTED: N_("Exported"),
    COPIED: N_("Copied", "to the clipboard"),
    BUNDLED: N_("Sent in a bundle"),
    MAILED: N_("Written as a draft of mail"),
}


class Parcel(NamedTuple):
    """What leaves. ``how``: of ``HOW``; ``what``: the name of a document, or what else it is; ``items``: the records in
    it that have a degree of their own; ``subject``: id of the one it is about; ``records``: how many are in it;
    ``receiver``: the code of the desk, or for whom it is; ``copy``, ``copies``: which of how many, from 1."""

    how: str
    what: str
    items: Sequence[Item]
    subject: str = ""
    records: int = 1
    receiver: str = ""
    copy: int = 0
    copies: int = 0

    @property
    def degree(self) -> str:
        """The highest degree in it."""
        return highest(degree for _, degree in self.items)


@rights.needs(rights.READER)
def let_out(store: Store, *parcels: Parcel) -> bool:
    """Note what leaves now, where its degree asks for it; tells whether it does. Raises ``Busy``, ``CannotWrite``: then
    nothing leaves."""
    rules = degrees.rules(store)
    noted = [one for one in parcels if rules.notes(one.degree)]
    if not noted:
        return False
    with store.writing() as writing:
        for one in noted:
            _note(writing.connection, one, store.world.wall(), store.officer, rules)
    return True


@rights.needs(rights.READER)
def let_bundle_out(store: Store, to: str) -> Callable[[Connection, Iterable[int]], None]:
    """Return what notes the segments of a bundle for a desk, before its files are written. What goes from one computer
    of this desk to another does not leave it."""

    def passing(connection: Connection, sent: Iterable[int]) -> None:
        if to == store.desk:
            return
        ids = outgoing.records_in(connection, sent)
        let_out(store, Parcel(BUNDLED, "bundle", degrees.degrees_of(connection, ids), records=len(ids), receiver=to))

    return passing


def _note(connection: Connection, parcel: Parcel, at: int, officer: str | None, rules: degrees.Rules) -> None:
    made = connection.execute(
        insert(DEPARTURE).values(
            at=at, officer=officer, how=parcel.how, what=parcel.what, subject=parcel.subject or None,
            degree=parcel.degree, records=parcel.records, receiver=parcel.receiver, copy=parcel.copy,
            copies=parcel.copies,
        )
    ).inserted_primary_key  # fmt: skip
    assert made is not None
    ids = {id for id, degree in parcel.items if rank(degree) >= rank(rules.noted)} | ({parcel.subject} - {""})
    ids.update(degrees.above_of(connection, ids).values())
    rids = sorted(degrees.rids_of(connection, ids).values())
    if rids:
        connection.execute(insert(DEPARTED), [{"departure": made[0], "rid": rid} for rid in rids])
