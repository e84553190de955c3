"""A year of a whole network: ``python -m tests.simulation.year [--desks 150] [--weeks 52] [--seed N]``.

Each week the Ministry writes for all and for single desks, every mission writes some records and changes some of
others; those that have a connection send to the Ministry and take what it has for them. One bundle in twenty is lost,
one in fifty comes twice, some missions are silent for months, and the Ministry decides what contradicts itself. At the
end every desk has every register that goes to all, byte for byte, and the counts are printed.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from coopdesk.errors import CoopDeskError
from coopdesk.operations import conflicts, record
from coopdesk.store.tables import OP
from coopdesk.sync import incoming, outgoing
from tests.simulation.desks import Name, Site, alone, fast_disk, found_network

_WEEK = 7 * 86_400_000


class Year:
    """The network, and what was counted in it."""

    def __init__(self, place: Path, desks: int, seed: int) -> None:
        self.chance, self.place, self.now = random.Random(seed), place, 1_700_000_000_000
        codes = ["D000", *(f"D{n:03}" for n in range(1, desks))]
        self.ministry, *self.missions = found_network(place / "homes", codes, self.chance, lambda: self.now)
        self.records: list[str] = []
        self.counts: Counter[str] = Counter()
        self.away: dict[str, int] = {}

    def week(self) -> None:
        """Live a week."""
        self.now += _WEEK
        for site in self.chance.sample(self.missions, len(self.missions)):
            self._write(site)
            if self.away.get(site.code, 0) > 0:
                self.away[site.code] -= 1
            elif self.chance.random() < 0.03:
                self.away[site.code] = self.chance.randint(4, 16)
            else:
                self.send(site, self.ministry)
        for audience in ("all", "all", "all", *(one.code for one in self.chance.sample(self.missions, 3))):
            self._create(self.ministry, audience)
        for one in conflicts.conflicts(self.ministry.store)[:50]:
            conflicts.resolve(self.ministry.store, one["id"], keep=0)
            self.counts["decided"] += 1
        for site in self.missions:
            if not self.away.get(site.code):
                self.send(self.ministry, site)

    def send(self, sender: Site, receiver: Site, *, surely: bool = False) -> None:
        """Let one desk send to another; what is lost is repaired by what is sent later."""
        folder = self.place / "mail"
        done = outgoing.export(sender.store, receiver.code, folder)
        for path in done.files:
            data = path.read_bytes()
            path.unlink()
            self.counts["bundles"] += 1
            self.counts["bytes"] += len(data)
            if not surely and self.chance.random() < 0.05:
                self.counts["lost"] += 1
                continue
            self.counts["changes"] += incoming.take(receiver.store, data, path.name).applied
            if not surely and self.chance.random() < 0.02:
                self.counts["twice"] += 1
                assert incoming.take(receiver.store, data, path.name).applied == 0

    def settle(self) -> None:
        """Let everything arrive."""
        for _ in range(2):
            for site in self.missions:
                self.send(site, self.ministry, surely=True)
            for site in self.missions:
                self.send(self.ministry, site, surely=True)

    def compare(self) -> None:
        """Assert that every desk has the same bytes in every register of every record that goes to all."""
        expected = self._common(self.ministry)
        for site in self.missions:
            assert self._common(site) == expected, site.code
        self.counts["desks that are equal"] = len(self.missions) + 1
        self.counts["registers compared at each"] = len(expected)
        with self.ministry.store.reading() as connection:
            self.counts["operations at the Ministry"] = connection.execute(select(func.count(OP.c.seq))).scalar_one()
        self.counts["conflicts left"] = len(conflicts.conflicts(self.ministry.store))

    def _write(self, site: Site) -> None:
        for _ in range(self.chance.randint(0, 2)):
            self._create(site, "all" if self.chance.random() < 0.3 else "ministry")
        if self.records and self.chance.random() < 0.3:
            one = self.chance.choice(self.records)
            try:
                record.save(site.store, "organization", {"id": one, "phone": f"{self.chance.getrandbits(30)}"})
                self.counts["edits"] += 1
            except CoopDeskError:
                return  # it has not come here yet

    def _create(self, site: Site, audience: str) -> None:
        name = f"Body {self.chance.getrandbits(40):x}"
        made = record.save(site.store, "organization", {"name_en": name, "audience": audience})
        self.records += [made["id"]] if audience == "all" else []
        self.counts["records"] += 1

    def _common(self, site: Site) -> dict[Name, bytes]:
        common = set(self.records)
        return {name: state for name, state in site.digest().items() if name[0] in common}


def main(words: list[str]) -> int:
    """Live the year and print what was counted."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.year")
    parser.add_argument("--desks", type=int, default=150)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    began = time.monotonic()
    with TemporaryDirectory(prefix="coopdesk-year-", dir=fast_disk()) as folder, alone(Path(folder)):
        year = Year(Path(folder), options.desks, options.seed)
        for week in range(options.weeks):
            year.week()
            print(f"week {week + 1}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        year.settle()
        year.compare()
    print(", ".join(f"{name} {count}" for name, count in year.counts.items()), f"in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
