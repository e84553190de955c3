"""How the window looks on this computer: typed declarations, kept as JSON in the home. Never content of records."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from coopdesk.errors import writing_to

_NAME = "settings.json"


@dataclass
class Settings:
    """``language``: "en", "ar", or empty for the system's; ``theme``: "light", "dark" or "system"; ``geometry``: as
    Qt saves it, hexadecimal; ``tab``: the tab shown last; ``help_geometry``: of the help; ``zoom``: per cent;
    ``preview``: whether pages stand beside a form; ``lock_after``: minutes without a key or the mouse after which the
    desk locks itself, 0 for never."""

    language: str = ""
    theme: str = "light"
    geometry: str = ""
    tab: int = 0
    help_geometry: str = ""
    zoom: int = 100
    preview: bool = False
    lock_after: int = 10


def load(home: Path) -> Settings:
    """Return the settings of a home; a missing or damaged file, or a value of another type, gives the defaults."""
    content: object = {}
    with suppress(OSError, ValueError, RecursionError):
        content = json.loads((home / _NAME).read_text("utf-8"))
    found = Settings()
    if isinstance(content, dict):
        for one in fields(Settings):
            value = content.get(one.name)
            if type(value) is type(getattr(found, one.name)):
                setattr(found, one.name, value)
    return found


def save(home: Path, settings: Settings) -> None:
    """Keep the settings. Raises ``CannotWrite``."""
    with writing_to(home):
        part = home / f".{_NAME}.part"
        part.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
        part.replace(home / _NAME)
