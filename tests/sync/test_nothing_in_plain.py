"""After a full session that a kill ended, no byte of what was written lies anywhere outside the encrypted store."""

import base64
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from pypdf import PdfReader

from coopdesk.operations import desk, drafts, search
from coopdesk.store.check import check
from tests.conftest import PASSPHRASE, copy_home, copy_mission
from tests.sync.session import EXPORTS, GIVEN, MARKER, PRINTED

_ROOT = Path(__file__).parents[2]
_LATIN, _ARABIC = "Unmistakable-7f3a", "مسودة-سرّية"
_FOLDERS = ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")


def forms(text: str) -> Iterator[bytes]:
    """Yield what a text looks like in the codings in which programs write texts."""
    for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1256"):
        raw = text.encode(coding, "ignore")
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for shift in range(3):
            whole = base64.b64encode(bytes(shift) + raw)
            yield whole[4 if shift else 0 : -4]
    yield json.dumps(text)[1:-1].encode()
    yield "".join(f"%{byte:02X}" for byte in text.encode()).encode()


_SOUGHT = sorted({one for text in (_LATIN, _ARABIC) for one in forms(text) if len(one) > 8})
_ZLIB = [bytes((0x78, second)) for second in (0x01, 0x5E, 0x9C, 0xDA)]


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield what is compressed in a file, wherever it begins."""
    for start, bits in [*((sign, 15) for sign in _ZLIB), (b"\x1f\x8b\x08", 31)]:
        for place in _places(data, start):
            try:
                yield zlib.decompressobj(bits).decompress(data[place:], 1 << 24)
            except zlib.error:
                continue
    for place in _places(data, b"\x28\xb5\x2f\xfd"):
        try:
            yield zstandard.ZstdDecompressor().stream_reader(data[place:]).read(1 << 24)
        except zstandard.ZstdError:
            continue
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            yield from map(container.read, container.namelist())
    if data[:5] == b"%PDF-":
        yield "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).encode()


def _places(data: bytes, sign: bytes) -> Iterator[int]:
    place = data.find(sign)
    while place >= 0:
        yield place
        place = data.find(sign, place + 1)


def told(data: bytes) -> bool:
    """Tell whether a file says anything of the marker."""
    return any(sought in one for one in (data, *unpacked(data)) for sought in _SOUGHT)


def telling(place: Path) -> list[str]:
    """Return the files of a folder whose name or content says anything of the marker, but those that may."""
    several = [path for path in sorted(place.rglob("*")) if path.relative_to(place).parts[0] not in (GIVEN, PRINTED)]
    return [
        str(path.relative_to(place))
        for path in several
        if told(os.fsencode(path.relative_to(place))) or (path.is_file() and told(path.read_bytes()))
    ]


@pytest.mark.parametrize(
    "written",
    [
        MARKER.encode(),
        MARKER.encode("utf-16-le"),
        _ARABIC.encode(),
        b"\x80" * 5 + base64.b64encode(b"x" + MARKER.encode()),
        json.dumps(MARKER).encode(),
        b"\x80" * 99 + zlib.compress(b"before" + MARKER.encode()),
        gzip.compress(MARKER.encode(), mtime=0),
        zstandard.compress(b"before" + MARKER.encode()),
    ],
)
def test_the_search_would_find_it(tmp_path: Path, written: bytes) -> None:
    assert telling(tmp_path) == []
    (tmp_path / "file").write_bytes(written)
    assert telling(tmp_path) == ["file"]


def test_a_full_session_leaves_nothing_in_plain(tmp_path: Path) -> None:
    copy_home(tmp_path / "ministry")
    copy_mission(tmp_path / "mission")
    around = {name: tmp_path / "around" / name for name in _FOLDERS}
    for folder in around.values():
        folder.mkdir(parents=True, mode=0o700)
    done = subprocess.run(
        [sys.executable, "-m", "tests.sync.session", str(tmp_path)], cwd=around["HOME"], capture_output=True,
        timeout=300, check=False,
        env=os.environ | {name: str(folder) for name, folder in around.items()}
        | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2_000:]
    assert not told(done.stdout + done.stderr)
    assert b":_at_the_window:" in done.stderr
    assert [line for line in done.stderr.decode().splitlines() if line.startswith("WROTE")] == []
    assert (tmp_path / "ministry" / "desk.db-wal").stat().st_size > 0
    assert list((tmp_path / EXPORTS).rglob("*.cdx"))
    assert telling(tmp_path) == []
    _is_there(tmp_path / "ministry")
    assert telling(tmp_path) == []


def _is_there(home: Path) -> None:
    """See that the marker is in the store after all, which is whole."""
    store = desk.open_desk(home, PASSPHRASE)
    try:
        assert search.find(store, _LATIN, "organization")
        assert [one.changes for one in drafts.kept(store)] == [{"text_en": MARKER}]
        assert list(check(store)) == []
    finally:
        store.close()
