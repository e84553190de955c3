"""The values in a list as a person reads them: links by the titles of what they link to, codes by their names."""

from collections.abc import Mapping, Sequence
from typing import Any

from coopdesk.fields import Code, Field, Link, Links, Tags
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import rights
from coopdesk.operations.code_names import CodeNames, code_names
from coopdesk.operations.conditions import EMPTY, show_value
from coopdesk.operations.titles import titles_in
from coopdesk.store.home import Store

_BETWEEN = N_(", ", "between items of a list")


def links_in(declared: Field, stored: Any) -> Sequence[str]:
    """Return the ids to which a stored value links."""
    if isinstance(declared.kind, Links):
        return stored or ()
    return (stored,) if isinstance(declared.kind, Link) and stored else ()


def shown(declared: Field, stored: Any, titles: Mapping[str, str], codes: CodeNames) -> str:
    """Return a stored value as a person reads it."""
    links = links_in(declared, stored)
    if links:
        return tr(_BETWEEN).join(isolate(titles.get(one, one)) for one in links)
    if isinstance(declared.kind, Tags):
        return tr(_BETWEEN).join(isolate(codes.read(declared.kind, one)) for one in stored or ())
    if isinstance(declared.kind, Code) and stored:
        return codes.read(declared.kind, stored)
    return declared.kind.show(stored)


@rights.needs(rights.READER)
def shown_values(store: Store, declared: Field, stored: Sequence[Any]) -> list[str]:
    """Return single values of a field as a person reads them; of an empty one, that it is empty."""
    linked = isinstance(declared.kind, Link | Links)
    with store.session() as session:
        named = titles_in(session, [one for one in stored if one]) if linked else {}
    codes = code_names(store, [declared])
    return [tr(EMPTY) if one is None or one == "" else show_value(declared, one, named, codes) for one in stored]
