"""Comparing what a person typed with texts, in the spellings that search knows. Nothing here needs the database."""

import re
from collections.abc import Iterable

from coopdesk.i18n import LANGUAGES, Text, tr, using
from coopdesk.store.folding import typed

_WRITTEN = re.compile(r"[\w\u064b-\u0652\u0670]+")
"""A word as it stands in a text, with the Arabic marks on its letters."""


def matching(query: str, texts: Iterable[str]) -> bool:
    """Tell whether each word that was typed begins a word of the texts."""
    held = _spellings(" ".join(texts))
    return all(any(one.startswith(tuple(forms)) for one in held) for forms in typed(query))


def marks(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words of ``text`` begin and end that begin with a word that was typed."""
    sought = tuple(_spellings(query))
    found = _WRITTEN.finditer(text)
    return [one.span() for one in found if any(form.startswith(sought) for form in _spellings(one[0]))]


def in_all_languages(text: Text) -> list[str]:
    """Return a text as every language of the window says it."""
    found = []
    for lang in LANGUAGES:
        with using(lang):
            found.append(tr(text))
    return found


def _spellings(text: str) -> list[str]:
    return [form for word in typed(text) for form in word]
