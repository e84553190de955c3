"""How people write for which desks a record is."""

import re

from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_

_NO_AUDIENCE = N_(
    "“{value}” is no audience. Write all, ministry, local, or the code of a desk or group, such as QA-GVA."
)
_AUDIENCES = ("all", "ministry", "local")
_CODE = re.compile("[A-Z0-9-]{2,20}")


def audience_of(text: str) -> str:
    """Return an audience in its one spelling; raises ``InvalidValue``."""
    found = text.strip()
    if found.lower() in _AUDIENCES:
        return found.lower()
    if not _CODE.fullmatch(found):
        raise InvalidValue(_NO_AUDIENCE, value=text[:40])
    return found
