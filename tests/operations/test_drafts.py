"""Drafts belong to who typed them: nobody else of the desk opens them, or learns what they are about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from coopdesk.errors import Locked, Refused
from coopdesk.operations import desk, drafts, officers, record
from coopdesk.operations.rights import ADMINISTRATOR, OFFICER, SECRETARY
from coopdesk.store.home import Store
from coopdesk.store.tables import META
from tests.operations.people import open_as, passphrase_of, staff

MARKER = "Zanzibar-marker"


@pytest.fixture
def people(home: Path) -> dict[str, str]:
    return staff(home)


@pytest.fixture
def typing(home: Path, people: dict[str, str]) -> Iterator[Store]:
    """The desk, open for the officer."""
    opened = open_as(home, OFFICER)
    yield opened
    opened.close()


def meta(store: Store) -> bytes:
    """Return what stands in the database beside the records, as everybody reads it who has the home's key."""
    with store.reading() as connection:
        return b"\n".join(row.key.encode() + b" " + row.value for row in connection.execute(select(META)))


def test_nobody_else_of_the_desk_finds_a_draft(home: Path, typing: Store) -> None:
    contact = record.save(typing, "contact", {"name_en": "Somebody"})["id"]
    drafts.keep(typing, "contact", contact, {"position_en": MARKER}, None)
    drafts.keep(typing, "action", None, {"text_en": MARKER}, None, private=True)
    for role in (SECRETARY, ADMINISTRATOR):
        store = open_as(home, role)
        assert drafts.kept(store) == []
        assert drafts.find(store, "contact", contact) is None
        drafts.drop(store, contact)
        drafts.drop(store, None, drafts.kept(typing)[0].name)
        told = meta(store)
        for text in (MARKER, contact, "draft/contact", "draft/action"):
            assert text.encode() not in told
        store.close()
    assert {one.type for one in drafts.kept(typing)} == {"contact", "action"}
    found = drafts.find(typing, "contact", contact)
    assert found is not None
    assert found.changes == {"position_en": MARKER}


def test_several_drafts_of_new_records_stand_beside_each_other(typing: Store) -> None:
    names = [drafts.keep(typing, "action", None, {"text_en": text}, None) for text in ("one", "two")]
    drafts.keep(typing, "action", None, {"text_en": "one and more"}, None, names[0], private=True)
    texts = {one.name: (one.changes["text_en"], one.private) for one in drafts.kept(typing)}
    assert texts == {names[0]: ("one and more", True), names[1]: ("two", False)}
    found = drafts.find(typing, "action", None)
    assert found is not None
    assert found.name == names[1]
    drafts.drop(typing, None, names[1])
    assert drafts.find(typing, "action", None) is None
    assert [one.name for one in drafts.kept(typing)] == [names[0]]


def test_drafts_of_who_left_are_counted_and_thrown_away_but_never_read(
    home: Path, people: dict[str, str], typing: Store
) -> None:
    drafts.keep(typing, "action", None, {"text_en": MARKER}, None)
    store = open_as(home, ADMINISTRATOR)
    drafts.keep(store, "action", None, {"text_en": "of the administrator"}, None)
    assert drafts.of_those_who_left(store) == {}
    drafts.throw_away(store, people[OFFICER])
    assert len(drafts.kept(typing)) == 1
    officers.remove(store, people[OFFICER])
    assert drafts.of_those_who_left(store) == {people[OFFICER]: 1}
    drafts.throw_away(store, people[OFFICER])
    assert drafts.of_those_who_left(store) == {}
    assert [one.changes["text_en"] for one in drafts.kept(store)] == ["of the administrator"]
    store.close()


def test_who_forgot_the_passphrase_gets_another_one_and_loses_the_drafts(
    home: Path, people: dict[str, str], typing: Store
) -> None:
    drafts.keep(typing, "action", None, {"text_en": MARKER}, None)
    store = open_as(home, ADMINISTRATOR)
    with pytest.raises(Refused):
        officers.renew_passphrase(store, people[OFFICER], passphrase_of(SECRETARY))
    assert len(drafts.kept(typing)) == 1
    officers.renew_passphrase(store, people[OFFICER], "another passphrase of the officer")
    store.close()

    with pytest.raises(Locked):
        open_as(home, OFFICER)
    again = desk.open_desk(home, "another passphrase of the officer")
    assert (again.officer, drafts.kept(again)) == (people[OFFICER], [])
    assert record.save(again, "contact", {"name_en": "Saved"})["name_en"] == "Saved"
    again.close()
