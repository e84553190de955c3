"""What a step is worth: who took it, whether he was entitled to, and whether what he decided on still stands there.

A step that decides names the parts of the record (itself, its lines, its files) by a digest of what each held, and how
far it had seen. A part that is not at this desk, for it is for fewer readers, says nothing; one that differs changed
since.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from coopdesk.history.register import Register
from coopdesk.operations import grants, repeats, rights
from coopdesk.records import BY_ENTITY, Attachment, Record
from coopdesk.records.base import AUDIENCE, fields_of, table_of
from coopdesk.records.steps import STEPPED, Step
from coopdesk.store import holding
from coopdesk.store.holding import Hold
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey
from coopdesk.store.state import operations
from coopdesk.store.tables import RECORD, REG
from coopdesk.sync import trust

_PURPOSE = b"coopdesk/step/1\0"
_ONCE = 16
_ASIDE = ("stage", "registry_number", "classification", "degree_reason", "version")
_UPTO, _MOST_DIGITS = "@", 19
_SIGNED = tuple(name for name in STEPPED if name not in ("stage_key", "stage_proof"))

Proof = Literal["proven", "unsigned", "forged", "repeated", "not_entitled"]


class Standing(NamedTuple):
    """``proof``: ``unsigned`` by a person without a key, ``not_entitled`` by one whose role was too low, ``forged``
    where the signature is not that of the key, ``repeated`` where an older step was written again. ``changed``: (type,
    id) of the parts that are otherwise now."""

    stage: str
    proof: Proof
    changed: list[tuple[str, str]]


def parts_of(
    connection: Connection, cls: type[Record], record_id: str, holds: Mapping[int, Hold] | None = None
) -> dict[str, str]:
    """Return the parts of a record that are at this desk, each with a digest of what it shows.

    ``holds``: as the parts would show under these, instead of under those that are kept.
    """
    aside, found = aside_of(cls), {}
    parts = local_parts(connection, record_id)
    kept = holding.held(connection, parts) if holds is None else holds
    for rid, id in parts.items():
        hold = kept.get(rid)
        if hold is None:
            wanted = select(REG.c.field, REG.c.key, REG.c.state).where(REG.c.rid == rid)
            named = {(row.field, row.key): Register.decode(row.state) for row in connection.execute(wanted)}
        else:
            named = holding.registers(operations(connection, rid=rid), hold)
            if all(field in hold.live for field, _ in named):
                continue
        heads = [
            [*name, [head.entry for head in register.heads]]
            for name, register in sorted(named.items())
            if id != record_id or name[0] not in aside
        ]
        found[id] = hashlib.sha256(msgspec.msgpack.encode(heads)).hexdigest()[:16]
    return found


def aside_of(cls: type[Record]) -> frozenset[int]:
    """Return the registers of a record which are no part of what is decided on."""
    return frozenset({one.register for one in fields_of(cls) if one.name in _ASIDE} | {AUDIENCE})


def decided_on(connection: Connection, cls: type[Record], record_id: str) -> str:
    """Return what a step keeps of what it decides on: the parts, and the last operation of each writer in them."""
    upto = dict[bytes, int]()
    for rid in local_parts(connection, record_id):
        for one in operations(connection, rid=rid):
            upto[one.writer] = max(one.n, upto.get(one.writer, 0))
    parts = parts_of(connection, cls, record_id)
    lines = [f"{_UPTO}{writer.hex()} {n}" for writer, n in sorted(upto.items())]
    return "\n".join([*lines, *(f"{id} {digest}" for id, digest in sorted(parts.items()))])


def parts_in(decided: str | None) -> dict[str, str]:
    """Return the parts that a step names, each with its digest, from what ``decided_on`` made of them."""
    return dict(line.split(" ", 1) for line in _lines(decided) if not line.startswith(_UPTO))


def upto_in(decided: str | None) -> dict[bytes, int]:
    """Return the last operation of each writer that a step had seen; of what is no number, nothing."""
    found = {}
    for line in _lines(decided):
        writer, _, n = line.removeprefix(_UPTO).partition(" ")
        if line.startswith(_UPTO) and n.isdecimal() and len(n) < _MOST_DIGITS:
            with suppress(ValueError):
                found[bytes.fromhex(writer)] = int(n)
    return found


@rights.needs(rights.READER)
def is_proven(store: Store, cls: type[Record], id: str, said: Mapping[str, Any]) -> bool:
    """Tell whether a step counts at every desk: it is proven, or of a desk where nobody has a key."""
    found = of_step(store, cls, id, said)
    if found is None or found.proof != "unsigned":
        return found is not None and found.proof == "proven"
    return not grants.at(store, _desk_of(store, cls, id) or "")


def sign(record: Any, own: OfficerKey) -> None:
    """Sign the step that a record is in, as its fields say it. No two signatures are the same (``repeats``)."""
    once = token_hex(_ONCE)
    record.stage_key = grants.public_of(own)
    record.stage_proof = once + grants.sign(own, _PURPOSE, _content(record, once))


@rights.needs(rights.READER)
def of(store: Store, cls: type[Record], id: str) -> Standing | None:
    """Return what the last step of a record is worth; None where none was taken, or it is one that anybody takes."""
    return of_step(store, cls, id, _said(store, cls, id))


@rights.needs(rights.READER)
def of_step(store: Store, cls: type[Record], id: str, said: Mapping[str, Any]) -> Standing | None:
    """Return what a step is worth that a record takes or took. ``said``: what its register holds, by field, and the
    name of its ``operation`` in the history."""
    if said.get("stage") is None:
        return None
    steps = [one for one in cls.__steps__ if one.target == said["stage"]]
    if not steps:
        return None
    record: Any = SimpleNamespace(**{name: said[name] for name in STEPPED}, id=id, __entity__=cls.__entity__)
    record.created_desk = _desk_of(store, cls, id)
    changed: list[tuple[str, str]] = []
    if record.stage_of:
        with store.reading() as connection:
            differ = differing(connection, parts_of(connection, cls, id), parts_in(record.stage_of))
            changed = _types_of(connection, differ)
    return Standing(record.stage, _proof(store, record, steps, said.get("operation")), changed)


def differing(connection: Connection, present: Mapping[str, str], decided: Mapping[str, str]) -> list[str]:
    """Return the parts that are otherwise than they were decided on, and those that nobody decided on.

    The paper on which a later step was given belongs to that step.
    """
    differ = [one for one, digest in present.items() if decided.get(one) != digest]
    later = papers_among(connection, differ) - decided.keys()
    return [one for one in differ if one not in later]


def papers_among(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of these files on which a step was given."""
    attached = table_of(Attachment)
    wanted = select(attached.c.id).where(attached.c.id.in_(list(ids)), attached.c.paper.is_(True))
    return set(connection.execute(wanted).scalars())


@rights.needs(rights.READER)
def counts(store: Store, cls: type[Record], id: str) -> bool:
    """Tell whether the last step of a record may be gone on from."""
    said = _said(store, cls, id)
    return said.get("stage") is None or is_proven(store, cls, id, said)


def _said(store: Store, cls: type[Record], id: str) -> dict[str, Any]:
    with store.session() as session:
        record: Any = session.scalars(select(cls).where(cls.id == id)).one_or_none()
        said = {name: getattr(record, name) for name in STEPPED} if record is not None else {}
        return said | {"operation": repeats.shown(session.connection(), cls, id)}


def _desk_of(store: Store, cls: type[Record], id: str) -> str | None:
    with store.reading() as connection:
        return connection.execute(select(table_of(cls).c.created_desk).where(table_of(cls).c.id == id)).scalar()


def _proof(store: Store, record: Any, steps: list[Step], operation: str | None) -> Proof:
    if not (record.stage_key and record.stage_proof):
        return "unsigned"
    once, signature = record.stage_proof[: 2 * _ONCE], record.stage_proof[2 * _ONCE :]
    if not grants.verifies(record.stage_key, signature, _PURPOSE, _content(record, once)):
        return "forged"
    desks = grants.desks_of(store, record.stage_key)
    entitled = any(_is_entitled(store, record, step, desk) for desk in desks for step in steps)
    if not entitled:
        return "not_entitled"
    with store.reading() as connection:
        cls = BY_ENTITY[record.__entity__]
        again = repeats.is_repeated(connection, cls, record.id, record.stage_proof, operation)
    return "repeated" if again else "proven"


def _is_entitled(store: Store, record: Any, step: Step, desk: str) -> bool:
    """Tell whether the key of a step had the role for it at a desk, and whether it was for that desk to take."""
    if not (_is_central(store, desk) or (not step.ministry and desk == record.created_desk)):
        return False
    given, day = grants.at(store, desk), record.stage_on or ""
    elsewhere = record.stage_given not in (None, "here")
    if not _holds(given.get(record.stage_key, ()), record.stage_by, day, rights.OFFICER if elsewhere else step.role):
        return False
    everyone = [grant for several in given.values() for grant in several]
    return not elsewhere or _holds(everyone, record.stage_for, day, step.role)


def _holds(given: Iterable[grants.Grant], officer: str | None, day: str, least: str) -> bool:
    held = grants.role_on(given, officer or "", day)
    return held is not None and rights.ROLES.index(held.role) >= rights.ROLES.index(least)


def _is_central(store: Store, desk: str) -> bool:
    me = trust.me(store)
    return desk in me.trusted.central if me is not None else store.is_ministry


def local_parts(connection: Connection, record_id: str) -> dict[int, str]:
    """Return the local numbers and ids of a record, its lines and its files."""
    attached = table_of(Attachment)
    owned = select(RECORD.c.rid, RECORD.c.id).where((RECORD.c.owner == record_id) | (RECORD.c.id == record_id))
    files = select(attached.c.rid, attached.c.id).where(attached.c.subject == record_id)
    return {row.rid: row.id for wanted in (owned, files) for row in connection.execute(wanted)}


def _lines(decided: str | None) -> list[str]:
    return [line for line in (decided or "").splitlines() if " " in line]


def _types_of(connection: Connection, ids: list[str]) -> list[tuple[str, str]]:
    wanted = select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(ids)).order_by(RECORD.c.rid)
    return [
        (BY_ENTITY[row.entity].__tablename__, row.id) for row in connection.execute(wanted) if row.entity in BY_ENTITY
    ]


def _content(record: Any, once: str) -> bytes:
    values = [getattr(record, name) for name in _SIGNED]
    return msgspec.msgpack.encode([record.id, record.__entity__, once, *values])
