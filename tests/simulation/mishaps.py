"""What happens to desks and to their mail: loss, repetition, damage, power cuts, backups put back, copies, thieves."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from coopdesk.errors import Refused
from coopdesk.operations import enrolment
from coopdesk.sync import incoming, outgoing, trust
from coopdesk.sync.refusal import BundleRefused
from tests.simulation.desks import Crash, Site, accept, admit
from tests.simulation.oracle import CENTRAL, Oracle

DAY = 86_400_000
_SMALL = 4_300
"""A part of so many bytes holds one segment."""
_EXPORT_STEPS = ("sealed", "piece", "written", "named", "noted")
_IMPORT_STEPS = ("opened", "roster", "checked", "chunks", "applied", "committed")
MISHAPS = frozenset((
    "lost", "twice", "reordered", "delayed", "split", "torn", "refused", "restored", "rolled back", "cloned",
    "clock wrong", "revoked", "enrolled", "roster", "addressed", "classified", "deleted", "shown again", "erased",
    "decided", "attached", *(f"crash {step}" for step in (*_EXPORT_STEPS, *_IMPORT_STEPS)),
))  # fmt: skip
"""What must have happened, each at least once, in the histories of an ordinary run."""


class Letter(NamedTuple):
    """A file on its way. ``no``: the how many-eth export it is of; ``at``: when it was written."""

    to: Site
    data: bytes
    sender: Site
    no: int
    at: int


class Mishaps:
    """The part of a history that nobody wants."""

    chance: random.Random
    place: Path
    oracle: Oracle
    sites: list[Site]
    mail: list[Letter]
    happened: Counter[str]
    revoked: set[bytes]
    time: int
    check: Callable[[Site], None]
    _exports = 0

    def _export(self, site: Site) -> None:
        """A mission sends to the Ministry, the Ministry to a mission, a computer to another one of its desk."""
        codes = sorted({one.code for one in self.sites if one is not site})
        ministry = site is self.sites[0]
        to = self.chance.choice(codes) if ministry or self.chance.random() < 0.2 else CENTRAL
        receivers = self.readers(site, to)
        files = self.written(site, to)
        self.mail += [Letter(one, data, site, self._exports, self.time) for data in files for one in receivers]

    def readers(self, sender: Site, to: str) -> list[Site]:
        """Return those computers of a desk that a sender knows of, for which it seals what it writes."""
        known = {one.device for one in sender.trusted.devices_of(to)} - {sender.device}
        return [one for one in self.sites if one.code == to and one.device in known]

    def written(self, site: Site, to: str) -> list[bytes]:
        """Return the files of an export, large and small ones; none for a desk without a trusted computer."""
        self._exports += 1
        folder = self.place / "out" / str(self._exports)
        size = self.chance.choice((_SMALL, outgoing.MAIL))
        try:
            with patch.object(outgoing, "SMALLEST", 0):
                done = outgoing.export(site.store, to, folder, size=size)
        except Refused:
            return []
        found = [path.read_bytes() for path in done.files]
        self.happened["split"] += len(found) > 1
        self.chance.shuffle(found)
        return found

    def _deliver(self, site: Site) -> None:
        if not self.mail:
            self._export(site)
            return
        one = self._drawn()
        self.happened["delayed"] += self.time - one.at > 3 * DAY
        self.happened["reordered"] += any(
            other.no < one.no for other in self.mail if (other.sender, other.to) == (one.sender, one.to)
        )
        self.take(one.to, one.data)
        self.check(one.to)

    def take(self, site: Site, data: bytes) -> int:
        """Import a file; returns how many operations were new. A refusal needs its reason, and changes nothing."""
        before = site.digest()
        try:
            return incoming.take(site.store, data, "mail.cdx").applied
        except BundleRefused as fault:
            code = fault.code
        assert code in ("unknown_author", "unknown_sender", *(("revoked",) if self.revoked else ())), code
        assert site.digest() == before
        self.happened["refused"] += 1
        return 0

    def _lose(self, site: Site) -> None:
        if self.mail:
            self._drawn()
            self.happened["lost"] += 1

    def _twice(self, site: Site) -> None:
        if self.mail:
            receiver, data, *_ = self.chance.choice(self.mail)
            self.take(receiver, data)
            before = receiver.digest()
            assert self.take(receiver, data) == 0
            assert receiver.digest() == before
            self.happened["twice"] += 1
            self.check(receiver)

    def _corrupt(self, site: Site) -> None:
        if self.mail:
            receiver, data, *_ = self.chance.choice(self.mail)
            torn = bytearray(data)
            place = int(self.chance.random() * len(torn))  # the length is not of the seed: age pads by chance
            torn[place] ^= 1 << self.chance.randrange(8)
            before = receiver.digest()
            try:
                incoming.take(receiver.store, bytes(torn), "torn.cdx")
            except BundleRefused:
                assert receiver.digest() == before
                self.happened["torn"] += 1
                return
            raise AssertionError("a torn bundle was taken")

    def _crash(self, site: Site) -> None:
        """The power fails at one of the steps of an import or an export."""
        if self.mail and self.chance.random() < 0.6:
            receiver, data, *_ = self.chance.choice(self.mail)
            receiver.stop_at = self.chance.choice(_IMPORT_STEPS)
            before = receiver.digest()
            died = ""
            try:
                self.take(receiver, data)
            except Crash as crash:
                died = str(crash)
                self.happened[f"crash {died}"] += 1
                receiver.reopen()
            receiver.stop_at = ""
            assert died in ("", "committed") or receiver.digest() == before
            self.check(receiver)
            return
        site.stop_at = self.chance.choice(_EXPORT_STEPS)
        try:
            self.written(site, CENTRAL if site is not self.sites[0] else self.sites[1].code)
        except Crash as crash:
            self.happened[f"crash {crash}"] += 1
            site.reopen()
        site.stop_at = ""
        self.check(site)

    def _backup(self, site: Site) -> None:
        site.backup(self._kept(site))
        self.erased_then[site.name] = set(site.erased)

    def _restore(self, site: Site) -> None:
        """A backup is put back; what was written since, and did not travel, is lost with the disk."""
        if not self._kept(site).exists():
            self._backup(site)
            return
        site.restore(self._kept(site))
        site.erased = set(self.erased_then[site.name])
        self.happened["restored"] += 1

    def _roll_back(self, site: Site) -> None:
        """A virtual machine is set back, which no program can see."""
        if not self._kept(site).exists():
            self._backup(site)
            return
        site.roll_back(self._kept(site))
        site.erased = set(self.erased_then[site.name])
        self.happened["rolled back"] += 1

    def _clone(self, site: Site) -> None:
        """A home is copied to a second laptop, and both are used."""
        if len(self.sites) < 8 and site is not self.sites[0]:
            self.sites.append(site.clone(self.place / f"{len(self.sites)}-{site.code}"))
            self.happened["cloned"] += 1

    def _clock(self, site: Site) -> None:
        site.skew = self.chance.choice((0, 0, -40 * 365 * DAY, 70 * 365 * DAY, -DAY, 3_600_000))
        self.happened["clock wrong"] += site.skew != 0

    def _revoke(self, site: Site) -> None:
        """A laptop is lost; the Ministry trusts it no more, and whoever has it goes on."""
        ministry = self.sites[0]
        if site is ministry or self.revoked:
            return
        enrolment.revoke(ministry.store, site.code, site.device.hex())
        self._forget_backup(ministry)
        self.revoked.add(site.device)
        self.happened["revoked"] += 1

    def _enrol(self, site: Site) -> None:
        """A new desk joins, or a second computer of one; the others hear of it when the roster reaches them."""
        if len(self.sites) < 8:
            code = self.chance.choice([f"D{len(self.sites) + 4}", self.sites[1].code])
            made = Site(self.place / f"{len(self.sites)}-{code}", code, self.chance, lambda: self.time, begun=True)
            accept(made, admit(self.sites[0], made))
            self._forget_backup(self.sites[0])
            self.sites.append(made)
            self.happened["enrolled"] += 1

    def _roster(self, site: Site) -> None:
        """The Ministry issues its list again."""
        ministry = self.sites[0]
        with ministry.store.writing() as writing:
            trust.reissue(ministry.store, writing)
        self.happened["roster"] += 1
        self._forget_backup(ministry)

    def _drawn(self) -> Letter:
        return self.mail.pop(self.chance.randrange(len(self.mail)))

    erased_then: dict[str, set[str]]

    def _forget_backup(self, ministry: Site) -> None:
        """A registrar that forgot whom it admitted has to admit them again, which is not for this simulation."""
        shutil.rmtree(self._kept(ministry), ignore_errors=True)

    def _kept(self, site: Site) -> Path:
        return self.place / f"backup-{site.name}"
