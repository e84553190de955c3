"""A desk joins by a file, eight words and an answer; what was changed on the way, or is another's, is refused."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from coopdesk.errors import Refused
from coopdesk.history import seal
from coopdesk.sync import enrolment, fingerprint, trust
from coopdesk.sync.enrolment import Request
from coopdesk.sync.roster import Signed
from tests.simulation.desks import Site
from tests.sync.network import Network, organization
from tests.sync.test_roster import UNSOUND

_NAMES = ("Paris", "باريس")


class Joining(Network):
    """A network, and two desks that are not enrolled: ``paris``, and another computer with the same code."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        chance, now = self.sites[0].chance, lambda: 1_790_000_000_000
        self.sites += [Site(place / f"paris-{n}", "QA-PAR", chance, now) for n in (1, 2)]
        self.paris, self.other = (site.store for site in self.sites[-2:])

    def asked(self, store) -> enrolment.Asked:
        return enrolment.read_request(enrolment.request(store, _NAMES)[0], "request")


@pytest.fixture
def joining(tmp_path: Path) -> Iterator[Joining]:
    made = Joining(tmp_path)
    yield made
    made.close()


def test_a_desk_joins_and_exchanges(joining: Joining) -> None:
    data, content = enrolment.request(joining.paris, _NAMES)
    asked = enrolment.read_request(data, "request")
    answer = enrolment.admit(joining.ministry, asked, words=fingerprint.spoken(content, "ar"))
    known = enrolment.read_answer(joining.paris, answer, "answer")
    words = fingerprint.spoken(enrolment.of_ministry(known), "en")
    assert enrolment.accept(joining.paris, known, words=words).desk == "QA-PAR"
    organization(joining.paris, name_en="from Paris", audience="all")
    joining.send(joining.paris, joining.ministry)
    joining.send(joining.ministry, joining.geneva)
    with joining.geneva.reading() as connection:
        assert connection.exec_driver_sql("SELECT name_en FROM organization").scalar() == "from Paris"
    with pytest.raises(Refused):
        enrolment.request(joining.paris, _NAMES)


def test_other_words_admit_nobody(joining: Joining) -> None:
    asked = joining.asked(joining.paris)
    spoken = fingerprint.spoken(asked.content, "en").split()
    before = trust.enrolled(joining.ministry).trusted.order
    for words in ("", " ".join(spoken[:7]), " ".join([*spoken[:7], "acorn" if spoken[7] != "acorn" else "actor"])):
        with pytest.raises(Refused):
            enrolment.admit(joining.ministry, asked, words=words)
    with pytest.raises(Refused):
        enrolment.admit(joining.ministry, asked, words=fingerprint.spoken(joining.asked(joining.other).content, "en"))
    assert trust.enrolled(joining.ministry).trusted.order == before
    assert enrolment.admit(joining.ministry, asked, words=" ".join(spoken).upper())


def test_words_of_another_ministry_are_not_believed(joining: Joining, tmp_path: Path) -> None:
    known = enrolment.read_answer(
        joining.paris, enrolment.admit(joining.ministry, joining.asked(joining.paris)), "answer"
    )
    stranger = Network(tmp_path / "stranger", seed=8)
    words = fingerprint.spoken(enrolment.of_ministry(trust.enrolled(stranger.ministry).trusted), "en")
    with pytest.raises(Refused):
        enrolment.accept(joining.paris, known, words=words)
    assert trust.me(joining.paris) is None
    stranger.close()


def test_every_bit_of_a_request_counts(joining: Joining) -> None:
    data, _ = enrolment.request(joining.paris, _NAMES)
    for place in range(0, len(data) * 8, 7):
        torn = bytearray(data)
        torn[place // 8] ^= 1 << place % 8
        with pytest.raises(Refused):
            enrolment.read_request(bytes(torn), "request")


def test_a_request_proves_its_own_keys(joining: Joining) -> None:
    mine, theirs = trust.keys_of(joining.paris), trust.keys_of(joining.other)
    content = msgspec.msgpack.encode(
        Request(seal.public_of(theirs.signing), seal.recipient_of(mine.age), "QA-PAR", "", "", 1)
    )
    for public in (seal.public_of(mine.signing), seal.public_of(theirs.signing)):
        proof = seal.sign(mine.signing, enrolment._PURPOSE + content)
        data = enrolment._REQUEST + msgspec.msgpack.encode(Signed(content, [(public, proof)]))
        with pytest.raises(Refused):
            enrolment.read_request(data, "request")


@pytest.mark.parametrize("name", UNSOUND)
def test_a_request_with_a_key_under_which_anybody_signs_is_refused(joining: Joining, name: str) -> None:
    recipient = seal.recipient_of(trust.keys_of(joining.paris).age)
    content = msgspec.msgpack.encode(Request(UNSOUND[name], recipient, "QA-PAR", "", "", 1))
    data = enrolment._REQUEST + msgspec.msgpack.encode(Signed(content, [(UNSOUND[name], bytes(64))]))
    with pytest.raises(Refused):
        enrolment.read_request(data, "request")


def test_a_second_computer_of_a_desk_is_added(joining: Joining) -> None:
    for store in (joining.paris, joining.other):
        answer = enrolment.admit(joining.ministry, joining.asked(store))
        enrolment.accept(store, enrolment.read_answer(store, answer, "answer"))
    known = trust.enrolled(joining.ministry).trusted
    assert len(known.devices_of("QA-PAR")) == 2
    assert [one.code for one in known.roster.desks].count("QA-PAR") == 1
    organization(joining.ministry, name_en="for both", audience="all")
    data = joining.files(joining.ministry, "QA-PAR")[0].read_bytes()
    from coopdesk.sync import incoming

    assert [incoming.take(store, data, "x").applied > 0 for store in (joining.paris, joining.other)] == [True, True]


def test_admitting_twice_issues_no_second_roster(joining: Joining) -> None:
    asked = joining.asked(joining.paris)
    enrolment.admit(joining.ministry, asked)
    order = trust.enrolled(joining.ministry).trusted.order
    enrolment.admit(joining.ministry, asked)
    assert trust.enrolled(joining.ministry).trusted.order == order


def test_an_answer_is_for_the_computer_that_asked(joining: Joining) -> None:
    answer = enrolment.admit(joining.ministry, joining.asked(joining.paris))
    with pytest.raises(Refused):
        enrolment.read_answer(joining.other, answer, "answer")
    assert trust.me(joining.other) is None


def test_a_changed_answer_is_refused(joining: Joining) -> None:
    answer = enrolment.admit(joining.ministry, joining.asked(joining.paris))
    for data in (answer[:-1], answer + b"\0", answer[:40] + b"\0" + answer[41:], b"", answer[6:], answer[:6]):
        with pytest.raises(Refused):
            enrolment.read_answer(joining.paris, data, "answer")


def test_only_the_registrar_admits(joining: Joining) -> None:
    with pytest.raises(Refused):
        enrolment.admit(joining.geneva, joining.asked(joining.paris))


def test_the_code_of_the_ministry_is_taken(joining: Joining, tmp_path: Path) -> None:
    double = Site(tmp_path / "double", "QA-MFA", joining.sites[0].chance, lambda: 1)
    with pytest.raises(Refused):
        enrolment.admit(joining.ministry, joining.asked(double.store))
    double.store.close()


def test_a_computer_that_was_revoked_is_not_admitted_again(joining: Joining) -> None:
    from coopdesk.operations import enrolment as verbs

    asked = joining.asked(joining.paris)
    enrolment.admit(joining.ministry, asked)
    verbs.revoke(joining.ministry, "QA-PAR")
    with pytest.raises(Refused):
        enrolment.admit(joining.ministry, asked)


def test_the_words_of_some_bytes_are_the_same_for_ever() -> None:
    """They are part of the format: two desks of different versions would compare others."""
    shown = "from coopdesk.sync import fingerprint; print(fingerprint.spoken(b'what desks compare', 'en'))"
    ran = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "circle plum tower jacket drum velvet quartz lemon"
