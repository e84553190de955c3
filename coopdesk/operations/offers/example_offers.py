"""Example data of the tab Opportunities: offers at every stage, people without names, a committee, a seat we stand for.

Days are counted from today, so that something is near, something is late and something is over whenever they are added.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from coopdesk.calendars import today
from coopdesk.fields import Day, Link, Links
from coopdesk.operations import record, rights, steps
from coopdesk.operations.offers import deadlines, letters, nominating, ranking, scoring
from coopdesk.operations.offers.letters import Extra
from coopdesk.records import TYPES, fields_of, owned_by, plural_of
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

_Values = dict[str, Any]
_OFFERS: dict[str, tuple[str, str, str, str, _Values, tuple[str, ...]]] = {
    "water": ("Programme Management Officer, Water", "موظف إدارة برامج، المياه", "post", "unep", {
        "grade": "P-4", "level": "senior", "duty_station": "Nairobi", "country": "KE", "years_required": 7,
        "deadline": 18, "deadline_time": "23:59", "deadline_zone": "America/New_York", "their_reference": "UNEP-W-114",
        "fields_of_work": ["water", "environment"], "education": "master", "women_encouraged": True,
        "languages_required": [{"language": "en", "level": "fluent"},
                               {"language": "fr", "level": "working", "desirable": True}],
        "requirements": "An advanced degree in water or environment\nSeven years in managing programmes",
        "papers": "Personal history profile\nTwo references",
        "for_entities": ["qa-mecc", "qa-kahramaa"]}, ("circulate",)),
    "jpo": ("Junior Professional Officer, Child Protection", "موظف فني مبتدئ، حماية الطفل", "jpo", "unicef", {
        "grade": "P-2", "level": "entry", "duty_station": "Amman", "country": "JO", "years_required": 2, "age_most": 32,
        "deadline": 3, "deadline_time": "17:00", "deadline_zone": "Europe/Zurich", "seats": 1, "education": "master",
        "fields_of_work": ["gender", "humanitarian"]}, ("validate",)),
    "fellowship": ("Fellowships in Renewable Energy", "زمالات في الطاقة المتجددة", "fellowship", "unesco", {
        "level": "middle", "duty_station": "Paris", "country": "FR", "seats": 2, "years_required": 5,
        "deadline": 33, "deadline_time": "18:00", "deadline_zone": "Europe/Paris", "duration": "6 months",
        "fields_of_work": ["energy", "science"], "education": "bachelor", "women_encouraged": True,
        "languages_required": [{"language": "en", "level": "working"}],
        "requirements": "Five years of work in energy\nConsent of the employer", "papers": "Curriculum vitae\nA plan",
        "funded": "Travel, lodging and a monthly allowance", "for_entities": ["qa-kahramaa", "qeeri"],
        "summary_en": "Six months in a research institute of the network, on solar and wind energy.",
        "summary_ar": "ستة أشهر في معهد بحثي من معاهد الشبكة، في طاقة الشمس والرياح.",
        }, ("circulate", "open_nominations")),
    "course": ("Disaster Risk Reduction Course", "دورة الحد من مخاطر الكوارث", "relief_training", "jica", {
        "duty_station": "Kobe", "country": "JP", "seats": 3, "deadline": 47, "fields_of_work": ["humanitarian"],
        "mode": "In person", "for_entities": ["qa-moi", "qrcs"]}, ("validate",)),
    "legal": ("Legal Officer", "موظف قانوني", "post", "who", {
        "grade": "P-3", "duty_station": "Geneva", "country": "CH", "deadline": -3, "fields_of_work": ["law", "health"],
        }, ("validate",)),
    "board": ("Executive Board, seat of the State", "المجلس التنفيذي، مقعد الدولة", "elected_state", "unesco", {
        "deadline": 120, "fields_of_work": ["education", "culture"], "recurs": "biennial"}, ("validate",)),
    "nuclear": ("Workshop on Nuclear Safety in Medicine", "حلقة عمل في الأمان النووي في الطب", "event", "iaea", {
        "duty_station": "Vienna", "country": "AT", "seats": 2, "deadline": 12, "starts": 60, "ends": 64,
        "fields_of_work": ["health", "science"]}, ("validate", "submit")),
    "grants": ("Grants for Digital Government", "منح للحكومة الرقمية", "grant", "world-bank-group", {
        "open_all_year": True, "fields_of_work": ["information"], "for_entities": ["qa-mcit"]}, ("validate",)),
    "spectrum": ("Course on Spectrum Management", "دورة في إدارة الطيف الترددي", "training", "itu", {
        "foreseen": True, "recurs": "yearly", "next_expected": 75, "fields_of_work": ["information"]}, ()),
    "trade": ("Training in Trade Statistics", "تدريب في إحصاءات التجارة", "training", "unctad", {
        "duty_station": "Geneva", "country": "CH", "seats": 1, "deadline": -140, "starts": -70, "ends": -40,
        "fields_of_work": ["economy", "information"]}, ("circulate", "submit", "award")),
    "missed": ("Seat on the Committee of Statisticians", "مقعد في لجنة الإحصائيين", "elected_person", "escwa", {
        "deadline": -30, "fields_of_work": ["information"], "missed": "no_nominee"}, ("lapse",)),
    "ours": ("Scholarships for Students of Other States", "منح دراسية لطلبة من دول أخرى", "scholarship", "qffd", {
        "direction": "by_state", "seats": 2, "deadline": 52, "fields_of_work": ["education"], "country": "QA",
        }, ("validate", "open_nominations")),
}  # fmt: skip
"""By a name of their own: title in both languages, kind, who offers it, more values, and the steps they have taken."""
_PERSON: _Values = {
    "nationality": "QA", "birth_place": "Doha", "passport": "EXAMPLE", "passport_until": "2031-06-30",
    "email": "expert@example.org", "phone": "+974 0000 0000", "consent_on": -200, "consent_until": 500,
    "availability": "available",
}  # fmt: skip
_EXPERTS: dict[str, _Values] = {
    "energy": {
        "name_en": "The energy economist (example)", "name_ar": "خبيرة اقتصاديات الطاقة (مثال)", "sex": "female",
        "born": "1984-03-11", "employer": "qa-kahramaa", "post_en": "Head of planning", "post_ar": "رئيسة قسم التخطيط",
        "fields": ["energy", "economy"], "level": "senior", "years_of_experience": 14,
        "specialization": "Renewable energy", "summary_en": "Plans the renewable share of the network.",
        "summary_ar": "تخطط حصة الطاقة المتجددة في الشبكة.",
        "language_skills": [{"language": "ar", "level": "mother_tongue"}, {"language": "en", "level": "fluent"}],
        "education": [{"degree": "master", "subject": "Energy economics", "year": "2010"}],
        "clearances": [{"kind": "medical", "number": "M-1", "expires": 300}],
    },
    "solar": {
        "name_en": "The solar researcher (example)", "name_ar": "باحث الطاقة الشمسية (مثال)", "sex": "male",
        "born": "1990-09-02", "employer": "qeeri", "post_en": "Researcher", "post_ar": "باحث", "level": "middle",
        "fields": ["energy", "science"], "years_of_experience": 7, "summary_en": "Measures what dust does to panels.",
        "summary_ar": "يقيس أثر الغبار في الألواح الشمسية.",
        "language_skills": [{"language": "ar", "level": "mother_tongue"}, {"language": "en", "level": "working"}],
        "education": [{"degree": "doctorate", "subject": "Physics", "year": "2018"}],
    },
    "water": {
        "name_en": "The water engineer (example)", "name_ar": "مهندسة المياه (مثال)", "sex": "female",
        "born": "1979-01-20", "employer": "qa-mecc", "post_en": "Director", "post_ar": "مديرة إدارة",
        "fields": ["water", "environment"], "level": "senior", "years_of_experience": 19,
        "summary_en": "Directs the monitoring of groundwater.", "summary_ar": "تدير رصد المياه الجوفية.",
        "language_skills": [{"language": "en", "level": "fluent"}, {"language": "fr", "level": "working"}],
        "education": [{"degree": "master", "subject": "Hydrology", "year": "2004"}],
    },
    "relief": {
        "name_en": "The relief coordinator (example)", "name_ar": "منسق الإغاثة (مثال)", "sex": "male",
        "born": "1986-12-05", "employer": "qrcs", "post_en": "Coordinator", "post_ar": "منسق", "level": "middle",
        "fields": ["humanitarian", "health"], "years_of_experience": 11, "relief_worker": True,
        "summary_en": "Led three deployments.", "summary_ar": "قاد ثلاث عمليات انتشار.",
        "language_skills": [{"language": "en", "level": "fluent"}],
        "education": [{"degree": "bachelor", "subject": "Public health", "year": "2008"}],
        "trainings_done": [{"title": "Safety in the field", "provider": "UNITAR", "year": "2025", "expires": 40,
                            "relief": True}],
        "clearances": [{"kind": "first_aid", "expires": 25}, {"kind": "vaccination", "expires": -9}],
    },
    "statistics": {
        "name_en": "The trade statistician (example)", "name_ar": "خبيرة إحصاءات التجارة (مثال)", "sex": "female",
        "born": "1992-06-17", "employer": "qa-npc", "post_en": "Statistician", "post_ar": "إحصائية", "level": "middle",
        "fields": ["information", "economy"], "years_of_experience": 6, "consent_until": -5,
        "summary_en": "Compiles the trade in services.", "summary_ar": "تُعدّ إحصاءات تجارة الخدمات.",
        "language_skills": [{"language": "en", "level": "fluent"}],
        "education": [{"degree": "bachelor", "subject": "Statistics", "year": "2014"}],
        "service": [{"kind": "international", "organization": "unctad", "title": "Associate statistician",
                     "grade": "P-2", "place": "Geneva", "since": "2019-02-01", "until": "2021-01-31"}],
    },
}  # fmt: skip
_NEEDS: tuple[_Values, ...] = (
    {"title_en": "Training in disaster risk", "title_ar": "تدريب في مخاطر الكوارث", "entity": "qa-moi",
     "kind": "training", "fields_of_work": ["humanitarian"], "people": 6, "by": 90, "status": "open", "asked_on": -21},
    {"title_en": "An expert in groundwater", "title_ar": "خبير في المياه الجوفية", "entity": "qa-mecc",
     "kind": "expert", "fields_of_work": ["water"], "people": 1, "by": 120, "status": "open", "asked_on": -50},
    {"title_en": "A study of digital services", "title_ar": "دراسة عن الخدمات الرقمية", "entity": "qa-mcit",
     "kind": "study", "fields_of_work": ["information"], "people": 2, "by": 200, "status": "partly", "asked_on": -9},
)  # fmt: skip
_COMMITTEE: _Values = {
    "name_en": "Committee on Nominations (example)", "name_ar": "لجنة الترشيحات (مثال)", "quorum": 2, "since": -300,
    "until": 400, "task": "ترتيب المرشحين للوظائف والزمالات الدولية.",
    "criteria": "الخبرة: 40\nاللغات: 20\nفائدة العودة: 40",
    "committee_members": [
        {"name": "رئيس اللجنة (مثال)", "role": "chair"}, {"name": "عضو التخطيط (مثال)", "role": "member"},
        {"name": "أمين السر (مثال)", "role": "secretary"},
    ],
}  # fmt: skip
_CANDIDATURE: _Values = {
    "title_en": "Executive Board, 2027–2031", "title_ar": "عضوية المجلس التنفيذي 2027–2031", "body": "unesco",
    "term": "2027–2031", "election_on": 340, "place": "Paris", "seats": 3, "voters": 194, "needed": 98,
    "status": "campaign", "endorsements": [{"group": "gcc", "decision_number": "47/6", "on": -60}],
    "competitors": "Two other candidates of the group for three seats.",
    "strategy": "زيارات على مستوى رؤساء البعثات قبل الدورة بستة أشهر، ثم مذكرات خطية.",
}  # fmt: skip
_SUPPORT: tuple[tuple[str, str | None, str | None, str | None], ...] = (
    ("OM", "yes", "written", "certain"), ("KW", "yes", "written", "certain"), ("MA", "yes", "written", "likely"),
    ("JO", "yes", "oral", "likely"), ("EG", "yes", "oral", "doubtful"), ("KE", "yes", "written", "likely"),
    ("SN", "considering", "oral", "likely"), ("FR", "undecided", "none", None), ("JP", "considering", "oral", "likely"),
    ("BR", "no", "written", None), ("MY", "yes", "oral", "likely"), ("CH", "undecided", "oral", "doubtful"),
)  # fmt: skip
_REQUESTS: tuple[_Values, ...] = (
    {"country": "KE", "body": "wmo", "seat": "Executive Council", "election_on": 200, "asked_on": -40,
     "answer": "yes", "decided_on": -20, "note_number": "KE/2026/31"},
    {"country": "JP", "body": "imo", "seat": "Council, category B", "election_on": 70, "asked_on": -12,
     "answer": "pending", "note_number": "JP/118"},
    {"country": "BR", "body": "fao", "seat": "Council", "election_on": -25, "asked_on": -180, "answer": "yes",
     "decided_on": -150, "voted": "kept"},
)  # fmt: skip
_APPLICANTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("Applicant from Kenya (example)", "متقدمة من كينيا (مثال)", "KE", "female", "accepted"),
    ("Applicant from Bangladesh (example)", "متقدم من بنغلاديش (مثال)", "BD", "male", "complete"),
    ("Applicant from Senegal (example)", "متقدمة من السنغال (مثال)", "SN", "female", "received"),
)


@rights.needs(rights.ADMINISTRATOR)
def add(store: Store, mark: Mapping[str, Any]) -> None:
    """Add the examples, each with ``mark``."""
    offers = _offers(store, mark)
    experts = dict(
        zip(_EXPERTS, _all(store, "expert", [_PERSON | one for one in _EXPERTS.values()], mark), strict=True)
    )
    needs = _all(store, "capacity_need", _NEEDS, mark)
    record.save(store, "capacity_need", {"id": needs[2], "met_by": [offers["grants"]]})
    _circulate(store, offers, mark)
    _nominate(store, offers, experts, mark)
    _stand(store, offers, mark)
    award = {"opportunity": offers["trade"], "expert": experts["statistics"], "starts": -70, "ends": -40,
             "programme": "Training in Trade Statistics", "certificate_on": -35}  # fmt: skip
    _all(store, "award", [award], mark)
    asking = [
        {"opportunity": offers["ours"], "name_en": name_en, "name_ar": name_ar, "nationality": country, "sex": sex,
         "status": status, "received_on": -8 - place}
        for place, (name_en, name_ar, country, sex, status) in enumerate(_APPLICANTS)
    ]  # fmt: skip
    _all(store, "applicant", asking, mark)


def _offers(store: Store, mark: Mapping[str, Any]) -> dict[str, str]:
    many = [
        {"title_en": title_en, "title_ar": title_ar, "kind": kind, "offered_by": body, "received_on": -45} | values
        for title_en, title_ar, kind, body, values, _ in _OFFERS.values()
    ]
    ids = dict(zip(_OFFERS, _all(store, "opportunity", many, mark), strict=True))
    for name, (*_, taken) in _OFFERS.items():
        for step in taken:
            steps.take(store, "opportunity", ids[name], step)
    for name in ("water", "fellowship", "course"):
        deadlines.plan(store, ids[name])
    return ids


def _circulate(store: Store, offers: Mapping[str, str], mark: Mapping[str, Any]) -> None:
    first = {
        "about": offers["fellowship"], "purpose": "nomination", "sent_on": -24, "reply_by": -6,
        "subject_en": _OFFERS["fellowship"][0], "subject_ar": _OFFERS["fellowship"][1],
        "text_ar": "يُرجى ترشيح من تنطبق عليه الشروط.", "text_en": "Please name those who meet the conditions.",
        "addressees": [
            {"entity": "qa-kahramaa", "reply": "names", "replied_on": -12, "reply_number": "118"},
            {"entity": "qeeri", "reply": "names", "replied_on": -9},
            {"entity": "qa-mecc", "reply": "none", "replied_on": -8},
            {"entity": "qatarenergy", "reminded_1": -4}, {"entity": "qa-npc"},
        ],
    }  # fmt: skip
    second = {
        "about": offers["water"], "purpose": "nomination", "sent_on": -3, "reply_by": 9,
        "subject_en": _OFFERS["water"][0], "subject_ar": _OFFERS["water"][1], "addressees": [
            {"entity": "qa-mecc", "reply": "names", "replied_on": -1}, {"entity": "qa-kahramaa"}, {"entity": "qa-npc"},
        ],
    }  # fmt: skip
    _all(store, "circulation", [first, second], mark)


def _nominate(store: Store, offers: Mapping[str, str], experts: Mapping[str, str], mark: Mapping[str, Any]) -> None:
    """Nominate two for the fellowships, whom a committee has ranked, and one for the post."""
    (committee,) = _all(store, "committee", [_COMMITTEE], mark)
    present = [
        {"name": one["name"], "role": one["role"], "presence": "present"} for one in _COMMITTEE["committee_members"]
    ]
    meeting, = _all(store, "committee_meeting", [{
        "committee": committee, "number": "3/2026", "on": -2, "at": "10:00", "place": "الدوحة",
        "meeting_presences": present, "meeting_cases": [{"opportunity": offers["fellowship"]}],
    }], mark)  # fmt: skip
    steps.take(store, "committee_meeting", meeting, "open")
    made = {}
    for offer, expert, taken, given in (
        ("fellowship", "energy", ("check", "endorse"), (88, 90, 85)), ("fellowship", "solar", ("check",), (72, 75, 91)),
        ("water", "water", (), ()),
    ):  # fmt: skip
        made[expert] = nominating.nominate(store, offers[offer], experts[expert])["id"]
        record.save(store, "nomination", {"id": made[expert], **mark})
        for step in taken:
            steps.take(store, "nomination", made[expert], step)
        if given and store.officer is not None:
            names = scoring.criteria_of(_COMMITTEE["criteria"])
            scoring.give(store, made[expert], dict(zip(names, given, strict=True)))
    case = record.show(store, "committee_meeting", meeting)["meeting_cases"][0]["id"]
    decided = {"id": case, "chosen": made["energy"], "settled": True, "decision": "ترشيح الأولى، والثاني احتياطي."}
    record.save(store, "committee_meeting", {"id": meeting, "meeting_cases": [decided]})
    steps.take(store, "committee_meeting", meeting, "close")
    ranking.note_ranks(store, offers["fellowship"])
    note = letters.write(store, {
        "kind": "note_verbale", "language": "ar", "about": made["energy"], "subject": _OFFERS["fellowship"][1],
        "organization": published_id("organization/unesco"), **mark,
    }, Extra(purpose="nomination", text=str(_EXPERTS["energy"]["name_ar"])))  # fmt: skip
    steps.take(store, "letter", note["id"], "submit")


def _stand(store: Store, offers: Mapping[str, str], mark: Mapping[str, Any]) -> None:
    lines = [
        {"country": country, "answer": answer, "form": form, "confidence": confidence, "asked_on": -30}
        for country, answer, form, confidence in _SUPPORT
    ]
    (seat,) = _all(store, "candidature", [_CANDIDATURE | {"opportunity": offers["board"], "support": lines}], mark)
    asked = [one | ({"exchange_for": seat} if one["country"] == "KE" else {}) for one in _REQUESTS]
    _all(store, "support_request", asked, mark)


def _all(store: Store, type: str, many: Iterable[_Values], mark: Mapping[str, Any]) -> list[str]:
    """Save records in one transaction; returns their ids."""
    return [one["id"] for one in record.save_all(store, type, [_spelled(type, one) | dict(mark) for one in many])]


def _spelled(type: str, values: _Values) -> _Values:
    """Return values with days, written as numbers from today, and bodies, written as their published names, in full."""
    found, lists = dict(values), {plural_of(one): one.__tablename__ for one in owned_by(type)}
    kinds = {one.name: one.kind for one in fields_of(TYPES[type])}
    for name, value in values.items():
        kind = kinds.get(name)
        if name in lists:
            found[name] = [_spelled(lists[name], line) for line in value]
        elif isinstance(kind, Day) and isinstance(value, int):
            found[name] = (date.fromisoformat(today()) + timedelta(days=value)).isoformat()
        elif isinstance(kind, Link) and kind.to == "organization":
            found[name] = published_id(f"organization/{value}")
        elif isinstance(kind, Links) and kind.to == "organization":
            found[name] = [published_id(f"organization/{one}") for one in value]
    return found
