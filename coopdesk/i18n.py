"""Languages: texts marked where they are declared, translated when they are shown.

Invariant: no text is translated at import, so the language can change while the window is open. Arabic is
the master for the ministry's own terms; English texts are the keys of the catalogue
``resources/locale/ar/LC_MESSAGES/coopdesk.po`` (compiled beside it by ``installer/catalogue.py``).
"""

import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Literal

from coopdesk.paths import resource

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")

FIRST_STRONG, LEFT_TO_RIGHT, RIGHT_TO_LEFT, POP_ISOLATE = "\u2068", "\u2066", "\u2067", "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in English with, where one word has several senses, the context that tells them apart."""

    msgid: str
    context: str | None = None
    plural: str | None = None


def N_(msgid: str, context: str | None = None) -> Text:  # noqa: N802 - the catalogue tools know this name
    """Mark a text for translation. Placeholders are written ``{name}``."""
    return Text(msgid, context)


def P_(singular: str, plural: str) -> Text:  # noqa: N802
    """Mark a text that counts; ``tr`` needs the parameter ``n``."""
    return Text(singular, None, plural)


def _first_language() -> Language:
    """Return the language that was asked for. The variables are read here: the system names no locale that is not
    installed, and on many computers of an office none is."""
    asked = map(os.environ.get, ("COOPDESK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next(filter(None, asked), None) or locale.getlocale()[0] or ""
    return "ar" if wanted.lower().startswith("ar") else "en"


_language: ContextVar[Language] = ContextVar("language")
_default: Language = _first_language()
_eastern_digits = False
_APART = (FIRST_STRONG, LEFT_TO_RIGHT, RIGHT_TO_LEFT)
_words: Mapping[tuple[Language, Text], str] = {}


def language() -> Language:
    """Return the language in which texts are shown now."""
    return _language.get(_default)


def set_language(lang: Language) -> None:
    """Choose the language of the whole program."""
    global _default
    _default = lang


def set_eastern_digits(on: bool) -> None:
    """Choose ٠-٩ instead of 0-9 for Arabic text (a setting of the Ministry)."""
    global _eastern_digits
    _eastern_digits = on


def set_words(words: Mapping[tuple[Language, Text], str]) -> None:
    """Let texts that have a context be said in the Ministry's own words (a setting of the Ministry)."""
    global _words
    _words = words


@contextmanager
def using(lang: Language) -> Iterator[None]:
    """Speak ``lang`` inside the block, as a document in another language than the window does."""
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def is_rtl(lang: Language | None = None) -> bool:
    """Tell whether the language (the present one by default) is written from right to left."""
    return (lang or language()) == "ar"


@cache
def _catalogue(lang: Language) -> gettext.NullTranslations:
    return gettext.translation("coopdesk", resource("locale"), languages=[lang], fallback=lang == "en")


def tr(text: Text, **params: object) -> str:
    """Return ``text`` in the present language with its placeholders filled in.

    Parameters are isolated from the direction of the sentence, so that a name in the other script, a
    telephone number or a symbol stays in order. A text that counts takes its number as ``n``.
    """
    lang = language()
    catalogue = _catalogue(lang)
    if text.plural is not None:
        n = params["n"]
        assert isinstance(n, int)
        found = catalogue.ngettext(text.msgid, text.plural, n)
        params["n"] = number(n)
    elif text.context is not None:
        found = _words.get((lang, text)) or catalogue.pgettext(text.context, text.msgid)
    else:
        found = catalogue.gettext(text.msgid)
    if not params:
        return found
    return found.format(**{name: _filled(value) for name, value in params.items()})


def _filled(value: object) -> str:
    shown = tr(value) if isinstance(value, Text) else str(value)
    return shown if shown.isascii() and language() == "en" else isolate(shown)


def led(text: str) -> str:
    """Return a text that reads in the direction of the present language, though it begins with a number or with what
    stands apart."""
    return f"{RIGHT_TO_LEFT_MARK}{text}" if is_rtl() else text


def isolate(text: str) -> str:
    """Return ``text`` kept apart from the direction of what stands around it; what is, already, stays as it is.

    A text whose letters all stand apart within it has no direction of its own: it reads as the present language does.
    """
    if not text or text[0] not in _APART:
        return text and f"{FIRST_STRONG}{text}{POP_ISOLATE}"
    if text[0] != RIGHT_TO_LEFT and text.find(POP_ISOLATE) == len(text) - 1:
        return text
    own = RIGHT_TO_LEFT if is_rtl() else LEFT_TO_RIGHT
    return f"{FIRST_STRONG if _has_letters_outside(text) else own}{text}{POP_ISOLATE}"


def _has_letters_outside(text: str) -> bool:
    depth = 0
    for one in text:
        if one in _APART:
            depth += 1
        elif one == POP_ISOLATE:
            depth -= 1
        elif depth == 0 and one.isalpha():
            return True
    return False


def ltr(text: str) -> str:
    """Return a value that is always read from left to right (a telephone number, a symbol, an amount)."""
    return f"{LEFT_TO_RIGHT}{text}{POP_ISOLATE}" if text else text


_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def digits(text: str) -> str:
    """Return ``text`` with the digits that the present language shows."""
    return text.translate(_EASTERN) if _eastern_digits and language() == "ar" else text


def western_digits(text: str) -> str:
    """Return ``text`` with every Arabic-Indic digit as 0-9, as typed values are read."""
    return text.translate(_WESTERN)


def number(value: int) -> str:
    """Return a whole number grouped by thousands, in the digits of the present language."""
    return digits(f"{value:,}")
