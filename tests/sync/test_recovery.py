"""A forgotten passphrase is recovered with the Ministry's key, which stays at the Ministry."""

import json
from collections.abc import Iterator
from pathlib import Path
from secrets import token_bytes

import msgspec
import pytest

from coopdesk.errors import CoopDeskError, Locked, NoHome, Refused, TryLater
from coopdesk.history import seal
from coopdesk.operations import desk, enrolment, exchange, officers, recovery, rights
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.sync import recovery as wire
from tests.conftest import PASSPHRASE, copy_home, copy_mission

_NEW = "a passphrase to remember"
_SECRETARY = "the words of the secretary"


class Forgotten:
    """A mission that is enrolled, with an administrator and a secretary, and the Ministry, open. Nobody of the mission
    remembers a passphrase."""

    def __init__(self, place: Path) -> None:
        self.place, self.home = place, copy_mission(place / "mission")
        self.ministry = desk.open_desk(copy_home(place / "ministry"), PASSPHRASE)
        mission = desk.open_desk(self.home, PASSPHRASE)
        enrolment.request(mission, place / "q")
        enrolment.enrol(self.ministry, place / "q", place / "a")
        enrolment.accept(mission, place / "a")
        self.head = mission.officer or ""
        self.secretary = officers.add(mission, {"name_en": "Secretary"}, "secretary", _SECRETARY)["id"]
        self.own = mission.own
        exchange.import_files(self.ministry, [Path(one) for one in exchange.export(
            mission, self.ministry.desk, place / "out")["files"]])  # fmt: skip
        mission.close()

    def ask(self) -> Path:
        out = self.place / "forgotten"
        self.words = recovery.request(self.home, out, _NEW)
        return out


@pytest.fixture
def forgotten(tmp_path: Path) -> Iterator[Forgotten]:
    made = Forgotten(tmp_path)
    yield made
    made.ministry.close()


def opens(home: Path, passphrase: str) -> Store | None:
    try:
        return desk.open_desk(home, passphrase)
    except Locked:
        return None


@pytest.mark.parametrize("exported", [False, True])
def test_an_officer_has_a_new_passphrase_and_the_same_key(forgotten: Forgotten, *, exported: bool) -> None:
    place = forgotten.place
    roots = (place / "safe", "the words of the safe") if exported else None
    if roots is not None:
        enrolment.export_roots(forgotten.ministry, *roots)
    with pytest.raises(Refused, match="too short"):
        recovery.request(forgotten.home, place / "none", "short")
    with pytest.raises(Refused, match="cannot be used"):
        recovery.request(forgotten.home, place / "none", _SECRETARY)
    request = forgotten.ask()
    told = recovery.read_request(forgotten.ministry, request)
    assert (told["words_en"], told["words_ar"]) == (forgotten.words["words_en"], forgotten.words["words_ar"])
    assert [(one["id"], one["name"]) for one in told["officers"]] == [
        (forgotten.secretary, "Secretary"), (forgotten.head, "Officer in Vienna"),
    ] or len(told["officers"]) == 2  # fmt: skip
    answer = place / "answer"
    done = recovery.answer(
        forgotten.ministry, request, forgotten.head, answer, words=forgotten.words["words_ar"], roots=roots
    )
    assert done["verified"]
    before = (forgotten.home / "keys.json").read_bytes()
    for other in (_SECRETARY, PASSPHRASE):
        with pytest.raises(Locked, match="not the passphrase that was chosen"):
            recovery.accept(forgotten.home, answer, other)
    with pytest.raises(TryLater):
        recovery.accept(forgotten.home, answer, "a guess of somebody")
    assert (forgotten.home / "keys.json").read_bytes() == before
    (forgotten.home / "tries").unlink()
    assert recovery.accept(forgotten.home, answer, _NEW) == forgotten.head
    assert opens(forgotten.home, PASSPHRASE) is None
    for passphrase, officer, role in (
        (_NEW, forgotten.head, rights.ADMINISTRATOR), (_SECRETARY, forgotten.secretary, "secretary"),
    ):  # fmt: skip
        store = desk.open_desk(forgotten.home, passphrase)
        assert (store.officer, rights.role_of(store)) == (officer, role)
        if officer == forgotten.head:
            assert store.own == forgotten.own
        store.close()
    with pytest.raises(Refused, match="another request"):
        recovery.accept(forgotten.home, answer, _NEW)


def test_the_key_for_the_answer_lies_in_the_home_under_the_new_passphrase_alone(forgotten: Forgotten) -> None:
    request, answer = forgotten.ask(), forgotten.place / "answer"
    recovery.answer(forgotten.ministry, request, forgotten.head, answer)
    kept = forgotten.home / "recovery"
    assert b"AGE-SECRET-KEY" not in kept.read_bytes()
    for torn in (b"", b"{}", b"AGE-SECRET-KEY-1", b"[1]", json.dumps({"salt": 1}).encode()):
        before = kept.read_bytes()
        kept.write_bytes(torn)
        with pytest.raises(Refused, match="another request"):
            recovery.accept(forgotten.home, answer, _NEW)
        kept.write_bytes(before)
    assert recovery.accept(forgotten.home, answer, _NEW) == forgotten.head
    assert not kept.exists()


def test_a_request_is_answered_for_whom_it_names_alone(forgotten: Forgotten) -> None:
    """The blob of the head under the name of the secretary would give the secretary the key of the head."""
    request = forgotten.ask()
    asked = wire.read_request(request.read_bytes(), "q").request
    sealed = dict(asked.sealed)
    sealed[forgotten.secretary] = sealed[forgotten.head]
    forged = forgotten.place / "forged"
    forged.write_bytes(b"CDXF1\n" + msgspec.msgpack.encode(msgspec.structs.replace(asked, sealed=list(sealed.items()))))
    out = forgotten.place / "answer"
    with pytest.raises(Refused, match="key of somebody else"):
        recovery.answer(forgotten.ministry, forged, forgotten.secretary, out)
    with pytest.raises(Refused, match="eight words"):
        recovery.answer(forgotten.ministry, forged, forgotten.head, out, words=forgotten.words["words_en"])
    assert not out.exists()


def test_bad_files_another_ministry_and_nothing_sealed_say_so(forgotten: Forgotten, tmp_path: Path) -> None:
    out = tmp_path / "answer"
    whole = forgotten.ask().read_bytes()
    for name, data in (("torn", whole[:-9]), ("empty", b""), ("other", b"CDXQ1\n" + whole[6:]), ("long", whole + b"x")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Refused, match="no request for recovery"):
            recovery.answer(forgotten.ministry, tmp_path / name, forgotten.head, out)
    with pytest.raises(Refused, match="administrator of the desk can give"):
        recovery.answer(forgotten.ministry, tmp_path / "forgotten", "0" * 8, out)
    stranger = desk.open_desk(copy_home(tmp_path / "stranger"), PASSPHRASE)
    with stranger.writing() as writing:
        set_meta(writing.connection, "recovery", seal.new_identity(token_bytes).encode())
    with pytest.raises(Refused, match="recovery key of this Ministry"):
        recovery.answer(stranger, tmp_path / "forgotten", forgotten.head, out)
    enrolment.export_roots(stranger, tmp_path / "safe", "the words of the safe")
    with pytest.raises(Refused, match="not in this home"):
        recovery.answer(stranger, tmp_path / "forgotten", forgotten.head, out)
    with pytest.raises(Refused, match="does not open with this passphrase"):
        recovery.answer(stranger, tmp_path / "forgotten", forgotten.head, out, roots=(tmp_path / "safe", "wrong words"))
    stranger.close()
    with pytest.raises(Refused, match="Nothing of this desk is sealed"):
        recovery.request(copy_mission(tmp_path / "alone"), out, _NEW)
    with pytest.raises(NoHome):
        recovery.request(tmp_path / "none", out, _NEW)
    assert not out.exists()


def test_a_bad_answer_changes_nothing(forgotten: Forgotten, tmp_path: Path) -> None:
    request, answer = forgotten.ask(), tmp_path / "answer"
    recovery.answer(forgotten.ministry, request, forgotten.head, answer)
    whole, before = answer.read_bytes(), (forgotten.home / "keys.json").read_bytes()
    recipient = wire.read_request(request.read_bytes(), "q").request.recipient
    bogus = msgspec.msgpack.encode([forgotten.head, bytes(64)])
    for data in (
        whole[:-1], b"", b"CDXA1\n" + whole[6:], request.read_bytes(),
        b"CDXG1\n" + seal.seal_to([recipient], b"\xff"),
        b"CDXG1\n" + seal.seal_to([recipient], msgspec.msgpack.encode([forgotten.head, b"x"])),
        b"CDXG1\n" + seal.seal_to([seal.recipient_of(seal.new_identity(token_bytes))], bogus),
        b"CDXG1\n" + seal.seal_to([recipient], bogus),
    ):  # fmt: skip
        answer.write_bytes(data)
        with pytest.raises(CoopDeskError):
            recovery.accept(forgotten.home, answer, _NEW)
        assert (forgotten.home / "keys.json").read_bytes() == before
    answer.write_bytes(whole)
    forgotten.ask()
    with pytest.raises(Refused, match="another request"):
        recovery.accept(forgotten.home, answer, _NEW)


def test_an_officer_whose_key_was_never_sealed_is_helped_at_the_desk(forgotten: Forgotten) -> None:
    present = json.loads((forgotten.home / "keys.json").read_text())
    for slot in present["slots"]:
        if slot.get("officer") == forgotten.secretary:
            del slot["recovery"], slot["recipients"]
    (forgotten.home / "keys.json").write_text(json.dumps(present))
    with pytest.raises(Refused, match="administrator of the desk"):
        recovery.answer(forgotten.ministry, forgotten.ask(), forgotten.secretary, forgotten.place / "answer")
