"""Files of tables: which there are, what is in them, and the file of what was refused."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from coopdesk.errors import Refused
from coopdesk.i18n import LANGUAGES, N_, is_rtl, tr, using
from coopdesk.interchange.tables import delimited, workbook, writing
from coopdesk.interchange.tables.sheets import MOST_BYTES, Sheet, too_large
from coopdesk.operations.printing import keep
from coopdesk.records import Record, owned_by, plural_of
from coopdesk.store.folding import sort_key

ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_TABLES = ENDINGS[:4]
_NO_FILE = N_("{name} cannot be read. Check that it is there and that you may open it.")
_OLD_BOOK = N_("{name} is a workbook of an old kind. Open it, save it as .xlsx, then try again.")
_OLD = b"\xd0\xcf\x11\xe0"


def is_table(path: Path) -> bool:
    """Tell whether a file is surely one of tables, by its name."""
    return path.suffix.lower() in _TABLES


def is_book(path: Path) -> bool:
    """Tell whether a file is written as a workbook, by its name."""
    return path.suffix.lower() in ENDINGS[:2]


def open_file(path: Path) -> list[Sheet]:
    """Return the sheets of a file that hold something. Raises ``Refused``, ``Damaged``."""
    try:
        if not path.is_file():
            raise Refused(_NO_FILE, name=path.name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise Refused(_NO_FILE, name=path.name) from None
    if len(content) > MOST_BYTES:
        raise too_large()
    if content.startswith(_OLD):
        raise Refused(_OLD_BOOK, name=path.name)
    found = workbook.read(content) if content.startswith(b"PK") else delimited.read(content)
    return [one for one in found if one.lines] or found[:1]


def lists_in(sheets: Sequence[Sheet], cls: type[Record]) -> list[tuple[Sheet, type[Record]]]:
    """Return the sheets that hold lists which the records own, by the names of the sheets."""
    named: dict[str, type[Record]] = {}
    for owned in owned_by(cls.__tablename__):
        for lang in LANGUAGES:
            with using(lang):
                named[sort_key(tr(owned.__plural__)[:31])] = owned
        named |= {sort_key(name): owned for name in (plural_of(owned), owned.__tablename__)}
    return [(one, named[sort_key(one.name)]) for one in sheets if sort_key(one.name) in named]


def write_rows(path: Path, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a plain table, in the format that the name of the file tells. Raises ``CannotWrite``."""
    write_columns(path, name, [writing.Column("", one, 24) for one in heads], rows)


def write_columns(
    path: Path, name: str, columns: Sequence[writing.Column], rows: Iterable[Sequence[str]]
) -> None:  # fmt: skip
    """Write a plain table of columns, each with its width; see ``write_rows``."""
    if not is_book(path):
        keep(b"".join(delimited.written([[one.head for one in columns], *rows])), path)
        return
    out = BytesIO()
    writing.write(out, [writing.Written(name, columns, rows, is_rtl())])
    keep(out.getvalue(), path)
