"""Themes: tags of the Ministry's own, made where one is missing."""

import re

from coopdesk.errors import Refused
from coopdesk.i18n import N_
from coopdesk.operations import record, rights, tags
from coopdesk.store.folding import fold
from coopdesk.store.home import Store

_MINISTRYS = N_("Themes are the Ministry’s own. Ask it for “{name}”, or choose one that is there.")
_ARABIC = re.compile("[\u0621-\u064a]")
_LONGEST = 40


@rights.needs(rights.READER)
def may_add(store: Store) -> bool:
    """Tell whether this desk adds themes."""
    return store.is_ministry


@rights.needs(rights.SECRETARY)
def add(store: Store, name: str) -> str:
    """Make a theme of a name in either language, unless there is one; returns its code. Raises ``Refused``."""
    name = " ".join(name.split())
    there, _ = tags.read(store, [name])
    if there:
        return there[0]
    if not may_add(store):
        raise Refused(_MINISTRYS, name=name[:60])
    taken = {fold(one.code) for one in tags.known(store)}
    stem = "-".join(re.findall("[a-z0-9]+", fold(name)))[:_LONGEST].strip("-") or "theme"
    code, number = stem, 1
    while code in taken or code == "theme":
        number += 1
        code = f"{stem}-{number}"
    half = "name_ar" if _ARABIC.search(name) else "name_en"
    record.save(store, "tag", {"code": code, half: name, "scheme": "theme"})
    return code
