"""Which column of a table is which field: guessed from its head and from what stands below, remembered, put in a file.

A head is a field's name or its label in either language, in any spelling that search knows, or a word that people use
for it. What a head means for certain is told apart from what it may mean.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import Field, Money, language_of
from coopdesk.i18n import LANGUAGES, N_, Language, Text, tr, using
from coopdesk.interchange.tables.layout import letters
from coopdesk.operations import rights, views
from coopdesk.operations.record_types import halves, record_type
from coopdesk.records import Attachment, Record, fields_of
from coopdesk.records.steps import STEPPED
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

ID, CURRENCY, FILES = "id", ".currency", "files"
REASON = N_("Why it was refused")
_FILES = N_("Files to attach")
OF_CURRENCY = N_("{field} (currency)")
_NOT_TABLES = N_("“{type}” is not written by a table.")
_NAMELESS = N_("Column {letters}")
_NO_MAPPING = N_(
    "The mapping is not what is expected: a JSON object with “columns”, which holds the name of a field by each head."
)
_NO_TARGET = N_("{type} has no field “{name}”. Check the spelling in the mapping.")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": ("uuid", "record id"),
    "name": ("full name", "title", "body", "entity", "organization name", "organisation", "الجهة", "اسم الجهة",
             "الاسم", "المنظمة", "اسم المنظمة", "الاسم الكامل"),
    "title": ("name", "subject", "topic", "العنوان", "الموضوع", "الاسم", "المسمى"),
    "text": ("action", "procedure", "الإجراء", "النص"),
    "acronym": ("abbreviation", "short name", "الاختصار", "المختصر"),
    "email": ("e-mail address", "mail", "email address", "البريد", "الايميل", "البريد الالكتروني"),
    "phone": ("tel", "telephone number", "mobile", "هاتف", "جوال", "رقم الهاتف"),
    "website": ("url", "web", "web site", "homepage", "الموقع", "الرابط"),
    "country": ("nation", "state", "الدولة", "البلد"),
    "nationality": ("citizenship", "الجنسية"),
    "notes": ("remarks", "comments", "ملاحظات", "الملاحظات"),
    "due": ("deadline", "due date", "الموعد النهائي", "تاريخ الاستحقاق"),
    "deadline": ("closing date", "apply by", "الموعد النهائي", "آخر موعد", "آخر موعد للتقديم"),
    "starts": ("start", "from", "start date", "من", "تاريخ البداية", "تاريخ البدء"),
    "ends": ("end", "to", "until", "end date", "إلى", "تاريخ النهاية", "تاريخ الانتهاء"),
    "position": ("job", "function", "المنصب", "الوظيفة"),
    "owner": ("responsible", "responsible body", "الجهة المسؤولة", "المسؤول"),
    "seat_city": ("seat", "headquarters", "city", "المقر", "المدينة"),
    "reference": ("ref", "reference number", "الرقم المرجعي", "المرجع"),
    "registry_number": ("registration number", "رقم القيد", "رقم التسجيل"),
    "code": ("رمز", "الرمز"),
}  # fmt: skip
"""What people call a field besides its name and its label; of a bilingual pair, without the language."""
_FILE_WORDS = (
    "files", "file", "attachments", "attachment", "cv", "cv file", "curriculum vitae", "resume", "الملفات", "ملف",
    "المرفقات", "المرفق", "السيرة الذاتية", "ملف السيرة الذاتية",
)  # fmt: skip
"""What people call a column with the names of files."""
_IN: Mapping[Language, tuple[str, ...]] = {
    "en": ("english", "in english", "en", "بالانجليزية", "الانجليزية", "انجليزي"),
    "ar": ("arabic", "in arabic", "ar", "بالعربية", "العربية", "عربي"),
}
_MOST_HEAD = 200
"""A longer text is no head of a column, and is not looked at as one."""
_UNIT = re.compile(r"(.*?)[(\[]\s*([A-Za-z]{3})\s*[)\]]\s*")
_ARABIC = re.compile("[\u0621-\u064a]")


class Column(NamedTuple):
    """What a column is taken for: the name of a field, ``id``, the currency of an amount (``paid.currency``), names of
    files to be attached (``files``), or nothing (empty). ``currency``: of amounts, as the head tells it; ``sure``:
    there is no doubt."""

    target: str = ""
    currency: str = ""
    sure: bool = True


NOTHING = Column()


def check_type(name: str) -> type[Record]:
    """Return the class of a record type that tables can write. Raises ``NotFound``, ``Refused``."""
    cls = record_type(name)
    if cls is Attachment or cls.__granted__:
        raise Refused(_NOT_TABLES, type=cls.__plural__)
    return cls


@cache
def targets(cls: type[Record]) -> Mapping[str, Text]:
    """Return what a column can be taken for, in the order of the form, with what it is called."""
    found: dict[str, Text] = {ID: Text("id")}
    for one in fields_of(cls):
        if not (cls.__steps__ and one.name in STEPPED):
            found[one.name] = one.label
            if isinstance(one.kind, Money):
                found[one.name + CURRENCY] = one.label
    if cls.__owner__ is None:
        found[FILES] = _FILES
    return found


def target_label(cls: type[Record], target: str) -> str:
    """Return what a target is called in the present language."""
    label = tr(targets(cls).get(target, Text(target)))
    return tr(OF_CURRENCY, field=label) if target.endswith(CURRENCY) else label


def head_names(heads: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return a name of its own for each column: its head, else its letters."""
    found: list[str] = []
    for head, place in zip(heads, places, strict=True):
        name = head or tr(_NAMELESS, letters=letters(place))
        count = sum(one == name or one.startswith(f"{name} (") for one in found)
        found.append(f"{name} ({count + 1})" if count and name in found else name)
    return found


def knows(type: str) -> Callable[[str], bool]:
    """Return what tells whether a head names a field of a record type for certain."""
    lexicon = _lexicon(type)
    return lambda head: bool(_exact(lexicon, head).target)


def guess(type: str, heads: Sequence[str], samples: Sequence[Sequence[str]]) -> list[Column]:
    """Return what each column is taken for. ``samples``: some texts of each column. No field is taken twice."""
    cls, lexicon = record_type(type), _lexicon(type)
    found = [_exact(lexicon, head) for head in heads]
    taken: set[str] = set()
    for place, one in enumerate(found):
        half = _in_script(cls, one.target, samples[place]) if one.target else ""
        chosen = one._replace(target=half) if half and half not in {other.target for other in found} else one
        found[place] = chosen if chosen.target not in taken else NOTHING
        taken.add(chosen.target)
    for place, head in enumerate(heads):
        if not found[place].target and 0 < len(head) <= _MOST_HEAD and sort_key(head) not in _reasons():
            found[place] = _likely(lexicon, head, taken)
            taken.add(found[place].target)
    return found


@rights.needs(rights.READER)
def remembered(store: Store, type: str, heads: Sequence[str]) -> list[Column] | None:
    """Return what the columns with these heads were taken for the last time, None for heads that are new."""
    kept = views.load(store, _key(type, heads)).get("columns")
    return from_words(type, heads, kept) if isinstance(kept, dict) else None


@rights.needs(rights.READER)
def remember(store: Store, type: str, heads: Sequence[str], columns: Sequence[Column]) -> None:
    """Keep what the columns with these heads are taken for. Raises ``Busy``, ``CannotWrite``."""
    kept = {"columns": to_words(heads, columns)}
    if views.load(store, _key(type, heads)) != kept:
        views.save(store, _key(type, heads), kept)


def to_words(heads: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    """Return a mapping as it is kept and written to a file: the name of a field, with the currency of its head behind
    (``paid:QAR``), by head; empty for what is left out."""
    return {
        head: f"{one.target}:{one.currency}" if one.currency else one.target
        for head, one in zip(heads, columns, strict=True)
    }


def from_words(type: str, heads: Sequence[str], words: Mapping[str, Any]) -> list[Column]:
    """Return the columns that a mapping means; heads that it does not tell are left out. Raises ``InvalidValue``."""
    known = targets(record_type(type))
    found = []
    for head in heads:
        target, _, currency = str(words.get(head) or "").partition(":")
        if target and target not in known:
            raise InvalidValue(_NO_TARGET, type=type, name=target[:60])
        found.append(Column(target, currency.upper()))
    return found


def read_mapping(text: str) -> dict[str, Any]:
    """Return the mapping of a file: ``columns``, and, where they are told, ``header`` and ``sheet``. Raises
    ``InvalidValue``."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("columns", found), dict):
        raise InvalidValue(_NO_MAPPING)
    return found if "columns" in found else {"columns": found}


def _key(type: str, heads: Sequence[str]) -> str:
    told = "\n".join(sorted(sort_key(one) for one in heads))
    return f"table/{type}/{hashlib.sha256(told.encode()).hexdigest()[:24]}"


@cache
def _lexicon(type: str) -> dict[str, str]:
    """Return the target of each head that is known, folded; of a label that several fields share, none but by chance of
    order is better than another, and the first one has it."""
    cls = record_type(type)
    found: dict[str, str] = {}

    def learn(target: str, *heads: str) -> None:
        for head in heads:
            found.setdefault(sort_key(head), target)

    fields = [one for one in fields_of(cls) if one.name in targets(cls)]
    learn(ID, ID)
    for one in fields:
        learn(one.name, one.name, one.name.replace("_", " "), *(f"{label} ({one.name})" for label in _labels(one)))
        if isinstance(one.kind, Money):
            learn(one.name + CURRENCY, one.name + CURRENCY, *_currency_heads(one))
    for one in fields:
        learn(one.name, *_labels(one))
    for one in fields:
        lang = language_of(one)
        stem = one.name.removesuffix(f"_{lang}") if lang else one.name
        for word in (stem, *_labels(one), *_WORDS.get(stem, ())):
            for tongue in _IN[lang] if lang else ():
                learn(one.name, f"{word} {tongue}", f"{tongue} {word}")
    for one in fields:
        lang = language_of(one)
        stem = one.name.removesuffix(f"_{lang}") if lang else one.name
        several = (stem, *_WORDS.get(stem, ()))
        learn(one.name, *(word for word in several if not lang or bool(_ARABIC.search(word)) == (lang == "ar")))
    learn(ID, *_WORDS[ID])
    if FILES in targets(cls):
        learn(FILES, FILES, *_FILE_WORDS, *_said(_FILES))
    return found


def _labels(one: Field) -> list[str]:
    return _said(one.label)


def _said(text: Text) -> list[str]:
    found = []
    for lang in LANGUAGES:
        with using(lang):
            found.append(tr(text))
    return found


def _currency_heads(one: Field) -> list[str]:
    found = []
    for lang in LANGUAGES:
        with using(lang):
            found.append(tr(OF_CURRENCY, field=tr(one.label)))
    return found


@cache
def _reasons() -> frozenset[str]:
    found = set()
    for lang in LANGUAGES:
        with using(lang):
            found.add(sort_key(tr(REASON)))
    return frozenset(found)


def _exact(lexicon: Mapping[str, str], head: str) -> Column:
    if len(head) > _MOST_HEAD:
        return NOTHING
    target = lexicon.get(sort_key(head)) if head else None
    return Column(target) if target else _of_unit(lexicon, head) or NOTHING


def _of_unit(lexicon: Mapping[str, str], head: str) -> Column | None:
    """Return the amount whose currency a head tells: ``Paid (QAR)``."""
    match = _UNIT.fullmatch(head)
    target = lexicon.get(sort_key(match[1])) if match else None
    return Column(target, match[2].upper()) if match and target and f"{target}{CURRENCY}" in lexicon.values() else None


def _in_script(cls: type[Record], target: str, sample: Sequence[str]) -> str:
    """Return the half of a bilingual pair that is in the script of most of the texts, empty where that is the same."""
    declared = next((one for one in fields_of(cls) if one.name == target), None)
    told = [text for text in sample if text.strip()]
    pair = halves(cls, declared) if declared is not None and language_of(declared) else []
    if len(pair) != 2 or not told:
        return ""
    arabic = sum(_ARABIC.search(text) is not None for text in told) * 2 > len(told)
    half = pair[1] if arabic else pair[0]
    return half if half != target else ""


def _likely(lexicon: Mapping[str, str], head: str, taken: set[str]) -> Column:
    """Return the field that shares the most words with a head, where one does more than all others."""
    words = set(sort_key(head).split())
    scores: dict[str, float] = {}
    for known, target in lexicon.items():
        theirs = set(known.split())
        both = len(words & theirs)
        if both and target not in taken:
            scores[target] = max(scores.get(target, 0.0), both / len(words | theirs))
    best = sorted(scores.items(), key=lambda one: -one[1])[:2]
    if not best or best[0][1] < 0.5 or (len(best) == 2 and best[0][1] == best[1][1]):
        return NOTHING
    return Column(best[0][0], sure=False)
