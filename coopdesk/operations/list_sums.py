"""What the amounts of money of a list add up to, each currency by itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coopdesk.fields import Amount, Money
from coopdesk.operations import rights
from coopdesk.operations.conditions import stored_where
from coopdesk.operations.listing import Listing
from coopdesk.operations.offers import unseen
from coopdesk.operations.record_types import record_type
from coopdesk.records import Record
from coopdesk.store import listing
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def sums(
    store: Store, type: str, names: Iterable[str], where: Mapping[str, Any], text: str, *, deleted: bool = False
) -> dict[str, list[str]]:
    """Return what each of these amounts of money that add up comes to over the records that match, one text a
    currency."""
    cls = record_type(type)
    stored = stored_where(cls, unseen.where(store, cls, where))
    with store.reading() as connection:
        return _added(
            {name: listing.sums(connection, cls, stored, text, name, deleted=deleted) for name in _adding(cls, names)}
        )


@rights.needs(rights.READER)
def sums_of(store: Store, found: Listing, names: Iterable[str], *, deleted: bool = False) -> dict[str, list[str]]:
    """Return what ``sums`` does, over the records of a list."""
    cls = record_type(found.type)
    with store.reading() as connection:
        return _added({
            name: listing.sums(connection, cls, {}, "", name, deleted=deleted, among=found.numbers)
            for name in _adding(cls, names)
        })  # fmt: skip


def _adding(cls: type[Record], names: Iterable[str]) -> list[str]:
    kinds = {name: listing.field_named(cls, name).kind for name in names}
    return [name for name, kind in kinds.items() if isinstance(kind, Money) and kind.adds]


def _added(found: Mapping[str, Sequence[tuple[str, int]]]) -> dict[str, list[str]]:
    return {
        name: [Money().show(Amount(minor, currency)) for currency, minor in added]
        for name, added in found.items() if added
    }  # fmt: skip
