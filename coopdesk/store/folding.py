"""How spellings are made equal: for search, and for the order of lists.

Both scripts: compatibility forms, marks, Latin accents, case and digits do not count. Arabic: harakat, tatweel,
the forms of hamza and alef, final yeh, teh marbuta and a doubled waw do not count; nor does the article in the
order of a list. What folding cannot make equal (a hamza that is left out, a name written as one word or as two)
is found by the other forms of a word, which the index holds beside it.
"""

import re
import unicodedata
from itertools import pairwise

_ASCII = re.compile(r"[ -~]*")
_WORD = re.compile(r"\w+")
_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب)(?=\w{2})")
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_DOUBLED = re.compile("و{2,}")
_SAME = (
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ـ": ""}
    | dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))
    | dict.fromkeys("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e", "")
)
_DIFFERENT = re.compile(f"[{''.join(_SAME)}]")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\ufe20-\ufe2f]+"
)
_BETWEEN = re.compile(f"[\u064b-\u0652\u0670{''.join(mark for mark, same in _SAME.items() if not same)}]")
_HAMZA = re.compile("[ؤئءأ]")
_FIRST, _SECOND = ("عبد", "ابو", "ابي", "ابا"), ("الله", "الدين", "الحق")
_JOINED = re.compile(rf"({'|'.join(_FIRST)})(\w{{2,}})|(\w{{2,}})({'|'.join(_SECOND)})")


def fold(text: str) -> str:
    """Return the spelling under which ``text`` is found."""
    if _ASCII.fullmatch(text):
        return text.lower()
    text = _same(unicodedata.normalize("NFKC", text))
    text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    return _DOUBLED.sub("و", _same(text).casefold())


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order."""
    return _WORD.findall(fold(text))


def without_prefix(word: str) -> str:
    """Return a folded word without the article and the particles that Arabic writes onto it."""
    return _PREFIX.sub("", word)


def typed(text: str) -> list[list[str]]:
    """Return each word that was typed as its folded spellings: itself, then bare of particles and of hamza."""
    found = []
    for word in _WORD.findall(_unmarked(text)):
        folded = (fold(word), fold(_bare_of_hamza(word)))
        forms = dict.fromkeys(form for one in folded if one for form in (one, without_prefix(one)))
        if forms:
            found.append(list(forms))
    return found


def other_forms(text: str, folded: str) -> list[str]:
    """Return what the index holds beside the words of ``text``, which is ``folded`` already: words bare of particles
    or of hamza, names of two parts as one word, and the parts of such a word."""
    if text.isascii():
        return []
    plain = _WORD.findall(folded)
    found = [stem for word in plain if (stem := without_prefix(word)) != word]
    for word in _WORD.findall(_unmarked(text)):
        if _HAMZA.search(word, 1):
            bare = fold(_bare_of_hamza(word))
            found += dict.fromkeys((bare, without_prefix(bare)))
    for word in plain:
        if joined := _JOINED.fullmatch(word):
            found += [part for part in joined.groups() if part]
    found += [first + second for first, second in pairwise(plain) if first in _FIRST or second in _SECOND]
    return found


def sort_key(text: str) -> str:
    """Return the key by which a list orders ``text``: folded, Arabic words without their article."""
    return " ".join(_WORD.findall(_ARTICLE.sub("", fold(text))))


def _bare_of_hamza(word: str) -> str:
    """Return a word without its hamzas and their seats, but for one that begins it."""
    return word[:1] + _HAMZA.sub("", word[1:])


def _unmarked(text: str) -> str:
    """Return ``text`` without what stands between letters and is none; every hamza keeps its seat."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def _same(text: str) -> str:
    return _DIFFERENT.sub(lambda found: _SAME[found[0]], text)
