"""Who asks for what the State offers: ranked by points, how complete each file is, the seats of each country, and
decisions on several at once.

Complete is a file that has what one looks for in an applicant, and each paper that the offer asks for, a line each.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import record, rights
from coopdesk.operations.completeness import labels_of
from coopdesk.operations.countries import country_names
from coopdesk.operations.titles import titles_in
from coopdesk.records import Applicant, CountryQuota, Opportunity, fields_of
from coopdesk.records.nomination import APPLICANT_STAGE
from coopdesk.store.folding import fold, sort_key
from coopdesk.store.home import Store

DECIDED = ("accepted", "reserve", "refused")
"""What can be decided on an applicant."""
_OUT = ("refused", "withdrawn")
_NO_DECISION = N_("A decision is one of: {choices}.")
_NOT_ITS = N_("{name} does not apply for this offer.")
_SEATS = P_("{n} is accepted then, for {seats} seats.", "{n} are accepted then, for {seats} seats.")
_QUOTA = N_("{country}: {n} are accepted then, and its quota is {seats}.")
_INCOMPLETE = P_("{n} file is not complete: {names}.", "{n} files are not complete: {names}.")
_TOLD = N_("{reasons}")
_BETWEEN = N_(", ", "between items of a list")


class Row(NamedTuple):
    """An applicant. ``country``, ``sex``, ``status``: code and tokens; ``percent``: how complete the file is;
    ``missing``: what of it is not there; ``rank``: by points, None for who has none or is out."""

    id: str
    name: str
    country: str
    country_name: str
    sex: str
    sex_word: str
    level: str
    percent: int
    missing: tuple[str, ...]
    score: int | None
    rank: int | None
    status: str
    status_word: str
    degree: str | None


class Quota(NamedTuple):
    """The seats of a country, None where nobody set them; how many applied and are accepted."""

    country: str
    name: str
    seats: int | None
    applied: int
    accepted: int

    @property
    def over(self) -> bool:
        """Whether more are accepted than it has seats."""
        return self.seats is not None and self.accepted > self.seats


class Sheet(NamedTuple):
    """The applicants in order, the first one first; the countries by name; ``seats``: of the whole offer, if known."""

    rows: tuple[Row, ...]
    quotas: tuple[Quota, ...]
    seats: int | None

    @property
    def accepted(self) -> int:
        """How many are accepted."""
        return sum(one.accepted for one in self.quotas)

    def only(self, country: str = "", sex: str = "", status: str = "", *, complete: bool = False) -> tuple[Row, ...]:
        """Return those rows that have a country, a sex, a status (codes and tokens), or whose file is complete."""
        return tuple(
            one for one in self.rows
            if country in ("", one.country) and sex in ("", one.sex) and status in ("", one.status)
            and (one.percent == 100 or not complete)
        )  # fmt: skip


@rights.needs(rights.READER)
def sheet(store: Store, opportunity: str) -> Sheet:
    """Return the applicants for an offer. Raises ``NotFound``."""
    names = country_names(store)
    with store.session() as session:
        offer: Any = record.existing(session, Opportunity, opportunity)
        return _sheet(session, offer, names)


@rights.needs(rights.OFFICER)
def decide(
    store: Store, opportunity: str, ids: Collection[str], status: str, number: str = "", reason: str = "", *,
    agreed: bool = False,
) -> list[str]:  # fmt: skip
    """Decide on several applicants at once, all or none; returns those on whom it was not decided so already.

    Raises ``Refused`` where seats or the quota of a country do not suffice or a file is not complete, unless a person
    ``agreed``; ``InvalidValue``, ``NotFound``.
    """
    found = sheet(store, opportunity)
    chosen = _chosen(store, found, ids, status)
    told = _cautions(found, chosen, status)
    if told and not agreed:
        raise Refused(_TOLD, reasons=" ".join(told))
    values = {"status": status, "decided_on": today(), "decision_number": number or None, "reason": reason or None}
    if chosen:
        record.save_all(store, "applicant", [{"id": one.id, **values} for one in chosen])
    return [one.id for one in chosen]


@rights.needs(rights.READER)
def cautions(store: Store, opportunity: str, ids: Collection[str], status: str) -> list[str]:
    """Return what is to be told before it is decided so, in sentences. Raises as ``decide``."""
    found = sheet(store, opportunity)
    return _cautions(found, _chosen(store, found, ids, status), status)


def _chosen(store: Store, found: Sheet, ids: Collection[str], status: str) -> list[Row]:
    """Return the applicants on whom it is not decided so yet."""
    if status not in DECIDED:
        choices = tr(_BETWEEN).join(Choice(APPLICANT_STAGE).label(one) for one in DECIDED)
        raise InvalidValue(_NO_DECISION, field="status", choices=choices)
    by_id = {one.id: one for one in found.rows}
    for one in ids:
        if one not in by_id:
            raise Refused(_NOT_ITS, name=record.show(store, "applicant", one)["name_en"] or one)
    return [by_id[one] for one in dict.fromkeys(ids) if by_id[one].status != status]


def _cautions(found: Sheet, chosen: Sequence[Row], status: str) -> list[str]:
    if status != "accepted":
        return []
    told, whole = [], found.accepted + len(chosen)
    if found.seats is not None and whole > found.seats:
        told.append(tr(_SEATS, n=whole, seats=found.seats))
    more = Counter(one.country for one in chosen)
    for quota in found.quotas:
        then = quota.accepted + more[quota.country]
        if more[quota.country] and quota.seats is not None and then > quota.seats:
            told.append(tr(_QUOTA, country=quota.name, n=then, seats=quota.seats))
    lacking = [one.name for one in chosen if one.percent < 100]
    if lacking:
        told.append(tr(_INCOMPLETE, n=len(lacking), names=tr(_BETWEEN).join(lacking)))
    return told


def _sheet(session: Session, offer: Any, countries: dict[str, str]) -> Sheet:
    wanted = select(Applicant).where(Applicant.opportunity == offer.id, Applicant.deleted.is_(False))
    people = session.scalars(wanted.order_by(Applicant.rid)).all()
    names = titles_in(session, [one.id for one in people])
    scores = sorted(one.score for one in people if one.score is not None and one.status not in _OUT)
    asked = [line.strip(" \t-–•*") for line in (offer.papers or "").split("\n") if line.strip(" \t-–•*")]
    words = {one.name: one.kind for one in fields_of(Applicant)}
    labels = {name: tr(label) for name, label in labels_of(Applicant).items()}
    rows = []
    for one in people:
        lacks = _missing(one, asked, labels)
        status = one.status or APPLICANT_STAGE[0].token
        rank = None if one.score is None or one.status in _OUT else 1 + len(scores) - bisect_right(scores, one.score)
        rows.append(Row(
            one.id, names[one.id], one.nationality or "", countries.get(one.nationality or "", one.nationality or ""),
            one.sex or "", words["sex"].show(one.sex), words["education"].show(one.education),
            round(100 * (1 - len(lacks) / (len(Applicant.__complete__) + len(asked)))), tuple(lacks),
            one.score, rank, status, words["status"].show(status), one.classification,
        ))  # fmt: skip
    rows.sort(key=lambda one: (one.status in _OUT, one.rank is None, one.rank or 0, sort_key(one.name), one.id))
    return Sheet(tuple(rows), tuple(_quotas(session, offer.id, rows, countries)), offer.seats)


def _missing(one: Any, asked: Sequence[str], labels: dict[str, str]) -> list[str]:
    there = _folded(one.papers or "")
    fields = [labels[name] for name in Applicant.__complete__ if getattr(one, name) in (None, "", ())]
    return [*fields, *(paper for paper in asked if _folded(paper) not in there)]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _quotas(session: Session, offer: str, rows: Sequence[Row], countries: dict[str, str]) -> list[Quota]:
    wanted = select(CountryQuota).where(CountryQuota.opportunity == offer, CountryQuota.deleted.is_(False))
    seats: dict[str, int | None] = {one.country: one.seats for one in session.scalars(wanted) if one.country}
    applied = Counter(one.country for one in rows if one.status != "withdrawn")
    accepted = Counter(one.country for one in rows if one.status == "accepted")
    return sorted(
        (
            Quota(code, countries.get(code, code), seats.get(code), applied[code], accepted[code])
            for code in {*seats, *applied, *accepted}
        ),
        key=lambda one: (one.name == "", sort_key(one.name)),
    )
