"""Where files are: the shipped resources and the home of a desk. The only module that knows either place."""

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder of ``resources/``.

    In an installed wheel the folder lies inside the package, in a checkout beside it.
    """
    inside = _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def state_folder() -> Path:
    """Return where the platform keeps what a program notes about itself, outside every home."""
    return Path(platformdirs.user_state_dir("CoopDesk", appauthor=False))


def default_home() -> Path:
    """Return the home of the desk: ``COOPDESK_HOME``, else the platform's application data folder."""
    named = os.environ.get("COOPDESK_HOME")
    return Path(named) if named else Path(platformdirs.user_data_dir("CoopDesk", appauthor=False))
