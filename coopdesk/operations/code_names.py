"""How the codes that values carry are read: countries, languages and tags, in the present language."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from coopdesk import sectors
from coopdesk.fields import Code, Field, Kind, Tags
from coopdesk.languages import name_of
from coopdesk.operations import rights
from coopdesk.operations.countries import country_names
from coopdesk.operations.tags import tag_names
from coopdesk.store.home import Store

_NONE: Mapping[str, str] = MappingProxyType({})


class CodeNames(NamedTuple):
    """Names by code, of each sort of code apart."""

    countries: Mapping[str, str] = _NONE
    tags: Mapping[str, str] = _NONE

    def read(self, kind: Kind, code: str) -> str:
        """Return how one code of this kind is read; the code itself where nothing is known of it."""
        if isinstance(kind, Code) and kind.of == "language":
            return name_of(code)
        if isinstance(kind, Code) and kind.of == "sector":
            return sectors.name_of(code)
        return (self.tags if isinstance(kind, Tags) else self.countries).get(code, code)


@rights.needs(rights.READER)
def code_names(store: Store, fields: Iterable[Field] | None = None) -> CodeNames:
    """Return the names that values of these fields need, by default of any."""
    kinds = None if fields is None else {type(one.kind) for one in fields}
    return CodeNames(
        country_names(store) if kinds is None or Code in kinds else _NONE,
        tag_names(store) if kinds is None or Tags in kinds else _NONE,
    )
