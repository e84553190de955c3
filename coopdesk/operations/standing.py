"""What a step is worth: who took it, whether he was entitled to, and whether what he decided on still stands there.

A step that decides names the parts of the record (itself, its lines, its files) by a digest of what each held. A part
that is not at this desk, for it is for fewer readers, says nothing; one that differs changed since.
"""

import hashlib
from collections.abc import Iterable, Mapping
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
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey
from coopdesk.store.tables import RECORD, REG
from coopdesk.sync import trust

_PURPOSE = b"coopdesk/step/1\0"
_ONCE = 16
_ASIDE = ("stage", "registry_number", "classification", "version")
_SIGNED = tuple(name for name in STEPPED if name not in ("stage_key", "stage_proof"))

Proof = Literal["proven", "unsigned", "forged", "repeated", "not_entitled"]


class Standing(NamedTuple):
    """``proof``: ``unsigned`` by a person without a key, ``not_entitled`` by one whose role was too low, ``forged``
    where the signature is not that of the key, ``repeated`` where an older step was written again. ``changed``: (type,
    id) of the parts that are otherwise now."""

    stage: str
    proof: Proof
    changed: list[tuple[str, str]]


def parts_of(connection: Connection, cls: type[Record], record_id: str) -> dict[str, str]:
    """Return the parts of a record that are at this desk, each with a digest of what it holds."""
    aside = {one.register for one in fields_of(cls) if one.name in _ASIDE} | {AUDIENCE}
    found: dict[str, list[Any]] = {}
    for rid, id in _parts(connection, record_id):
        heads: list[Any] = []
        wanted = select(REG.c.field, REG.c.key, REG.c.state).where(REG.c.rid == rid).order_by(REG.c.field, REG.c.key)
        for row in connection.execute(wanted):
            if id != record_id or row.field not in aside:
                entries = [head.entry for head in Register.decode(row.state).heads]
                heads.append([row.field, row.key, entries])
        found[id] = heads
    return {id: hashlib.sha256(msgspec.msgpack.encode(heads)).hexdigest()[:16] for id, heads in found.items()}


def named(parts: dict[str, str]) -> str:
    """Return the parts as a step keeps them."""
    return "\n".join(f"{id} {digest}" for id, digest in sorted(parts.items()))


def parts_in(decided: str | None) -> dict[str, str]:
    """Return the parts that a step names, each with its digest, from what ``named`` made of them."""
    return dict(line.split(" ", 1) for line in (decided or "").splitlines() if " " in line)


def sign(record: Any, own: OfficerKey) -> None:
    """Sign the step that a record is in, as its fields say it. No two signatures are the same (``repeats``)."""
    once = token_hex(_ONCE)
    record.stage_key = grants.public_of(own)
    record.stage_proof = once + grants.sign(own, _PURPOSE, _content(record, once))


@rights.needs(rights.READER)
def of(store: Store, cls: type[Record], id: str) -> Standing | None:
    """Return what the last step of a record is worth; None where none was taken, or it is one that anybody takes."""
    with store.session() as session:
        record: Any = session.scalars(select(cls).where(cls.id == id)).one_or_none()
        said = {name: getattr(record, name) for name in STEPPED} if record is not None else {}
        said["operation"] = repeats.shown(session.connection(), cls, id)
    return of_step(store, cls, id, said)


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
    with store.session() as session:
        made = select(table_of(cls).c.created_desk).where(table_of(cls).c.id == id)
        record.created_desk = session.execute(made).scalar()
        changed: list[tuple[str, str]] = []
        if record.stage_of:
            kept = parts_in(record.stage_of)
            present = parts_of(session.connection(), cls, id)
            differ = [one for one, digest in present.items() if kept.get(one) != digest]
            changed = _types_of(session.connection(), differ)
        proof = _proof(store, record, steps)
        if proof == "proven" and repeats.is_repeated(
            session.connection(), cls, id, record.stage_proof, said.get("operation")
        ):
            proof = "repeated"
        return Standing(record.stage, proof, changed)


@rights.needs(rights.READER)
def counts(store: Store, cls: type[Record], id: str) -> bool:
    """Tell whether the last step of a record may be gone on from: it is proven, or of a desk where nobody has a key."""
    with store.session() as session:
        desk = session.execute(select(table_of(cls).c.created_desk).where(table_of(cls).c.id == id)).scalar()
    found = of(store, cls, id)
    return found is None or found.proof == "proven" or (found.proof == "unsigned" and not grants.at(store, desk or ""))


def _proof(store: Store, record: Any, steps: list[Step]) -> Proof:
    if not (record.stage_key and record.stage_proof):
        return "unsigned"
    once, signature = record.stage_proof[: 2 * _ONCE], record.stage_proof[2 * _ONCE :]
    if not grants.verifies(record.stage_key, signature, _PURPOSE, _content(record, once)):
        return "forged"
    desks = grants.desks_of(store, record.stage_key)
    entitled = any(_is_entitled(store, record, step, desk) for desk in desks for step in steps)
    return "proven" if entitled else "not_entitled"


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


def _parts(connection: Connection, record_id: str) -> Iterable[tuple[int, str]]:
    attached = table_of(Attachment)
    owned = select(RECORD.c.rid, RECORD.c.id).where((RECORD.c.owner == record_id) | (RECORD.c.id == record_id))
    files = select(attached.c.rid, attached.c.id).where(attached.c.subject == record_id)
    for wanted in (owned, files):
        for row in connection.execute(wanted):
            yield row.rid, row.id


def _types_of(connection: Connection, ids: list[str]) -> list[tuple[str, str]]:
    wanted = select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(ids)).order_by(RECORD.c.rid)
    return [
        (BY_ENTITY[row.entity].__tablename__, row.id) for row in connection.execute(wanted) if row.entity in BY_ENTITY
    ]


def _content(record: Any, once: str) -> bytes:
    values = [getattr(record, name) for name in _SIGNED]
    return msgspec.msgpack.encode([record.id, record.__entity__, once, *values])
