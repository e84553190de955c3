"""The emblem of the Ministry as it is printed; a picture that cannot be is left out, and harms no paper."""

import warnings
from io import BytesIO

from coopdesk.errors import CoopDeskError
from coopdesk.operations import rights
from coopdesk.records import MinistrySettings
from coopdesk.store.home import Store

_WIDEST = 4_000
"""The most pixels that an emblem has in a row or a column."""


@rights.needs(rights.READER)
def emblem(store: Store, settings: MinistrySettings | None) -> bytes | None:
    """Return the emblem; none where its file has not arrived, or is no picture that can be printed."""
    if settings is None or not settings.emblem:
        return None
    from coopdesk.operations import files

    made = BytesIO()
    try:
        files.read(store, settings.emblem, made)
    except CoopDeskError:
        return None
    return made.getvalue() if _is_printable(made) else None


def _is_printable(picture: BytesIO) -> bool:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(picture, formats=("PNG", "JPEG")) as opened:
                if max(opened.size) > _WIDEST:
                    return False
                opened.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True
