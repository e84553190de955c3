"""How spellings are made equal: for search, and for the order of lists.

Both scripts: compatibility forms, marks, Latin accents, case and digits do not count. Arabic: harakat, tatweel,
the forms of hamza and alef, final yeh and teh marbuta do not count; nor does the article in the order of a list.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ـ": None}
    | dict.fromkeys("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e")
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WORD = re.compile(r"\w+")
_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب)(?=\w{2})")
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_PLAIN_ASCII = re.compile(r"[ -~]*")


def fold(text: str) -> str:
    """Return the spelling under which ``text`` is found."""
    if _PLAIN_ASCII.fullmatch(text):
        return text.lower()
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS).translate(_DIGITS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", text).translate(_LETTERS).casefold()


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order."""
    return _WORD.findall(fold(text))


def without_prefix(word: str) -> str:
    """Return a folded word without the article and the particles that Arabic writes onto it."""
    return _PREFIX.sub("", word)


def sort_key(text: str) -> str:
    """Return the key by which a list orders ``text``: folded, Arabic words without their article."""
    return " ".join(_WORD.findall(_ARTICLE.sub("", fold(text))))
