"""Tags by what a person reads and types: their names in either language, their codes, their numbers."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from coopdesk.i18n import language
from coopdesk.operations import rights
from coopdesk.operations.words import matching
from coopdesk.records.base import table_of
from coopdesk.records.tag import SCHEME, Tag, tag_label
from coopdesk.store.folding import fold
from coopdesk.store.home import Store

_ORDER = {option.token: place for place, option in enumerate(SCHEME)}
_DIGITS = re.compile("([0-9]+)")


class Known(NamedTuple):
    """A tag: its code, how it reads in the present language, and everything by which it is found."""

    code: str
    label: str
    names: tuple[str, ...]


@rights.needs(rights.READER)
def known(store: Store) -> list[Known]:
    """Return every tag: goals, their targets, themes and outcomes, each list in its order."""
    table, found = table_of(Tag), []
    columns = select(table.c.code, table.c.scheme, table.c.edition, table.c.name_en, table.c.name_ar)
    with store.reading() as connection:
        for code, scheme, edition, *names in connection.execute(columns.where(table.c.deleted.is_(False))):
            if code:
                first, second = names if language() == "en" else reversed(names)
                label = tag_label(code, scheme, first or second or code, edition)
                made = Known(code, label, (code, code.removeprefix("sdg-"), *filter(None, (*names, edition))))
                found.append(((_ORDER.get(scheme, -1) % len(SCHEME), natural(code)), made))
    return [one for _, one in sorted(found)]


@rights.needs(rights.READER)
def tag_names(store: Store) -> dict[str, str]:
    """Return how each tag reads in the present language, by its code."""
    return {one.code: one.label for one in known(store)}


@rights.needs(rights.READER)
def find(store: Store, words: str, limit: int = 20) -> list[Known]:
    """Return the tags that are found by what was typed, an exact code, number or name first."""
    found = [one for one in known(store) if not words.strip() or matching(words, one.names)]
    exact = fold(words.strip())
    return sorted(found, key=lambda one: exact not in map(fold, one.names))[:limit]


@rights.needs(rights.READER)
def read(store: Store, texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the codes that texts name by code, number or whole name, and the texts that name none."""
    by_name: dict[str, str] = {}
    for one in known(store):
        for name in (one.label, *one.names):
            by_name.setdefault(fold(name), one.code)
    codes: list[str] = []
    unknown: list[str] = []
    for text in texts:
        code = by_name.get(fold(text.strip()))
        (codes if code else unknown).append(code or text.strip())
    return codes, unknown


def natural(code: str) -> list[tuple[int, str]]:
    """Return a key by which 2 stands before 10, and 2.1 before 2.a."""
    parts = (part for part in _DIGITS.split(code) if part)
    return [(int(part), "") if part.isdigit() else (10**9, part) for part in parts]
