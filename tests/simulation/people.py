"""What people do at their desks: they write, delete, decide, attach, erase, and choose who receives a record."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coopdesk.errors import CoopDeskError
from coopdesk.operations import conflicts, files, record
from coopdesk.records.base import AUDIENCE
from tests.simulation.desks import Name, Site
from tests.simulation.oracle import SHOWN, TYPES, Events, Oracle

AUDIENCES = ("all", "all", "ministry", "local", "D2", "ELECTION")
CLASSES = ("public", "internal", "confidential", "secret")
_WRITTEN = ("organization", "organization", "contact", "conference_report")


class People:
    """The part of a history that people make. Each value is a word that nobody wrote before.

    Who finds nothing to do what he meant to does what comes before it, so that few steps are idle.
    """

    chance: random.Random
    place: Path
    oracle: Oracle
    sites: list[Site]
    happened: Counter[str]
    check: Callable[[Site], None]
    _count = 0

    def _create(self, site: Site) -> None:
        type_ = self.chance.choice(_WRITTEN)
        first = next(iter(SHOWN[type_].values()))
        with self.oracle.watching(site):
            made = record.save(site.store, type_, {first: self._word(), "audience": self.chance.choice(AUDIENCES)})
        self.oracle.types[made["id"]] = type_

    def _line(self, site: Site) -> None:
        """A line of a report, which follows the report or has an audience of its own."""
        report = self._any(site, "conference_report")
        if report is None:
            self._create(site)
            return
        values = {"conference_report": report, "topic": self._word()}
        if self.chance.random() < 0.3:
            values["audience"] = self.chance.choice(AUDIENCES)
        with self.oracle.watching(site):
            made = record.save(site.store, "agenda_item", values)
        self.oracle.types[made["id"]], self.oracle.above[made["id"]] = "agenda_item", report
        if "audience" in values:
            self.oracle.alone.add(made["id"])

    def _attach(self, site: Site) -> None:
        one = self._any(site)
        if one is None or self.oracle.types[one] == "attachment":
            self._create(site)
            return
        path = self.place / f"{self._word()}.txt"
        path.write_bytes(self.chance.randbytes(self.chance.choice((0, 40, 900))))
        with self.oracle.watching(site):
            made = files.attach(site.store, self.oracle.types[one], one, path)
        path.unlink()
        self.happened["attached"] += 1
        self.oracle.types[made["id"]], self.oracle.above[made["id"]] = "attachment", one

    def _open(self, site: Site) -> None:
        """A person opens a form and leaves it open; what is on it is what he has seen."""
        one = self._any(site)
        if one is None:
            self._create(site)
            return
        self._opened(site, one)

    def _save(self, site: Site) -> None:
        """A form is saved, however much has arrived since it was opened."""
        one = self.chance.choice(list(site.forms)) if site.forms and self.chance.random() < 0.6 else self._any(site)
        fields = SHOWN.get(self.oracle.types[one]) if one is not None else None
        if one is None or fields is None:
            self._create(site)
            return
        token, seen = site.forms.pop(one) if one in site.forms else self._opened(site, one)
        site.forms.pop(one, None)
        values = {"id": one, self.chance.choice(list(fields.values())): self._word(), "_seen": token}
        with suppress(CoopDeskError), self.oracle.watching(site, lambda name: seen.get(name, frozenset())):
            record.save(site.store, self.oracle.types[one], values, concurrent=True)

    def _address(self, site: Site) -> None:
        """Somebody chooses who receives a record; sometimes he knew it long before."""
        one = self._any(site)
        if one is None or self.oracle.types[one] == "attachment":
            self._create(site)
            return
        token, seen = self._opened(site, one)
        site.forms.pop(one)
        values = {"id": one, "audience": self.chance.choice(AUDIENCES), "_seen": token}
        with suppress(CoopDeskError), self.oracle.watching(site, lambda name: seen.get(name, frozenset())):
            record.save(site.store, self.oracle.types[one], values, concurrent=True)
            self.happened["addressed"] += 1

    def _classify(self, site: Site) -> None:
        """Somebody says how secret a record is; one that goes to all cannot be secret."""
        one = self._any(site)
        if one is None or self.oracle.types[one] == "attachment":
            self._create(site)
            return
        with suppress(CoopDeskError), self.oracle.watching(site):
            record.save(site.store, self.oracle.types[one], {"id": one, "classification": self.chance.choice(CLASSES)})
            self.happened["classified"] += 1

    def _members(self, site: Site) -> None:
        one = self._any(site, "organization")
        if one is None:
            self._note(site)
            return
        act = self.chance.choice(("add", "remove"))
        with self.oracle.watching(site):
            record.save(site.store, "organization", {"id": one, "tags": {act: [self.chance.choice(("a", "b"))]}})

    def _delete(self, site: Site) -> None:
        one = self._any(site)
        if one is None:
            self._create(site)
            return
        with self.oracle.watching(site):
            record.delete(site.store, self.oracle.types[one], one)
        self.happened["deleted"] += 1

    def _undelete(self, site: Site) -> None:
        gone = sorted(id for id, row in site.rows(TYPES).items() if row["deleted"])
        if not gone:
            self._delete(site)
            return
        one = self.chance.choice(gone)
        with self.oracle.watching(site):
            record.restore(site.store, self.oracle.types[one], one)
        self.happened["shown again"] += 1

    def _erase(self, site: Site) -> None:
        """Who was entered in our directory asks to be forgotten; other desks are asked by hand."""
        one = self._any(site, "contact")
        if one is not None:
            attached = [row["id"] for row in site.rows(("attachment",)).values() if row["subject"] == one]
            record.erase(site.store, "contact", one)
            site.erased |= {one, *attached}
            self.oracle.erased |= site.erased
            self.happened["erased"] += 1

    def _resolve(self, site: Site) -> None:
        """Somebody, here or else where there is one, decides a conflict: he keeps a value or writes a new one."""
        site = next((one for one in (site, *self.sites) if conflicts.conflicts(one.store)), site)
        found = conflicts.conflicts(site.store)
        if not found:
            self._save(site)
            return
        one = conflicts.show(site.store, self.chance.choice(found)["id"])
        writes = one["field"] in ("name_en", "name_ar", "title_en", "topic", "discussion")
        chosen = {"value": self._word()} if writes else {"keep": self.chance.randrange(len(one["values"]))}
        with self.oracle.watching(site):
            conflicts.resolve(site.store, one["id"], reason=self._word(), **chosen)
        self.happened["decided"] += 1
        self.check(site)

    def _note(self, site: Site) -> None:
        """A record that only this desk knows is written, as most are."""
        with self.oracle.watching(site):
            made = record.save(site.store, "organization", {"name_ar": self._word(), "audience": "local"})
        self.oracle.types[made["id"]] = "organization"

    def _word(self) -> str:
        self._count += 1
        return f"w{self._count}"

    def _any(self, site: Site, *types: str) -> str | None:
        rows = site.rows(types or TYPES)
        here = sorted(one for one, row in rows.items() if not row["deleted"] and one in self.oracle.types)
        return self.chance.choice(here) if here else None

    def _opened(self, site: Site, one: str) -> tuple[str, dict[Name, Events]]:
        row = site.rows(TYPES)[one]
        token = record.show(site.store, self.oracle.types[one], one)["_seen"]
        seen: dict[Name, Events] = {}
        columns = SHOWN.get(self.oracle.types[one], {}) | {AUDIENCE: "audience"}
        for name in self.oracle.here(site):
            if name[0] == one:
                column = columns.get(name[1])
                standing = self.oracle.standing(site, name)
                seen[name] = standing if column is None else self.oracle.shown_with(site, name, row[column])
        site.forms[one] = token, seen
        return token, seen
