"""What a connection remembers of the database holds only as long as nothing was written to it, by anybody."""

from pathlib import Path

from coopdesk.operations import desk, listing, record
from coopdesk.operations.countries import country_names
from coopdesk.store.database import remembered
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE


def test_it_is_read_once_until_something_is_written_here_or_by_another_program(store: Store, home: Path) -> None:
    read: list[int] = []

    def known() -> int:
        with store.reading() as connection:
            return remembered(connection, "test", lambda: read.append(1) or len(read))

    other = desk.open_desk(home, PASSPHRASE)
    assert (known(), known()) == (1, 1)
    record.save(store, "contact", {"name_en": "Nadia"})
    assert (known(), known()) == (2, 2)
    record.save(other, "contact", {"name_en": "Salem"})
    assert (known(), known()) == (3, 3)
    other.close()


def test_a_country_is_named_anew_once_its_name_was_changed(store: Store) -> None:
    assert country_names(store)["QA"] == "Qatar"
    found = next(listing.views(store, listing.open_list(store, "country", where={"code": "QA"})))
    record.save(store, "country", {"id": found["id"], "_seen": found["_seen"], "name_en": "State of Qatar"})
    assert country_names(store)["QA"] == "State of Qatar"
