"""Matching of one opportunity against many experts, beside reading the bare rows from which it is made.

The experts are written straight into their tables, as ``homes`` writes organizations: matching reads no operations.
The peer fetches the very columns that matching reads, of all experts and of their lists, and does nothing with them.
"""

import json
from collections.abc import Iterator
from random import Random
from uuid import UUID

from coopdesk.operations import desk, record
from coopdesk.operations.offers import matching
from coopdesk.records import Clearance, Education, Expert, LanguageSkill
from coopdesk.records.expert import CLEARANCE_KIND
from coopdesk.records.opportunity import EDUCATION, FIELD_OF_WORK, LANGUAGE_LEVEL, LEVEL
from coopdesk.store.home import Store
from tests.benchmarks.figures import Figure, Setup, beside
from tests.benchmarks.homes import PASSPHRASE

_EXPERTS, _GOAL = 20_000, 8.0
_READ = (
    "SELECT expert, language, level FROM language_skill WHERE deleted IS 0 ORDER BY rid",
    "SELECT expert, degree FROM education WHERE deleted IS 0 ORDER BY rid",
    "SELECT expert, kind, expires FROM clearance WHERE deleted IS 0 ORDER BY rid",
    "SELECT expert FROM nomination WHERE deleted IS 0 AND stage IN ('selected', 'in_post', 'ended')",
    "SELECT id, name_en, name_ar, fields, level, years_of_experience, availability, available_from, available_until, "
    "consent_until, born FROM expert WHERE deleted IS 0 ORDER BY rid",
)


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the matching of one opportunity, with the reason for each point of the first fifty."""
    home = setup.homes.folder / "matching"
    if not home.exists():
        desk.init(
            home, code="QA-MFA", name_en="Department", name_ar="الإدارة", passphrase=PASSPHRASE, officer_en="Officer",
            officer_ar="الموظف", ministry=True,
        )  # fmt: skip
    store = desk.open_desk(home, PASSPHRASE)
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        if not cursor.execute("SELECT count(*) FROM expert").fetchone()[0]:
            _fill(store)
        offer = record.save(store, "opportunity", {
            "title_en": "Energy adviser", "kind": "post", "fields_of_work": ["energy", "law"], "years_required": 10,
            "education": "master", "level": "senior", "age_most": 60, "starts": "2027-06-01", "ends": "2028-05-31",
            "languages_required": [{"language": "en", "level": "fluent"}, {"language": "fr", "level": "working"}],
        })["id"]  # fmt: skip
        yield beside(
            f"matching of one opportunity against {_EXPERTS:,} experts",
            lambda: matching.experts_for(store, "opportunity", offer),
            lambda: [cursor.execute(one).fetchall() for one in _READ], _GOAL, repeats=3,
        )  # fmt: skip
    finally:
        raw.close()
        store.close()


def _fill(store: Store) -> None:
    draw = Random(20)
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        rid = cursor.execute("SELECT max(rid) + 1 FROM record").fetchone()[0]

        def put(cls: type[Expert | LanguageSkill | Education | Clearance], values: dict[str, object]) -> str:
            nonlocal rid
            id, rid = str(UUID(int=draw.getrandbits(128), version=4)), rid + 1
            row = {"rid": rid, "id": id, "created_at": rid, "changed_at": rid, "deleted": 0, "conflicts": 0} | values
            cursor.execute(
                "INSERT INTO record (rid, id, entity, erased) VALUES (?, ?, ?, 0)", (rid, id, cls.__entity__)
            )
            marks = ", ".join("?" * len(row))
            cursor.execute(f"INSERT INTO {cls.__tablename__} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
            return id

        for number in range(_EXPERTS):
            person = put(Expert, {
                "name_en": f"Expert {number}", "name_ar": f"خبير {number}",
                "fields": json.dumps([one.token for one in draw.sample(FIELD_OF_WORK, 2)]),
                "level": draw.choice(LEVEL).token, "years_of_experience": draw.randrange(40),
                "availability": "available", "born": f"{draw.randrange(1950, 2000)}-03-01",
                "consent_until": draw.choice(("2020-01-01", "2099-01-01")),
            })  # fmt: skip
            for code in draw.sample(("en", "fr", "ar", "es"), 2):
                put(LanguageSkill, {"expert": person, "language": code, "level": draw.choice(LANGUAGE_LEVEL).token})
            put(Education, {"expert": person, "degree": draw.choice(EDUCATION).token})
            expires = f"{draw.randrange(2026, 2032)}-01-01"
            put(Clearance, {"expert": person, "kind": draw.choice(CLEARANCE_KIND).token, "expires": expires})
        cursor.execute("COMMIT")
        raw.invalidate()
    finally:
        raw.close()
