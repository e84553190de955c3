"""One history: desks write, send and lose at random; an oracle that knows who truly saw what checks every step.

The oracle shares no code with the merge. Each save writes a word that nobody wrote before, so that it can ask at any
desk: is every word that came here shown, or replaced by somebody who had it before his eyes?
"""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.history.merge import known_among, merge
from coopdesk.history.register import Register
from coopdesk.operations import conflicts, record
from coopdesk.sync import incoming, outgoing, trust
from coopdesk.sync.audiences import feed_audience, receives
from coopdesk.sync.refusal import BundleRefused
from tests.simulation.desks import Crash, Site, found_network

_DAY = 86_400_000
_FIELDS = {"name_en": 1, "name_ar": 2}
AUDIENCES = ("all", "ministry", "local", "D2", "ELECTION")
RULES = (
    "open", "save", "save", "create", "members", "delete", "resolve", "widen", "export", "export", "deliver",
    "deliver", "deliver", "lose", "twice", "corrupt", "crash", "backup", "restore", "clock", "note",
)  # fmt: skip


class History:
    """A world from one seed. ``rules``: what may happen in it, left out at random so that rare things come together."""

    def __init__(self, seed: int, place: Path) -> None:
        self.seed, self.place, self.chance = seed, place, random.Random(seed)
        self.time = 1_700_000_000_000
        self.rules = [one for one in RULES if one in ("save", "create", "export", "deliver") or self.chance.random() < 0.7]
        codes = ["D0", *(f"D{n}" for n in range(1, self.chance.randint(3, 5)))]
        if self.chance.random() < 0.3:
            codes.insert(2, "D1")
        self.sites = found_network(place, codes, self.chance, lambda: self.time)
        self.mail: list[tuple[Site, bytes]] = []
        self.saw: dict[str, set[str]] = {}
        self.records: list[str] = []
        self.count = 0
        self.log: list[str] = []

    def run(self, steps: int) -> None:
        """Live for so many steps, then let everything arrive, and compare."""
        for _ in range(steps):
            self.time += self.chance.randint(1, _DAY)
            site, rule = self.chance.choice(self.sites), self.chance.choice(self.rules)
            act: Callable[[Site], None] = getattr(self, f"_{rule}")
            self.log.append(f"{rule} {site.home.name}")
            act(site)
            self.check(site)
        self.settle()

    def close(self) -> None:
        """Close every desk."""
        for site in self.sites:
            site.store.close()

    def check(self, site: Site) -> None:
        """What stands at a desk is what came and what nobody replaced who had seen it (I2), and follows again (I4)."""
        heads = site.heads()
        for name, words in site.tokens().items():
            replaced = {seen for word in words for seen in self.saw.get(word, ())}
            assert heads.get(name, set()) == words - replaced, (self.seed, self.log[-5:], name)

    def settle(self) -> None:
        """Let every desk exchange with the Ministry until nothing is left to say, then compare (I1, I3, I16)."""
        for site in self.sites:
            site.skew, site.stop_at = 0, ""
        ministry = self.sites[0]
        for _ in range(4):
            for site in self.sites[1:]:
                self._exchange(site, ministry)
            for site in self.sites[1:]:
                self._exchange(ministry, site)
        for site in self.sites:
            self.check(site)
            self._rebuilds(site)
        self._everybody_has_what_is_theirs()
        self._same_everywhere()

    def _exchange(self, sender: Site, receiver: Site) -> None:
        for data in self._written(sender, receiver.code):
            for site in self.sites:
                if site.code == receiver.code and site is not sender:
                    incoming.take(site.store, data, "settled.cdx")

    def _everybody_has_what_is_theirs(self) -> None:
        trusted = trust.enrolled(self.sites[0].store).trusted
        everywhere = [(site, site.tokens()) for site in self.sites]
        for record_id in self.records:
            holders = [site for site, words in everywhere if any(name[0] == record_id for name in words)]
            if not holders:
                continue
            view = self._shown(next(iter(holders)), record_id)
            audience = feed_audience(view["audience"], view["created_desk"])
            if audience is None or self._is_undecided(record_id):
                continue
            entitled = [site for site in self.sites if receives(site.code, audience, b"", trusted)]
            union = {name: set() for _, words in everywhere for name in words if name[0] == record_id}
            for site, words in everywhere:
                if site in entitled:
                    for name in union:
                        union[name] |= words.get(name, set())
            for site, words in everywhere:
                if site in entitled:
                    for name, all_words in union.items():
                        assert words.get(name, set()) == all_words, (self.seed, site.home.name, name)

    def _same_everywhere(self) -> None:
        seen: dict[tuple[frozenset[str], tuple[str, int, str]], bytes] = {}
        for site in self.sites:
            words = site.tokens()
            for name, state in site.digest().items():
                if name[1] < 100:
                    key = (frozenset(words.get((name[0], name[1]), ())), name)
                    assert seen.setdefault(key, state) == state, (self.seed, site.home.name, name)

    def _rebuilds(self, site: Site) -> None:
        """What is kept of each register is what its operations give when they are all read again."""
        from sqlalchemy import select

        from coopdesk.store.state import operations
        from coopdesk.store.tables import REG

        with site.store.reading() as connection:
            for row in connection.execute(select(REG.c.id, REG.c.state)).all():
                made = operations(connection, reg=row.id)
                assert merge(Register(), made, known_among(made)).encode() == bytes(row.state), self.seed

    def _shown(self, site: Site, record_id: str) -> dict:
        return record.show(site.store, "organization", record_id)

    def _is_undecided(self, record_id: str) -> bool:
        """Tell whether desks still disagree about who receives a record: then nobody sends it further."""
        values = set()
        for site in self.sites:
            try:
                view = self._shown(site, record_id)
            except CoopDeskError:
                continue
            open_ones = conflicts.conflicts(site.store, record_id) if view["conflicts"] else []
            if any(one["field"] == "audience" for one in open_ones):
                return True
            values.add(view["audience"])
        return len(values) > 1

    # What may happen.

    def _word(self) -> str:
        self.count += 1
        return f"w{self.count}"

    def _any(self, site: Site) -> str | None:
        here = [one for one in self.records if self._is_here(site, one)]
        return self.chance.choice(here) if here else None

    def _is_here(self, site: Site, record_id: str) -> bool:
        try:
            return not self._shown(site, record_id).get("deleted")
        except CoopDeskError:
            return False

    def _create(self, site: Site) -> None:
        word = self._word()
        audience = self.chance.choice(AUDIENCES)
        self.saw[word] = set()
        made = record.save(site.store, "organization", {"name_en": word, "audience": audience})
        self.records.append(made["id"])

    def _open(self, site: Site) -> None:
        """A person opens a form and leaves it open; the values on it are what he has seen."""
        one = self._any(site)
        if one is not None:
            view = self._shown(site, one)
            seen = {field: self._seen_with(view[field]) for field in _FIELDS}
            site.forms[one] = (view["_seen"], seen)

    def _seen_with(self, word: str | None) -> set[str]:
        return set() if word is None else {word} | self.saw.get(word, set())

    def _save(self, site: Site) -> None:
        one = self.chance.choice(list(site.forms)) if site.forms and self.chance.random() < 0.6 else self._any(site)
        if one is None:
            return
        if one not in site.forms:
            view = self._shown(site, one)
            site.forms[one] = (view["_seen"], {field: self._seen_with(view[field]) for field in _FIELDS})
        token, seen = site.forms.pop(one)
        field, word = self.chance.choice(list(_FIELDS)), self._word()
        self.saw[word] = seen[field]
        try:
            record.save(site.store, "organization", {"id": one, field: word, "_seen": token}, concurrent=True)
        except CoopDeskError:
            del self.saw[word]

    def _members(self, site: Site) -> None:
        one = self._any(site)
        if one is not None:
            act = self.chance.choice(("add", "remove"))
            record.save(site.store, "organization", {"id": one, "tags": {act: [self.chance.choice(("a", "b"))]}})

    def _delete(self, site: Site) -> None:
        one = self._any(site)
        if one is not None:
            record.delete(site.store, "organization", one)
            if self.chance.random() < 0.5:
                record.restore(site.store, "organization", one)

    def _resolve(self, site: Site) -> None:
        found = [one for one in conflicts.conflicts(site.store) if one["field"] in _FIELDS]
        if not found:
            return
        one = conflicts.show(site.store, self.chance.choice(found)["id"])
        word = self._word()
        self.saw[word] = set().union(*(self._seen_with(value["value"]) for value in one["values"]))
        conflicts.resolve(site.store, one["id"], value=word, reason="agreed")

    def _widen(self, site: Site) -> None:
        one = self._any(site)
        if one is not None:
            with suppress(InvalidValue):
                record.save(site.store, "organization", {"id": one, "audience": self.chance.choice(AUDIENCES)})

    def _written(self, site: Site, to: str) -> list[bytes]:
        folder = self.place / "out" / f"{len(self.log)}-{self.chance.getrandbits(64):x}"
        done = outgoing.export(site.store, to, folder, size=outgoing.SMALLEST)
        return [path.read_bytes() for path in done.files]

    def _export(self, site: Site) -> None:
        """A mission sends to the Ministry, the Ministry to a mission, a computer to another one of its desk."""
        codes = {one.code for one in self.sites if one is not site}
        to = self.chance.choice(sorted(codes)) if site is self.sites[0] or self.chance.random() < 0.2 else "D0"
        receivers = [one for one in self.sites if one.code == to and one is not site]
        if receivers:
            self.mail += [(one, data) for data in self._written(site, to) for one in receivers]

    def _deliver(self, site: Site) -> None:
        if self.mail:
            receiver, data = self.mail.pop(self.chance.randrange(len(self.mail)))
            self._take(receiver, data)
            self.check(receiver)

    def _take(self, site: Site, data: bytes) -> None:
        try:
            incoming.take(site.store, data, "mail.cdx")
        except BundleRefused as fault:
            assert fault.code in ("bad_author", "unknown_sender"), (self.seed, fault.code)

    def _lose(self, site: Site) -> None:
        if self.mail:
            self.mail.pop(self.chance.randrange(len(self.mail)))

    def _twice(self, site: Site) -> None:
        if self.mail:
            receiver, data = self.chance.choice(self.mail)
            self._take(receiver, data)
            before = receiver.digest()
            assert incoming.take(receiver.store, data, "again.cdx").applied == 0
            assert receiver.digest() == before

    def _corrupt(self, site: Site) -> None:
        if self.mail:
            receiver, data = self.chance.choice(self.mail)
            torn = bytearray(data)
            torn[self.chance.randrange(len(torn))] ^= 1 << self.chance.randrange(8)
            before = receiver.digest()
            try:
                incoming.take(receiver.store, bytes(torn), "torn.cdx")
                raise AssertionError(f"{self.seed}: a torn bundle was taken")
            except BundleRefused:
                assert receiver.digest() == before

    def _crash(self, site: Site) -> None:
        """The power fails at one of the steps of an export or an import."""
        if self.mail and self.chance.random() < 0.6:
            receiver, data = self.chance.choice(self.mail)
            receiver.stop_at = self.chance.choice(("opened", "roster", "checked", "chunks", "applied", "committed"))
            before = receiver.digest()
            try:
                self._take(receiver, data)
            except Crash as crash:
                receiver.reopen()
                if str(crash) != "committed":
                    assert receiver.digest() == before, self.seed
            receiver.stop_at = ""
            self.check(receiver)
            return
        site.stop_at = self.chance.choice(("sealed", "piece", "written", "named", "noted"))
        try:
            self._written(site, "D0" if site is not self.sites[0] else self.sites[1].code)
        except Crash:
            site.reopen()
        site.stop_at = ""

    def _backup(self, site: Site) -> None:
        site.backup(self.place / f"backup-{self.sites.index(site)}")

    def _restore(self, site: Site) -> None:
        """A backup is put back; what was written since, and did not travel, is lost with the disk."""
        place = self.place / f"backup-{self.sites.index(site)}"
        if place.exists():
            site.restore(place)

    def _clock(self, site: Site) -> None:
        site.skew = self.chance.choice((0, 0, -40 * 365 * _DAY, 70 * 365 * _DAY, -_DAY, 3_600_000))

    def _note(self, site: Site) -> None:
        """A record that only this desk knows is written, as most are."""
        word = self._word()
        self.saw[word] = set()
        made = record.save(site.store, "organization", {"name_ar": word, "audience": "local"})
        self.records.append(made["id"])
