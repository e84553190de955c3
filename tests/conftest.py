"""What every test stands on: a home of its own, no touch of the user's, and no warning that goes unseen."""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from coopdesk.store.home import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("coopdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("coopdesk")

PASSPHRASE = "four quiet words here"
T = TypeVar("T")
_places = count()


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep a test away from the user's home and language. Its folders are numbered here: to have each numbered by
    ``mktemp`` is to read, for every test, the names of all that were before it."""
    from coopdesk.calendars import set_order
    from coopdesk.i18n import set_eastern_digits, set_language, set_words

    place = tmp_path_factory.getbasetemp() / "alone" / str(next(_places))
    monkeypatch.setenv("COOPDESK_HOME", str(place / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
    monkeypatch.delenv("COOPDESK_PASSPHRASE", raising=False)
    set_language("en")
    set_eastern_digits(False)
    yield
    set_language("en")
    set_eastern_digits(False)
    set_words({})
    set_order("gregorian_first")


@pytest.fixture(autouse=True)
def _nothing_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which the program logged a warning."""
    yield
    told = [one for one in caplog.get_records("call") if one.levelno >= logging.WARNING]
    if told and request.node.get_closest_marker("expects_log") is None:
        pytest.fail(f"logged: {[one.getMessage() for one in told]}")


@pytest.fixture(autouse=True, scope="session")
def _quick_to_open() -> Iterator[None]:
    """Stretch passphrases little: every slot says how much, so homes that tests make open as any home does. So too the
    words by which desks recognise each other.

    What slots say without this, and which words are read out, is seen in a process of its own.
    """
    from coopdesk.store import slots
    from coopdesk.sync import fingerprint

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprint, "_COST", 1 << 4)
        patch.setattr(slots, "_TIME", 1)
        patch.setattr(slots, "_MEMORY_KIB", 64)
        yield


@cache
def _made() -> tempfile.TemporaryDirectory[str]:
    from coopdesk.operations import desk

    folder = tempfile.TemporaryDirectory(prefix="coopdesk-tests-")
    desk.init(
        Path(folder.name) / "home", code="QA-GVA", name_en="Mission in Geneva", name_ar="الوفد الدائم في جنيف",
        passphrase=PASSPHRASE, officer_en="Duty officer", officer_ar="الموظف المناوب", ministry=True,
    )  # fmt: skip
    return folder


@cache
def _made_mission() -> tempfile.TemporaryDirectory[str]:
    from coopdesk.operations import desk

    folder = tempfile.TemporaryDirectory(prefix="coopdesk-tests-")
    desk.init(
        Path(folder.name) / "home", code="QA-VIE", name_en="Embassy in Vienna", name_ar="السفارة في فيينا",
        passphrase=PASSPHRASE, officer_en="Officer in Vienna", officer_ar="موظف السفارة",
    )  # fmt: skip
    return folder


def copy_mission(place: Path) -> Path:
    """Make the home of a mission that belongs to no Ministry yet at ``place``: a copy, which draws an epoch."""
    shutil.copytree(Path(_made_mission().name) / "home", place)
    return place


def copy_home(place: Path) -> Path:
    """Make the home of a desk that is the Ministry at ``place``: a copy, which draws an epoch of its own."""
    shutil.copytree(Path(_made().name) / "home", place)
    return place


@cache
def _filled(fill: "Callable[[Store], T]") -> tuple[tempfile.TemporaryDirectory[str], T]:
    from coopdesk.operations import desk

    folder = tempfile.TemporaryDirectory(prefix="coopdesk-tests-")
    opened = desk.open_desk(copy_home(Path(folder.name) / "home"), PASSPHRASE, wait=2)
    try:
        return folder, fill(opened)
    finally:
        opened.close()


def filled(home: Path, fill: "Callable[[Store], T]") -> T:
    """Put into a new home what ``fill`` writes, and return what it returns. It writes once: every home has a copy."""
    folder, told = _filled(fill)
    shutil.copytree(Path(folder.name) / "home", home, dirs_exist_ok=True)
    return told


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of a desk that is the Ministry."""
    return copy_home(tmp_path / "home")


@pytest.fixture
def store(home: Path) -> Iterator[object]:
    """That home, open."""
    from coopdesk.operations import desk

    opened = desk.open_desk(home, PASSPHRASE, wait=2)
    yield opened
    opened.close()
