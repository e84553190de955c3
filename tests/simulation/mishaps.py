"""What happens to desks and to their mail: loss, repetition, damage, power cuts, backups put back, copies, thieves."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
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


class Mishaps:
    """The part of a history that nobody wants."""

    chance: random.Random
    place: Path
    oracle: Oracle
    sites: list[Site]
    mail: list[tuple[Site, bytes]]
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
        self.mail += [(one, data) for data in self.written(site, to) for one in receivers]

    def readers(self, sender: Site, to: str) -> list[Site]:
        """Return those computers of a desk that a sender knows of, for which it seals what it writes."""
        known = {one.device for one in trust.enrolled(sender.store).trusted.devices_of(to)} - {sender.device}
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
        self.chance.shuffle(found)
        return found

    def _deliver(self, site: Site) -> None:
        if self.mail:
            receiver, data = self.mail.pop(self.chance.randrange(len(self.mail)))
            self.take(receiver, data)
            self.check(receiver)

    def take(self, site: Site, data: bytes) -> int:
        """Import a file; returns how many operations were new. A refusal needs its reason, and changes nothing."""
        before = site.digest()
        try:
            return incoming.take(site.store, data, "mail.cdx").applied
        except BundleRefused as fault:
            code = fault.code
        assert code in ("unknown_author", "unknown_sender", *(("revoked",) if self.revoked else ())), code
        assert site.digest() == before
        return 0

    def _lose(self, site: Site) -> None:
        if self.mail:
            self.mail.pop(self.chance.randrange(len(self.mail)))

    def _twice(self, site: Site) -> None:
        if self.mail:
            receiver, data = self.chance.choice(self.mail)
            self.take(receiver, data)
            before = receiver.digest()
            assert self.take(receiver, data) == 0
            assert receiver.digest() == before
            self.check(receiver)

    def _corrupt(self, site: Site) -> None:
        if self.mail:
            receiver, data = self.chance.choice(self.mail)
            torn = bytearray(data)
            place = int(self.chance.random() * len(torn))  # the length is not of the seed: age pads by chance
            torn[place] ^= 1 << self.chance.randrange(8)
            before = receiver.digest()
            try:
                incoming.take(receiver.store, bytes(torn), "torn.cdx")
            except BundleRefused:
                assert receiver.digest() == before
                return
            raise AssertionError("a torn bundle was taken")

    def _crash(self, site: Site) -> None:
        """The power fails at one of the steps of an import or an export."""
        if self.mail and self.chance.random() < 0.6:
            receiver, data = self.chance.choice(self.mail)
            receiver.stop_at = self.chance.choice(_IMPORT_STEPS)
            before = receiver.digest()
            died = ""
            try:
                self.take(receiver, data)
            except Crash as crash:
                died = str(crash)
                receiver.reopen()
            receiver.stop_at = ""
            assert died in ("", "committed") or receiver.digest() == before
            self.check(receiver)
            return
        site.stop_at = self.chance.choice(_EXPORT_STEPS)
        try:
            self.written(site, CENTRAL if site is not self.sites[0] else self.sites[1].code)
        except Crash:
            site.reopen()
        site.stop_at = ""
        self.check(site)

    def _backup(self, site: Site) -> None:
        site.backup(self._kept(site))
        self.erased_then[site.name] = set(site.erased)

    def _restore(self, site: Site) -> None:
        """A backup is put back; what was written since, and did not travel, is lost with the disk."""
        if self._kept(site).exists():
            site.restore(self._kept(site))
            site.erased = set(self.erased_then[site.name])

    def _roll_back(self, site: Site) -> None:
        """A virtual machine is set back, which no program can see."""
        if self._kept(site).exists():
            site.roll_back(self._kept(site))
            site.erased = set(self.erased_then[site.name])

    def _clone(self, site: Site) -> None:
        """A home is copied to a second laptop, and both are used."""
        if len(self.sites) < 8 and site is not self.sites[0]:
            self.sites.append(site.clone(self.place / f"{len(self.sites)}-{site.code}"))

    def _clock(self, site: Site) -> None:
        site.skew = self.chance.choice((0, 0, -40 * 365 * DAY, 70 * 365 * DAY, -DAY, 3_600_000))

    def _revoke(self, site: Site) -> None:
        """A laptop is lost; the Ministry trusts it no more, and whoever has it goes on."""
        ministry = self.sites[0]
        if site is ministry or self.revoked:
            return
        enrolment.revoke(ministry.store, site.code, site.device.hex())
        self._forget_backup(ministry)
        self.revoked.add(site.device)

    def _enrol(self, site: Site) -> None:
        """A new desk joins, or a second computer of one; the others hear of it when the roster reaches them."""
        if len(self.sites) < 8:
            code = self.chance.choice([f"D{len(self.sites) + 4}", self.sites[1].code])
            made = Site(self.place / f"{len(self.sites)}-{code}", code, self.chance, lambda: self.time)
            accept(made, admit(self.sites[0], made))
            self._forget_backup(self.sites[0])
            self.sites.append(made)

    def _roster(self, site: Site) -> None:
        """The Ministry issues its list again."""
        ministry = self.sites[0]
        with ministry.store.writing() as writing:
            trust.reissue(ministry.store, writing)
        self._forget_backup(ministry)

    erased_then: dict[str, set[str]]

    def _forget_backup(self, ministry: Site) -> None:
        """A registrar that forgot whom it admitted has to admit them again, which is not for this simulation."""
        shutil.rmtree(self._kept(ministry), ignore_errors=True)

    def _kept(self, site: Site) -> Path:
        return self.place / f"backup-{site.name}"
