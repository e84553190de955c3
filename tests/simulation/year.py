"""A year of a whole network: ``python -m tests.simulation.year [--desks 150] [--weeks 52] [--seed N]``.

Each week every mission that has a connection writes some records, sends to the Ministry and takes what the Ministry
has for it; one bundle in twenty is lost, one in fifty comes twice, some missions are silent for months. At the end
every desk has everything that it may have, and the counts are printed.
"""

import argparse
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from coopdesk.errors import CoopDeskError
from coopdesk.operations import conflicts, record
from coopdesk.sync import incoming, outgoing
from tests.simulation.desks import Site, alone, fast_disk, found_network

_WEEK = 7 * 86_400_000


class Year:
    """The network, and what was counted in it."""

    def __init__(self, place: Path, desks: int, seed: int) -> None:
        self.chance, self.place, self.now = random.Random(seed), place, 1_700_000_000_000
        codes = ["D000", *(f"D{n:03}" for n in range(1, desks))]
        self.ministry, *self.missions = found_network(place / "homes", codes, self.chance, lambda: self.now)
        self.records: list[str] = []
        self.counts = dict.fromkeys(("records", "edits", "bundles", "lost", "twice", "bytes", "changes", "decided"), 0)
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
        """Assert that every desk shows the same of every record that goes to all."""
        expected = self._shown(self.ministry)
        for site in self.missions:
            assert self._shown(site) == expected, site.code

    def _write(self, site: Site) -> None:
        for _ in range(self.chance.randint(0, 2)):
            audience = "all" if self.chance.random() < 0.3 else "ministry"
            made = record.save(
                site.store, "organization", {"name_en": f"Body {self.chance.getrandbits(40):x}", "audience": audience}
            )
            self.records += [made["id"]] if audience == "all" else []
            self.counts["records"] += 1
        if self.records and self.chance.random() < 0.3:
            one = self.chance.choice(self.records)
            try:
                record.save(site.store, "organization", {"id": one, "phone": f"{self.chance.getrandbits(30)}"})
                self.counts["edits"] += 1
            except CoopDeskError:
                return  # it has not come here yet

    def _shown(self, site: Site) -> dict[str, tuple[str, str]]:
        found = {}
        for one in self.records:
            view = record.show(site.store, "organization", one)
            found[one] = (view["name_en"], view["phone"], view["conflicts"])
        return found


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
        for _ in range(options.weeks):
            year.week()
        year.settle()
        year.compare()
    print(", ".join(f"{name} {count}" for name, count in year.counts.items()), f"in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
