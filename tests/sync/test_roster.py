"""A roster never falls back, and only those whose keys the roots vouch for say who is enrolled."""

import hashlib
from dataclasses import dataclass

import msgspec
import pytest

from coopdesk.history import seal
from coopdesk.operations import enrolment
from coopdesk.sync import bundle, incoming, roster, trust
from coopdesk.sync.refusal import BundleRefused
from coopdesk.sync.roster import (
    BadRoster,
    Certificate,
    DeskEntry,
    Group,
    Revocation,
    Roots,
    Roster,
    Signed,
    Trust,
    Trusted,
)
from tests.sync.forger import Forger
from tests.sync.network import Network, organization, rows_of

_P = 2**255 - 19
_EIGHT = (
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
)
UNSOUND = {
    f"y={name}, sign {sign}": (y | sign << 255).to_bytes(32, "little")
    for name, y in {
        "0": 0, "1": 1, "-1": _P - 1, "order 8": _EIGHT[0], "other of order 8": _EIGHT[1], "p": _P, "p+1": _P + 1
    }.items()
    for sign in (0, 1)
}  # fmt: skip
"""The fourteen encodings that the library takes and under which anybody can sign."""


@dataclass
class Ministry:
    """The keys of a ministry, to build what is right and what is wrong."""

    roots: list[bytes]
    registrar: bytes

    def chain(self) -> list[Signed]:
        return [roster.found(self.roots, self.registrar)]

    def device(self, number: int, desk: str = "QA-MFA") -> Signed:
        public = seal.public_of(bytes([number]) * 32)
        return roster.certify(self.registrar, self.certificate(public, desk))

    def certificate(self, public: bytes, desk: str = "QA-MFA") -> Certificate:
        return Certificate(roster.ministry_of(self.chain()), public, "age1", desk, 1)

    def roster(self, version: int, **changes: object) -> Roster:
        desks = [DeskEntry("QA-MFA", "Ministry", "الوزارة", True), DeskEntry("QA-GVA", "Geneva", "جنيف", False)]
        made = Roster(
            roster.ministry_of(self.chain()), 1, version, 1, desks, [], [self.device(9)], [], ["age1"]
        )  # fmt: skip
        return msgspec.structs.replace(made, **changes)

    def issue(self, version: int, **changes: object) -> Trusted:
        return roster.issue(self.registrar, self.chain(), self.roster(version, **changes))

    def rotated(self, signers: list[bytes], registrar: bytes, keys: list[bytes] | None = None) -> list[Signed]:
        first = self.chain()[0]
        keys = self.roots if keys is None else keys
        name = hashlib.sha256(first.content).digest()
        document = Roots(2, name, [seal.public_of(one) for one in keys], seal.public_of(registrar))
        content = msgspec.msgpack.encode(document)
        return [first, roster._sign(roster._ROOTS, content, signers)]


@pytest.fixture
def ministry() -> Ministry:
    return Ministry([bytes([n]) * 32 for n in (1, 2, 3)], bytes([4]) * 32)


def test_a_newer_roster_follows(ministry: Ministry) -> None:
    known = ministry.issue(3)
    assert roster.verify(ministry.issue(4).trust, known).order == (1, 4)
    assert roster.verify(roster.from_bytes(roster.to_bytes(known.trust)), known).order == (1, 3)


@pytest.mark.parametrize("version", [1, 2, 3 + 1_001, 2**63 - 1])
def test_an_older_roster_and_a_leap_are_refused(ministry: Ministry, version: int) -> None:
    with pytest.raises(BadRoster):
        roster.verify(ministry.issue(version).trust, ministry.issue(3))


@pytest.mark.parametrize("what", ["desks", "certificates", "revocations"])
def test_a_list_without_what_another_one_has_leaves_it_out(ministry: Ministry, what: str) -> None:
    gone = Revocation(seal.device_id(seal.public_of(bytes([10]) * 32)), 1, "", [])
    paris = DeskEntry("QA-PAR", "Paris", "باريس", False)
    everything = {
        "desks": [*ministry.roster(1).desks, paris],
        "certificates": [ministry.device(9), ministry.device(10, "QA-GVA")],
        "revocations": [gone],
    }
    known = ministry.issue(3, **everything)
    made = ministry.issue(4, **(everything | {what: getattr(ministry.roster(1), what)}))
    assert roster.leaves_out(made, known)
    assert not roster.leaves_out(known, made)
    both = ministry.issue(5, **{one: getattr(roster.joined(made, known, 1), one) for one in everything})
    assert not roster.leaves_out(both, known)


def test_two_rosters_of_one_version_are_refused(ministry: Ministry) -> None:
    with pytest.raises(BadRoster):
        roster.verify(ministry.issue(3, issued=2).trust, ministry.issue(3))


def test_another_ministry_is_refused(ministry: Ministry) -> None:
    other = Ministry([bytes([n]) * 32 for n in (11, 12, 13)], bytes([14]) * 32)
    with pytest.raises(BadRoster):
        roster.verify(other.issue(4).trust, ministry.issue(3))
    with pytest.raises(BadRoster):
        ministry.issue(4, ministry=b"x" * 32)


def test_a_roster_is_signed_by_the_registrar(ministry: Ministry) -> None:
    with pytest.raises(BadRoster):
        roster.issue(bytes([5]) * 32, ministry.chain(), ministry.roster(1))
    trusted = ministry.issue(1)
    for content in (trusted.trust.roster.content + b"\0", msgspec.msgpack.encode(ministry.roster(2))):
        with pytest.raises(BadRoster):
            roster.verify(Trust(trusted.trust.roots, Signed(content, trusted.trust.roster.signatures)))


def test_one_signature_of_a_root_is_not_enough(ministry: Ministry) -> None:
    document = ministry.chain()[0].content
    for signers in ([ministry.roots[0]], [ministry.roots[0]] * 2, [ministry.roots[0], bytes([7]) * 32]):
        chain = [roster._sign(roster._ROOTS, document, signers)]
        with pytest.raises(BadRoster):
            roster.issue(ministry.registrar, chain, ministry.roster(1))
    chain = [roster._sign(roster._ROOTS, document, ministry.roots[1:])]
    assert roster.issue(ministry.registrar, chain, ministry.roster(1)).order == (1, 1)


def test_the_registrar_is_replaced_by_two_roots(ministry: Ministry) -> None:
    known, registrar = ministry.issue(700), bytes([6]) * 32
    mine = ministry.certificate(seal.public_of(bytes([9]) * 32))
    made = ministry.roster(1, generation=2, certificates=[roster.certify(registrar, mine)])
    followed = roster.verify(
        roster.issue(registrar, ministry.rotated(ministry.roots[:2], registrar), made).trust, known
    )
    assert followed.order == (2, 1), "the counter starts anew, so that a leap can be left behind"
    with pytest.raises(BadRoster):
        roster.verify(known.trust, followed)
    for signers in (ministry.roots[:1], [ministry.registrar, ministry.roots[0]], [bytes([8]) * 32, bytes([7]) * 32]):
        with pytest.raises(BadRoster):
            roster.issue(registrar, ministry.rotated(signers, registrar), made)
    stolen = [bytes([n]) * 32 for n in (21, 22, 23)]
    with pytest.raises(BadRoster):
        roster.issue(registrar, ministry.rotated(stolen, registrar, stolen), made)
    both = [*ministry.roots[:2], *stolen[:2]]
    assert roster.issue(registrar, ministry.rotated(both, registrar, stolen), made).order == (2, 1)


def test_a_chain_of_roots_is_whole(ministry: Ministry) -> None:
    rotated = ministry.rotated(ministry.roots, ministry.registrar)
    made = ministry.roster(1, generation=2)
    assert roster.issue(ministry.registrar, rotated, made).order == (2, 1)
    for chain in ([], rotated[1:], rotated[::-1], rotated[:1]):
        with pytest.raises((BadRoster, IndexError)):
            roster.issue(ministry.registrar, chain, made)


def test_a_desk_that_knows_one_line_of_roots_takes_no_other(ministry: Ministry) -> None:
    mine = ministry.rotated(ministry.roots[:2], ministry.registrar)
    theirs = ministry.rotated(ministry.roots[1:], bytes([6]) * 32)
    registrar = bytes([6]) * 32
    mine_again = roster.certify(registrar, ministry.certificate(seal.public_of(bytes([9]) * 32)))
    known = roster.issue(ministry.registrar, mine, ministry.roster(1, generation=2))
    made = ministry.roster(2, generation=2, certificates=[mine_again])
    other = roster.issue(registrar, theirs, made)
    with pytest.raises(BadRoster):
        roster.verify(other.trust, known)


@pytest.mark.parametrize("name", UNSOUND)
def test_keys_under_which_anybody_signs_are_refused(ministry: Ministry, name: str) -> None:
    key = UNSOUND[name]
    assert not seal.sound_public(key)
    assert not seal.verifies(key, key + bytes(32), b"any message")
    with pytest.raises(BadRoster):
        ministry.issue(1, certificates=[roster.certify(ministry.registrar, ministry.certificate(key))])
    document = Roots(
        1, b"", [key, *(seal.public_of(one) for one in ministry.roots)], seal.public_of(ministry.registrar)
    )
    chain = [roster._sign(roster._ROOTS, msgspec.msgpack.encode(document), ministry.roots)]
    made = msgspec.structs.replace(ministry.roster(1), ministry=roster.ministry_of(chain), certificates=[])
    with pytest.raises(BadRoster):
        roster.issue(ministry.registrar, chain, made)


@pytest.mark.parametrize(
    "changes",
    [
        lambda m: {"certificates": [roster.certify(bytes([5]) * 32, m.certificate(seal.public_of(bytes([9]) * 32)))]},
        lambda m: {"certificates": [m.device(9, "XX-NONE")]},
        lambda m: {"certificates": [m.device(9), m.device(9)]},
        lambda m: {"desks": [*m.roster(1).desks, m.roster(1).desks[0]]},
        lambda m: {"groups": [Group("ministry", "", "", ["QA-GVA"])]},
        lambda m: {"groups": [Group("QA-GVA", "", "", ["QA-GVA"])]},
        lambda m: {"version": 0},
        lambda m: {"generation": 2},
    ],
)
def test_a_list_that_contradicts_itself_is_refused(ministry: Ministry, changes) -> None:
    changed = msgspec.structs.replace(ministry.roster(1), **changes(ministry))
    with pytest.raises(BadRoster):
        roster.issue(ministry.registrar, ministry.chain(), changed)


def test_an_old_roster_in_a_bundle_changes_nothing(network: Network) -> None:
    organization(network.ministry, name_en="one", audience="all")
    old = network.files(network.ministry, "QA-GVA")[0].read_bytes()
    with network.ministry.writing() as writing:
        trust.reissue(network.ministry, writing, groups=[])
    network.send(network.ministry, network.geneva)
    newer = trust.enrolled(network.geneva).trusted.order
    assert newer == trust.enrolled(network.ministry).trusted.order
    incoming.take(network.geneva, old, "old.cdx")
    assert trust.enrolled(network.geneva).trusted.order == newer


def test_a_revocation_binds_before_anything_else_of_its_bundle(network: Network) -> None:
    organization(network.vienna, name_en="before", audience="all")
    network.send(network.vienna, network.ministry)
    organization(network.vienna, name_en="late", audience="all")
    late = network.files(network.vienna, "QA-GVA")[0].read_bytes()
    assert enrolment.revoke(network.ministry, "QA-VIE") == 1
    network.send(network.ministry, network.geneva)
    before = rows_of(network.geneva)
    with pytest.raises(BundleRefused) as fault:
        incoming.take(network.geneva, late, "late.cdx")
    assert fault.value.code == "revoked"
    assert rows_of(network.geneva) == before
    with network.geneva.reading() as connection:
        names = set(connection.exec_driver_sql("SELECT name_en FROM organization").scalars())
    assert names == {"before"}, "what it wrote before stays"


def test_what_an_honest_desk_relays_of_a_revoked_one_ends_at_the_cutoff(network: Network) -> None:
    organization(network.vienna, name_en="before", audience="all")
    network.send(network.vienna, network.ministry)
    organization(network.vienna, name_en="late", audience="all")
    network.send(network.vienna, network.geneva)
    enrolment.revoke(network.ministry, "QA-VIE")
    taken = network.send(network.geneva, network.ministry)
    assert sum(one.withheld for one in taken) == 1
    with network.ministry.reading() as connection:
        assert set(connection.exec_driver_sql("SELECT name_en FROM organization").scalars()) == {"before"}


def test_a_roster_of_another_ministry_in_a_bundle_is_refused(network: Network, ministry: Ministry) -> None:
    forger = Forger(network)
    other = ministry.issue(1)
    assert other.order < trust.enrolled(network.ministry).trusted.order
    data = forger.file(forger.plain((bundle.ROSTER, roster.to_bytes(other.trust))))
    with pytest.raises(BundleRefused) as fault:
        incoming.take(network.ministry, data, "x")
    assert fault.value.code == "bad_roster"
