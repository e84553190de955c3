"""A project of our own, for trying: nothing of it was published, and no such project is.

Days are counted from today, so that it runs whenever it is added.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.operations import record, rights, steps
from coopdesk.operations.evaluations import responding
from coopdesk.periods import following, holding, span
from coopdesk.records.progress_report import ProgressReport
from coopdesk.records.project import Project
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

_STATISTICS, _PARTNER, _FUND, _MINISTRY = (
    published_id(f"organization/{slug}") for slug in ("qa-npc", "unctad", "qffd", "qa-mofa")
)
_RATED = (
    ("relevance", "5", "The topics are those that the countries asked for.", "الموضوعات هي التي طلبتها الدول.",
     "Ask before the programme is written.", "الاستماع إلى الدول قبل وضع البرنامج."),
    ("coherence", "4", "A course of another body overlaps in part.", "تتداخل معه جزئياً دورة لجهة أخرى.",
     "Agree on the calendar of courses with others.", "الاتفاق مع الآخرين على جدول الدورات."),
    ("effectiveness", "5", "Most participants use what they learned.", "يستخدم معظم المشاركين ما تعلموه.",
     "Exercises on own data work best.", "التمارين على البيانات الوطنية هي الأجدى."),
    ("efficiency", "3", "Travel took a third of the money.", "استأثر السفر بثلث التمويل.",
     "Hold the first week at a distance.", "عقد الأسبوع الأول عن بُعد."),
    ("impact", "4", "Two countries publish new tables.", "تنشر دولتان جداول جديدة.",
     "Follow up after a year.", "المتابعة بعد سنة."),
    ("sustainability", "4", "Trainers of the region can go on.", "يستطيع مدربو الإقليم المواصلة.",
     "Train trainers from the start.", "تدريب المدربين منذ البداية."),
)  # fmt: skip


@rights.needs(rights.ADMINISTRATOR)
def add(store: Store, mark: Mapping[str, Any]) -> None:
    """Add the project and all that belongs to it; ``mark``: what marks them as such."""
    project = record.save(store, "project", _project() | dict(mark))["id"]
    _stand(store, Project, [project], "asked")
    for years, first, changed in ((-1, "400000.00", "350000.00"), (0, "450000.00", "600000.00")):
        year = int(today()[:4]) + years
        record.save(store, "allocation", {
            "recipient": _PARTNER, "year": year, "source": "government", "project": project, "planned": _qar(first),
            "approved": _qar(first), "approved_on": f"{year}-01-15", "purpose": "Training in statistics (example)",
            "allocation_changes": [{"on": f"{year}-06-30", "amount": _qar(changed), "decided_by": "Budget committee",
                                    "reason": "The number of courses was changed."}], **mark,
        })  # fmt: skip
    quarter = holding(date.fromisoformat(today()), "quarter")
    reports = [
        record.save(store, "progress_report", _progress(project, following(quarter, -back), light, back) | dict(mark))
        for back, light in ((3, "green"), (2, "amber"), (1, "amber"))
    ]
    _stand(store, ProgressReport, [one["id"] for one in reports[:2]], "sent")
    course = _engage(store, project, mark)
    _evaluate(store, project, course, mark)


def _stand(store: Store, cls: type[Project | ProgressReport], ids: list[str], stage: str) -> None:
    """Let records stand at a stage without the step to it, which would send them to the Ministry."""
    with store.writing() as writing:
        one: Any
        for one in writing.session.scalars(select(cls).where(cls.id.in_(ids))):
            one.stage, one.stage_on = stage, today()


def _qar(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "QAR"}


def _day(ahead: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days=ahead)).isoformat()


def _project() -> dict[str, Any]:
    return {
        "title_en": "Training in official statistics (example)", "title_ar": "التدريب في الإحصاءات الرسمية (مثال)",
        "kind": "capacity", "managed_by": "state", "status": "implementation",
        "description_en": "Courses for statisticians of least developed countries, held in Doha and at a distance.",
        "description_ar": "دورات للإحصائيين من أقل البلدان نمواً، تُعقد في الدوحة وعن بُعد.",
        "planned_start": _day(-400), "actual_start": _day(-380), "planned_end": _day(330), "coordinating": _STATISTICS,
        "proposing": _STATISTICS, "priority": published_id("tag/sdg-17.18"), "fits": "fully",
        "fits_reason": "The target asks for support to the statistics of developing countries.",
        "collaboration": "triangular", "flow": "oda", "finance": "grant", "aid_type": "experts", "tied": "untied",
        "channel": "multilateral", "funding_target": _qar("2000000.00"), "reports": "quarterly",
        "reporting": _STATISTICS,
        "participants": [{"organization": _FUND, "role": "funding"}, {"organization": _STATISTICS, "role": "partner"},
                         {"organization": _PARTNER, "role": "implementing"}],
        "project_countries": [{"country": "YE", "share": "40"}, {"country": "SD", "share": "35"},
                              {"country": "SO", "share": "25"}],
        "project_sectors": [{"sector": "16062", "share": "80"}, {"sector": "33110", "share": "20"}],
        "budgets": [{"type": "original", "status": "committed", "starts": _day(-400), "ends": _day(330),
                     "value": _qar("1600000.00")}],
        "transactions": [
            {"type": "pledge", "on": _day(-420), "value": _qar("1500000.00"), "source": "government",
             "provider": _FUND, "receiver": _PARTNER},
            {"type": "commitment", "on": _day(-390), "value": _qar("1200000.00"), "source": "government",
             "provider": _FUND, "receiver": _PARTNER},
            {"type": "disbursement", "on": _day(-300), "value": _qar("400000.00"), "source": "government",
             "provider": _FUND, "receiver": _PARTNER, "description": "First course"},
            {"type": "disbursement", "on": _day(-60), "value": _qar("350000.00"), "source": "donation",
             "provider": _FUND, "receiver": _PARTNER, "description": "Second course"},
        ],
        "results": [
            {"code": "1", "level": "outcome", "title_en": "Statisticians publish what their countries need",
             "title_ar": "ينشر الإحصائيون ما تحتاج إليه بلدانهم"},
            {"code": "1.1", "level": "output", "title_en": "Two courses a year", "title_ar": "دورتان في السنة"},
        ],
        "risks": [
            {"kind": "access", "text_en": "Participants do not obtain visas in time",
             "text_ar": "عدم حصول المشاركين على التأشيرات في حينها", "likelihood": "4", "impact": "3",
             "mitigation": "Names are given two months before.", "status": "open", "owner": _MINISTRY},
            {"kind": "funding", "text_en": "The second half of the money comes late",
             "text_ar": "تأخُّر النصف الثاني من التمويل", "likelihood": "2", "impact": "4", "status": "open"},
        ],
        "milestones": [
            {"title_en": "First course held", "title_ar": "عقد الدورة الأولى", "due": _day(-200),
             "reached_on": _day(-190), "responsible": _PARTNER},
            {"title_en": "Material in Arabic", "title_ar": "المادة التدريبية بالعربية", "due": _day(-20),
             "responsible": _STATISTICS},
            {"title_en": "Third course held", "title_ar": "عقد الدورة الثالثة", "due": _day(120)},
        ],
        "in_kinds": [{"kind": "premises", "description": "Rooms and interpretation in Doha", "quantity": "10",
                      "unit": "days", "value": _qar("60000.00"), "provider": _STATISTICS}],
    }  # fmt: skip


def _progress(project: str, period: str, light: str, back: int) -> dict[str, Any]:
    return {
        "project": project, "period": period, "light": light, "per_cent": str(60 - 15 * back),
        "spent": _qar(f"{800000 - 150000 * back}.00"),
        "done_en": "The material was written and the participants were chosen.",
        "done_ar": "أُعدت المادة التدريبية واختير المشاركون.",
        "problems_en": "Visas take six weeks." if light == "amber" else None,
        "problems_ar": "تستغرق التأشيرات ستة أسابيع." if light == "amber" else None,
        "next_en": f"The next course, after {span(period)[1].isoformat()}.", "next_ar": "عقد الدورة التالية.",
    }  # fmt: skip


def _engage(store: Store, project: str, mark: Mapping[str, Any]) -> str:
    """Save a course with those who came, and a meeting; return the course."""
    people = [
        {"name": f"Statistician {number} (example)", "sex": "female" if number % 2 else "male", "came": number != 5,
         "certificate": number < 5}
        for number in range(1, 7)
    ]  # fmt: skip
    course = record.save(store, "engagement", {
        "title_en": "Course in trade statistics, Doha (example)", "title_ar": "دورة في إحصاءات التجارة، الدوحة (مثال)",
        "kind": "training", "domain": "scientific", "starts": _day(-195), "ends": _day(-190), "place": "Doha",
        "country": "QA", "held_by": _STATISTICS, "organizations": [_PARTNER], "project": project, "reach": 60,
        "summary_en": "Five of six came; four passed.", "summary_ar": "حضر خمسة من ستة، واجتاز أربعة.",
        "attendees": people, **mark,
    })  # fmt: skip
    record.save(store, "engagement", {
        "title_en": "Meeting on the next course (example)", "title_ar": "اجتماع بشأن الدورة القادمة (مثال)",
        "kind": "meeting", "domain": "scientific", "starts": _day(-30), "place": "Geneva", "country": "CH",
        "held_by": _MINISTRY, "organizations": [_PARTNER], "project": project,
        "attendees": [{"organization": _PARTNER, "came": True}, {"organization": _STATISTICS, "came": True}],
        "follow_up": "The secretariat sends the dates.", **mark,
    })  # fmt: skip
    return str(course["id"])


def _evaluate(store: Store, project: str, course: str, mark: Mapping[str, Any]) -> None:
    """Save an evaluation at half-time as far as the answer of management, with an action for what was accepted."""
    evaluation = record.save(store, "evaluation", {
        "title_en": "Half-time evaluation of the training (example)", "title_ar": "تقييم التدريب في منتصف المدة (مثال)",
        "subject": project, "kind": "mid_term", "done_by": "internal", "planned_on": _day(-60),
        "evaluated_on": _day(-25), "response_due": _day(20), "overall": "4",
        "purpose_en": "To see whether the second half goes on as planned.",
        "purpose_ar": "معرفة ما إذا كان النصف الثاني يمضي كما خُطط له.",
        "summary_en": "Useful and well held; travel costs too much.",
        "summary_ar": "مفيد وحسن التنظيم، وكلفة السفر مرتفعة.",
        "evaluation_questions": [{"criterion": "relevance", "text_en": "Do the topics meet what was asked for?",
                                  "text_ar": "هل تلبي الموضوعات ما طُلب؟", "judged_by": "Letters of the countries"}],
        "criterion_ratings": [
            {"criterion": criterion, "rating": rating, "reason_en": why_en, "reason_ar": why_ar,
             "lesson_en": lesson_en, "lesson_ar": lesson_ar}
            for criterion, rating, why_en, why_ar, lesson_en, lesson_ar in _RATED
        ],
        "evidence": [{"criterion": "effectiveness", "record": course, "note": "Four of five passed."}],
        "findings": [{"kind": "finding", "criterion": "efficiency", "text_en": "Travel took a third of the money.",
                      "text_ar": "استأثر السفر بثلث التمويل."},
                     {"kind": "conclusion", "text_en": "Part of the course can be held at a distance.",
                      "text_ar": "يمكن عقد جزء من الدورة عن بُعد."}],
        **mark,
    })  # fmt: skip
    id = evaluation["id"]
    finding = evaluation["findings"][0]["id"]
    advised = record.save(store, "evaluation", {"id": id, "evaluation_recommendations": [{
        "text_en": "Hold the first week of each course at a distance.",
        "text_ar": "عقد الأسبوع الأول من كل دورة عن بُعد.", "finding": finding, "addressee": _STATISTICS,
        "priority": "urgent", "due": _day(60),
    }]})["evaluation_recommendations"][0]["id"]  # fmt: skip
    for step in ("begin", "report"):
        steps.take(store, "evaluation", id, step)
    responding.respond(store, id, advised, {
        "answer": "accepted", "answered_by": _STATISTICS, "on": _day(-5), "reason_en": "The third course will be so.",
        "reason_ar": "ستُعقد الدورة الثالثة على هذا النحو.",
    })  # fmt: skip
    for action in responding.make_actions(store, id):
        record.save(store, "action", {"id": action, **mark})
