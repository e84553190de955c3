"""Names as a ministry's directory holds them, in both languages, drawn from word lists with a fixed seed.

Common words (kinds, subjects, cities) repeat as they do in life; the names of founders are made of syllables, so
that a million records have words that are rare.
"""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

SEED = 20_260
KINDS = (
    ("Ministry", "وزارة", "government"), ("Fund", "صندوق", "fund_or_programme"), ("Centre", "مركز", "academic"),
    ("Programme", "برنامج", "fund_or_programme"), ("Organization", "منظمة", "intergovernmental"),
    ("Foundation", "مؤسسة", "civil_society"), ("Commission", "لجنة", "regional_commission"),
    ("Authority", "هيئة", "government"), ("Bank", "بنك", "financial_institution"), ("University", "جامعة", "academic"),
    ("Agency", "وكالة", "specialised_agency"), ("Charity", "جمعية", "civil_society"), ("Council", "مجلس", "other"),
    ("Institute", "معهد", "academic"), ("Embassy", "سفارة", "mission"), ("Company", "شركة", "private_sector"),
)  # fmt: skip
SUBJECTS = (
    ("International Cooperation", "التعاون الدولي"), ("Public Health", "الصحة العامة"), ("Education", "التعليم"),
    ("Human Rights", "حقوق الإنسان"), ("Sustainable Development", "التنمية المستدامة"), ("Trade", "التجارة"),
    ("Humanitarian Affairs", "الشؤون الإنسانية"), ("Climate and Environment", "المناخ والبيئة"),
    ("Refugees", "شؤون اللاجئين"), ("Food and Agriculture", "الأغذية والزراعة"), ("Labour", "العمل"),
    ("Water Resources", "الموارد المائية"), ("Culture and Heritage", "الثقافة والتراث"), ("Women", "شؤون المرأة"),
    ("Children and Youth", "الطفولة والشباب"), ("Disaster Relief", "الإغاثة من الكوارث"), ("Energy", "الطاقة"),
    ("Intellectual Property", "الملكية الفكرية"), ("Telecommunications", "الاتصالات"), ("Migration", "الهجرة"),
)  # fmt: skip
CITIES = (
    ("Doha", "الدوحة", "QA"), ("Geneva", "جنيف", "CH"), ("New York", "نيويورك", "US"), ("Paris", "باريس", "FR"),
    ("Nairobi", "نيروبي", "KE"), ("Vienna", "فيينا", "AT"), ("Rome", "روما", "IT"), ("Cairo", "القاهرة", "EG"),
    ("Riyadh", "الرياض", "SA"), ("Amman", "عمّان", "JO"), ("Tunis", "تونس", "TN"), ("Muscat", "مسقط", "OM"),
    ("Addis Ababa", "أديس أبابا", "ET"), ("Bangkok", "بانكوك", "TH"), ("Rabat", "الرباط", "MA"),
    ("Kuwait City", "مدينة الكويت", "KW"), ("Beirut", "بيروت", "LB"), ("The Hague", "لاهاي", "NL"),
)  # fmt: skip
SYLLABLES = (
    ("ba", "با"), ("dar", "دار"), ("ha", "ها"), ("mi", "مي"), ("ra", "را"), ("sal", "سال"), ("ti", "تي"), ("zu", "زو"),
    ("kan", "كان"), ("lu", "لو"), ("na", "نا"), ("shar", "شار"), ("fa", "فا"), ("yu", "يو"), ("qas", "قاس"),
    ("mur", "مور"), ("wa", "وا"), ("jab", "جاب"), ("ri", "ري"), ("hus", "حوس"), ("gha", "غا"), ("tal", "تال"),
)  # fmt: skip


class Body(NamedTuple):
    """One made-up organization."""

    name_en: str
    name_ar: str
    acronym: str
    type: str
    city: str
    country: str
    identifier: str
    mandate_en: str | None
    mandate_ar: str | None


def bodies(count: int) -> Iterator[Body]:
    """Yield made-up organizations, the same ones each time."""
    draw = Random(SEED)
    for number in range(count):
        kind, subject, city = draw.choice(KINDS), _often_first(draw, SUBJECTS), _often_first(draw, CITIES)
        founder = draw.choices(SYLLABLES, k=draw.choice((2, 3, 3, 4)))
        latin = "".join(part for part, _ in founder).capitalize()
        arabic = "".join(part for _, part in founder)
        mandate: tuple[str | None, str | None] = (None, None)
        if number % 4 == 0:
            other, third = draw.choice(SUBJECTS), draw.choice(SUBJECTS)
            mandate = (
                f"Supports Member States in {other[0]} and {third[0]}, and reports each year from {city[0]}.",
                f"تدعم الدول الأعضاء في {other[1]} و{third[1]}، وتقدّم تقريرها السنوي من {city[1]}.",
            )
        yield Body(
            f"{latin} {kind[0]} for {subject[0]}, {city[0]}", f"{kind[1]} {arabic} {_for(subject[1])} في {city[1]}",
            f"{latin[0]}{kind[0][0]}{subject[0][0]}{number % 997}", kind[2], city[0], city[2],
            f"XM-REG-{draw.getrandbits(32):08X}", *mandate,
        )  # fmt: skip


def _often_first(draw: Random, words: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return words[min(int(draw.expovariate(6 / len(words))), len(words) - 1)]


def _for(subject: str) -> str:
    return f"لل{subject[2:]}" if subject.startswith("ال") else f"ل{subject}"
