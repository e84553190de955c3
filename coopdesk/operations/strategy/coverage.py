"""What serves each part of a strategy: how many partners, projects, opportunities and indicators carry it as a tag, or
a part below it; and what nothing serves."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.errors import NotFound
from coopdesk.i18n import N_, language
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.strategy.rows import SCHEMES
from coopdesk.operations.tags import natural
from coopdesk.records import TYPES
from coopdesk.records.base import table_of
from coopdesk.records.strategy_coverage import COUNTED, Coverage, Covered
from coopdesk.records.tag import Tag
from coopdesk.store.conditions import among
from coopdesk.store.home import Store

_NO_STRATEGY = N_("There is no strategy “{code}” here. The strategies are: {known}.")


class Edition(NamedTuple):
    """A strategy that coverage is told of."""

    id: str
    code: str
    title: str


@rights.needs(rights.READER)
def editions(store: Store) -> list[Edition]:
    """Return the strategies that are here, the newest first."""
    found = [one for one in _tags(store).values() if one["scheme"] == SCHEMES[0]]
    found.sort(key=lambda one: one["valid_from"] or "", reverse=True)
    return [Edition(one["id"], one["code"], _title(one)) for one in found]


@rights.needs(rights.READER)
def coverage(store: Store, strategy: str = "", who: Reader = ANYBODY) -> Coverage:
    """Return what serves the parts of a strategy, by its code or id (none: the newest), as far as a reader may see it.
    Raises ``NotFound``."""
    known = editions(store)
    chosen = next((one for one in known if not strategy or strategy in (one.code, one.id)), None)
    if chosen is None:
        raise NotFound(_NO_STRATEGY, code=strategy[:60], known=", ".join(one.code for one in known) or "–")
    tags = _tags(store)
    under = defaultdict[str, list[str]](list)
    for id, one in tags.items():
        under[one["parent"] or ""].append(id)
    parts = list(_below(under, chosen.id))
    carried, degrees = _carried(store, [tags[id]["code"] for id, _ in parts], who)
    rows = []
    for id, depth in parts:
        whole = {tags[below]["code"] for below, _ in _below(under, id)}
        served = {type: {one for code in whole for one in carried[type][code]} for type in COUNTED}
        one = tags[id]
        after = tuple(_title(tags[each]) for each in one["continued_as"] or () if each in tags)
        counts = {type: len(ids) for type, ids in served.items()}
        rows.append(Covered(id, one["code"], one["scheme"], depth, _title(one), counts, after))
    return Coverage(chosen.code, chosen.title, rows, degrees)


def plain(found: Coverage) -> dict[str, Any]:
    """Return coverage as plain values."""
    rows = [
        {"id": one.id, "code": one.code, "level": one.scheme, "depth": one.depth, "title": one.title, **one.counts,
         "continued_as": list(one.continued)}
        for one in found.rows
    ]  # fmt: skip
    lacking = {type: [one.code for one in found.lacking(type)] for type in COUNTED}
    return {"strategy": found.code, "title": found.title, "rows": rows, "outcomes_without": lacking}


def _tags(store: Store) -> dict[str, Mapping[str, Any]]:
    """Return the parts of strategies by their ids, each list in the order of codes."""
    table = table_of(Tag)
    wanted = select(table).where(table.c.deleted.is_(False), table.c.scheme.in_(SCHEMES))
    with store.reading() as connection:
        found = [dict(one) for one in connection.execute(wanted).mappings() if one["code"]]
    return {one["id"]: one for one in sorted(found, key=lambda one: natural(one["code"]))}


def _below(under: Mapping[str, list[str]], id: str) -> Iterator[tuple[str, int]]:
    """Yield a part and all below it, each after what it is part of, with how deep it stands."""
    waiting, passed = [(id, 0)], set[str]()
    while waiting:
        at, deep = waiting.pop()
        if at not in passed:
            passed.add(at)
            yield at, deep
            waiting += [(one, deep + 1) for one in reversed(under[at])]


def _carried(
    store: Store, codes: list[str], who: Reader
) -> tuple[dict[str, defaultdict[str, set[str]]], dict[str, str | None]]:  # fmt: skip
    """Return which records of each type carry each code, and the degree of each of them."""
    carried: dict[str, defaultdict[str, set[str]]] = {}
    degrees: dict[str, str | None] = {}
    for type in COUNTED:
        found = reach.narrowed(store, listing.open_list(store, type, where={"tags": {"any": codes}}), who)
        table, carried[type] = table_of(TYPES[type]), defaultdict(set)
        wanted = select(table.c.id, table.c.classification, table.c.tags).where(among(table.c.rid))
        with store.reading() as connection:
            for id, degree, tags in connection.execute(wanted, {"some": json.dumps(list(found.numbers))}):
                degrees[id] = degree
                for tag in tags or ():
                    carried[type][tag].add(id)
    return carried, degrees


def _title(one: Mapping[str, Any]) -> str:
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    return str(one[first] or one[second] or one["code"])
