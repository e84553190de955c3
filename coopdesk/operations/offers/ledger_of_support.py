"""The ledger of a candidature as it is worked with: every State that may vote, by its group at the United Nations, with
what it answered and the account between us; whether it was asked at all or not."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations import record, rights
from coopdesk.operations.code_names import code_names
from coopdesk.operations.offers import candidatures
from coopdesk.operations.offers.candidatures import Account
from coopdesk.operations.record_types import View
from coopdesk.records import Country
from coopdesk.records.tally import REGIONS, Tally, answer_of, counted, region_of
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

_OURS, _THEIRS = P_("they support {n}", "they support {n}"), P_("we support {n}", "we support {n}")
_PENDING, _KEPT = P_("{n} to answer", "{n} to answer"), P_("{n} kept", "{n} kept")
_BROKEN, _JOINT = P_("{n} not kept", "{n} not kept"), N_(" · ", "between parts of an account")


class Stand(NamedTuple):
    """A State in the ledger. ``region``: empty for none; ``line``: what the ledger says of it, empty before it was
    asked; ``answer``: its lower answer; ``account``: what stands between us."""

    country: str
    name: str
    region: str
    line: View
    answer: str | None
    account: Account | None

    @property
    def silent(self) -> bool:
        """Whether it has not answered, asked or not."""
        return self.answer is None


class Ledger(NamedTuple):
    """``stands``: by region, and by name within one."""

    stands: list[Stand]
    tally: Tally


@rights.needs(rights.READER)
def ledger(store: Store, id: str) -> Ledger:
    """Return the ledger of a candidature, with every State that can vote. Raises ``NotFound``."""
    view = record.show(store, "candidature", id)
    lines = {one["country"]: one for one in view["support"] if one["country"]}
    names = code_names(store).countries
    between = {one.country: one for one in candidatures.accounts(store)}
    with store.session() as session:
        chosen = select(Country.code, Country.groups).where(Country.deleted.is_(False), Country.code.is_not(None))
        regions = {row.code: region_of(row.groups) for row in session.execute(chosen)}
    there = {**{code: region for code, region in regions.items() if region}, **dict.fromkeys(lines, "")}
    there |= {code: regions.get(code, "") for code in lines}
    stands = [
        Stand(
            code, names.get(code, code), region, lines.get(code, {}),
            answer_of(lines[code]) if code in lines else None, between.get(code),
        )
        for code, region in there.items()
    ]  # fmt: skip
    order = {region: place for place, region in enumerate((*REGIONS, ""))}
    stands.sort(key=lambda one: (order[one.region], sort_key(one.name), one.country))
    return Ledger(stands, counted(view["support"], view["needed"]))


def account_in_words(account: Account | None) -> str:
    """Return an account in a few words of the present language; empty where nothing stands between us."""
    if account is None:
        return ""
    counts: tuple[tuple[Text, int], ...] = (
        (_OURS, len(account.ours)), (_THEIRS, len(account.theirs)), (_PENDING, len(account.pending)),
        (_KEPT, account.kept), (_BROKEN, account.broken),
    )  # fmt: skip
    return tr(_JOINT).join(tr(text, n=count) for text, count in counts if count)


@rights.needs(rights.SECRETARY)
def note(store: Store, id: str, country: str, values: Mapping[str, Any]) -> View:
    """Note what a State said of a candidature, in its line or a first one. Raises ``NotFound``, ``InvalidValue``."""
    view = record.show(store, "candidature", id)
    line = next((one for one in reversed(view["support"]) if one["country"] == country), None)
    given = {"id": line["id"]} if line is not None else {"candidature": id, "country": country}
    return record.save(store, "support", {**given, **values})
