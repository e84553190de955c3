"""Example data of the first run: marked, never sent to another desk, removed by one command."""

from typing import Any

from sqlalchemy import select

from coopdesk.operations import record, rights
from coopdesk.operations.forms import example_forms
from coopdesk.operations.indicators import example_values
from coopdesk.operations.offers import example_offers
from coopdesk.operations.projects import example_projects
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

TAG = "example"
_MARK = {"tags": [TAG], "audience": "local"}

_UNCTAD, _COMMERCE, _PLANNING = (published_id(f"organization/{slug}") for slug in ("unctad", "qa-moci", "qa-npc"))
"""Bodies of the published directory, which the examples link to."""
_CONFERENCE: dict[str, Any] = {
    "title_en": "Trade and Development Board, example session",
    "title_ar": "مجلس التجارة والتنمية، دورة على سبيل المثال",
    "series": "Trade and Development Board", "kind": "session", "mode": "in_person", "place": "Geneva",
    "country": "CH", "starts": "2026-09-21", "ends": "2026-09-24",
    "instructions": "تأكيد دعم الدولة لبناء القدرات الإحصائية، والانضمام إلى توافق الآراء بشأن التجارة الرقمية.",
    "delegates": [
        {"name_en": "The Permanent Representative", "name_ar": "المندوب الدائم", "honorific_en": "H.E.",
         "honorific_ar": "سعادة", "post_en": "Ambassador", "post_ar": "سفير", "role": "head", "precedence": 1},
        {"name_en": "The Commercial Attaché", "name_ar": "الملحق التجاري", "post_en": "Attaché",
         "post_ar": "ملحق", "role": "member", "precedence": 2},
    ],
}  # fmt: skip
_REPORT: dict[str, Any] = {
    "bottom_line_en": (
        "The Board agreed by consensus on a programme of training in trade statistics that is open to the State from "
        "2027, and took note of the review of digital trade. Two places for national experts must be requested "
        "before 31 January 2027."
    ),
    "bottom_line_ar": (
        "اتفق المجلس بتوافق الآراء على برنامج للتدريب في إحصاءات التجارة يُتاح للدولة اعتباراً من عام 2027، وأحاط علماً "
        "باستعراض التجارة الرقمية. ويتعيَّن طلب مقعدين للخبراء الوطنيين قبل 31 يناير 2027."
    ),
    "lessons": "يُستحسن وصول الورقة الوطنية إلى الأمانة قبل افتتاح الدورة بأسبوعين حتى تُدرج في وثائقها (TD/B/73).",
    "opportunities_spotted": "Two funded places in the course on trade statistics; applications by note verbale.",
    "next_session": "The report on digital trade will be discussed; a national position is needed by June.",
    "next_session_on": "2027-09", "cost": {"amount": "18500.00", "currency": "QAR"},
    "agenda_items": [
        {"number": "3", "topic": "بناء القدرات في إحصاءات التجارة", "discussion": (
            "عرضت الأمانة برنامجاً من ثلاث مراحل مدته سنتان. وأيدت المجموعة العربية ومجموعة الـ 77 والصين البرنامج، "
            "وطلب الاتحاد الأوروبي ربطه بمؤشرات قابلة للقياس."),
         "instruction": "تأييد البرنامج وطلب مقعدين.",
         "statement": (
            "أكد الوفد أن بناء القدرات الإحصائية شرط لقياس التقدم في أهداف التنمية المستدامة، وأعلن استعداد الدولة "
            "لاستضافة إحدى حلقات البرنامج في الدوحة."),
         "positions_for": "المجموعة العربية، مجموعة الـ 77 والصين.",
         "outcome": "اعتُمد البرنامج بتوافق الآراء في الوثيقة TD/B/73/L.2."},
        {"number": "5", "topic": "Review of digital trade", "discussion": (
            "The secretariat presented figures on electronic commerce in 46 countries. Several delegations asked "
            "for a longer period of comments."),
         "statement": "The delegation asked that small economies be shown apart in the next edition.",
         "outcome": "The Board took note of the review and put it on the agenda of the next session."},
    ],
    "decisions": [
        {"kind": "decision", "symbol": "TD/B/73/L.2", "title": "Programme of training in trade statistics",
         "method": "consensus", "adopted_on": "2026-09-24", "our_vote": "for", "spoke_for": "المجموعة العربية"},
        {"kind": "resolution", "symbol": "TD/B/73/L.4", "title": "استعراض التجارة الرقمية", "method": "recorded_vote",
         "votes_for": 88, "votes_against": 4, "abstentions": 21, "our_vote": "for", "adopted_on": "2026-09-24",
         "explanation_of_vote": "صوّت الوفد لصالح القرار مع التأكيد على مراعاة أوضاع الاقتصادات الصغيرة."},
    ],
    "commitments": [
        {"side": "to_us", "text": "Two funded places for national experts in 2027", "due": "2027-01-31"},
        {"side": "by_us", "text": "استضافة حلقة عمل في الدوحة", "amount": {"amount": "250000.00", "currency": "QAR"},
         "due": "2027-10"},
    ],
    "bilateral_meetings": [
        {"with_whom": "UNCTAD secretariat, Division on Statistics", "met_on": "2026-09-22",
         "points": "Dates of the course, working languages (Arabic interpretation was promised), selection of experts.",
         "follow_up": "The secretariat sends the form of nomination by the end of November."},
    ],
    "recommendations": [
        {"text": "ترشيح خبيرين وطنيين للبرنامج قبل نهاية العام."},
        {"text": "Name a focal point for the programme in the National Planning Council."},
    ],
    "report_opinions": [
        {"kind": "benefit", "text": (
            "يفتح البرنامج باباً لرفع قدرات الجهات الوطنية في إحصاءات التجارة والخدمات، ويتفق مع أهداف الاستراتيجية "
            "الوطنية في تطوير النظم الإحصائية.")},
        {"kind": "opinion", "text": "أرى أن يُسمَّى ضابط اتصال دائم للبرنامج في الدوحة."},
    ],
}  # fmt: skip
_ACTIONS: list[dict[str, Any]] = [
    {"text_en": "Request two places in the course by note verbale",
     "text_ar": "طلب مقعدين في البرنامج بمذكرة شفوية", "kind": "decision", "priority": "urgent", "due": "2027-01-31",
     "status": "open", "owner": _PLANNING},
    {"text_en": "Prepare the national position on digital trade",
     "text_ar": "إعداد الموقف الوطني من التجارة الرقمية", "kind": "recommendation", "priority": "routine",
     "due": "2027-06", "status": "in_progress", "owner": _COMMERCE},
]  # fmt: skip


@rights.needs(rights.ADMINISTRATOR)
def add_examples(store: Store) -> str:
    """Add the example records; returns the id of the conference report."""
    record.save(store, "membership", {"organization": _UNCTAD, "kind": "member"} | _MARK)
    delegates = [line | {"entity": _COMMERCE} for line in _CONFERENCE["delegates"]]
    conference = record.save(
        store, "conference", _CONFERENCE | {"organizers": [_UNCTAD], "delegates": delegates} | _MARK
    )
    lines = [line | {"partner": _UNCTAD} for line in _REPORT["commitments"]]
    opinions = [line | {"author": store.officer} for line in _REPORT["report_opinions"]]
    values = _REPORT | {"conference": conference["id"], "commitments": lines, "prepared_by": store.officer} | _MARK
    values |= {"report_opinions": opinions}
    report: str = record.save(store, "conference_report", values)["id"]
    for action in _ACTIONS:
        record.save(store, "action", action | {"source": report} | _MARK)
    example_offers.add(store, _MARK)
    example_forms.add(store, _MARK)
    example_projects.add(store, _MARK)
    example_values.add(store, _MARK)
    return report


@rights.needs(rights.ADMINISTRATOR)
def remove_examples(store: Store) -> int:
    """Delete every example record in one transaction; returns how many there were."""
    removed = 0
    with store.writing() as writing:
        for cls in TYPES.values():
            if cls.__owner__ is None:
                wanted = select(cls).where(cls.audience == "local", cls.deleted.is_(False))
                for one in writing.session.scalars(wanted).all():
                    if TAG in one.tags:
                        writing.session.delete(one)
                        removed += 1
    return removed
