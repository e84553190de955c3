"""Files that a table names: looked for in one folder and nowhere else, and attached to the records of its lines.

A table may come from anybody. A name that leads out of the folder, by ``..``, by a whole path or by a link, refuses its
line, and nothing outside is opened. What is missing or too large is left out, and told. What each line would attach is
told before anything is done.
"""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from sqlalchemy import select

from coopdesk.errors import Refused
from coopdesk.i18n import N_, Text
from coopdesk.operations import files, rights
from coopdesk.operations.table_cells import Finding, Grade
from coopdesk.operations.table_columns import FILES
from coopdesk.records import Attachment
from coopdesk.store.files import CHUNK, LIMIT
from coopdesk.store.home import Store

MOST = 20
"""How many files one line may name."""
MOST_BYTES = 4 * LIMIT
"""How many bytes of files one table may attach."""
_SPLIT = re.compile("[\n;؛|]")
_OUTSIDE = N_("“{file}” leads out of the folder of the files. Put the file into the folder and write its name alone.")
_MISSING = N_("There is no file “{file}” in the folder {folder}. The line goes in without it.")
_TOO_LARGE = N_("“{file}” is larger than {limit} MB. The line goes in without it.")
_TOO_MUCH = N_("“{file}” is left out: the files of one table are {limit} MB together at most. Import the rest again.")
_TOO_MANY = N_("A line names {most} files at most. The line goes in without the others.")
_ATTACHED = N_("“{file}” is attached.")
NOT_READ = N_("“{file}” could not be attached. {reason}")


def named(cell: str) -> list[str]:
    """Return the names of files that a cell holds: a line each, or between semicolons."""
    return [one for part in _SPLIT.split(cell) if (one := part.strip().strip('"'))]


class Folder:
    """The folder in which a table's files are looked for; it counts what they are together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = MOST_BYTES

    def look(self, line: int, names: Sequence[str], column: str) -> tuple[list[Path], list[Finding]]:
        """Return the files that a line names, and what is to be said of them; an error refuses the line."""
        found: list[Path] = []
        told: list[Finding] = []

        def tell(grade: Grade, text: Text, name: str, **params: object) -> None:
            told.append(Finding(line, grade, text, {"file": name[:80], **params}, column, FILES, name))

        for name in names[:MOST]:
            path = inside(self._path, name)
            if path is None:
                tell("error", _OUTSIDE, name)
                continue
            try:
                size = path.stat().st_size if path.is_file() else None
            except OSError:
                size = None
            if size is None:
                tell("warning", _MISSING, name, folder=str(self._path))
            elif size > LIMIT:
                tell("warning", _TOO_LARGE, name, limit=LIMIT // CHUNK)
            elif size > self._left:
                tell("warning", _TOO_MUCH, name, limit=MOST_BYTES // CHUNK)
            else:
                self._left -= size
                found.append(path)
                tell("note", _ATTACHED, name)
        if len(names) > MOST:
            tell("warning", _TOO_MANY, names[MOST], most=MOST)
        return found, told


def inside(folder: Path, name: str) -> Path | None:
    """Return the place of a name in a folder or below it, None where it leads out, be it through a link."""
    told = PurePosixPath(name.replace("\\", "/"))
    if "\0" in name or told.is_absolute() or PureWindowsPath(name).drive or ".." in told.parts:
        return None
    try:
        root = folder.resolve()
        path = (root / told).resolve()
    except (OSError, RuntimeError):
        return None
    return path if path.is_relative_to(root) and path != root else None


@rights.needs(rights.SECRETARY)
def attach(store: Store, type: str, id: str, folder: Path, paths: Sequence[Path]) -> tuple[int, list[tuple[str, str]]]:
    """Attach files to a record, but those that it has already by name and size; returns how many, and which could not
    be attached, each with the reason. A file is looked at once more: what lies elsewhere by now is not opened."""
    with store.session() as session:
        wanted = select(Attachment.name, Attachment.size).where(Attachment.subject == id, Attachment.deleted.is_(False))
        present = {(name, size) for name, size in session.execute(wanted)}
    done, failed = 0, []
    for path in paths:
        try:
            if inside(folder, str(path.relative_to(folder.resolve()))) != path:
                raise Refused(_OUTSIDE, file=path.name)
            if (path.name, path.stat().st_size) not in present:
                present.add((path.name, files.attach(store, type, id, path)["size"]))
                done += 1
        except (Refused, OSError, ValueError) as fault:
            reason = fault.message() if isinstance(fault, Refused) else ""
            failed.append((path.name[:80], reason))
    return done, failed
