"""The one factory of connections: keys the file, proves that it is encrypted, and sets what keeps it whole.

A forgotten key would make a plain database without an error, so a connection is handed out only after
SQLCipher has told its version, the schema could be read with the key, and the file does not begin with
SQLite's own header. WAL, synchronous FULL and temporary tables in memory hold for every connection.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.pool import QueuePool

from coopdesk.errors import Busy, CannotWrite, Damaged
from coopdesk.i18n import N_

_PAGE = 4096
"""The size of a page; a shorter file holds none, and SQLite would take it for a new database."""
PLAIN_HEADER = b"SQLite format 3\x00"

_NO_CIPHER = N_("The encryption library is missing. Install CoopDesk again; nothing was opened.")
_PLAIN = N_("{name} is not encrypted, so it is not a CoopDesk database. It was left untouched.")
FOREIGN = N_("{name} is damaged, or it is not the database of these keys. Restore this home from a backup.")
_FULL = N_("The disk is full. Nothing was changed. Free some space, then try again.")
_IO = N_("The disk cannot be read or written. Nothing was changed. Check that it is connected, then try again.")
READ_ONLY = N_("The folder of this desk cannot be written to. Nothing was changed. Ask for access to it.")
_BUSY = N_("Another program is writing to this desk. Nothing was changed. Try again in a moment.")


T = TypeVar("T")
Mode = Literal["create", "write", "read"]


def engine_for(path: Path, key: bytes, mode: Mode) -> Engine:
    """Return an engine on the encrypted file at ``path`` under a 32-byte raw key.

    ``mode``: "create" makes the file; "write" needs it; "read" leaves it, and what lies beside it, untouched.
    Connections raise ``Damaged`` when the file is empty, plain, torn or of another key.
    """

    def connect() -> Any:
        return _connect(path, key, mode)

    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        pool_use_lifo=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _told)
    return engine


def remembered(connection: Connection, name: object, read: Callable[[], T]) -> T:
    """Return what was read before, as long as nothing was written to the database since, else read it again.

    Every connection remembers for itself: SQLite tells it of what others wrote, and it counts what it wrote.
    """
    driver: Any = connection.connection.dbapi_connection
    state = (driver.execute("PRAGMA data_version").fetchone()[0], driver.total_changes)
    kept = connection.info.get(name)
    if kept is None or kept[0] != state:
        kept = connection.info[name] = (state, read())
    found: T = kept[1]
    return found


def copy_to(engine: Engine, path: Path) -> None:
    """Write a compact copy of the database, encrypted under the same key. Raises ``CannotWrite``."""
    _outside_a_transaction(engine, "VACUUM INTO ?", (str(path),))


def empty_log(engine: Engine) -> None:
    """Move what stands in the write-ahead log into the database, so that nothing older lingers in it."""
    _outside_a_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def _outside_a_transaction(engine: Engine, statement: str, parameters: tuple[str, ...] = ()) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement, parameters).fetchall()
    except sqlcipher.DatabaseError as fault:
        raise _meant(fault, "desk.db") from fault
    finally:
        raw.close()


_OPENED = {"create": "mode=rwc", "write": "mode=rw", "read": "mode=ro&immutable=1"}


def _connect(path: Path, key: bytes, mode: Mode) -> Any:
    _refuse_plain(path)
    if mode != "create" and path.is_file() and path.stat().st_size < _PAGE:
        raise Damaged(FOREIGN, name=path.name)
    uri = f"{path.absolute().as_uri()}?{_OPENED[mode]}"
    try:
        connection = sqlcipher.connect(uri, uri=True, timeout=30, check_same_thread=False, isolation_level=None)
    except sqlcipher.OperationalError as fault:
        raise CannotWrite(READ_ONLY) from fault
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if connection.execute("PRAGMA cipher_version").fetchone() is None:
            raise Damaged(_NO_CIPHER)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")
        if mode != "read":
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        _refuse_plain(path)
    except sqlcipher.DatabaseError as fault:
        connection.close()
        raise _meant(fault, path.name) from fault
    except Damaged:
        connection.close()
        raise
    return connection


def _refuse_plain(path: Path) -> None:
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
                raise Damaged(_PLAIN, name=path.name)


def _begin(connection: Any) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.connection.dbapi_connection.execute("BEGIN")  # it takes no lock, so nothing of it can fail


def _told(context: ExceptionContext) -> None:
    fault = context.original_exception
    if isinstance(fault, sqlcipher.OperationalError | sqlcipher.DatabaseError) and not isinstance(
        fault, sqlcipher.IntegrityError | sqlcipher.ProgrammingError
    ):
        told = _meant(fault, "desk.db")
        if told is not fault:
            raise told from fault


def _meant(fault: Exception, name: str) -> Exception:
    code = str(getattr(fault, "sqlite_errorname", "")) or str(fault)
    for sign, text in (
        ("FULL", _FULL), ("READONLY", READ_ONLY), ("CANTOPEN", READ_ONLY), ("BUSY", _BUSY), ("LOCKED", _BUSY),
        ("NOTADB", FOREIGN), ("CORRUPT", FOREIGN), ("IOERR", _IO),
    ):  # fmt: skip
        if sign in code:
            if text is FOREIGN:
                return Damaged(text, name=name)
            return Busy(text) if text is _BUSY else CannotWrite(text)
    words = str(fault)
    if "full" in words:
        return CannotWrite(_FULL)
    if "readonly" in words or "unable to open" in words:
        return CannotWrite(READ_ONLY)
    if "not a database" in words or "malformed" in words or "encrypted" in words or "hmac" in words:
        return Damaged(FOREIGN, name=name)
    return Busy(_BUSY) if "locked" in words else fault
