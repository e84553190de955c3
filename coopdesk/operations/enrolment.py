"""Joining a Ministry, and who has joined: request, admission, answer, the list of desks, revocation, the roots."""

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from coopdesk.errors import NotFound, Refused, writing_to
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.operations import desk as desks, grants, officers, rights
from coopdesk.operations.record import instant
from coopdesk.store import access
from coopdesk.store.home import Store
from coopdesk.store.tables import BUNDLE
from coopdesk.sync import chain, enrolment, feeds, fingerprint, incoming, outgoing, peers, trust
from coopdesk.sync.audiences import receives
from coopdesk.sync.roster import Revocation

ASK_AGAIN = N_(
    "Send the request again, so that the Ministry knows the first administrator: “coopdesk desk request”. Until then "
    "no clearance of this desk counts there."
)
UNKNOWN_FIRST = N_(
    "The first administrator of {desk} is not known to the Ministry, so no clearance from there counts. Let the desk "
    "send its request again, and admit it."
)
_NO_FILE = N_("{name} cannot be read. Check that it is still there and that you may open it.")
_NO_DESK = N_("There is no desk “{code}” in the Ministry's list. “coopdesk desk list” shows the codes.")
_NO_DEVICE = N_("The desk {code} has no computer “{device}”. “coopdesk desk list --json” shows them.")
_ITSELF = N_("This computer keeps the registrar's key; it cannot revoke itself.")
_NOT_EMPTY = N_("{place} is not empty. Choose another folder; nothing was written.")


@rights.needs(rights.ADMINISTRATOR)
def request(store: Store, out: Path) -> list[str]:
    """Write the request of this desk to a file; returns its eight words in both languages, English first."""
    named = desks.identity(store)
    data, content = enrolment.request(store, (named["name_en"] or "", named["name_ar"] or ""))
    outgoing.put(out, data, store.world.reached)
    return [fingerprint.spoken(content, lang) for lang in ("en", "ar")]


def read_request(path: Path) -> dict[str, Any]:
    """Return who asks in a request file, and its eight words; raises ``Refused``. Nothing is admitted yet."""
    asked = enrolment.read_request(read_paper(path, enrolment.MOST_BYTES), path.name)
    return _told(asked)


def check_words(path: Path, words: str) -> None:
    """Compare words that were heard with those of a request file; raises ``Refused`` where they differ."""
    enrolment.check_words(enrolment.read_request(read_paper(path, enrolment.MOST_BYTES), path.name), words)


@rights.needs(rights.ADMINISTRATOR)
def enrol(store: Store, path: Path, out: Path, *, words: str | None = None, central: bool = False) -> dict[str, Any]:
    """Admit the device that asked and write the answer; returns who it is, its words and those of the Ministry.

    Raises ``Refused`` where the words differ, and at a desk that does not keep the registrar's key.
    """
    asked = enrolment.read_request(read_paper(path, enrolment.MOST_BYTES), path.name)
    answer = enrolment.admit(store, asked, central=central, words=words)
    outgoing.put(out, answer, store.world.reached)
    return _told(asked) | {"verified": words is not None, "ministry": _ministry(store)}


@rights.needs(rights.READER)
def read_answer(store: Store, path: Path) -> dict[str, str]:
    """Return the eight words of the Ministry that answers, in both languages; raises ``Refused``."""
    content = enrolment.of_ministry(enrolment.read_answer(store, read_paper(path, enrolment.MOST_BYTES), path.name))
    return {f"words_{lang}": fingerprint.spoken(content, lang) for lang in ("en", "ar")}


@rights.needs(rights.ADMINISTRATOR)
def accept(store: Store, path: Path, *, words: str | None = None) -> dict[str, Any]:
    """Join the Ministry that answered; raises ``Refused``."""
    known = enrolment.read_answer(store, read_paper(path, enrolment.MOST_BYTES), path.name)
    me = enrolment.accept(store, known, words=words)
    return {"desk": me.desk, "verified": words is not None, "ministry": _ministry(store)}


@rights.needs(rights.READER)
def listed(store: Store) -> list[dict[str, Any]]:
    """Return the desks of the roster: names, devices, what was exchanged last, what is still to go and to come.

    ``asks_again``: the desk has to send its request again, so that the Ministry knows its first administrator.
    """
    me = trust.enrolled(store)
    unknown = grants.unknown_first(store)
    with store.reading() as connection:
        heard = peers.peers(connection)
        gaps = incoming.gaps_of(connection, me.trusted)
        last = {
            (row.desk, row.out): row.at
            for row in connection.execute(
                select(BUNDLE.c.desk, BUNDLE.c.out, BUNDLE.c.at).where(BUNDLE.c.status.in_(("applied", "written")))
                .order_by(BUNDLE.c.id)
            )
        }  # fmt: skip
        held = feeds.feeds(connection)
        fresh = feeds.unsealed_by_audience(connection, me.device)
        found = []
        for entry in me.trusted.roster.desks:
            devices = [one for one in me.trusted.certificates.values() if one.desk == entry.code]
            others = [one.device for one in me.trusted.devices_of(entry.code) if one.device != me.device]
            waits = outgoing.waiting(connection, me, entry.code, heard, others, held)
            waits += sum(n for to, n in fresh.items() if receives(entry.code, to, me.device, me.trusted))
            found.append({
                "code": entry.code, "name_en": entry.name_en, "name_ar": entry.name_ar, "central": entry.central,
                "here": entry.code == me.desk, "asks_again": entry.code in unknown,
                "devices": [
                    {
                        "id": one.device.hex(), "here": one.device == me.device, "enrolled": instant(one.issued),
                        "revoked": one.device in me.trusted.revoked,
                        "heard": _instant(heard[one.device].at) if one.device in heard else None,
                    }
                    for one in devices
                ],
                "sent": _instant(last.get((entry.code, 1))), "received": _instant(last.get((entry.code, 0))),
                "to_send": waits, "gaps": [list(gap[1:]) for gap in gaps if gap[0] == entry.code],
            })  # fmt: skip
    return found


@rights.needs(rights.ADMINISTRATOR)
def revoke(store: Store, code: str, device: str = "") -> int:
    """Trust the devices of a desk, or one of them, no more; returns how many. It cannot be taken back."""
    me = trust.enrolled(store)
    if code not in me.trusted.desks:
        raise NotFound(_NO_DESK, code=code[:40])
    found = [one.device for one in me.trusted.devices_of(code) if one.device.hex().startswith(device.lower())]
    if not found:
        raise NotFound(_NO_DEVICE, code=code, device=device[:40])
    if me.device in found:
        raise Refused(_ITSELF)
    with store.writing() as writing:
        held = feeds.feeds(writing.connection)
        new = [
            Revocation(
                one, store.world.wall(), "",
                [
                    (feed.writer, feed.audience, *end)
                    for feed in held
                    if feed.writer[:16] == one
                    for end in chain.ends(writing.connection, feed.writer, feed.audience)
                ],
            )
            for one in found
        ]  # fmt: skip
        trust.reissue(store, writing, revocations=[*me.trusted.roster.revocations, *new])
    return len(found)


@rights.needs(rights.ADMINISTRATOR)
def export_roots(store: Store, folder: Path, passphrase: str) -> list[Path]:
    """Write the root keys and the recovery key to a folder, sealed by the passphrase, and take them out of here."""
    keys, recovery = trust.root_keys(store)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(_NOT_EMPTY, place=folder)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in [*((f"root-{n}", key) for n, key in enumerate(keys, 1)), ("recovery", recovery.encode())]:
        path = folder / f"coopdesk-{name}.age"
        outgoing.put(path, seal.seal_by_words(passphrase, msgspec.msgpack.encode(content)), store.world.reached)
        written.append(path)
    with store.writing() as writing:
        trust.forget_roots(writing)
    access.seal_recovery(store, trust.enrolled(store).trusted.roster.recovery)
    return written


@rights.needs(rights.READER)
def roots_at_home(store: Store) -> bool:
    """Tell whether the root keys still lie in this home, where a thief of it would find them."""
    return bool(store.meta("roots"))


@rights.needs(rights.READER)
def keeps_registrar(store: Store) -> bool:
    """Tell whether this is the home from which desks are admitted and revoked."""
    return bool(store.meta("registrar"))


@rights.needs(rights.READER)
def asks_again(store: Store) -> bool:
    """Tell whether this desk named its first administrator after it had joined, and the Ministry was not told."""
    me = trust.me(store)
    if me is None or keeps_registrar(store):
        return False
    founder = store.meta(trust.FOUNDER)
    if not founder:
        return bool(officers.listed(store))
    return (me.desk, founder) not in me.trusted.roster.administrators


@rights.needs(rights.READER)
def is_enrolled(store: Store) -> bool:
    """Tell whether this desk belongs to a Ministry."""
    return trust.me(store) is not None


def _told(asked: enrolment.Asked) -> dict[str, Any]:
    one = asked.request
    return {
        "code": one.desk, "name_en": one.name_en, "name_ar": one.name_ar, "made": instant(one.made),
        "words_en": fingerprint.spoken(asked.content, "en"), "words_ar": fingerprint.spoken(asked.content, "ar"),
    }  # fmt: skip


def _ministry(store: Store) -> dict[str, str]:
    content = enrolment.of_ministry(trust.enrolled(store).trusted)
    return {f"words_{lang}": fingerprint.spoken(content, lang) for lang in ("en", "ar")}


def read_paper(path: Path, most: int) -> bytes:
    """Return the bytes of a file of an admission or a recovery, one more than ``most`` of a larger one."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError:
        raise NotFound(_NO_FILE, name=path.name) from None


def _instant(milliseconds: int | None) -> str | None:
    return instant(milliseconds) if milliseconds else None
