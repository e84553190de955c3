"""How a record with its lists differs from what it was: field by field, in words, as a save is told."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from coopdesk.fields import Identifier, Line, Link, Links, Members
from coopdesk.i18n import N_, tr
from coopdesk.operations import rights
from coopdesk.operations.code_names import code_names
from coopdesk.operations.record_types import View
from coopdesk.operations.saves import Changed, Words, register_fields
from coopdesk.operations.titles import names_in_titles, titles
from coopdesk.records import TYPES, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.records.steps import REGISTERED, STEPPED
from coopdesk.store.home import Store

_ASIDE = frozenset((
    *STEPPED, *REGISTERED, "version", "classification", "audience", "position", "reference",
    "reviewed_by", "signed_by",
))  # fmt: skip
"""What is of the filing, not of the text."""
_OF_LINE = N_("{field} ({line})")
_NEW_LINE, _NO_LINE = N_("{list}: a line was added"), N_("{list}: a line was removed")
_MOST_OF_LINE = 60


@rights.needs(rights.READER)
def between(
    store: Store, type: str, then: View, now: View, parts: Collection[str] | None = None, known: Collection[str] = ()
) -> list[Changed]:
    """Return what differs between two views of a record, as ``record.show`` and ``history.as_of`` give them.

    ``parts``: only these of the record and its lines; ``known``: lines that were there then, though what they said is
    not known here, for they came later than what tells of them.
    """
    linked = {one for view in (then, now) for one in _linked(type, view)}
    words = Words(type, titles(store, linked), code_names(store))
    found = list(_fields(words, type, then, now)) if parts is None or now["id"] in parts else []
    for cls in owned_by(type):
        before, after = ({line["id"]: line for line in view.get(plural_of(cls)) or ()} for view in (then, now))
        names = names_in_titles(store, cls.__tablename__, (*before.values(), *after.values()))
        for id in dict.fromkeys((*before, *after)):
            if parts is not None and id not in parts:
                continue
            part = tr(cls.__plural__)
            line = after.get(id) or before[id]
            title = next((str(line[name]) for name in cls.__title__ if line.get(name)), "")
            named = names.get(title, title)[:_MOST_OF_LINE]
            if id in before and id in after:
                found += [
                    one._replace(part=part, field=tr(_OF_LINE, field=one.field, line=named))
                    for one in _fields(words, cls.__tablename__, before[id], after[id])
                ]
            elif id in known:
                found.append(Changed("", part, named, "", "", False, False))
            else:
                label = tr(_NEW_LINE if id in after else _NO_LINE, list=part)
                texts = [one.new or one.old for one in _fields(words, cls.__tablename__, {}, line)]
                text = " · ".join(texts)
                found.append(
                    Changed("", part, label, "" if id in after else text, text if id in after else "", False, False)
                )
    return found


@rights.needs(rights.READER)
def named(store: Store, type: str, id: str, parts: list[tuple[str, str]]) -> list[Changed]:
    """Return parts of which it is known that they differ, and not in what, each by its name."""
    found = titles(store, [part for _, part in parts])
    return [
        Changed("", tr(TYPES[of].__label__ if part != id else TYPES[type].__label__), found[part], "", "", False, False)
        for of, part in parts
        if of in TYPES
    ]


def _fields(words: Words, type: str, then: View, now: View) -> Iterator[Changed]:
    owner = owner_field(TYPES[type])
    done: set[int] = set()
    for one in fields_of(TYPES[type]):
        if one.register in done or one.name in _ASIDE or one is owner:
            continue
        done.add(one.register)
        group = register_fields(type, one.name)
        old, new = (_shown(words, view, group) for view in (then, now))
        if old != new:
            label = " – ".join(tr(member.label) for member in group)
            prose = len(group) == 1 and isinstance(one.kind, Line) and not isinstance(one.kind, Identifier)
            yield Changed("", label, label, old, new, prose, False)


def _shown(words: Words, view: Mapping[str, Any], group: tuple[Any, ...]) -> str:
    if isinstance(group[0].kind, Members):
        members = view.get(group[0].name) or ()
        return tr(N_(", ", "between items of a list")).join(words.shown(member, group) for member in members)
    if group[0].group is None:
        return words.shown(view.get(group[0].name), group)
    return words.shown({one.name: view.get(one.name) for one in group}, group)


def _linked(type: str, view: View) -> Iterator[str]:
    for one in fields_of(TYPES[type]):
        value = view.get(one.name)
        if isinstance(one.kind, Link | Links) and value:
            yield from value if isinstance(value, list) else (value,)
    for cls in owned_by(type):
        for line in view.get(plural_of(cls)) or ():
            yield from _linked(cls.__tablename__, line)
