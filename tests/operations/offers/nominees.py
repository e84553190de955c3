"""Experts with a whole profile, offers, and nominations on their way, as several tests make them."""

from typing import Any

from coopdesk.operations import record, steps
from coopdesk.operations.offers import nominating
from coopdesk.store.home import Store

WHOLE: dict[str, Any] = {
    "name_en": "Expert One", "name_ar": "خبير أول", "sex": "female", "born": "1985-04-02", "birth_place": "Doha",
    "nationality": "QA", "passport": "P0001", "passport_until": "2031-01-01", "email": "one@example.org",
    "phone": "+974 4000 0000", "fields": ["energy"], "years_of_experience": 12, "summary_en": "Energy economist.",
    "consent_on": "2019-01-01", "consent_until": "2099-01-01",
    "language_skills": [{"language": "en", "level": "fluent"}], "education": [{"degree": "master"}],
}  # fmt: skip


def expert(store: Store, **values: Any) -> str:
    body = record.save(store, "organization", {"name_en": "Planning Authority"})["id"]
    return str(record.save(store, "expert", WHOLE | {"employer": body} | values)["id"])


def opportunity(store: Store, **values: Any) -> str:
    return str(record.save(store, "opportunity", {"title_en": "Energy adviser", "kind": "post"} | values)["id"])


def approved(store: Store, offer: str, person: str) -> str:
    made = str(nominating.nominate(store, offer, person)["id"])
    for step in ("check", "endorse", "approve"):
        steps.take(store, "nomination", made, step)
    return made
