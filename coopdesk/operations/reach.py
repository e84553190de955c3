"""Who may see what: for whom a print is, which desks an audience names, and what a change of audience would do.

A line is seen by those who see what it belongs to and, where it has an audience of its own, are in that too; its degree
is the higher of the two. A file is seen with what it is attached to. All follows what the exchange sends to whom.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import AUDIENCES, parse_id
from coopdesk.i18n import N_, P_, isolate, tr
from coopdesk.operations import alike, degrees, desks, rights
from coopdesk.operations.audience_words import audience_of
from coopdesk.operations.listing import Group, Listing, ids as ids_of
from coopdesk.operations.record import existing
from coopdesk.operations.record_types import record_type
from coopdesk.records import BY_ENTITY, Attachment, Owned
from coopdesk.records.base import DEGREES, rank, table_of
from coopdesk.store.home import Store
from coopdesk.store.tables import FEED, OP, RECORD, SEGMENT
from coopdesk.sync import receivers, trust
from coopdesk.sync.audiences import ALL, MINISTRY, feed_audience, members
from coopdesk.sync.roster import Trusted

_NOBODY = N_("There is no desk or group “{code}” here. Write all, ministry, or a code that is known here.")
_NO_DEGREE = N_("“{value}” is no degree. The degrees are: {degrees}.")
_NOT_FOR = N_("{reader} may not see this record, so nothing of it is printed for them. Widen its audience first.")
_NOT_FOR_GUARDED = N_(
    "{reader} may not see this record, so nothing of it is printed for them. It is {degree}: let whoever classified it "
    "decide whether more may read it."
)
_TOO_HIGH = N_("This record is {degree}, and the print is for {upto} at most. Choose a higher degree for it.")
_GAINS, _LOSES = N_("From now on it goes to: {desks}."), N_("It goes no more to: {desks}.")
_ALONG = N_("Along with it: {what}.")
_LINES, _FILES = P_("{n} line", "{n} lines"), P_("{n} file", "{n} files")
_TELLING = P_(
    "{n} record that tells of it still goes there: narrow its audience, too.",
    "{n} records that tell of it still go there: narrow their audience, too.",
)
_STAYS = N_("What was sent already stays with them.")
_UNSENT = N_("Until the next bundle is sent, this can be taken back whole. What was sent stays with those who have it.")
_EVERY = N_("every other desk", "that a record goes to")
_SAME = N_("The same desks see it as before.")


class Reader(NamedTuple):
    """For whom something is. ``word``: as it was asked for, empty for whoever is at this desk; ``upto``: the highest
    degree that he may see; ``name``: what he is called."""

    word: str = ""
    upto: str = DEGREES[-1]
    name: str = ""

    @property
    def sees_all(self) -> bool:
        """Whether nothing is kept from him."""
        return not self.word and self.upto == DEGREES[-1]


ANYBODY = Reader()


class Change(NamedTuple):
    """What a change of audience does: the names of the desks that gain and lose sight of a record, how many of its
    lines and files go along, whether it was sent before to those who lose it, and how many records that tell of it and
    began for whom it is (the indicators of a project) stay with them."""

    gains: list[str]
    loses: list[str]
    lines: int
    files: int
    sent: bool
    stay: int = 0


@rights.needs(rights.READER)
def readers(store: Store) -> dict[str, str]:
    """Return for whom a print may be: what is written for it, and how it is called."""
    others = {code: name for code, name in desks.desk_names(store).items() if code != store.desk}
    return {word: tr(AUDIENCES[word]) for word in (ALL, MINISTRY)} | others | _groups(store)


@rights.needs(rights.READER)
def reader(store: Store, word: str = "", upto: str = "") -> Reader:
    """Return for whom something is. Raises ``NotFound``, ``InvalidValue``."""
    wanted = word.strip()
    wanted = wanted.lower() if wanted.lower() in (ALL, MINISTRY) else wanted.upper()
    known = {"": "", store.desk: "", **readers(store)}
    if wanted not in known:
        raise NotFound(_NOBODY, code=word[:40])
    if upto and upto not in DEGREES:
        raise InvalidValue(_NO_DEGREE, value=upto[:40], degrees=", ".join(DEGREES))
    return Reader("" if wanted == store.desk else wanted, upto or DEGREES[-1], known[wanted])


@rights.needs(rights.READER)
def seen_by(store: Store, connection: Connection, who: Reader, ids: Iterable[str]) -> set[str]:
    """Return those of these records that a reader may see."""
    if who.sees_all:
        return set(ids)
    ids = list(ids)
    known = trust.trusted(store)
    above = degrees.above_of(connection, ids)
    everything = list(dict.fromkeys([*ids, *above.values()]))
    rids = degrees.rids_of(connection, everything)
    audiences = receivers.audiences(connection, rids.values())
    allowed = {one for one in everything if one in rids and _sees(who, audiences[rids[one]], known)}
    held = degrees.degrees_of(connection, ids)
    return {
        id for id, degree in held
        if id in allowed and above.get(id, id) in allowed and rank(degree) <= rank(who.upto)
    }  # fmt: skip


@rights.needs(rights.READER)
def narrowed(store: Store, found: Listing, who: Reader) -> Listing:
    """Return a list without what a reader may not see."""
    if who.sees_all:
        return found
    ids = ids_of(store, found)
    with store.reading() as connection:
        seen = seen_by(store, connection, who, ids)
    kept = [id in seen for id in ids]
    groups, start = [], 0
    for one in found.groups:
        count = sum(kept[start : start + one.count])
        groups += [Group(one.value, one.title, count)] if count else []
        start += one.count
    numbers = array("q", (n for n, stays in zip(found.numbers, kept, strict=True) if stays))
    return Listing(found.type, numbers, found.group, tuple(groups))


@rights.needs(rights.READER)
def check_sees(store: Store, connection: Connection, who: Reader, id: str) -> None:
    """Raise ``Refused`` where a reader may not see a record."""
    if id in seen_by(store, connection, who, [id]):
        return
    [(_, degree)] = degrees.degrees_of(connection, [id])
    if rank(degree) > rank(who.upto):
        raise Refused(_TOO_HIGH, degree=degrees.label(DEGREES[rank(degree)]), upto=degrees.label(who.upto))
    if degrees.rules(store).notes(degree):
        raise Refused(_NOT_FOR_GUARDED, reader=who.name, degree=degrees.label(DEGREES[rank(degree)]))
    raise Refused(_NOT_FOR, reader=who.name)


@rights.needs(rights.READER)
def change(store: Store, type: str, id: str, audience: str) -> Change:
    """Return what another audience would do to a record; nothing is changed. Raises ``NotFound``, ``InvalidValue``."""
    after = audience_of(audience)
    known = trust.trusted(store)
    with store.session() as session:
        record = existing(session, record_type(type), id)
        connection = session.connection()
        was = _desks(store, feed_audience(record.audience, record.created_desk), known)
        becomes = _desks(store, feed_audience(after, record.created_desk), known)
        owned = _below(connection, parse_id(id))
        lost = was - becomes
        return Change(
            _named(store, becomes - was), _named(store, lost), owned[0], owned[1],
            bool(lost) and _was_sent(store, connection, record.rid, lost, known),
            sum(
                bool(lost & _desks(store, feed_audience(one.audience, one.created_desk), known))
                for one in (alike.those_of(session, record) if lost else ())
            ),
        )  # fmt: skip


def told(one: Change) -> list[str]:
    """Return what a change of audience does, in sentences."""
    joint = tr(N_(", ", "between items of a list"))
    found = []
    if one.gains:
        found.append(tr(_GAINS, desks=joint.join(map(isolate, one.gains))))
        along = [tr(text, n=n) for text, n in ((_LINES, one.lines), (_FILES, one.files)) if n]
        if along:
            found.append(tr(_ALONG, what=joint.join(along)))
    if one.loses:
        found.append(tr(_LOSES, desks=joint.join(map(isolate, one.loses))))
    if one.stay:
        found.append(tr(_TELLING, n=one.stay))
    if one.sent:
        found.append(tr(_STAYS))
    elif one.gains:
        found.append(tr(_UNSENT))
    return found or [tr(_SAME)]


def _sees(who: Reader, feed: str | None, known: Trusted | None) -> bool:
    if not who.word or feed == ALL:
        return True
    if feed is None or who.word == ALL:
        return False
    if known is None:
        return who.word in feed.split("+")
    return members(who.word, known) <= members(feed, known)


def _desks(store: Store, feed: str | None, known: Trusted | None) -> frozenset[str]:
    """Return the desks that receive a feed besides this one; before this desk is enrolled, the words that name them:
    which desks there are is not known then, so that all are told of as such."""
    if feed is None:
        return frozenset()
    if known is not None:
        return members(feed, known) - {store.desk}
    everybody = (ALL, MINISTRY, *desks.other_desks(store))
    return frozenset(everybody if feed == ALL else feed.split("+")) - {store.desk}


def _named(store: Store, codes: Iterable[str]) -> list[str]:
    names: Mapping[str, str] = {MINISTRY: tr(AUDIENCES[MINISTRY])} | desks.desk_names(store)
    codes = list(codes)
    if ALL in codes:
        return [tr(_EVERY)]
    return sorted(names.get(code, code) for code in codes)


def _groups(store: Store) -> dict[str, str]:
    known = trust.trusted(store)
    return {code: code for code in known.groups} if known is not None else {}


def _below(connection: Connection, id: str) -> tuple[int, int]:
    """Return how many lines and files follow a record: those with an audience of their own do not."""
    follow: list[str] = []
    for entity in connection.execute(select(RECORD.c.entity).where(RECORD.c.owner == id).distinct()).scalars():
        cls = BY_ENTITY[entity]
        if issubclass(cls, Owned) and cls.__within__ is not None:
            continue
        table = table_of(cls)
        wanted = select(table.c.id).join(RECORD, RECORD.c.rid == table.c.rid)
        own = RECORD.c.owner == id, table.c.deleted.is_(False), table.c.audience.is_(None)
        follow += connection.execute(wanted.where(*own)).scalars()
    files = table_of(Attachment)
    theirs = files.c.subject.in_([id, *follow]), files.c.deleted.is_(False)
    return len(follow), int(connection.execute(select(func.count()).select_from(files).where(*theirs)).scalar() or 0)


def _was_sent(store: Store, connection: Connection, rid: int, lost: frozenset[str], known: Trusted | None) -> bool:
    """Tell whether something of a record is in a feed of one of these desks."""
    wanted = (
        select(FEED.c.audience).distinct()
        .join(SEGMENT, SEGMENT.c.feed == FEED.c.id)
        .join(OP, OP.c.segment == SEGMENT.c.id)
        .where(OP.c.rid == rid)
    )  # fmt: skip
    return any(lost & _desks(store, one, known) for one in connection.execute(wanted).scalars())
