"""Twenty announcements of different kinds, as the public forms of the bodies give them: each thing said has a place."""

from typing import Any

import pytest

from coopdesk.operations import record, search
from coopdesk.records import fields_of
from coopdesk.records.opportunity import OPPORTUNITY_KIND, Opportunity
from coopdesk.store.home import Store

ENGLISH = [{"language": "en", "level": "fluent"}]
OFFERS: tuple[dict[str, Any], ...] = (
    {"kind": "post", "title_en": "Programme Management Officer", "their_reference": "26-UNEP-251234-R", "grade": "P-4",
     "level": "middle", "duty_station": "Nairobi", "country": "KE", "deadline": "2026-12-26", "deadline_time": "23:59",
     "deadline_zone": "America/New_York", "education": "master", "years_required": 7, "languages_required": ENGLISH,
     "fields_of_work": ["environment"], "link": "https://careers.un.org/x", "women_encouraged": True},
    {"kind": "senior_post", "title_en": "Director, Division of Law", "grade": "D-2", "level": "leading", "seats": 1,
     "deadline": "2027-01-31", "deadline_zone": "Europe/Rome", "years_required": 15, "fields_of_work": ["law"]},
    {"kind": "jpo", "title_en": "JPO, Child Protection", "duty_station": "Amman", "country": "JO", "age_most": 32,
     "deadline": "2027-01-15", "deadline_time": "17:00", "deadline_zone": "Europe/Copenhagen", "years_required": 2,
     "cost_to_us": {"amount": "165000.00", "currency": "USD"}, "duration": "2 years"},
    {"kind": "internship", "title_en": "Intern, Statistics", "open_all_year": True, "mode": "At home", "funded": "None",
     "age_most": 30, "education": "bachelor", "duration": "3–6 months"},
    {"kind": "fellowship", "title_en": "Fellowships in Engineering", "recurs": "yearly", "next_expected": "2027-11",
     "seats": 45, "quota": "2 per country", "funded": "Stipend, travel, insurance", "starts": "2027-10",
     "papers": "CV, certificate of health, letter of the host", "deadline": "2027-02-28"},
    {"kind": "training", "title_en": "Disaster Management Policy (B)", "their_reference": "202612345J001", "seats": 12,
     "quota": "1 for the State", "starts": "2027-05-10", "ends": "2027-06-12", "duty_station": "Kobe", "country": "JP",
     "language_of_work": "English", "age_most": 45, "how_to_apply": "Application form through the embassy"},
    {"kind": "event", "title_en": "Technical Meeting on Small Modular Reactors", "their_reference": "EVT2604567",
     "starts": "2027-03-08", "ends": "2027-03-12", "duty_station": "Vienna", "country": "AT",
     "papers": "Form A, Form B", "fields_of_work": ["energy", "science"], "funded": "Grants for some participants"},
    {"kind": "call", "title_en": "Call for Proposals: Youth Innovation",
     "value": {"amount": "500000.00", "currency": "USD"},
     "deadline": "2027-04-01", "deadline_time": "23:59", "deadline_zone": "Etc/GMT+12",
     "requirements": "Consortium of three institutions"},
    {"kind": "grant", "title_ar": "منحة لبناء قدرات الإحصاء", "value": {"amount": "1200000.00", "currency": "EUR"},
     "requirements": "مساهمة وطنية بنسبة 20 في المئة"},
    {"kind": "elected_person", "title_en": "Member of the Committee on the Rights of the Child",
     "deadline": "2027-02-15", "requirements": "National of a State party, of high moral standing",
     "seats": 9, "foreseen": True},
    {"kind": "elected_state", "title_en": "Seat on the Executive Board 2028–2031", "quota": "Arab Group: 2 seats"},
    {"kind": "scholarship", "title_ar": "منح دراسية لطلبة الدول الأقل نمواً", "direction": "by_state", "seats": 100,
     "deadline": "2027-04-30", "funded": "الرسوم والسكن والتذاكر", "education": "secondary", "age_most": 25},
    {"kind": "technical_assistance", "title_en": "Review of the tax administration", "duration": "18 months"},
    {"kind": "expert_mission", "title_en": "Roster of Electoral Experts", "open_all_year": True, "years_required": 10},
    {"kind": "research", "title_en": "Joint programme on water reuse", "fields_of_work": ["science", "water"]},
    {"kind": "relief_training", "title_en": "Field coordination course", "starts": "2027-09", "seats": 2},
    {"kind": "investment", "title_en": "Fund for renewable energy",
     "value": {"amount": "75000000.00", "currency": "USD"}},
    {"kind": "technology", "title_en": "Licence for desalination membranes", "contact_text": "tech@example.org"},
    {"kind": "resource", "title_en": "Online course on trade law", "open_all_year": True, "link": "https://example.org/c"},
    {"kind": "relief", "title_ar": "إغاثة عاجلة بعد الزلزال", "direction": "by_state", "source": "طلب السفارة"},
)  # fmt: skip


@pytest.mark.parametrize("offer", OFFERS, ids=lambda one: one["kind"])
def test_what_an_announcement_says_has_a_place_and_comes_back(store: Store, offer: dict[str, Any]) -> None:
    saved = record.save(store, "opportunity", offer)
    shown = record.show(store, "opportunity", saved["id"])
    lists = {"languages_required"}
    for name, value in offer.items():
        if name in lists:
            assert [one["language"] for one in shown[name]] == [one["language"] for one in value]
        else:
            assert shown[name] == value
    title = offer.get("title_en") or offer["title_ar"]
    assert saved["id"] in [one["id"] for one in search.find(store, title)]


def test_the_offers_fill_nearly_every_field_and_most_kinds() -> None:
    """What no announcement fills is what we say ourselves of an offer."""
    ours = {"title_ar", "summary_en", "summary_ar", "offered_by", "contact", "received_on", "for_entities", "report",
            "missed", "missed_text", "reference", "officer", "direction", "classification", "audience", "tags",
            "degree_reason"}  # fmt: skip
    fields = {one.name for one in fields_of(Opportunity) if not one.name.startswith("stage")}
    assert fields - {name for offer in OFFERS for name in offer} <= ours
    assert {one.token for one in OPPORTUNITY_KIND} - {offer["kind"] for offer in OFFERS} == {"partnership", "expertise"}
