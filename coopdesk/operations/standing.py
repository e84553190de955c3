"""What a step is worth: who took it, whether he was entitled to, and whether what he decided on still stands there.

A step that decides names the parts of the record (itself, its lines, its files) by a digest of what each held, and how
far it had seen. A part that is not at this desk, for it is for fewer readers, says nothing; one that differs changed
since.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import cache, partial
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple

import msgspec

from coopdesk.history.register import Register
from coopdesk.operations import grants, repeats, rights, step_parts
from coopdesk.operations.step_parts import Parts
from coopdesk.records import BY_ENTITY, Record
from coopdesk.records.base import AUDIENCE, fields_of
from coopdesk.records.steps import STEPPED, Step
from coopdesk.store import holding
from coopdesk.store.holding import Hold
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey
from coopdesk.store.state import AT_ONCE, Name
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


class Known:
    """Who may do what, as it is known here: asked of once for the steps of many records."""

    def __init__(self, store: Store) -> None:
        me = trust.me(store)
        self._central: Collection[str] = me.trusted.central if me is not None else ()
        self._alone = me is None and store.is_ministry
        self.at = cache(partial(grants.at, store))
        self.desks_of = cache(partial(grants.desks_of, store))

    def is_central(self, desk: str) -> bool:
        """Tell whether a desk is of the Ministry."""
        return self._alone or desk in self._central


def digests(parts: Parts, holds: Mapping[int, Hold] | None = None) -> dict[str, str]:
    """Return the parts of a record that are at this desk, each with a digest of what it shows.

    ``holds``: as the parts would show under these, instead of under those that are kept.
    """
    aside, found = aside_of(parts.cls), {}
    for part in parts.parts:
        hold = part.hold if holds is None else holds.get(part.rid)
        named: Mapping[Name, Register] = part.registers
        if hold is not None:
            named = holding.registers(part.operations(), hold)
            if all(field in hold.live for field, _ in named):
                continue
        heads = [
            [*name, [head.entry for head in register.heads]]
            for name, register in sorted(named.items())
            if part.id != parts.id or name[0] not in aside
        ]
        found[part.id] = hashlib.sha256(msgspec.msgpack.encode(heads)).hexdigest()[:16]
    return found


def aside_of(cls: type[Record]) -> frozenset[int]:
    """Return the registers of a record which are no part of what is decided on."""
    return frozenset({one.register for one in fields_of(cls) if one.name in _ASIDE} | {AUDIENCE})


def decided_on(parts: Parts) -> str:
    """Return what a step keeps of what it decides on: the parts, and the last operation of each writer in them."""
    upto = dict[bytes, int]()
    for part in parts.parts:
        for one in part.written:
            writer = parts.writers[one.writer]
            upto[writer] = max(one.n, upto.get(writer, 0))
    lines = [f"{_UPTO}{writer.hex()} {n}" for writer, n in sorted(upto.items())]
    return "\n".join([*lines, *(f"{id} {digest}" for id, digest in sorted(digests(parts).items()))])


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


def is_proven(parts: Parts, said: Mapping[str, Any], known: Known) -> bool:
    """Tell whether a step counts at every desk: it is proven, or of a desk where nobody has a key."""
    found = worth(parts, said, known)
    if found is None or found.proof != "unsigned":
        return found is not None and found.proof == "proven"
    return not known.at(parts.desk or "")


def sign(record: Any, own: OfficerKey) -> None:
    """Sign the step that a record is in, as its fields say it. No two signatures are the same (``repeats``)."""
    once = token_hex(_ONCE)
    record.stage_key = grants.public_of(own)
    record.stage_proof = once + grants.sign(own, _PURPOSE, _content(record, once))


@rights.needs(rights.READER)
def of(store: Store, cls: type[Record], id: str) -> Standing | None:
    """Return what the last step of a record is worth; None where none was taken, or it is one that anybody takes."""
    with store.reading() as connection:
        parts = step_parts.one_of(connection, cls, id)
    return worth(parts, _last(parts), Known(store))


@rights.needs(rights.READER)
def of_step(store: Store, cls: type[Record], id: str, said: Mapping[str, Any]) -> Standing | None:
    """Return what a step is worth that a record takes or took. ``said``: what its register holds, by field, and the
    name of its ``operation`` in the history."""
    with store.reading() as connection:
        return worth(step_parts.one_of(connection, cls, id), said, Known(store))


def worth(parts: Parts, said: Mapping[str, Any], known: Known) -> Standing | None:
    """Return what a step of a record is worth, as ``of_step`` does."""
    cls = parts.cls
    steps = [one for one in cls.__steps__ if one.target == said["stage"]] if said.get("stage") is not None else []
    if not steps:
        return None
    record: Any = SimpleNamespace(**{name: said[name] for name in STEPPED}, id=parts.id, __entity__=cls.__entity__)
    record.created_desk = parts.desk
    changed: list[tuple[str, str]] = []
    if record.stage_of:
        differ = set(differing(parts, digests(parts), parts_in(record.stage_of)))
        found = sorted((one for one in parts.parts if one.id in differ), key=lambda one: one.rid)
        changed = [(BY_ENTITY[one.entity].__tablename__, one.id) for one in found if one.entity in BY_ENTITY]
    return Standing(record.stage, _proof(parts, record, steps, said.get("operation"), known), changed)


def differing(parts: Parts, present: Mapping[str, str], decided: Mapping[str, str]) -> list[str]:
    """Return the parts that are otherwise than they were decided on, and those that nobody decided on.

    The paper on which a later step was given belongs to that step.
    """
    later = later_papers(parts, decided)
    return [one for one, digest in present.items() if decided.get(one) != digest and one not in later]


def later_papers(parts: Parts, decided: Collection[str]) -> set[str]:
    """Return the files on which a step was given that came after what was decided on."""
    return {one.id for one in parts.parts if one.paper and one.id not in decided}


@rights.needs(rights.READER)
def counting(store: Store, cls: type[Record], ids: Iterable[str]) -> dict[str, bool]:
    """Tell of records whether the last step of each may be gone on from."""
    known, found, wanted = Known(store), dict[str, bool](), list(ids)
    for start in range(0, len(wanted), AT_ONCE):
        with store.reading() as connection:
            several = step_parts.read(connection, cls, wanted[start : start + AT_ONCE])
        for id, parts in several.items():
            said = _last(parts)
            found[id] = said.get("stage") is None or is_proven(parts, said, known)
    return found


def _last(parts: Parts) -> dict[str, Any]:
    """Return what the last step of a record says."""
    return parts.said | {"operation": repeats.shown(parts)}


def _proof(parts: Parts, record: Any, steps: list[Step], operation: str | None, known: Known) -> Proof:
    if not (record.stage_key and record.stage_proof):
        return "unsigned"
    once, signature = record.stage_proof[: 2 * _ONCE], record.stage_proof[2 * _ONCE :]
    if not grants.verifies(record.stage_key, signature, _PURPOSE, _content(record, once)):
        return "forged"
    desks = known.desks_of(record.stage_key)
    if not any(_is_entitled(known, record, step, desk) for desk in desks for step in steps):
        return "not_entitled"
    return "repeated" if repeats.is_repeated(parts, record.stage_proof, operation) else "proven"


def _is_entitled(known: Known, record: Any, step: Step, desk: str) -> bool:
    """Tell whether the key of a step had the role for it at a desk, and whether it was for that desk to take."""
    if not (known.is_central(desk) or (not step.ministry and desk == record.created_desk)):
        return False
    given, day = known.at(desk), record.stage_on or ""
    elsewhere = record.stage_given not in (None, "here")
    if not _holds(given.get(record.stage_key, ()), record.stage_by, day, rights.OFFICER if elsewhere else step.role):
        return False
    everyone = [grant for several in given.values() for grant in several]
    return not elsewhere or _holds(everyone, record.stage_for, day, step.role)


def _holds(given: Iterable[grants.Grant], officer: str | None, day: str, least: str) -> bool:
    held = grants.role_on(given, officer or "", day)
    return held is not None and rights.ROLES.index(held.role) >= rights.ROLES.index(least)


def _lines(decided: str | None) -> list[str]:
    return [line for line in (decided or "").splitlines() if " " in line]


def _content(record: Any, once: str) -> bytes:
    values = [getattr(record, name) for name in _SIGNED]
    return msgspec.msgpack.encode([record.id, record.__entity__, once, *values])
