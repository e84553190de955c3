"""What is counted of opportunities, and by what: one statement of facts, of which figures are sums and filters parts.

What each fact means is said here alone; the help page on figures says the same to people.

    received    it is entered at this desk; of the year in which it was received or, where nobody wrote that, entered
    circulated  a circulation of it was sent, or its stage is Circulated
    answered    at least one of those to whom it was sent answered
    nominated   a nomination was submitted (its stage says so, or it has the date of a note), or the stage of the
                opportunity says that something was: submitted, under review, awarded, lost
    won         a nominee was chosen, or the stage is Awarded
    lost        the stage is Lost, and nobody was chosen
    missed      the stage is Lapsed
    nominees    persons whose nomination was submitted; chosen ones were selected, are in post, or came back

By entity, an opportunity stands with each entity to which it was sent, that it names as one to which it is of use, or
that proposed a nominee; then it was sent, answered, nominated and won as far as that entity goes. Days count only where
they are known to the day; a time in which the later day comes before the earlier one is left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union

from coopdesk.fields import Choice
from coopdesk.i18n import N_, digits, tr
from coopdesk.operations import desks, rights
from coopdesk.operations.titles import titles
from coopdesk.records import Addressee, Circulation, Expert, Nomination, Opportunity
from coopdesk.records.base import table_of
from coopdesk.records.opportunity import OPPORTUNITY_KIND
from coopdesk.records.opportunity_figures import PEOPLE
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_SENT = ("submitted", "under_review", "awarded", "lost")
_CHOSEN = ("selected", "in_post", "ended")
_DECIDED = ("selected", "reserve", "not_selected")
_OUT = ("submitted", "acknowledged", "shortlisted", *_CHOSEN, "reserve", "not_selected")
_NOT_KNOWN, _NO_ENTITY = N_("Not known", "of a group of figures"), N_("For no entity yet")
_WHOLE = len("2027-03-05")


class Seen(NamedTuple):
    """The local numbers of the circulations and nominations of which a reader may know; None: all of them."""

    circulations: Sequence[int] | None = None
    nominations: Sequence[int] | None = None


ALL_SEEN = Seen()


def facts(by: str, seen: Seen = ALL_SEEN) -> Select[Any]:
    """Return the selection of the facts: ``rid`` and ``id`` of an opportunity, the ``key`` by which it is counted, a
    truth for each of ``COUNTS``, the ``reason`` why it was missed, numbers of ``PEOPLE``, and ``DAYS``. What the State
    offers to others is no opportunity that it received."""
    offer = table_of(Opportunity)
    of_entity = by == "entity"
    sent, named = _sent(of_entity, seen).subquery("sent"), _named(of_entity, seen).subquery("named")
    entered = func.date(offer.c.created_at / literal(1000), "unixepoch")
    received = func.coalesce(offer.c.received_on, entered)
    source: Any = offer
    keys: dict[str, ColumnElement[Any]] = {
        "": literal(""), "year": func.substr(received, 1, 4), "kind": offer.c.kind, "offered_by": offer.c.offered_by,
        "created_desk": offer.c.created_desk,
    }  # fmt: skip
    with_sent, with_named = sent.c.id == offer.c.id, named.c.id == offer.c.id
    if of_entity:
        pairs = _entities(seen).subquery("pairs")
        source = source.outerjoin(pairs, pairs.c.id == offer.c.id)
        keys["entity"] = pairs.c.entity
        with_sent, with_named = (and_(on, part.c.entity == pairs.c.entity)
                                 for on, part in ((with_sent, sent), (with_named, named)))  # fmt: skip
    stage = func.coalesce(offer.c.stage, "")
    went, chosen = func.coalesce(named.c.went, 0) > 0, func.coalesce(named.c.won, 0) > 0
    whole_offer = not of_entity
    truths = {
        "received": literal(True),
        "circulated": or_(sent.c.id.is_not(None), and_(literal(whole_offer), stage == "circulated")),
        "answered": func.coalesce(sent.c.answered, 0) > 0,
        "nominated": or_(went, stage.in_(_SENT)) if whole_offer else went,
        "won": or_(chosen, stage == "awarded") if whole_offer else chosen,
        "lost": and_(stage == "lost", ~chosen, literal(True) if whole_offer else went),
        "missed": stage == "lapsed",
    }
    days = {
        "received_on": _day(received),
        "circulated_on": func.coalesce(sent.c.sent_on, _on(offer, whole_offer, stage == "circulated")),
        "answered_on": sent.c.answered_on,
        "nominated_on": func.coalesce(named.c.went_on, _on(offer, whole_offer, stage == "submitted")),
        "result_on": func.coalesce(named.c.result_on, _on(offer, whole_offer, stage.in_(("awarded", "lost")))),
    }
    return (
        select(
            offer.c.rid, offer.c.id, keys[by].label("key"), offer.c.missed.label("reason"),
            *(case((value, 1), else_=0).label(name) for name, value in truths.items()),
            *(value.label(name) for name, value in days.items()),
            *(func.coalesce(named.c[name], 0).label(name) for name in PEOPLE),
        )
        .select_from(source.outerjoin(sent, with_sent).outerjoin(named, with_named))
        .where(offer.c.deleted.is_(False), offer.c.direction.is_distinct_from("by_state"))
    )  # fmt: skip


def chosen(by: str, key: Any, what: str) -> Select[Any]:
    """Return the selection of the ids of those that a figure counts."""
    wanted = facts(by)
    fact = wanted.subquery("fact")
    same = fact.c.key.is_(None) if key is None else fact.c.key == key
    return select(fact.c.id).where(fact.c[what] == 1, *([same] if by else []))


@rights.needs(rights.READER)
def key_titles(store: Store, by: str, keys: Sequence[Any]) -> list[str]:
    """Return what the keys of a grouping are called in the present language."""
    named: Mapping[Any, str] = {}
    if by in ("offered_by", "entity"):
        named = titles(store, [one for one in keys if one])
    elif by == "created_desk":
        named = desks.desk_names(store)
    elif by == "kind":
        named = {one: Choice(OPPORTUNITY_KIND).label(one) for one in keys if one}
    elif by == "year":
        named = {one: digits(one) for one in keys if one}
    return [named.get(one, str(one)) if one else tr(_NO_ENTITY if by == "entity" else _NOT_KNOWN) for one in keys]


def _sent(of_entity: bool, seen: Seen) -> Select[Any]:
    """Return when each opportunity was sent first, and whether and when it was answered first."""
    act, line = table_of(Circulation), table_of(Addressee)
    answered = and_(line.c.reply.is_not(None), line.c.deleted.is_(False))
    by = [act.c.about, *([line.c.entity] if of_entity else [])]
    return (
        select(
            act.c.about.label("id"), *([line.c.entity] if of_entity else []),
            func.min(_day(act.c.sent_on)).label("sent_on"), func.max(case((answered, 1), else_=0)).label("answered"),
            func.min(case((answered, _day(line.c.replied_on)))).label("answered_on"),
        )
        .select_from(act.outerjoin(line, and_(line.c.circulation == act.c.id, line.c.deleted.is_(False))))
        .where(act.c.deleted.is_(False), act.c.sent_on.is_not(None), *_among(act.c.rid, seen.circulations))
        .group_by(*by)
    )  # fmt: skip


def _named(of_entity: bool, seen: Seen) -> Select[Any]:
    """Return how many nominations of each opportunity were submitted and won, when, and of whom."""
    one, person = table_of(Nomination), table_of(Expert)
    stage = func.coalesce(one.c.stage, "")
    went = or_(stage.in_(_OUT), one.c.note_date.is_not(None))
    chosen = stage.in_(_CHOSEN)
    went_on = func.coalesce(_day(one.c.note_date), case((stage == "submitted", one.c.stage_on)))
    result_on = func.coalesce(_day(one.c.result_on), case((stage.in_(_DECIDED), one.c.stage_on)))
    is_person, known = one.c.institution.is_(None), person.c.sex.is_not(None)
    parts = {
        "went": went, "won": chosen,
        "nominees": and_(went, is_person), "nominees_known": and_(went, is_person, known),
        "nominees_women": and_(went, is_person, person.c.sex == "female"),
        "chosen": and_(chosen, is_person), "chosen_known": and_(chosen, is_person, known),
        "chosen_women": and_(chosen, is_person, person.c.sex == "female"),
    }  # fmt: skip
    by = [one.c.opportunity.label("id"), *([one.c.proposed_by.label("entity")] if of_entity else [])]
    return (
        select(
            *by, *(func.sum(case((part, 1), else_=0)).label(name) for name, part in parts.items()),
            func.min(case((went, went_on))).label("went_on"), func.min(case((went, result_on))).label("result_on"),
        )
        .select_from(one.outerjoin(person, and_(person.c.id == one.c.expert, person.c.deleted.is_(False))))
        .where(one.c.deleted.is_(False), one.c.opportunity.is_not(None), *_among(one.c.rid, seen.nominations))
        .group_by(*by)
    )  # fmt: skip


def _entities(seen: Seen) -> Any:
    """Return each opportunity with each entity that it concerns, once."""
    offer, act, line, one = map(table_of, (Opportunity, Circulation, Addressee, Nomination))
    named = func.json_each(offer.c.for_entities).table_valued("value")
    sent = (
        select(act.c.about.label("id"), line.c.entity.label("entity"))
        .join(line, line.c.circulation == act.c.id)
        .where(act.c.deleted.is_(False), line.c.deleted.is_(False), act.c.sent_on.is_not(None))
        .where(line.c.entity.is_not(None), *_among(act.c.rid, seen.circulations))
    )
    useful = select(offer.c.id, named.c.value).select_from(offer.join(named, literal(1) == 1))
    proposed = select(one.c.opportunity, one.c.proposed_by).where(
        one.c.deleted.is_(False), one.c.proposed_by.is_not(None), *_among(one.c.rid, seen.nominations)
    )
    return union(sent, useful, proposed)


def _on(offer: Any, counts: bool, at: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return the day since which the opportunity stands at a stage, where it does."""
    return case((and_(literal(counts), at), offer.c.stage_on))


def _day(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a day where it is known to the day."""
    return case((func.length(column) == _WHOLE, column))


def _among(column: ColumnElement[Any], numbers: Sequence[int] | None) -> list[ColumnElement[bool]]:
    return [] if numbers is None else [column.in_(these(numbers))]
