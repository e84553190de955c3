"""What the digest of open opportunities is made of: of a list, what is offered to the State and still open, in groups.

Open is what has not ended and whose deadline, by its own clock, is not over.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import gregorian
from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.offers import deadlines
from coopdesk.operations.printed_list import Listed, check_length, records_of
from coopdesk.operations.reach import Reader
from coopdesk.operations.record import view_of
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import own_title
from coopdesk.operations.working_days import Rest, rest_both
from coopdesk.records import (
    Addressee,
    Circulation,
    Country,
    InternalDeadline,
    LanguageRequired,
    Opportunity,
    Organization,
    Record,
)
from coopdesk.records.base import table_of
from coopdesk.records.opportunity import FIELD_OF_WORK
from coopdesk.store.conditions import among
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.opportunity_digest import DigestSource, Offer, Section

BY_ENTITY = ("entity", "for_entities")
"""The groupings of a list by which the digest stands by entity; by any other it stands by field."""
_FIELDS = [one.token for one in FIELD_OF_WORK]
_LATEST = "9999"


@rights.needs(rights.READER)
def by_field(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "DigestSource":
    """Return what the digest of a list is made of, as far as its reader may see it: by field, unless the list is
    grouped by entity. Raises ``Refused``."""
    return _source(store, listed, lang, around, who, entities=listed.group in BY_ENTITY)


@rights.needs(rights.READER)
def by_entity(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "DigestSource":
    """Return what ``by_field`` does, by entity."""
    return _source(store, listed, lang, around, who, entities=True)


def _source(
    store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader, *, entities: bool
) -> "DigestSource":  # fmt: skip
    from coopdesk.documents.opportunity_digest import DigestSource

    found = records_of(store, listed)
    kept = _open(store, found)
    seen = reach.narrowed(store, kept, who)
    check_length(seen)
    rest = rest_both(store)
    with store.session() as session:
        some = {"some": json.dumps(list(seen.numbers))}
        offers = session.scalars(select(Opportunity).where(among(table_of(Opportunity).c.rid)), some).all()
        ids = [one.id for one in offers]
        languages = _lines(store, session, LanguageRequired, ids, who)
        internal = _lines(store, session, InternalDeadline, ids, who)
        concerned = _entities(store, session, offers, who) if entities else {}
        told = {one.id: _offer(one, languages[one.id], internal[one.id], lang, rest) for one in offers}
        named = {one.offered_by for one in offers} | {one for several in concerned.values() for one in several}
        linked = _named(store, session, named, who)
        countries = {one.code: one for one in session.scalars(select(Country).where(Country.deleted.is_(False)))}
    groups = {one.id: concerned.get(one.id, ()) if entities else one.fields_of_work or () for one in offers}
    order = sorted({key for keys in concerned.values() for key in keys}, key=partial(_place, linked, lang))
    return DigestSource(
        record=Opportunity(), sections=_sections(offers, told, groups, order if entities else _FIELDS),
        by_entity=entities, count=len(offers), degrees={one.id: one.classification for one in offers},
        linked=linked, countries={code: one for code, one in countries.items() if code},
        left_out={"rows": range(len(kept) - len(seen))}, **around,
    )  # fmt: skip


def _place(linked: Mapping[str, Record], lang: str, id: str) -> tuple[bool, str]:
    """Return by what an entity stands among others: its name in the language of the document."""
    with using("ar" if lang == "ar" else "en"):
        named = own_title(Organization, vars(linked[id])) if id in linked else None
    return not named, sort_key(named or "")


def _open(store: Store, found: listing.Listing) -> listing.Listing:
    """Return what of a list is open, in its order."""
    table = table_of(Opportunity)
    names = ("deadline", "deadline_time", "deadline_zone")
    wanted = select(table.c.rid, *(table.c[name] for name in names)).where(among(table.c.rid))
    wanted = wanted.where(table.c.stage.is_(None) | table.c.stage.not_in(deadlines.ENDED))
    wanted = wanted.where(table.c.direction.is_(None) | (table.c.direction != "by_state"))
    with store.reading() as connection:
        rows = connection.execute(wanted, {"some": json.dumps(list(found.numbers))}).mappings().all()
    still = {row["rid"] for row in rows if not deadlines.of(dict(row), Rest()).over}
    return listing.part(found, [range(n, n + 1) for n, rid in enumerate(found.numbers) if rid in still])


def _offer(
    one: Opportunity, languages: Sequence[LanguageRequired], internal: Sequence[InternalDeadline], lang: str, rest: Rest
) -> "Offer":
    from coopdesk.documents.opportunity_digest import Offer

    view = view_of(one, "")
    until: dict[Language, str] = {}
    left: dict[Language, str] = {}
    for said in LANGUAGES:
        if lang in (said, "both"):
            with using(said):
                until[said] = "\n".join(deadlines.both_clocks(view)) or _expected(view)
                left[said] = deadlines.left(view, rest).told
    waits = [line for line in internal if line.on and (line.what or line.step) and not line.done_on]
    return Offer(one, languages, until, left, min(waits, key=lambda line: (line.on or "", line.rid), default=None))


def _expected(view: View) -> str:
    return gregorian(view["next_expected"]) if view["next_expected"] else ""


def _sections(
    offers: Sequence[Opportunity], told: Mapping[str, "Offer"], groups: Mapping[str, Iterable[str]],
    order: Sequence[str],
) -> list["Section"]:  # fmt: skip
    """Return the sections in which there is anything; groups in this order, those of none at the end."""
    from coopdesk.documents.opportunity_digest import Section

    made: defaultdict[str, defaultdict[str, list[Opportunity]]] = defaultdict(lambda: defaultdict(list))
    for one in offers:
        name = "foreseen" if one.foreseen else "all_year" if one.open_all_year else "open"
        for group in groups[one.id] or ("",):
            made[name][group].append(one)
    found = []
    for name in ("open", "all_year", "foreseen"):
        by_group = made[name]
        ordered = [(group, sorted(by_group[group], key=_by_deadline)) for group in (*order, "") if group in by_group]
        if ordered:
            found.append(Section(name, [(group, [told[one.id] for one in several]) for group, several in ordered]))  # type: ignore[arg-type]
    return found


def _by_deadline(one: Opportunity) -> tuple[str, str, int]:
    return one.deadline or one.next_expected or _LATEST, one.title_en or one.title_ar or "", one.rid


def _lines(store: Store, session: Session, cls: Any, ids: Sequence[str], who: Reader) -> defaultdict[str, list[Any]]:
    """Return the lines of opportunities that a reader may see, by the opportunity."""
    some = {"some": json.dumps(list(ids))}
    wanted = select(cls).where(among(cls.opportunity), cls.deleted.is_(False)).order_by(cls.position, cls.rid)
    read = session.scalars(wanted, some).all()
    seen = reach.seen_by(store, session.connection(), who, [one.id for one in read])
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for one in read:
        if one.id in seen:
            found[one.opportunity].append(one)
    return found


def _entities(
    store: Store, session: Session, offers: Sequence[Opportunity], who: Reader
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Return the entities to which each opportunity is of use or was sent, each once."""
    act, line = table_of(Circulation), table_of(Addressee)
    wanted = (
        select(act.c.id, act.c.about, line.c.entity)
        .join(line, line.c.circulation == act.c.id)
        .where(among(act.c.about), act.c.deleted.is_(False), line.c.deleted.is_(False), line.c.entity.is_not(None))
        .order_by(line.c.rid)
    )
    rows = session.execute(wanted, {"some": json.dumps([one.id for one in offers])}).all()
    seen = reach.seen_by(store, session.connection(), who, list({row.id for row in rows}))
    sent: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.id in seen:
            sent[row.about].append(row.entity)
    return {one.id: tuple(dict.fromkeys((*(one.for_entities or ()), *sent[one.id]))) for one in offers}


def _named(store: Store, session: Session, ids: Iterable[str | None], who: Reader) -> dict[str, Record]:
    """Return the organizations of which a reader may know, by id."""
    wanted = sorted({one for one in ids if one})
    seen = reach.seen_by(store, session.connection(), who, wanted)
    some = {"some": json.dumps(sorted(seen))}
    read = session.scalars(select(Organization).where(among(table_of(Organization).c.id)), some)
    return {one.id: one for one in read}
