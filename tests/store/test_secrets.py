"""Keys and passphrases stand in nothing that is shown, logged or thrown."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.cli.main import main
from coopdesk.errors import CoopDeskError
from coopdesk.history.seal import DeviceKeys
from coopdesk.operations import desk, officers, record, upkeep
from coopdesk.store import access, slots
from coopdesk.store.home import Store
from coopdesk.store.keys import new_key, new_officer_key
from coopdesk.sync import trust
from tests.conftest import PASSPHRASE

_CONTENT = "a confidential conversation"
_WRONG = "some other quiet words"


def spellings(secret: bytes) -> list[str]:
    """Return how bytes could stand in a text."""
    return [secret.hex(), repr(secret)[2:-1], str(list(secret))[1:-1]]


def test_what_holds_keys_does_not_show_them(store: Store) -> None:
    device = trust.keys_of(store)
    home, own = new_key(), new_officer_key()
    shown = [
        repr(one) for one in (home, own, device, slots.Opened(home, "x", own), trust.me(store), store, vars(store))
    ]
    shown += [str(home), f"{own}", f"{device}"]
    assert device == DeviceKeys.from_bytes(device.to_bytes())
    assert store.own is not None
    for secret in (home.raw, own.raw, device.signing, store.key.raw, store.own.raw):
        assert not [text for text in shown for one in spellings(secret) if one in text]
    assert device.age not in "".join(shown)


def _refusals(store: Store, tmp_path: Path) -> Iterator[CoopDeskError]:
    """Give what is thrown where a passphrase is wrong, weak, or in use."""
    upkeep.backup(store, tmp_path / "b")
    for attempt in (
        lambda: desk.open_desk(store.home, _WRONG),
        lambda: access.change(store.home, _WRONG, "a passphrase to remember"),
        lambda: access.change(store.home, PASSPHRASE, _WRONG[:5]),
        lambda: upkeep.restore(tmp_path / "b", tmp_path / "again", _WRONG),
        lambda: officers.add(store, {"name_en": "a"}, "reader", PASSPHRASE),
        lambda: officers.add(store, {"name_en": "a"}, "reader", _WRONG[:5]),
    ):
        with pytest.raises(CoopDeskError) as caught:
            attempt()
        yield caught.value


def test_no_refusal_holds_a_passphrase_or_a_key(store: Store, tmp_path: Path) -> None:
    for fault in _refusals(store, tmp_path):
        told = "".join(traceback.format_exception(fault)) + repr(fault) + repr(vars(fault)) + fault.message()
        lines = "".join(line for line in told.splitlines(keepends=True) if "lambda" not in line)
        assert not [one for one in (PASSPHRASE, _WRONG, *spellings(store.key.raw)) if one in lines]


def test_a_fault_of_the_program_is_told_by_its_place_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(store: Store, *args: object) -> None:
        raise ValueError(_CONTENT, PASSPHRASE, store.key.raw)

    monkeypatch.setattr(record, "show", broken)
    monkeypatch.setenv("COOPDESK_HOME", str(home))
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    assert main(["record", "show", "contact", "x"]) == 1
    out, told = capsys.readouterr()
    assert ":broken:" in told
    assert not [one for one in (_CONTENT, PASSPHRASE, "Traceback") if one in out + told + caplog.text]


def test_nothing_beside_the_sealed_files_tells_what_was_saved(store: Store) -> None:
    record.save(store, "contact", {"name_en": _CONTENT})
    store.close()
    for path in store.home.rglob("*"):
        assert path.is_dir() or _CONTENT.encode() not in path.read_bytes(), path.name
