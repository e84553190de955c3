"""A form with a question of every kind, as a test or a picture fills it."""

from typing import Any

from tests.operations.forms.asked import choice, question


def _list(name: str, *rows: tuple[str, str, str]) -> tuple[dict[str, Any], ...]:
    return tuple(choice(name, value, english, arabic) for value, english, arabic in rows)


CHOICES = (
    *_list("yn", ("yes", "Yes", "نعم"), ("no", "No", "لا"), ("unsure", "I am not sure", "لست متأكدا")),
    *_list("scale", ("low", "Weak", "ضعيف"), ("mid", "Middling", "متوسط"), ("good", "Good", "جيد"),
           ("high", "Excellent", "ممتاز")),
    *_list("means", ("mail", "By e-mail", "بالبريد الإلكتروني"), ("phone", "By telephone", "بالهاتف"),
           ("visit", "In person, at the office of the department", "حضوريا في مكتب الإدارة")),
    *_list("region", ("gulf", "The Gulf", "الخليج"), ("africa", "Africa", "أفريقيا")),
    choice("city", "doha", "Doha", "الدوحة", region="gulf"), choice("city", "muscat", "Muscat", "مسقط", region="gulf"),
    choice("city", "dakar", "Dakar", "دكار", region="africa"),
)  # fmt: skip
_HINT_EN, _HINT_AR = "hint::English (en)", "hint::Arabic (ar)"
ROWS: tuple[dict[str, Any], ...] = (
    question("note", "intro", "Thank you for your time. Your answers go to the department only.",
             "شكرا لوقتكم. لا تصل إجاباتكم إلا إلى الإدارة."),
    question("begin_group", "visit", "The visit", "الزيارة"),
    question("select_one yn", "useful", "Was the visit useful?", "هل كانت الزيارة مفيدة؟", required="yes"),
    question("text", "why", "Why not?", "لِمَ لا؟", relevant="${useful} = 'no'", appearance="multiline",
             **{_HINT_EN: "In a few sentences.", _HINT_AR: "في بضع جمل."}),
    question("integer", "people", "How many took part?", "كم عدد المشاركين؟", constraint=". > 0 and . < 500",
             **{"constraint_message::English (en)": "Between one and five hundred.",
                "constraint_message::Arabic (ar)": "بين واحد وخمسمئة."}),
    question("date", "day", "On which day?", "في أي يوم؟", required="yes"),
    question("time", "hour", "At what hour did it begin?", "في أي ساعة بدأت؟"),
    question("dateTime", "moment", "When did it end?", "متى انتهت؟"),
    question("end_group", ""),
    question("begin_group", "quality", "How good was it?", "ما مدى جودتها؟", appearance="table-list"),
    question("select_one scale", "place", "The place and how one gets there", "المكان وطريقة الوصول إليه"),
    question("select_one scale", "food", "The food", "الطعام"),
    question("select_one scale", "talks", "The talks", "المحادثات"),
    question("end_group", ""),
    question("begin_group", "more", "More about you", "مزيد عنكم"),
    question("select_multiple means", "means", "How may we reach you?", "كيف يمكننا التواصل معكم؟"),
    question("range", "nps", "Would you recommend us? 0: not at all, 10: certainly",
             "هل توصون بنا؟ ٠: أبدا، ١٠: بالتأكيد", parameters="start=0 end=10 step=1"),
    question("select_one scale", "overall", "All in all", "إجمالا", appearance="likert"),
    question("rank means", "order", "Which way suits you best?", "أي الطرق أنسب لكم؟"),
    question("select_one region", "region", "Region", "المنطقة"),
    question("select_one city", "city", "City", "المدينة", choice_filter="region = ${region}", appearance="minimal"),
    question("geopoint", "where", "Where is it?", "أين هو؟"),
    question("image", "picture", "A picture", "صورة"),
    question("acknowledge", "agreed", "My answers may be quoted", "يجوز الاقتباس من إجاباتي"),
    {"type": "text", "name": "only", "label::English (en)": "A question in English only"},
    question("end_group", ""),
    question("begin_repeat", "met", "Whom we met", "من التقينا"),
    question("text", "person", "Name", "الاسم", required="yes"),
    question("text", "post", "Post", "المنصب"),
    question("end_repeat", ""),
)  # fmt: skip
