"""The words of letters in the language of each letter, which is not always one of the window's.

They lie as data in ``resources/letters``, a file for each language: labels, formulas and templates.
"""

import json
from functools import cache
from typing import Any

from coopdesk.calendars import gregorian
from coopdesk.i18n import using
from coopdesk.paths import resource


@cache
def words(lang: str) -> dict[str, Any]:
    """Return the words of a language."""
    found: dict[str, Any] = json.loads(resource("letters", f"{lang}.json").read_text("utf-8"))
    return found


def label(lang: str, name: str) -> str:
    """Return what stands before a part of a letter; empty where the window's own words do."""
    return str(words(lang)["labels"].get(name, ""))


def day_in(lang: str, day: str) -> str:
    """Return a day in the language of a letter."""
    months = words(lang).get("months")
    if months is None:
        with using("ar" if lang == "ar" else "en"):
            return gregorian(day)
    year, *rest = day.split("-")
    number = str(int(rest[1])) if len(rest) == 2 else ""
    parts = ["1er" if number == "1" and lang == "fr" else number] if number else []
    return " ".join([*parts, *([months[int(rest[0]) - 1]] if rest else []), year])
