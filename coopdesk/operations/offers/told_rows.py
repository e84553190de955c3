"""Lists on paper whose rows are not the fields of records: who can be sent on a day, who was where."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from coopdesk.calendars import gregorian
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import rights
from coopdesk.operations.offers import alumni, readiness
from coopdesk.store.home import Store

_READY, _NOT_READY = N_("✓ ready"), N_("× not ready")
_BETWEEN = N_(", ", "between items of a list")
_READY_UNTIL = N_("✓ ready until {day}")


CONTACTABLE = "contactable"
ONLY = {
    readiness.READY: N_("Who is ready"),
    readiness.MISSING: N_("Who is not ready"),
    CONTACTABLE: N_("Only who may be written to"),
}
"""Of whom only can be asked, in words."""


class Line(NamedTuple):
    """A row: what it is known by in every language, the record that it tells of, its degree, its cells; ``links``: the
    records that cells name, by place."""

    key: str
    id: str
    degree: str | None
    cells: list[str]
    links: Mapping[int, str] = MappingProxyType({})


class Asked(NamedTuple):
    """What such a list is asked: of which day, empty for today; words; of whom only (ready, missing, contactable);
    the ids of the records that may be told of, None: all."""

    day: str = ""
    words: str = ""
    only: str = ""
    among: Collection[str] | None = None


class Told(NamedTuple):
    """How such a list stands on paper. ``of_day``: what is said of the day."""

    of_day: Text
    heads: tuple[Text, ...]
    shares: tuple[float, ...]
    tell: Callable[[Store, Asked], list[Line]]

    def asked(self, asked: Asked) -> str:
        """Return what is asked, in words."""
        day = tr(self.of_day, day=gregorian(asked.day)) if asked.day else ""
        only = tr(ONLY[asked.only]) if asked.only in ONLY else ""
        return tr(_BETWEEN).join(filter(None, (day, asked.words.strip(), only)))


def standing(one: readiness.Worker) -> str:
    """Return in words whether a relief worker is ready."""
    if one.ready and one.until:
        return tr(_READY_UNTIL, day=gregorian(one.until))
    return tr(_READY if one.ready else _NOT_READY)


def readiness_cells(one: readiness.Worker) -> list[str]:
    """Return the cells of a relief worker, under ``READINESS``."""
    return [
        one.name,
        standing(one),
        *("\n".join(getattr(one, name)) for name in ("reasons", "trainings", "certificates", "languages")),
    ]


def alumni_cells(one: alumni.Alumnus) -> list[str]:
    """Return the cells of an alumnus, under ``ALUMNI``."""
    days = (gregorian(day) if day else "" for day in (one.since, one.back))
    return [one.name, " · ".join(filter(None, (one.kind, one.what))), one.where, *days, one.award, one.reach]


@rights.needs(rights.READER)
def workers(store: Store, asked: Asked) -> list[readiness.Worker]:
    """Return the relief workers of whom is asked."""
    found = readiness.readiness(store, asked.day, asked.among)
    return [one for one in found if not asked.only or one.ready == (asked.only == readiness.READY)]


def _readiness(store: Store, asked: Asked) -> list[Line]:
    return [Line(one.id, one.id, one.degree, readiness_cells(one)) for one in workers(store, asked)]


def _alumni(store: Store, asked: Asked) -> list[Line]:
    found = alumni.alumni(store, asked.words, asked.day, contactable=asked.only == CONTACTABLE, among=asked.among)
    return [Line(one.key, one.id, one.degree, alumni_cells(one), {2: one.place} if one.place else {}) for one in found]


READINESS = (
    N_("Name"), N_("Standing", "of a relief worker"), N_("What is missing"), N_("Trainings done"),
    N_("Clearances and certificates"), N_("Languages", "of a person"),
)  # fmt: skip
ALUMNI = (
    N_("Name"), N_("As what", "somebody was there"), N_("Where", "somebody was"), N_("Since"), N_("Back since"),
    N_("Certificate", "of an award"), N_("May be written to"),
)  # fmt: skip
TOLD = {
    "relief-readiness": Told(N_("sent on {day}"), READINESS, (180, 130, 220, 200, 260, 130), _readiness),
    "alumni": Told(N_("back on {day}"), ALUMNI, (180, 180, 220, 100, 100, 140, 150), _alumni),
}
