"""Where files are: the shipped resources and the home of a desk. The only module that knows either place.

What knows the folders of the platform is imported when one is asked for: the window on a named home needs none.
"""

import os
from pathlib import Path

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
    from platformdirs import user_state_dir

    return Path(user_state_dir("CoopDesk", appauthor=False))


def default_home() -> Path:
    """Return the home of the desk: ``COOPDESK_HOME``, else the platform's application data folder."""
    if named := os.environ.get("COOPDESK_HOME"):
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("CoopDesk", appauthor=False))
