"""What was signed of an officer is believed whatever is written over it, and nothing that was signed after an end."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.operations import grants, officers
from coopdesk.operations.grants import Grant
from coopdesk.operations.ledger import PURPOSE, content_of, signed_in
from coopdesk.records import OfficerKey
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey as Own
from tests.sync.officers import Offices, offices

__all__ = ["offices"]
_LONG_AGO = "2020-01-01"


def forged(store: Store, by: Own, public: str, grant: Grant, *, over: str | None = None) -> None:
    """Write a value of a grant past the operations, as a crafted bundle would hold it."""
    with crafted(store) as writing:
        record: Any = None
        if over is not None:
            record = writing.session.scalars(select(OfficerKey).where(OfficerKey.id == over)).one()
        if record is None:
            record = OfficerKey(classification="internal", audience="all")
            writing.session.add(record)
        signature = grants.sign(by, PURPOSE, content_of(public, grant))
        values = {**grant._asdict(), "public_key": public, "granted_by": grants.public_of(by), "signature": signature}
        for name, value in values.items():
            setattr(record, name, value)


class crafted:  # noqa: N801 - it is used as a function
    """A transaction in which anything can be written to the keys of officers."""

    def __init__(self, store: Store) -> None:
        self._store, self._guard = store, store.guard

    def __enter__(self) -> Any:
        self._store.guard = lambda: None
        self._context = self._store.writing()
        writing = self._context.__enter__()
        writing.granting = True
        return writing

    def __exit__(self, *raised: Any) -> None:
        self._context.__exit__(*raised)
        self._store.guard = self._guard


def rows(store: Store, officer: str) -> list[Any]:
    with store.session() as session:
        found = session.scalars(select(OfficerKey).where(OfficerKey.officer == officer).order_by(OfficerKey.rid)).all()
        session.expunge_all()
        return list(found)


def values_of(row: Any) -> dict[str, Any]:
    names = (*Grant._fields, "public_key", "granted_by", "signature")
    return {name: getattr(row, name) for name in names}


def role(store: Store, officer: str, desk: str, day: str = "2999-01-01") -> str | None:
    several = [one for found in grants.at(store, desk).values() for one in found]
    held = grants.role_on(several, officer, day)
    return held.role if held is not None else None


@pytest.mark.parametrize("how", ["rubbish", "delete", "audience"])
def test_a_grant_and_its_end_cannot_be_hidden(offices: Offices, how: str) -> None:
    head = offices.another(offices.vienna, "approver")
    clerk = offices.another(offices.vienna, "secretary", "the words of the secretary")
    id = head.officer or ""

    def hide() -> None:
        for row in rows(clerk, id):
            with crafted(clerk) as writing:
                record: Any = writing.session.scalars(select(OfficerKey).where(OfficerKey.id == row.id)).one()
                if how == "rubbish":
                    record.signature, record.officer = "00", None
                elif how == "audience":
                    record.audience = "local"
                else:
                    writing.delete(row.id)

    hide()
    offices.send(clerk, offices.ministry)
    stores = (clerk, offices.vienna, offices.ministry)
    assert [role(store, id, clerk.desk) for store in stores] == ["approver"] * 3
    officers.remove(offices.vienna, id)
    hide()
    offices.send(clerk, offices.ministry)
    assert [role(store, id, clerk.desk) for store in stores] == [None] * 3


@pytest.mark.parametrize("place", ["there", "elsewhere"])
def test_no_older_value_that_is_written_again_undoes_an_end_or_a_lower_role(offices: Offices, place: str) -> None:
    gone = offices.another(offices.vienna, "approver")
    lowered = offices.another(offices.vienna, "approver", "the words of the third")
    clerk = offices.another(offices.vienna, "secretary", "the words of the secretary")
    before = [(one.id, values_of(one)) for of in (gone, lowered) for one in rows(clerk, of.officer or "")]
    officers.remove(offices.vienna, gone.officer or "")
    officers.set_role(offices.vienna, lowered.officer or "", "reader")
    for id, values in before:
        with crafted(clerk) as writing:
            record: Any = writing.session.scalars(select(OfficerKey).where(OfficerKey.id == id)).one()
            if place == "elsewhere":
                record = OfficerKey(classification="internal", audience="all")
                writing.session.add(record)
            for name, value in values.items():
                setattr(record, name, value)
    offices.send(clerk, offices.ministry)
    for store in (clerk, offices.vienna, offices.ministry):
        assert role(store, gone.officer or "", clerk.desk) is None
        assert role(store, lowered.officer or "", clerk.desk) == "reader"
    officers.set_role(offices.vienna, lowered.officer or "", "approver")
    officers.set_role(offices.vienna, gone.officer or "", "officer")
    offices.send(offices.vienna, offices.ministry)
    for store in (clerk, offices.ministry):
        assert role(store, gone.officer or "", clerk.desk) == "officer"
        assert role(store, lowered.officer or "", clerk.desk) == "approver"


def end_by_removing(store: Store, officer: str) -> None:
    officers.remove(store, officer)


def end_by_a_lower_role(store: Store, officer: str) -> None:
    officers.set_role(store, officer, "officer")


@pytest.mark.parametrize("end", [end_by_removing, end_by_a_lower_role])
@pytest.mark.parametrize("who", ["the founder", "a later one"])
def test_who_is_no_administrator_any_more_signs_nothing_for_days_that_are_past(
    offices: Offices, who: str, end: Callable[[Store, str], None]
) -> None:
    founder = offices.vienna
    later = offices.another(founder, "administrator")
    ending, ended = (later, founder) if who == "the founder" else (founder, later)
    clerk = offices.another(ended, "secretary", "the words of the secretary")
    key, public = ended.own, grants.public_of(clerk.own) if clerk.own is not None else ""
    assert key is not None
    id, desk = clerk.officer or "", founder.desk
    end(ending, ended.officer or "")
    stands = "\n".join(one.name for one in signed_in_of(founder, desk))
    mine = grants.public_of(key)
    for crafted_grant, whose in (
        (Grant(id, desk, "approver", _LONG_AGO), public),
        (Grant(id, desk, "approver", today(), number=7), public),
        (Grant(ended.officer or "", desk, "administrator", _LONG_AGO), mine),
        (Grant(ended.officer or "", desk, "administrator", today(), number=9), mine),
        (Grant(ended.officer or "", desk, "approver", today(), number=8, stands=stands), mine),
        (Grant(ended.officer or "", desk, "administrator", today(), "2998-01-01", number=8, stands=stands), mine),
    ):
        forged(clerk, key, whose, crafted_grant)
    offices.send(clerk, offices.ministry)
    left = None if end is end_by_removing else "officer"
    for store in (clerk, ending, offices.ministry):
        assert role(store, id, desk) == "secretary", "what he had signed before stands no more"
        assert role(store, ending.officer or "", desk) == "administrator"
        assert role(store, ended.officer or "", desk) == left
    third = officers.add(ending, {"name_en": "Third"}, "officer")["id"]
    officers.set_role(ending, id, "officer")
    assert [role(ending, one, desk) for one in (third, id)] == ["officer", "officer"]


def signed_in_of(store: Store, desk: str) -> list[Any]:
    with store.reading() as connection:
        return signed_in(connection)[desk]


def test_who_was_made_an_administrator_again_signs_again(offices: Offices) -> None:
    later = offices.another(offices.vienna, "administrator")
    id = later.officer or ""
    first = officers.add(later, {"name_en": "First"}, "officer")["id"]
    officers.set_role(offices.vienna, id, "officer")
    officers.set_role(offices.vienna, id, "administrator")
    second = officers.add(later, {"name_en": "Second"}, "officer")["id"]
    officers.set_role(offices.vienna, id, "officer")
    offices.send(offices.vienna, offices.ministry)
    for store in (offices.vienna, offices.ministry):
        assert [role(store, one, later.desk) for one in (first, second, id)] == ["officer"] * 3


def test_an_administrator_goes_by_himself(offices: Offices) -> None:
    founder = offices.vienna
    later = offices.another(founder, "administrator")
    kept = officers.add(founder, {"name_en": "Kept"}, "officer")["id"]
    officers.let_act(founder, founder.officer or "", "approver", "", "2999-12-31")
    officers.remove(founder, founder.officer or "")
    offices.send(later, offices.ministry)
    for store in (later, offices.ministry):
        assert role(store, founder.officer or "", founder.desk) is None
        assert role(store, later.officer or "", founder.desk) == "administrator"
        assert role(store, kept, founder.desk) == "officer"


def test_where_two_end_each_other_both_are_ended(offices: Offices) -> None:
    """Whoever was sent away could say that he had sent away the other one before."""
    founder, later = offices.vienna, offices.another(offices.vienna, "administrator")
    keys = {one.officer or "": one.own for one in (founder, later)}
    kept = officers.add(founder, {"name_en": "Kept"}, "officer")["id"]
    officers.remove(founder, later.officer or "")
    own = keys[founder.officer or ""]
    assert own is not None
    assert later.own is not None
    everything = "\n".join(one.name for one in signed_in_of(founder, founder.desk) if one.by == grants.public_of(own))
    forged(
        later, later.own, grants.public_of(own),
        Grant(founder.officer or "", founder.desk, "administrator", today(), today(), number=2, stands=everything),
    )  # fmt: skip
    offices.send(founder, offices.ministry)
    for store in (founder, offices.ministry):
        assert role(store, later.officer or "", founder.desk) is None
        assert role(store, founder.officer or "", founder.desk) is None
        assert role(store, kept, founder.desk) == "officer"


def test_who_acts_as_administrator_signs_for_those_days(offices: Offices) -> None:
    acting = offices.another(offices.vienna, "officer")
    officers.let_act(offices.vienna, acting.officer or "", "administrator", "", "2998-12-31")
    assert acting.own is not None
    added = officers.add(acting, {"name_en": "Added"}, "officer")["id"]
    forged(acting, acting.own, "ab" * 32, Grant(added, acting.desk, "approver", "2999-01-01"))
    assert role(acting, added, acting.desk) == "officer"
    officers.let_act(offices.vienna, acting.officer or "", "administrator", "", "2998-12-30")
    other = officers.add(acting, {"name_en": "Other"}, "officer")["id"]
    officers.remove(offices.vienna, acting.officer or "")
    forged(acting, acting.own, "ab" * 32, Grant(added, acting.desk, "approver", _LONG_AGO))
    assert [role(offices.vienna, one, acting.desk) for one in (added, other)] == ["officer", "officer"]
