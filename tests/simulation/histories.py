"""One history: desks write, send and lose at random, in the order of one seed; an oracle checks every step."""

import hashlib
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from coopdesk.records.base import AUDIENCE
from coopdesk.store.check import check
from tests.simulation.desks import Site, found_network
from tests.simulation.mishaps import DAY, Letter, Mishaps
from tests.simulation.oracle import TYPES, Oracle
from tests.simulation.people import People

ALWAYS = ("create", "save", "save", "export", "export", "deliver", "deliver", "deliver")
RULES = (
    "open", "line", "address", "address", "attach", "members", "delete", "undelete", "erase", "resolve", "resolve",
    "note", "classify", "lose", "twice", "corrupt", "crash", "backup", "restore", "clone", "clock", "revoke", "enrol",
    "roster", "roll_back",
)  # fmt: skip


class History(People, Mishaps):
    """A world from one seed. ``rules``: what may happen in it, left out at random so that rare things come together."""

    def __init__(self, seed: int, place: Path) -> None:
        self.seed, self.place, self.chance = seed, place, random.Random(seed)
        self.time = 1_700_000_000_000
        self.rules = [*ALWAYS, *(one for one in RULES if self.chance.random() < 0.5)]
        codes = ["D0", *(f"D{n}" for n in range(1, self.chance.randint(3, 5)))]
        if self.chance.random() < 0.3:
            codes.insert(2, "D1")
        self.oracle = Oracle()
        self.oracle.group = frozenset(codes[-2:])
        self.sites = found_network(place, codes, self.chance, lambda: self.time, begun=True)
        self.oracle.begin(self.sites[0])
        self.mail: list[Letter] = []
        self.happened: Counter[str] = Counter()
        self.revoked: set[bytes] = set()
        self.erased_then: dict[str, set[str]] = {}
        self.log: list[str] = []

    def run(self, steps: int) -> None:
        """Live for so many steps, then let everything arrive, and compare."""
        try:
            for _ in range(steps):
                self.time += self.chance.randint(1, DAY)
                site, rule = self.chance.choice(self.sites), self.chance.choice(self.rules)
                self.log.append(f"{rule} {site.name}")
                act: Callable[[Site], None] = getattr(self, f"_{rule}")
                act(site)
                self.check(site)
            self.settle()
        except Exception as fault:
            fault.add_note(f"seed {self.seed}, after: {', '.join(self.log[-8:])}")
            raise

    def close(self) -> None:
        """Close every desk."""
        for site in self.sites:
            site.store.close()

    def check(self, site: Site) -> None:
        """Compare a desk with the oracle."""
        self.oracle.check(site)

    def settle(self) -> None:
        """Let every desk exchange with the Ministry until nothing is left to say, then compare."""
        for site in self.sites:
            site.skew, site.stop_at = 0, ""
        ministry, *missions = [site for site in self.sites if site.device not in self.revoked]
        for turn in range(12):
            came = sum(self._exchange(site, ministry.code) for site in missions)
            came += sum(self._exchange(ministry, code) for code in sorted({site.code for site in missions}))
            if turn and not came:
                break
        else:
            raise AssertionError("the exchange does not come to an end")
        for site in self.sites:
            self.check(site)
            kept, made = site.rebuilt()
            assert kept == made, (site.name, "what is made anew differs")
            found = list(check(site.store))
            assert not found, (site.name, found[:3])
            self._has_only_what_is_its_own(site)
        self._all_have_what_is_theirs([ministry, *missions])
        self._same_everywhere([ministry, *missions])

    def _exchange(self, sender: Site, to: str) -> int:
        readers = self.readers(sender, to)
        if not readers or not self._has_news(sender, to, readers):
            return 0
        files = self.written(sender, to)
        return sum(self.take(site, data) for data in files for site in readers)

    def _has_news(self, sender: Site, to: str, readers: list[Site]) -> bool:
        """Tell whether a bundle could bring something, or make the other desk bring something.

        That a bundle of known things brings nothing is seen whenever a file comes twice.
        """
        if sender.has_unsent() or sender.lacks_pieces():
            return True
        return any(
            one.lacks_pieces()
            or one.trusted.order != sender.trusted.order
            or sender.segments_for(to) - one.segments()
            or one.segments_for(sender.code) - sender.segments()
            for one in readers
        )

    def digest(self) -> str:
        """Return what a replay of the seed comes to as well: all that happened, every operation, every register."""
        total = hashlib.sha256(repr((self.log, sorted(self.happened.items()))).encode())
        for site in self.sites:
            for entry, one in sorted(site.operations().items()):
                total.update(entry[2] + one.body)
            total.update(repr(sorted(site.digest().items())).encode())
        return total.hexdigest()

    def _has_only_what_is_its_own(self, site: Site) -> None:
        """No desk holds a record that was never for it (I16)."""
        for name, events in self.oracle.here(site).items():
            own = {self.oracle.events[one].desk for one in events}
            assert site.code in own or self.oracle.ever_for(name[0], site.code), (site.name, name, "not for this desk")

    def _all_have_what_is_theirs(self, sites: list[Site]) -> None:
        rows = {site.name: site.rows(TYPES) for site in sites}
        erased = set().union(*(site.erased for site in sites))
        here = {site.name: self.oracle.here(site) for site in sites}
        for record_id in self.oracle.types:
            source = self._addressed(record_id, rows)
            if source is None or {record_id, source[0]} & erased:
                continue
            entitled = [site for site in sites if self.oracle.is_for(*source, site.code)]
            names = {name for site in entitled for name in here[site.name] if name[0] == record_id}
            for name in names:
                every = {site.name: self._settled(here[site.name].get(name, frozenset())) for site in entitled}
                most = frozenset().union(*every.values())
                for place, events in every.items():
                    assert events == most, (place, name, "does not have what is for it")

    def _settled(self, events: frozenset) -> frozenset:
        """Leave out what a lost laptop wrote: who has it depends on when it was revoked."""
        return frozenset(one for one in events if self.oracle.events[one].device not in self.revoked)

    def _addressed(self, record_id: str, rows: dict) -> tuple[str, str] | None:
        """Return the record whose audience counts and that audience; None while desks disagree: then nobody sends."""
        found = set()
        for here in rows.values():
            if record_id in here:
                source = record_id
                while source in here and self._follows(source, here[source]):
                    source = self.oracle.above[source]
                row = here.get(source)
                if row is None or self._disputed(source):
                    return None
                found.add((source, row["audience"]))
        return found.pop() if len(found) == 1 else None

    def _follows(self, record_id: str, row: dict) -> bool:
        of = self.oracle.types[record_id]
        return of == "attachment" or (of == "agenda_item" and row["audience"] is None)

    def _disputed(self, record_id: str) -> bool:
        name = (record_id, AUDIENCE, "")
        return any(len(self.oracle.standing(site, name)) > 1 for site in self.sites)

    def _same_everywhere(self, sites: list[Site]) -> None:
        """Desks that have the same operations of a register have the same bytes (I1)."""
        seen: dict[tuple, bytes] = {}
        for site in sites:
            here = self.oracle.here(site)
            for name, state in site.digest().items():
                assert seen.setdefault((name, here[name]), state) == state, (site.name, name, "differs")
