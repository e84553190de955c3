"""A document for a reader: without the lines, files, records and names that he may not see, and with which were left
out, so that the paper says so and what is left keeps its numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from coopdesk.fields import Link, Links
from coopdesk.operations import reach, rights
from coopdesk.operations.reach import Reader
from coopdesk.records import Officer, Record, fields_of
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def for_reader(store: Store, session: Session, source: Any, who: Reader) -> Any:
    """Return what a document is made of, as far as a reader may see it. Raises ``Refused`` where that is nothing.

    Officers are always named: whoever reads a paper sees who wrote and who signed it.
    """
    if who.sees_all:
        return source
    reach.check_sees(store, session.connection(), who, source.record.id)
    groups = (*source.lists.values(), *source.related.values())
    named = (*source.linked.values(), *source.countries.values(), *source.tags.values())
    ids = list(dict.fromkeys(one.id for several in (*groups, named) for one in several))
    seen = reach.seen_by(store, session.connection(), who, ids)
    left: dict[str, tuple[int, ...]] = {}

    def kept(several: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        for name, records in several.items():
            hidden = tuple(place for place, one in enumerate(records, 1) if one.id not in seen)
            if hidden:
                left[name] = hidden
        return {name: [one for one in records if one.id in seen] for name, records in several.items()}

    lists, related = kept(source.lists), kept(source.related)
    return replace(
        source, lists=lists, related=related, left_out=left,
        linked={id: one for id, one in source.linked.items() if id in seen or isinstance(one, Officer)},
        countries={code: one for code, one in source.countries.items() if one.id in seen},
        tags={code: one for code, one in source.tags.items() if one.id in seen},
    )  # fmt: skip


@rights.needs(rights.READER)
def hidden_links(store: Store, who: Reader, type: type[Record], values: Iterable[tuple[str, Any]]) -> set[str]:
    """Return those of the records that these fields link to which a reader may not see, by their ids."""
    if who.sees_all:
        return set()
    kinds = {one.name: one.kind for one in fields_of(type)}
    linked: set[str] = set()
    for name, value in values:
        if isinstance(kinds[name], Links):
            linked.update(value or ())
        elif isinstance(kinds[name], Link) and value:
            linked.add(value)
    with store.session() as session:
        officers = {one.id for one in session.query(Officer).where(Officer.id.in_(linked))}
        return linked - officers - reach.seen_by(store, session.connection(), who, list(linked))
