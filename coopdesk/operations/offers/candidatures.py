"""Candidatures: how many votes we have, and what stands between us and each State."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select

from coopdesk.operations import record, rights
from coopdesk.operations.code_names import code_names
from coopdesk.operations.record import view_of
from coopdesk.operations.titles import own_title
from coopdesk.records import Candidature, Support, SupportRequest
from coopdesk.records.tally import Tally, answer_of, counted
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store


class Account(NamedTuple):
    """What stands between us and a State. ``theirs``: seats for which we support it; ``ours``: our candidatures that it
    promised to support; ``pending``: what it asks and we have not answered; ``kept``, ``broken``: our promises."""

    country: str
    name: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    pending: tuple[str, ...]
    kept: int
    broken: int


@rights.needs(rights.READER)
def tally(store: Store, id: str) -> Tally:
    """Count the ledger of a candidature. Raises ``NotFound``."""
    view = record.show(store, "candidature", id)
    return counted(view["support"], view["needed"])


@rights.needs(rights.READER)
def accounts(store: Store) -> list[Account]:
    """Return what stands between us and each State with which anything does, by name."""
    theirs, ours, pending = (defaultdict[str, list[str]](list) for _ in range(3))
    kept, broken = defaultdict[str, int](int), defaultdict[str, int](int)
    with store.session() as session:
        asked = select(SupportRequest).where(SupportRequest.deleted.is_(False), SupportRequest.country.is_not(None))
        for one in session.scalars(asked.order_by(SupportRequest.rid)):
            country, seat = one.country or "", one.seat or ""
            if one.answer == "yes":
                theirs[country].append(seat)
            elif one.answer in (None, "pending"):
                pending[country].append(seat)
            kept[country] += one.voted == "kept"
            broken[country] += one.voted == "broken"
        promised = (
            select(Support, Candidature)
            .join(Candidature, Candidature.id == Support.candidature)
            .where(Support.deleted.is_(False), Candidature.deleted.is_(False), Support.country.is_not(None))
            .order_by(Candidature.rid, Support.rid)
        )
        for line, of in session.execute(promised):
            if answer_of(view_of(line, "")) == "yes":
                ours[line.country or ""].append(own_title(Candidature, view_of(of, "")))
    names = code_names(store).countries
    found = [
        Account(
            country, names.get(country, country), tuple(theirs[country]), tuple(ours[country]), tuple(pending[country]),
            kept[country], broken[country],
        )
        for country in {*theirs, *ours, *pending}
    ]  # fmt: skip
    return sorted(found, key=lambda one: (sort_key(one.name), one.country))
