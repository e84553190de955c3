"""Who opens a home: slots of officers added, changed and taken away. The database is never encrypted again.

Whoever once opened a home may have kept its key: taking a slot away stops a passphrase, not a thief of the past.
"""

from contextlib import suppress
from pathlib import Path

from coopdesk.errors import NoHome, Refused
from coopdesk.i18n import N_
from coopdesk.store import keys, slots
from coopdesk.store.database import engine_for
from coopdesk.store.home import KEYS, NO_DESK, Store
from coopdesk.store.lock import HomeLock
from coopdesk.store.slots import Opened, Slot
from coopdesk.store.tries import counted
from coopdesk.world import SYSTEM, World

_HAS_ONE = N_("This officer has a passphrase here already. It can be changed, or taken away first.")
_HAS_NONE = N_("This officer has no passphrase here.")
_LAST = N_("This is the last passphrase that opens the desk; it cannot be taken away.")


def officers(store: Store) -> list[str]:
    """Return the ids of the officers that have a passphrase of their own at this computer."""
    return slots.officers_of(_slots(store))


def check(store: Store, passphrase: str) -> None:
    """Raise ``Refused`` for a passphrase that nobody new can have here: too short, or in use."""
    slots.check_new(_slots(store), passphrase, None)


def name_slot(store: Store, passphrase: str, officer: str) -> None:
    """Give the slot that opened this home, and was nobody's, to an officer."""
    with store.locked():
        present = _slots(store)
        opened = Opened(store.key, officer, keys.new_officer_key())
        others = [one for one in present if one.get("kind") != "passphrase" or one.get("officer")]
        _write(store, [slots.slot_for(opened, passphrase, _recipients(present)), *others])
    store.officer, store.own = officer, opened.own


def add(store: Store, officer: str, passphrase: str) -> keys.OfficerKey:
    """Give an officer a passphrase and a key of their own; returns the key. Raises ``Refused``."""
    with store.locked():
        present = _slots(store)
        if officer in slots.officers_of(present):
            raise Refused(_HAS_ONE)
        slots.check_new(present, passphrase, officer)
        own = keys.new_officer_key()
        slot = slots.slot_for(Opened(store.key, officer, own), passphrase, _recipients(present))
        kept = [one for one in present if not (one.get("kind") == "removed" and one.get("officer") == officer)]
        _write(store, [*kept, slot])
    return own


def remove(store: Store, officer: str) -> None:
    """Take the passphrase of an officer away; it opens nothing any more, nor a backup put in the place of this home."""
    with store.locked():
        present = _slots(store)
        if officer not in slots.officers_of(present):
            raise Refused(_HAS_NONE)
        kept = [one for one in present if one.get("officer") != officer]
        if not any(one.get("kind") == "passphrase" for one in kept):
            raise Refused(_LAST)
        _write(store, [*kept, {"kind": "removed", "officer": officer}])


def change(home: Path, old: str, new: str, officer: str = "", world: World = SYSTEM) -> None:
    """Replace a passphrase by another of the same person. Raises ``Locked``, ``Refused``, ``Busy``, ``NoHome``."""
    path = home / KEYS
    if not path.is_file():
        raise NoHome(NO_DESK, place=home)
    with HomeLock(home).held():
        present = slots.read_slots(path)
        with counted(home, world):
            opened = slots.unlock(present, old, officer)
        slots.check_new(present, new, opened.officer)
        slots.write_slots(path, _replaced(present, slots.slot_for(opened, new, _recipients(present))))


def sealed_for_recovery(home: Path) -> list[tuple[str, bytes]]:
    """Return whose keys are sealed to the Ministry's recovery keys, and how; the officer is empty where nobody is
    named."""
    present = slots.read_slots(home / KEYS)
    kind = "passphrase" if slots.officers_of(present) else "recovery"
    found = [one for one in present if one.get("kind") == kind and "recovery" in one]
    with suppress(ValueError):
        return [(str(one.get("officer", "")), bytes.fromhex(str(one["recovery"]))) for one in found]
    return []


def put_back(home: Path, opened: Opened, new: str) -> None:
    """Give an officer whose keys were recovered a new passphrase in the place of the forgotten one.

    Raises ``Damaged`` where these keys do not open the database.
    """
    path = home / KEYS
    with HomeLock(home).held():
        engine = engine_for(home / "desk.db", opened.key.derived("database"), "write")
        try:
            with engine.connect():
                pass
        finally:
            engine.dispose()
        present = slots.read_slots(path)
        slots.check_new(present, new, opened.officer)
        slots.write_slots(path, _replaced(present, slots.slot_for(opened, new, _recipients(present))))


def seal_recovery(store: Store, recipients: list[str]) -> None:
    """Let the holders of these age keys open the home too, as when a passphrase is forgotten.

    The key of an officer is sealed as well: of the present one now, of the others when they open the desk.
    """
    with store.locked():
        others = [one for one in _slots(store) if one.get("kind") != "recovery"]
        sealed = slots.recoverable({"kind": "recovery"}, Opened(store.key, None, None), recipients)
        _write(store, [*others, sealed])
    keep_recoverable(store)


def keep_recoverable(store: Store) -> None:
    """Seal the keys of the officer who opened the desk to the present recovery keys, where that is not done yet."""
    if store.own is None or store.read_only:
        return
    present = _slots(store)
    opened = Opened(store.key, store.officer, store.own)
    mine = next((one for one in present if _is_of(one, store.officer)), None)
    if mine is None or mine == slots.recoverable(mine, opened, _recipients(present)):
        return
    with store.locked():
        present = _slots(store)
        sealed = [
            slots.recoverable(o, opened, _recipients(present)) if _is_of(o, store.officer) else o for o in present
        ]
        _write(store, sealed)


def _slots(store: Store) -> list[Slot]:
    return slots.read_slots(store.home / KEYS)


def _write(store: Store, present: list[Slot]) -> None:
    slots.write_slots(store.home / KEYS, present)


def _recipients(present: list[Slot]) -> list[str]:
    found = next((one.get("recipients") for one in present if one.get("kind") == "recovery"), None)
    return [str(one) for one in found] if isinstance(found, list) else []


def _is_of(slot: Slot, officer: str | None) -> bool:
    return slot.get("kind") == "passphrase" and slot.get("officer") == officer


def _replaced(present: list[Slot], slot: Slot) -> list[Slot]:
    officer = slot.get("officer")
    return [slot, *(one for one in present if one.get("kind") != "passphrase" or one.get("officer") != officer)]
