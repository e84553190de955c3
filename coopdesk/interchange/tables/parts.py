"""The parts of an XLSX file, out of an archive that may be made to harm.

What an archive says of itself is checked before anything is taken out: how many parts, how large each becomes, by how
much it swells. A part is parsed as a stream; one that declares a document type, in which entities expand, is refused.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath
from xml.parsers import expat

from coopdesk.interchange.tables.sheets import MOST_BYTES, too_large, torn

_MOST_PARTS = 2_000
_MOST_DIRECTORY = 512 * 1024
_MOST_OUT = 160 * 2**20
_SWELLS, _FREELY = 80, 4 * 2**20
"""A part may become so many times larger than it was packed; a small one as large as it likes."""
_END = re.compile(rb"PK\x05\x06(.{18})", re.DOTALL)
_CHUNK = 64 * 1024
_MOST_TOKEN = 2**20
Attributes = Mapping[str, str]


class Archive:
    """An XLSX file that was found to be harmless as an archive. Raises ``Damaged``, ``Refused``."""

    def __init__(self, content: bytes) -> None:
        self._zip = _opened(content)
        self._names = {one.filename.lower().lstrip("/"): one for one in self._zip.infolist()}

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name.lower() in self._names

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] = lambda name: None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Parse a part, telling elements by their names without prefix, and texts."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, found: start(_bare(name), found)
        parser.EndElementHandler = lambda name: end(_bare(name))
        parser.StartDoctypeDeclHandler = _refuse_type
        if text is not None:
            parser.CharacterDataHandler = text
        fed = 0
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                while chunk := part.read(_CHUNK):
                    fed += len(chunk)
                    parser.Parse(chunk, False)
                    if fed - parser.CurrentByteIndex > _MOST_TOKEN:
                        raise too_large()
                parser.Parse(b"", True)
        except (KeyError, OSError, EOFError, expat.ExpatError, zipfile.BadZipFile, zlib.error, NotImplementedError,
                RuntimeError, ValueError) as fault:  # fmt: skip
            raise torn() from fault

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part names: by id, the last word of the kind of relation, and the name of the other part."""
        folder, _, file = name.rpartition("/")
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, given: Attributes) -> None:
            if element == "Relationship" and len(found) < _MOST_PARTS and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                place = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
                found[given.get("Id", "")] = given.get("Type", "").rpartition("/")[2], place

        path = f"{folder}/_rels/{file}.rels".lstrip("/")
        if self.has(path):
            self.parse(path, start)
        return found


def _opened(content: bytes) -> zipfile.ZipFile:
    if len(content) > MOST_BYTES:
        raise too_large()
    ends = list(_END.finditer(content, max(len(content) - 65_557, 0)))
    if not ends:
        raise torn()
    told = ends[-1][1]
    if int.from_bytes(told[6:8], "little") > _MOST_PARTS or int.from_bytes(told[8:12], "little") > _MOST_DIRECTORY:
        raise too_large()
    try:
        found = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as fault:
        raise torn() from fault
    parts = found.infolist()
    swollen = any(one.file_size > max(_FREELY, one.compress_size * _SWELLS) for one in parts)
    packed, out = sum(one.compress_size for one in parts), sum(one.file_size for one in parts)
    if swollen or out > _MOST_OUT or packed > len(content) or any(one.flag_bits & 1 for one in parts):
        raise too_large() if swollen or out > _MOST_OUT else torn()
    return found


def _refuse_type(*_: object) -> None:
    raise torn()


def _bare(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name
