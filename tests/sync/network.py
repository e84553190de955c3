"""A Ministry and two missions, enrolled with each other, as the tests of the exchange use them."""

import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from coopdesk.history.identity import new_id
from coopdesk.operations import files, record
from coopdesk.store.home import Store
from coopdesk.sync import incoming, outgoing
from coopdesk.sync.incoming import Taken
from coopdesk.world import SYSTEM
from tests.simulation.desks import found_network


class Network:
    """``ministry``, ``geneva``, ``vienna``: open desks on real databases."""

    def __init__(self, place: Path, seed: int = 7) -> None:
        self.place, self._count = place, 0
        codes = ["QA-MFA", "QA-GVA", "QA-VIE"]
        self.sites = found_network(place, codes, random.Random(seed), lambda: 1_790_000_000_000)
        self.ministry, self.geneva, self.vienna = (site.store for site in self.sites)

    def files(self, sender: Store, to: str, **options: object) -> list[Path]:
        """Return the bundle files that a desk writes for another."""
        self._count += 1
        return outgoing.export(sender, to, self.place / f"out-{self._count}", **options).files  # type: ignore[arg-type]

    def send(self, sender: Store, receiver: Store) -> list[Taken]:
        """Let one desk have what another one has for it."""
        return [incoming.take(receiver, path.read_bytes(), path.name) for path in self.files(sender, receiver.desk)]

    def close(self) -> None:
        """Close every desk."""
        for site in self.sites:
            site.store.close()


def network(place: Path) -> Iterator[Network]:
    """Give a network in a folder."""
    made = Network(place)
    yield made
    made.close()


def filled(network: Network, path: Path) -> Path:
    """Return a bundle of Geneva for the Ministry with records, a person and a file."""
    for number in range(30):
        organization(network.geneva, name_en=f"Body {number}", audience="all")
    record.save(network.geneva, "contact", {"name_en": "Marie"})
    path.write_bytes(b"content" * 100)
    files.attach(network.geneva, "organization", organization(network.geneva, name_en="With a file"), path)
    return network.files(network.geneva, "QA-MFA")[0]


def registers(store: Store) -> dict[tuple[str, int, str], bytes]:
    """Return every register by record, field and key, as bytes."""
    query = "SELECT record.id, field, reg.key, state FROM reg JOIN record ON record.rid = reg.rid"
    with store.reading() as connection:
        return {(row[0], row[1], row[2]): bytes(row[3]) for row in connection.exec_driver_sql(query)}


def rows_of(store: Store) -> dict[str, int]:
    """Return how many rows each table of a database has."""
    from coopdesk.records.base import Base

    with store.reading() as connection:
        return {
            table.name: connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar()
            for table in Base.metadata.sorted_tables
        }


def raw_id(entity: int) -> bytes:
    """Draw the id of a record of a type, as operations carry it."""
    return UUID(new_id(SYSTEM, entity)).bytes


def organization(store: Store, **values: object) -> str:
    """Save an organization and return its id."""
    return str(record.save(store, "organization", values)["id"])
