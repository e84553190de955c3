"""Recovering a forgotten passphrase: a desk that nobody can open asks, the Ministry answers, the desk takes the answer.

The request and the answer work on the home alone: nobody is known while it cannot be opened.
"""

from pathlib import Path
from typing import Any

import msgspec

from coopdesk.errors import Refused
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.operations import grants, rights
from coopdesk.operations.desks import desk_names
from coopdesk.operations.enrolment import read_paper
from coopdesk.operations.ledger import signed_in
from coopdesk.operations.record import instant
from coopdesk.operations.titles import titles
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey as Own
from coopdesk.sync import fingerprint, outgoing, recovery, trust
from coopdesk.world import SYSTEM, World

ROOT = "coopdesk-recovery.age"
_NO_KEY = N_("The recovery key is not in this home. Give the folder to which the root keys were exported.")
_NOT_OPENED = N_("The recovery key in {place} does not open with this passphrase.")
_ANOTHERS = N_(
    "What this request holds under the name of {name} is the key of somebody else, or one that is not known here. "
    "Import the newest bundle of the desk; if it stays so, do not answer, and ask the desk."
)


def request(home: Path, out: Path, passphrase: str, world: World = SYSTEM) -> dict[str, str]:
    """Write the request of a desk that nobody can open; returns its eight words in both languages.

    ``passphrase``: the new one, which the answer will be taken with.
    """
    data, content = recovery.request(home, passphrase, world)
    outgoing.put(out, data, world.reached)
    return _words(content)


@rights.needs(rights.ADMINISTRATOR)
def read_request(store: Store, path: Path) -> dict[str, Any]:
    """Return what a request asks for: its words, when it was made, and whose keys could be recovered, each with the
    desk that says so here (``desk``, ``desk_name``, empty for none); ``key_here``: the recovery key lies in this home.

    An officer without an id stands for a desk where nobody is named."""
    asked = recovery.read_request(read_paper(path, recovery.MOST_BYTES), path.name)
    ids = [officer for officer, _ in asked.request.sealed]
    named, desks, at = titles(store, list(filter(None, ids))), desk_names(store), _desks_of(store, ids)
    officers = [
        {"id": one, "name": named.get(one, ""), "desk": at.get(one, ""), "desk_name": desks.get(at.get(one, ""), "")}
        for one in ids
    ]
    return {
        **_words(asked.content), "made": instant(asked.request.made), "officers": officers,
        "key_here": bool(trust.recovery_key(store)),
    }  # fmt: skip


def check_words(path: Path, words: str) -> None:
    """Compare words that were heard with those of a request file; raises ``Refused`` where they differ."""
    recovery.check_words(recovery.read_request(read_paper(path, recovery.MOST_BYTES), path.name), words)


@rights.needs(rights.ADMINISTRATOR)
def answer(
    store: Store, path: Path, officer: str, out: Path, *, words: str | None = None,
    roots: tuple[Path, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write the answer for an officer; returns the words of the request and whether they were compared.

    ``roots``: the folder of the exported root keys and its passphrase, where the recovery key is not at home any more.
    Raises ``Refused``: other words, another Ministry, nothing of that officer, the key of another.
    """
    asked = recovery.read_request(read_paper(path, recovery.MOST_BYTES), path.name)
    if words is not None:
        recovery.check_words(asked, words)
    found = recovery.opened(asked, officer, _identity(store, roots))
    if found.own is not None and not _is_key_of(store, found.own, officer):
        raise Refused(_ANOTHERS, name=titles(store, [officer]).get(officer) or officer)
    outgoing.put(out, recovery.answer(asked, found), store.world.reached)
    return {**_words(asked.content), "officer": officer or None, "verified": words is not None}


def accept(home: Path, path: Path, passphrase: str) -> str | None:
    """Take the answer of the Ministry with the passphrase that was chosen with the request: it is its officer's from
    now on; returns the officer's id."""
    return recovery.accept(home, read_paper(path, recovery.MOST_BYTES), path.name, passphrase)


def _is_key_of(store: Store, own: Own, officer: str) -> bool:
    """Tell whether a key is known as that of an officer, and of nobody else: a request could name it wrongly."""
    return grants.officers_of(store, grants.public_of(own)) == {officer}


def _desks_of(store: Store, officers: list[str]) -> dict[str, str]:
    """Return the desk that an officer's key is known to be of, by officer, where it is known."""
    with store.reading() as connection:
        signed = signed_in(connection)
    named = ((one.grant.officer, desk) for desk, several in signed.items() for one in several)
    return {officer: desk for officer, desk in named if officer in officers}


def _identity(store: Store, roots: tuple[Path, str] | None) -> str:
    if roots is None:
        found = trust.recovery_key(store)
        if not found:
            raise Refused(_NO_KEY)
        return found
    folder, passphrase = roots
    try:
        return msgspec.msgpack.decode(
            seal.open_by_words(passphrase, read_paper(folder / ROOT, recovery.MOST_BYTES)), type=bytes
        ).decode("ascii")
    except (seal.Unreadable, msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(_NOT_OPENED, place=folder) from None


def _words(content: bytes) -> dict[str, str]:
    return {f"words_{lang}": fingerprint.spoken(content, lang) for lang in ("en", "ar")}
