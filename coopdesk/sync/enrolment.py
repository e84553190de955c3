"""How a desk joins: it asks with a file, is recognised by eight words, is admitted by the Ministry, takes the answer.

The request proves that its maker holds the keys it names. The answer is the roster, sealed to the device that
asked. Both sides see words: of the request, so that the Ministry admits the right keys, and of the Ministry's first
root document, so that the desk joins the right Ministry.
"""

from typing import NamedTuple

import msgspec

from coopdesk.errors import Refused
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.store import access
from coopdesk.store.home import Store
from coopdesk.sync import fingerprint, roster, trust
from coopdesk.sync.roster import BadRoster, Certificate, DeskEntry, Signed, Trusted
from coopdesk.sync.trust import Me

MOST_BYTES = 16 << 20
_REQUEST, _ANSWER = b"CDXQ1\n", b"CDXA1\n"
_PURPOSE = b"coopdesk/request/1\0"
_MOST_ANSWER_STANZAS = 4

_NOT_A_REQUEST = N_("“{name}” is no request of a desk, or it was damaged. Ask the desk to send it again.")
_NOT_AN_ANSWER = N_("“{name}” is no answer of the Ministry, or it was damaged. Ask the Ministry to send it again.")
_NOT_OURS = N_("“{name}” answers the request of another computer. Take it there, or send the Ministry a new request.")
_OTHER_WORDS = N_("The eight words are not those of this file. Do not go on; ask again by telephone.")
_ENROLLED = N_("This desk belongs to a Ministry already. A desk joins one Ministry only.")
_WEAK = N_("The keys in “{name}” are not sound. The desk has to install CoopDesk again and make a new request.")
_REVOKED = N_("This computer was revoked. Make a new desk on it, and a new request from there.")
_TAKEN = N_("The code {code} is that of the Ministry itself. Choose another one for this desk.")


class Request(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a device asks with. ``made``: milliseconds since 1970; ``administrator``: public key of the officer from
    whom the roles of the others at this computer follow, none where nobody is named."""

    public: bytes
    recipient: str
    desk: str
    name_en: str
    name_ar: str
    made: int
    administrator: bytes = b""


class Asked(NamedTuple):
    """A request that proved its keys, with what its words are of."""

    request: Request
    content: bytes


def request(store: Store, names: tuple[str, str]) -> tuple[bytes, bytes]:
    """Return the request of this desk as a file, and what its words are of.

    Raises ``Refused`` where it is enrolled, and its first administrator is known to the Ministry.
    """
    me, founder = trust.me(store), store.meta(trust.FOUNDER)
    if me is not None and (not founder or (me.desk, founder) in me.trusted.roster.administrators):
        raise Refused(_ENROLLED)
    keys = trust.keys_of(store)
    content = msgspec.msgpack.encode(
        Request(
            seal.public_of(keys.signing),
            seal.recipient_of(keys.age),
            store.desk,
            *names,
            store.world.wall(),
            founder,
        )
    )
    signed = Signed(content, [(seal.public_of(keys.signing), seal.sign(keys.signing, _PURPOSE + content))])
    return _REQUEST + msgspec.msgpack.encode(signed), content


def read_request(data: bytes, name: str) -> Asked:
    """Return the request in a file; raises ``Refused``."""
    try:
        if not data.startswith(_REQUEST) or len(data) > MOST_BYTES:
            raise Refused(_NOT_A_REQUEST, name=name)
        signed = msgspec.msgpack.decode(data[len(_REQUEST) :], type=Signed)
        asked = msgspec.msgpack.decode(signed.content, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(_NOT_A_REQUEST, name=name) from None
    keys_ = [asked.public, *([asked.administrator] if asked.administrator else [])]
    if not (all(map(seal.sound_public, keys_)) and seal.sound_recipient(asked.recipient)):
        raise Refused(_WEAK, name=name)
    proofs = [proof for key, proof in signed.signatures if key == asked.public]
    if len(proofs) != 1 or not seal.verifies(asked.public, proofs[0], _PURPOSE + signed.content):
        raise Refused(_NOT_A_REQUEST, name=name)
    return Asked(asked, signed.content)


def check_words(asked: Asked, words: str) -> None:
    """Raise ``Refused`` where these are not the words of a request."""
    if not fingerprint.matches(asked.content, words):
        raise Refused(_OTHER_WORDS)


def admit(store: Store, asked: Asked, *, central: bool = False, words: str | None = None) -> bytes:
    """Admit the device that asked, put it in the roster, and return the answer as a file.

    ``central``: its desk is one of the Ministry's own departments. ``words``: what the desk read out; raises
    ``Refused`` where they differ, and at a desk that is not the registrar. A second request of a code adds a device.
    """
    me = trust.enrolled(store)
    registrar = trust.registrar_of(store)
    if words is not None:
        check_words(asked, words)
    request = asked.request
    device = seal.device_id(request.public)
    known = me.trusted
    if device in known.revoked:
        raise Refused(_REVOKED)
    if request.desk == me.desk and device != me.device and not central:
        raise Refused(_TAKEN, code=request.desk)
    administrators = list(known.roster.administrators)
    if request.administrator and (request.desk, request.administrator) not in administrators:
        administrators.append((request.desk, request.administrator))
    if device in known.certificates and known.desk_of(device) == request.desk:
        if len(administrators) > len(known.roster.administrators):
            with store.writing() as writing:
                known = trust.reissue(store, writing, administrators=administrators)
    elif device not in known.certificates:
        certificate = Certificate(known.ministry, request.public, request.recipient, request.desk, store.world.wall())
        entry = DeskEntry(request.desk, request.name_en, request.name_ar, central)
        with store.writing() as writing:
            known = trust.reissue(
                store,
                writing,
                desks=[*known.roster.desks, *([] if request.desk in known.desks else [entry])],
                certificates=[*known.roster.certificates, roster.certify(registrar, certificate)],
                administrators=administrators,
            )
    return _ANSWER + seal.seal_to([request.recipient], roster.to_bytes(known.trust))


def read_answer(store: Store, data: bytes, name: str) -> Trusted:
    """Return the roster in an answer to this device; raises ``Refused``. Its roots are believed as they stand."""
    keys = trust.keys_of(store)
    sealed = data[len(_ANSWER) :]
    if not data.startswith(_ANSWER) or len(data) > MOST_BYTES or sealed.count(b"\n-> ", 0, 4096) > _MOST_ANSWER_STANZAS:
        raise Refused(_NOT_AN_ANSWER, name=name)
    try:
        known = roster.verify(roster.from_bytes(seal.open_with(keys.age, sealed)), trust.trusted(store))
    except seal.Unreadable:
        raise Refused(_NOT_OURS, name=name) from None
    except BadRoster:
        raise Refused(_NOT_AN_ANSWER, name=name) from None
    if known.desk_of(keys.device_id) != store.desk:
        raise Refused(_NOT_OURS, name=name)
    return known


def accept(store: Store, known: Trusted, *, words: str | None = None) -> Me:
    """Join the Ministry of an answer. ``words``: what the Ministry read out; raises ``Refused`` where they differ."""
    if words is not None and not fingerprint.matches(of_ministry(known), words):
        raise Refused(_OTHER_WORDS)
    if trust.me(store) is not None and trust.enrolled(store).trusted.ministry != known.ministry:
        raise Refused(_ENROLLED)
    with store.writing() as writing:
        trust.keep(writing.connection, known)
    access.seal_recovery(store, known.roster.recovery)
    return trust.enrolled(store)


def of_ministry(known: Trusted) -> bytes:
    """Return what the words of a Ministry are of."""
    return known.trust.roots[0].content
