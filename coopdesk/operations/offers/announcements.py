"""An opportunity from the text of an announcement that was pasted: what is recognized, each with the words in which it
was found, for a person to confirm. Nothing is trusted silently, and the whole text stays as the description.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk import languages, zones
from coopdesk.calendars import NotADate, parse_date, today
from coopdesk.fields import Code, Line
from coopdesk.i18n import N_, tr, western_digits
from coopdesk.operations import listing, rights
from coopdesk.operations.code_names import code_names
from coopdesk.operations.conditions import show_value
from coopdesk.operations.titles import titles
from coopdesk.records import Opportunity, Organization, fields_of
from coopdesk.records.base import table_of
from coopdesk.store.folding import fold, without_prefix, words
from coopdesk.store.home import Store

_SAME_LINK, _SAME_REFERENCE = N_("the same link"), N_("the same reference")
_SAME_TITLE, _BETWEEN = N_("the same title and deadline"), N_(", ", "between items of a list")
_MOST_ALIKE = 20
_MOST, _MOST_LINES = 200_000, 4_000
"""The most characters, and lines, of a text that are read."""
_LABELS = {
    "title": r"(?:job|post|position|functional|vacancy|course|programme|fellowship)?\s*title|position|"
             r"vacancy(?: announcement| notice)?|"
             r"title of (?:the )?\w+|"
             r"المسمى الوظيفي|(?:إعلان (?:عن )?)?وظيفة شاغرة|"
             r"اسم (?:الدورة|البرنامج|الوظيفة)|عنوان (?:الدورة|البرنامج|المنحة)|الوظيفة",
    "their_reference": r"(?:vacancy|job opening|job|announcement|reference|requisition|course|call)\s*"
                       r"(?:announcement\s*)?(?:no\.?|number|id|code|reference|ref\.?|#)|ref(?:erence)?\.?|"
                       r"رقم (?:الإعلان|الوظيفة|الدورة|المرجع)|المرجع",
    "duty_station": r"(?:primary )?(?:duty station|location)s?|venue|place|مقر العمل|المكان|مكان (?:العمل|الانعقاد)",
    "grade": r"(?:grade|level|category)(?: (?:and|&) \w+)?|الدرجة(?: الوظيفية)?|الرتبة",
    "duration": r"(?:contract )?duration|length|المدة|مدة (?:الدورة|البرنامج|العقد)",
    "offered_by": r"organi[sz]ations?(?: unit)?|agency|organi[sz]ed by|offered by|الجهة (?:المنظمة|المعلنة)|المنظمة",
    "contact_text": r"contact(?: person| point)?|enquiries|for more information|للاستفسار|جهة الاتصال",
}  # fmt: skip
_DEADLINE = re.compile(
    r"dead\s?line|closing date|closes? on|apply (?:by|before)|applications? (?:close|must|should|due)|no later than|"
    r"last date|آخر موعد|الموعد النهائي|تاريخ الإغلاق|ينتهي (?:التقديم|التسجيل)|يغلق باب|في موعد أقصاه", re.IGNORECASE,
)  # fmt: skip
_MONTH = r"[^\W\d_]{3,12}(?: [^\W\d_]{4,7})?\.?"
_DAY = re.compile(
    r"\d{4}-\d\d?-\d\d?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]+\d{{4}}(?:\s?هـ|\s?م\b)?|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{4}(?:\s?هـ)?",
)
_HOUR = re.compile(
    r"(?<!\d)(\d{1,2})[:.h](\d\d)\s*(a\.?m|p\.?m|ص|م)?(?!\d)|(?<!\d)(\d{1,2})\s*(a\.?m|p\.?m)\b|\b(midnight|noon)\b",
    re.IGNORECASE,
)
_PLACE_TIME = re.compile(r"\(?\b([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?: local)? time\b|بتوقيت ([^\W\d_]+(?: [^\W\d_]+)?)")
_SHORT_ZONES = {
    "CET": "Europe/Zurich", "CEST": "Europe/Zurich", "GMT": "Etc/UTC", "UTC": "Etc/UTC", "EST": "America/New_York",
    "EDT": "America/New_York", "ET": "America/New_York", "AST": "Asia/Riyadh", "JST": "Asia/Tokyo",
    "EAT": "Africa/Nairobi", "AoE": zones.ANYWHERE, "BST": "Europe/London",
}  # fmt: skip
_ARABIC_PLACES = {
    "جنيف": "Europe/Zurich", "نيويورك": "America/New_York", "الدوحة": "Asia/Qatar", "قطر": "Asia/Qatar",
    "باريس": "Europe/Paris", "روما": "Europe/Rome", "فيينا": "Europe/Vienna", "نيروبي": "Africa/Nairobi",
    "الرياض": "Asia/Riyadh", "القاهرة": "Africa/Cairo", "غرينتش": "Etc/UTC", "جدة": "Asia/Riyadh",
}  # fmt: skip
_GRADE = re.compile(r"\b(?:P-?[1-7]|D-?[12]|ASG|USG|NO-?[A-D]|G-?[2-7]|FS-?[3-7]|JPO)\b")
_ARABIC_GRADE = re.compile(r"(?<![^\W\d_])(ف|مد)\s?-\s?([1-7])(?!\d)")
_ARABIC_GRADES = {"ف": "P", "مد": "D"}
_LINK = re.compile(r"https?://[^\s<>()\"'،]{4,900}[^\s<>()\"'،.,;:]")
_YEARS = re.compile(
    r"\b(\d{1,2})\s*(?:\+|or more|-|–|to \d+)?\s*years?\b[^.\n]{0,60}experience|"
    r"experience[^.\n]{0,40}?\b(\d{1,2})\s*years?|"
    r"(\d{1,2}) سن(?:وات|ة)[^.\n]{0,30}خبرة|خبرة[^.\n]{0,40}?(\d{1,2}) سن",
    re.IGNORECASE,
)
_ARABIC_YEARS = re.compile(
    r"(?<![^\W\d_])(ثلاث|أربع|خمس|ست|سبع|ثماني?|تسع|عشر) سنوات[^.\n]{0,30}خبرة|"
    r"خبرة[^.\n]{0,40}? (ثلاث|أربع|خمس|ست|سبع|ثماني?|تسع|عشر) سنوات"
)
_ARABIC_NUMBERS = {
    "ثلاث": 3, "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثمان": 8, "ثماني": 8, "تسع": 9, "عشر": 10,
}  # fmt: skip
_EDUCATION = (
    ("doctorate", r"\b(?:ph\.?d|doctora\w+)\b|دكتوراه"),
    ("master", r"\bmaster|advanced (?:university )?degree|ماجستير"),
    ("bachelor", r"\bbachelor|first[- ]level university|university degree|بكالوريوس"),
    ("diploma", r"\bdiploma\b|دبلوم"),
)
_KINDS = (
    ("jpo", r"\bJPO\b|junior professional"),
    ("internship", r"\bintern(?:ship)?s?\b|تدريب عملي"),
    ("scholarship", r"\bscholarship|منحة دراسية|منح دراسية"),
    ("fellowship", r"\bfellowship|زمالة"),
    ("call", r"call for (?:proposals|projects|papers|expressions)|دعوة لتقديم"),
    ("grant", r"\bgrants?\b|منحة تمويلية"),
    ("elected_person", r"election (?:of|to)|elected (?:member|expert|seat)|انتخاب"),
    ("expert_mission", r"\b(?:roster|consultan|expert mission)"),
    ("training", r"\btraining|\bcourse\b|\bworkshop|knowledge co-creation|دورة|ورشة"),
    ("event", r"technical meeting|\bconference\b|\bsymposium|\bwebinar|اجتماع|مؤتمر"),
    ("senior_post", r"\b(?:D-?[12]|ASG|USG)\b|\bdirector\b|منصب قيادي"),
    ("post", r"vacancy|duty station|job|post\b|وظيفة|شاغر"),
)
_LANGUAGE = re.compile(r"\b(?:fluen\w+|proficien\w+|knowledge|command|working|languages?|required|desirable|asset)\b|"
                       r"إجادة|إتقان|اللغ", re.IGNORECASE)  # fmt: skip
_DESIRABLE = re.compile(r"desirable|asset|advantage|an? plus|مستحسن|ميزة|يفضل", re.IGNORECASE)


class Found(NamedTuple):
    """What was recognized of one field: the value, as ``record.save`` takes it, and the words in which it stands."""

    field: str
    value: Any
    words: str


@rights.needs(rights.READER)
def recognized(store: Store, text: str) -> list[Found]:
    """Return what a text tells of an opportunity, in the order of the form; nothing where nothing is recognized.

    At most the first 200,000 characters are read.
    """
    lines = [one.strip() for one in western_digits(text[:_MOST]).splitlines()[:_MOST_LINES] if one.strip()]
    if not lines:
        return []
    labelled = dict(_labelled(lines))
    found = [*_title(labelled, lines), *_kind(lines), *_offered_by(store, labelled, lines), *_deadline(lines)]
    for name in ("their_reference", "duty_station", "duration", "contact_text"):
        if name in labelled:
            found.append(Found(name, labelled[name][0][: Line.limit], labelled[name][1]))
    found += [*_grade(labelled, lines), *_years(lines), *_education(lines), *_languages(lines), *_link(lines)]
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text) * 2 > sum(c.isalpha() for c in text)
    found.append(Found("summary_ar" if arabic else "summary_en", text[:_MOST].strip(), ""))
    return found


def values_of(found: list[Found]) -> dict[str, Any]:
    """Return what was recognized as the values of a new opportunity."""
    return {one.field: one.value for one in found}


class Alike(NamedTuple):
    """An opportunity that is there already and may be the same one, and what both share."""

    id: str
    title: str
    shares: str


@rights.needs(rights.READER)
def alike(store: Store, found: list[Found]) -> list[Alike]:
    """Return the opportunities that may be the one that was recognized: of the same link, of the same reference, or of
    the same title and deadline."""
    values = values_of(found)
    made: dict[str, Alike] = {}
    for name, said in (("link", _SAME_LINK), ("their_reference", _SAME_REFERENCE)):
        if values.get(name):
            for row in _listed(store, {name: values[name]}):
                made.setdefault(row.id, Alike(row.id, row.title, tr(said)))
    title = next((values[name] for name in ("title_en", "title_ar") if values.get(name)), "")
    if title and values.get("deadline"):
        for row in _listed(store, {"deadline": values["deadline"]}):
            if fold(title) in (fold(row[name] or "") for name in ("title_en", "title_ar")):
                made.setdefault(row.id, Alike(row.id, row.title, tr(_SAME_TITLE)))
    return list(made.values())


def _listed(store: Store, where: dict[str, Any]) -> list[listing.Row]:
    found = listing.open_list(store, "opportunity", where=where)
    return listing.page(store, found, 0, _MOST_ALIKE)


@rights.needs(rights.READER)
def told(store: Store, found: list[Found]) -> list[str]:
    """Return what was recognized as a person reads it, each value by itself."""
    by_name = {one.name: one for one in fields_of(Opportunity)}
    named = titles(store, [one.value for one in found if one.field == "offered_by"])
    codes = code_names(store)
    texts = []
    for one in found:
        if one.field in by_name:
            texts.append(show_value(by_name[one.field], one.value, named, codes))
        else:
            lines = (codes.read(Code("language"), line["language"]) for line in one.value)
            texts.append(tr(_BETWEEN).join(lines))
    return texts


def _labelled(lines: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the fields whose label begins a line, each once, with the value and the line; the last yielded stands."""
    done = set()
    for place, line in enumerate(lines):
        for name, label in _LABELS.items():
            match = re.match(rf"(?:{label})\s*[:：\t|–-]\s*(.*)$", line, re.IGNORECASE)
            if match is None or name in done:
                continue
            value = match[1].strip(" *|\t") or (lines[place + 1] if place + 1 < len(lines) else "")
            if value:
                done.add(name)
                yield name, (value, line)


def _title(labelled: dict[str, tuple[str, str]], lines: list[str]) -> Iterator[Found]:
    value, line = labelled.get("title") or next(
        ((one, one) for one in lines if len(one) > 5 and not _LINK.match(one) and ":" not in one[:30]),
        (lines[0], lines[0]),
    )
    name = "title_ar" if any("\u0600" <= c <= "\u06ff" for c in value) else "title_en"
    yield Found(name, value[:300], line)


def _kind(lines: list[str]) -> Iterator[Found]:
    for kind, pattern in _KINDS:
        line = next((one for one in lines if re.search(pattern, one, re.IGNORECASE)), None)
        if line is not None:
            yield Found("kind", kind, line)
            return


def _offered_by(store: Store, labelled: dict[str, tuple[str, str]], lines: list[str]) -> Iterator[Found]:
    """Find the organization of which the text speaks first: by its name or, in capitals, by its acronym."""
    table = table_of(Organization)
    columns = [table.c[name] for name in ("id", "name_en", "name_ar", "acronym_en", "acronym_ar")]
    with store.reading() as connection:
        rows = connection.execute(select(*columns).where(table.c.deleted.is_(False)).order_by(table.c.rid)).all()
    acronyms = {row.acronym_en: row.id for row in reversed(rows) if row.acronym_en and len(row.acronym_en) > 2}
    names = {tuple(words(n)): row.id for row in reversed(rows) for n in (row.name_en, row.name_ar) if n and len(n) > 4}
    longest = max(map(len, names), default=0)
    said = [labelled["offered_by"][0]] if "offered_by" in labelled else []
    for line in (*said, *lines):
        folded = words(line)
        for size in range(min(longest, len(folded)), 0, -1):
            for start in range(len(folded) - size + 1):
                id = names.get(tuple(folded[start : start + size]))
                if id is not None:
                    yield Found("offered_by", id, line)
                    return
        id = next((acronyms[one] for one in re.findall(r"[A-Z][A-Z-]{2,}", line) if one in acronyms), None)
        if id is not None:
            yield Found("offered_by", id, line)
            return


def _deadline(lines: list[str]) -> Iterator[Found]:
    for place, line in enumerate(lines):
        match = _DEADLINE.search(line)
        if match is None:
            continue
        for said in (line[match.start() :], line, *lines[place + 1 : place + 2]):
            day = next(filter(None, (_day(one[0]) for one in _DAY.finditer(said))), None)
            if day is not None:
                yield Found("deadline", day, line)
                hour, zone = _hour(said), _zone(said)
                if hour is not None:
                    yield Found("deadline_time", hour, line)
                if zone is not None:
                    yield Found("deadline_zone", zone, line)
                return


def _day(text: str) -> str | None:
    try:
        month_first = re.fullmatch(rf"({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", text)
        found = parse_date(f"{month_first[2]} {month_first[1]} {month_first[3]}" if month_first else text, today())
    except NotADate:
        return None
    return found if len(found) == len("2027-03-05") else None


def _hour(text: str) -> str | None:
    found = _HOUR.search(_DAY.sub(" ", text))
    if found is None:
        return None
    if found[6]:
        return "12:00" if found[6].lower() == "noon" else "23:59"
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or found[5] or "").lower().replace(".", "")
    if half in ("pm", "م") and hour < 12:
        hour += 12
    if half in ("am", "ص") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _zone(text: str) -> str | None:
    named = _PLACE_TIME.search(text)
    if named is not None and named[1]:
        return zones.named(named[1]) or zones.named(named[1].split()[-1])
    if named is not None:
        return next((zone for place, zone in _ARABIC_PLACES.items() if named[2].startswith(place)), None)
    if re.search("anywhere on earth", text, re.IGNORECASE):
        return zones.ANYWHERE
    return next((zone for short, zone in _SHORT_ZONES.items() if re.search(rf"\b{short}\b", text)), None)


def _grade(labelled: dict[str, tuple[str, str]], lines: list[str]) -> Iterator[Found]:
    said = [labelled["grade"][1]] if "grade" in labelled else []
    for line in (*said, *lines):
        found = _GRADE.search(line)
        if found is not None:
            yield Found("grade", found[0], line)
            return
        arabic = _ARABIC_GRADE.search(line)
        if arabic is not None:
            yield Found("grade", f"{_ARABIC_GRADES[arabic[1]]}-{arabic[2]}", line)
            return


def _years(lines: list[str]) -> Iterator[Found]:
    for line in lines:
        found = _YEARS.search(line)
        if found is not None:
            yield Found("years_required", int(next(filter(None, found.groups()))), line)
            return
        spelled = _ARABIC_YEARS.search(line)
        if spelled is not None:
            yield Found("years_required", _ARABIC_NUMBERS[spelled[1] or spelled[2]], line)
            return


def _education(lines: list[str]) -> Iterator[Found]:
    for degree, pattern in reversed(_EDUCATION):
        line = next((one for one in lines if re.search(pattern, one, re.IGNORECASE)), None)
        if line is not None and not (degree == "bachelor" and re.search(_EDUCATION[1][1], line, re.IGNORECASE)):
            yield Found("education", degree, line)
            return


def _languages(lines: list[str]) -> Iterator[Found]:
    known = {without_prefix(fold(name)): code for name, code in languages.every_name().items()}
    found: dict[str, tuple[bool, str]] = {}
    for line in lines:
        for sentence in re.split(r"(?<=[.;؛])\s", line):
            if _LANGUAGE.search(sentence) is None:
                continue
            for word in words(sentence):
                code = known.get(without_prefix(word))
                if code is not None:
                    found.setdefault(code, (_DESIRABLE.search(sentence) is not None, line))
    if found:
        wanted = [
            {"language": code, "level": "working" if desirable else "fluent", "desirable": desirable or None}
            for code, (desirable, _) in found.items()
        ]
        yield Found("languages_required", wanted, next(iter(found.values()))[1])


def _link(lines: list[str]) -> Iterator[Found]:
    for line in lines:
        found = _LINK.search(line)
        if found is not None:
            yield Found("link", found[0], line)
            return
