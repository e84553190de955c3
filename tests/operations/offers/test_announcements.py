"""Announcements as the bodies write them: what is recognized, and that nothing is lost or invented."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from coopdesk.operations import record
from coopdesk.operations.offers import announcements
from coopdesk.store.home import Store

UN_VACANCY = """Job Title: Programme Management Officer
Department/Office: United Nations Environment Programme
Duty Station: NAIROBI
Posting Period: 12 November 2026 - 26 December 2026
Job Opening Number: 26-Programme Management-UNEP-251234-R-Nairobi (R)
Grade: P-4
Closing date: 26 December 2026, 11:59 p.m. (New York time)
Education
Advanced university degree (Master's degree or equivalent) in environmental science or law is required.
A minimum of 7 years of progressively responsible experience in programme management is required.
Languages
English and French are the working languages of the Secretariat. Fluency in English is required.
Knowledge of Arabic is desirable.
https://careers.un.org/jobSearchDescription/251234
"""
JPO = """Junior Professional Officer (JPO) Programme 2027
Title: JPO, Child Protection
Organization: UNICEF
Location: Amman, Jordan
Deadline for applications: 15 January 2027, 17:00 CET
Master's degree and 2 years of relevant work experience. Fluency in English.
"""
UNESCO = """UNESCO/Poland Co-Sponsored Fellowships Programme in Engineering, 2027 edition
Title of the programme: Fellowships in Engineering
Duration: six months, from October 2027
Applications must reach UNESCO no later than 28 February 2027 (midnight, Paris time).
"""
JICA = """Knowledge Co-Creation Program
Course Title: Disaster Management Policy (B)
Course No.: 202612345J001
Offered by: Japan International Cooperation Agency
Venue: Kobe, Japan
The Application Form should reach the JICA office by the closing date: 2027-01-20
"""
ARABIC = """إعلان عن دورة تدريبية
اسم الدورة: الدبلوماسية الرقمية
الجهة المنظمة: جامعة الدول العربية
المكان: القاهرة
آخر موعد للتسجيل: ١٥ مارس ٢٠٢٧ الساعة 14:00 بتوقيت القاهرة
يشترط إتقان اللغة العربية والإنجليزية، وخبرة لا تقل عن 5 سنوات.
"""
ARABIC_VACANCY = """وظيفة شاغرة: كبير موظفي الشؤون القانونية (ف-5)
المنظمة: منظمة الصحة العالمية
آخر موعد للتقديم: 15 يناير 2027، الساعة 23:59 بتوقيت جنيف
يشترط إتقان الإنجليزية، والفرنسية ميزة. خبرة لا تقل عن عشر سنوات. درجة الماجستير في القانون.
"""
HIJRI = "وظيفة شاغرة\nالمسمى الوظيفي: مستشار قانوني\nالموعد النهائي: 10/9/1448 هـ\n"


def told(store: Store, text: str) -> dict[str, Any]:
    return announcements.values_of(announcements.recognized(store, text))


def deadline_of(values: dict[str, Any]) -> tuple[Any, Any, Any]:
    return values["deadline"], values["deadline_time"], values["deadline_zone"]


def name_of(store: Store, values: dict[str, Any]) -> str:
    return str(record.show(store, "organization", values["offered_by"])["acronym_en"])


def test_a_vacancy_of_the_united_nations(store: Store) -> None:
    found = told(store, UN_VACANCY)
    assert found["title_en"] == "Programme Management Officer"
    assert (found["kind"], found["grade"], found["duty_station"]) == ("post", "P-4", "NAIROBI")
    assert found["their_reference"].startswith("26-Programme")
    assert deadline_of(found) == ("2026-12-26", "23:59", "America/New_York")
    assert (found["years_required"], found["education"]) == (7, "master")
    wanted = {one["language"]: bool(one["desirable"]) for one in found["languages_required"]}
    assert wanted == {"en": False, "fr": False, "ar": True}
    assert found["link"] == "https://careers.un.org/jobSearchDescription/251234"
    assert name_of(store, found) == "UNEP"
    assert found["summary_en"] == UN_VACANCY.strip()


def test_a_call_for_junior_professional_officers(store: Store) -> None:
    found = told(store, JPO)
    assert (found["kind"], found["title_en"], name_of(store, found)) == ("jpo", "JPO, Child Protection", "UNICEF")
    assert deadline_of(found) == ("2027-01-15", "17:00", "Europe/Zurich")


def test_a_fellowship_of_unesco(store: Store) -> None:
    found = told(store, UNESCO)
    assert (found["kind"], found["title_en"]) == ("fellowship", "Fellowships in Engineering")
    assert deadline_of(found) == ("2027-02-28", "23:59", "Europe/Paris")
    assert name_of(store, found) == "UNESCO"


def test_a_course_of_jica(store: Store) -> None:
    found = told(store, JICA)
    assert (found["kind"], found["title_en"]) == ("training", "Disaster Management Policy (B)")
    assert (found["their_reference"], found["duty_station"]) == ("202612345J001", "Kobe, Japan")
    assert found["deadline"] == "2027-01-20"
    assert "deadline_time" not in found


def test_an_announcement_in_arabic(store: Store) -> None:
    found = told(store, ARABIC)
    assert (found["kind"], found["title_ar"], found["duty_station"]) == ("training", "الدبلوماسية الرقمية", "القاهرة")
    assert deadline_of(found) == ("2027-03-15", "14:00", "Africa/Cairo")
    assert {one["language"] for one in found["languages_required"]} == {"ar", "en"}
    assert found["years_required"] == 5
    assert "summary_ar" in found


def test_a_vacancy_in_arabic_tells_its_title_grade_and_years(store: Store) -> None:
    found = told(store, ARABIC_VACANCY)
    assert found["title_ar"] == "كبير موظفي الشؤون القانونية (ف-5)"
    assert (found["kind"], found["grade"], found["years_required"]) == ("post", "P-5", 10)
    assert (name_of(store, found), found["education"]) == ("WHO", "master")


def test_a_hijri_deadline(store: Store) -> None:
    assert told(store, HIJRI)["deadline"] == "2027-02-17"


def test_what_was_recognized_can_be_saved_and_shown(store: Store) -> None:
    for text in (UN_VACANCY, JPO, UNESCO, JICA, ARABIC, HIJRI):
        saved = record.save(store, "opportunity", told(store, text))
        assert saved["title_en"] or saved["title_ar"]


@pytest.mark.parametrize("text", ["", " \n ", "x", "https://example.org/a", "Deadline: soon", "Deadline: 31/02/2027"])
def test_nothing_is_invented(store: Store, text: str) -> None:
    found = told(store, text)
    assert not {"deadline", "offered_by", "grade", "languages_required"} & found.keys()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(max_size=2_000))
def test_any_text_is_read(store: Store, text: str) -> None:
    found = told(store, text)
    assert found.get("summary_en", found.get("summary_ar", "")) == text.strip()


def test_a_text_of_many_megabytes_is_read_in_part(store: Store) -> None:
    found = told(store, "Deadline: 1 March 2027\n" + "a " * 25_000_000)
    assert found["deadline"] == "2027-03-01"
    assert len(found["summary_en"]) <= 200_000


def test_what_may_be_the_same_opportunity_is_found_by_what_they_share(store: Store) -> None:
    text = "Course title: Water accounting\nReference: WAS/4\nDeadline: 14 March 2065\nhttps://example.org/was4\n"
    found = announcements.recognized(store, text)
    assert announcements.alike(store, found) == []
    for title, values in (
        ("by link", {"link": "https://example.org/was4", "their_reference": "WAS/4"}),
        ("by reference", {"their_reference": "WAS/4"}),
        ("WATER accounting", {"deadline": "2065-03-14"}),
        ("Water accounting", {"deadline": "2065-03-15"}),
        ("another", {"deadline": "2065-03-14"}),
    ):
        record.save(store, "opportunity", {"title_en": title, **values})
    told = {one.title: one.shares for one in announcements.alike(store, found)}
    assert told == {
        "by link": "the same link", "by reference": "the same reference",
        "WATER accounting": "the same title and deadline",
    }  # fmt: skip
