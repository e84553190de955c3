"""The steps from one version of the database to the next, run by Alembic, each in its own transaction.

A database of a newer program is refused and left untouched; before any step an encrypted copy is made beside
the database. Alembic is imported only when there is something to do.
"""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from coopdesk.errors import Damaged, NewerHome, writing_to
from coopdesk.i18n import N_
from coopdesk.store.database import FOREIGN, copy_to

HEAD = "0008"
"""The newest version; a test compares it with the steps."""

_NEWER = N_("This home was made by a newer CoopDesk. Install the newer program; nothing was changed.")


def version_of(engine: Engine) -> str | None:
    """Return the version of a database, None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, home: Path, *, new: bool = False) -> None:
    """Bring a database to ``HEAD``. Raises ``NewerHome``, ``CannotWrite``, and ``Damaged`` for an empty one that
    is not ``new``."""
    present = version_of(engine)
    if present == HEAD:
        return
    if present is None and not new:
        raise Damaged(FOREIGN, name="desk.db")
    if present is not None and not (Path(__file__).parent / "versions" / f"v{present}.py").is_file():
        raise NewerHome(_NEWER)
    if present is not None:
        with writing_to(home):
            copy_to(engine, home / f"desk.before-{HEAD}.db")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
