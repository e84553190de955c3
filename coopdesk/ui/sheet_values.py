"""What the sheet of a record says of its fields: values in words, halves of pairs, persons in the order of protocol."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from coopdesk.calendars import both
from coopdesk.errors import InvalidValue
from coopdesk.fields import Code, Day, Field, Identifier, Line, Link, Links, Members, Tags, language_of
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations.code_names import CodeNames
from coopdesk.operations.links import Group, Linked
from coopdesk.operations.record_types import View
from coopdesk.records import Record


class Around(NamedTuple):
    """What a view says only by ids: linked records, and names by code; ``groups``: what else the
    page of such a record tells, after its own fields; ``bodies``: the organization that a group of countries is;
    ``several``: by record and field, the conflict and how many values there are; ``remarks``: by field, none for the
    whole, what others remarked on it."""

    linked: Mapping[str, Linked]
    codes: CodeNames
    groups: Sequence[Group] = ()
    bodies: Mapping[str, Linked] = MappingProxyType({})
    several: Mapping[tuple[str, str], tuple[str, int]] = MappingProxyType({})
    remarks: Mapping[str, Sequence[str]] = MappingProxyType({})


def is_title(cls: type[Record], one: Field, view: View) -> bool:
    """Tell whether the header says a field in full: a short half of the title, of which the other is there too."""
    pair = cls.__title__[:2]
    return (
        one.name in pair
        and isinstance(one.kind, Line)
        and one.kind.one_line
        and language_of(one) is not None
        and all(view.get(name) for name in pair)
    )


def twin(one: Field, by_name: Mapping[str, Field]) -> Field | None:
    """Return the other half of a bilingual pair."""
    lang = language_of(one)
    if lang is None or not isinstance(one.kind, Line):
        return None
    return by_name.get(f"{one.name.removesuffix(f'_{lang}')}_{'ar' if lang == 'en' else 'en'}")


def shown(one: Field, view: View, around: Around) -> tuple[str, list[Linked]]:
    """Return what a person reads, or its parts where it names records; a part of no record has no id."""
    plain, kind = view.get(one.name), one.kind
    if plain in (None, "", []):
        return "", []
    if isinstance(kind, Link | Links):
        ids = plain if isinstance(plain, list) else [plain]
        return "", [around.linked[id] for id in ids if id in around.linked]
    try:
        stored = kind.parse(plain)
    except InvalidValue:
        return str(plain), []
    if isinstance(kind, Members) and any(one in around.bodies for one in stored):
        none = Linked("", "", "")
        return "", [around.bodies.get(one, none)._replace(title=kind.show((one,))) for one in stored]
    if isinstance(kind, Code):
        return around.codes.read(kind, stored), []
    if isinstance(kind, Tags):
        return tr(N_(", ", "between items of a list")).join(isolate(around.codes.read(kind, one)) for one in stored), []
    if isinstance(kind, Day):
        return both(stored), []
    if isinstance(kind, Identifier) and any(c.isascii() and c.isalpha() for c in stored):
        return str(stored), []  # it is read from the left by itself, and copied without marks
    if isinstance(kind, Members | Identifier) or not isinstance(kind, Line):
        return kind.show(stored), []
    return isolate(str(stored)), []


def in_precedence(lines: Sequence[View]) -> list[View]:
    """Return persons in the order of protocol; other lines stay as they are."""
    return sorted(
        lines, key=lambda line: ("precedence" in line and line["precedence"] is None, line.get("precedence") or 0)
    )
