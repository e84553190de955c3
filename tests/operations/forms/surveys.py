"""A form about a service, a survey with it, and responses as they stand after their steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from coopdesk.operations import record
from coopdesk.store.home import Store

QUESTIONS: Sequence[Mapping[str, str]] = (
    {"type": "select_one sex", "name": "sex", "label_en": "Sex", "label_ar": "الجنس"},
    {"type": "begin_group", "name": "service", "label_en": "The service", "label_ar": "الخدمة"},
    {"type": "range", "name": "nps", "parameters": "start=0 end=10 step=1", "label_en": "Would you recommend us?",
     "label_ar": "هل توصي بنا غيرك؟"},
    {"type": "select_one five", "name": "csat_speed", "label_en": "How content are you with our speed?",
     "label_ar": "ما مدى رضاك عن سرعتنا؟", "criterion": "Speed", "weight": "2"},
    {"type": "select_multiple ways", "name": "ways", "label_en": "How did you reach us?",
     "label_ar": "كيف وصلت إلينا؟"},
    {"type": "rank ways", "name": "best", "label_en": "Which is best?", "label_ar": "ما الأفضل؟"},
    {"type": "integer", "name": "days", "label_en": "Days until the answer", "label_ar": "أيام حتى الرد"},
    {"type": "end_group"},
    {"type": "begin_repeat", "name": "visits", "label_en": "Visits", "label_ar": "الزيارات"},
    {"type": "integer", "name": "minutes", "label_en": "Minutes waited", "label_ar": "دقائق الانتظار"},
    {"type": "end_repeat"},
    {"type": "date", "name": "day", "label_en": "Day", "label_ar": "اليوم"},
    {"type": "text", "name": "words", "label_en": "In your words", "label_ar": "بكلماتك"},
    {"type": "calculate", "name": "silent", "calculation": "1 + 1"},
)  # fmt: skip
CHOICES: Sequence[Mapping[str, str]] = (
    {"list_name": "sex", "name": "f", "label_en": "Woman", "label_ar": "امرأة"},
    {"list_name": "sex", "name": "m", "label_en": "Man", "label_ar": "رجل"},
    *({"list_name": "five", "name": f"s{one}", "label_en": f"Grade {one}", "label_ar": f"درجة {one}", "score": str(one)}
      for one in range(1, 6)),
    *({"list_name": "ways", "name": name, "label_en": name.title(), "label_ar": arabic}
      for name, arabic in (("mail", "البريد"), ("phone", "الهاتف"), ("visit", "الزيارة"))),
)  # fmt: skip


def template(store: Store, **values: Any) -> str:
    """Return a form with a question of every kind."""
    made = record.save(store, "form_template", {
        "title_en": "Service", "title_ar": "الخدمة", "form_id": "service", "version": "1",
        "form_questions": list(QUESTIONS), "form_choices": list(CHOICES), **values,
    })  # fmt: skip
    return str(made["id"])


def survey(store: Store, form: str, **values: Any) -> str:
    """Return a survey with a form."""
    given = {"title_en": "Survey", "title_ar": "استبيان", "form_template": form, **values}
    return str(record.save(store, "survey", given)["id"])


def response(store: Store, form: str, answers: Mapping[str, Any], stage: str = "pending", **values: Any) -> str:
    """Return a response at a stage. ``answers``: by path; of ``visits``, the minutes of each."""
    lines = [{"question": path, "value": str(value)} for path, value in answers.items() if path != "visits"]
    for place, minutes in enumerate(answers.get("visits", ()), 1):
        lines.append({"question": "visits", "entry": f"v{place}", "value": str(place)})
        lines.append({"question": "visits/minutes", "entry": f"v{place}", "value": str(minutes)})
    made = record.save(store, "response", {"form_template": form, "answers": lines, **values})
    with store.writing() as writing:
        found: Any = record.existing(writing.session, record.record_type("response"), made["id"])
        found.stage = stage
    return str(made["id"])
