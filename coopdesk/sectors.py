"""Sectors by the purpose codes of the OECD DAC, as IATI uses them: three digits a category, five a purpose of it."""

import json
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from coopdesk.i18n import language
from coopdesk.paths import resource


class Sector(NamedTuple):
    """A code with its name in both languages: the English one of the official list, the Arabic one our own."""

    code: str
    en: str
    ar: str

    @property
    def name(self) -> str:
        """The name in the present language."""
        return self.ar if language() == "ar" else self.en


@cache
def sectors() -> Mapping[str, Sector]:
    """Return all sectors by their codes, each category before its purposes."""
    rows = json.loads(resource("seed", "dac_sectors.json").read_bytes())
    return {row["code"]: Sector(**row) for row in rows}


def name_of(code: str) -> str:
    """Return a sector in the present language with its code; the code alone where it is in no list."""
    found = sectors().get(code)
    return f"{found.name} ({code})" if found else code


@cache
def by_word() -> Mapping[str, str]:
    """Return the codes by what means one sector alone: its code, its names in both languages, a name with the code."""
    found: dict[str, set[str]] = {}
    for one in sectors().values():
        for word in (*one, f"{one.en} ({one.code})", f"{one.ar} ({one.code})"):
            found.setdefault(word, set()).add(one.code)
    return {word: codes.pop() for word, codes in found.items() if len(codes) == 1}


def category(code: str) -> str:
    """Return the category of a purpose, of which the code begins with its three digits."""
    return code[:3]
