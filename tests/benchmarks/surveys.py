"""Results over 100,000 responses to a form of twenty questions, beside the SQL that counts the same answers.

The responses are written straight into their tables, as ``homes`` writes organizations.
"""

import json
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from coopdesk.operations import desk, record
from coopdesk.operations.forms import results
from coopdesk.records import Answer, Response
from coopdesk.store.home import Store
from tests.benchmarks.figures import Figure, Setup, beside
from tests.benchmarks.homes import PASSPHRASE
from tests.benchmarks.names import SEED

_GOAL, _MANY, _BODIES, _FIVES, _BODIES_ANSWERING = 2.0, 100_000, 1_000, 10, 12
_SHARED = "rid, id, created_at, changed_at, deleted, conflicts, created_desk"
_RESPONSE = f"INSERT INTO response ({_SHARED}, form_template, survey, organization, answered_on, stage) VALUES "
_ANSWER = f"INSERT INTO answer ({_SHARED}, response, question, value) VALUES "
_RECORD = "INSERT INTO record (rid, id, entity, erased, indexed) VALUES (?, ?, ?, 0, 1)"
_COUNTED = (
    "SELECT a.question, a.value, count(*) FROM response r JOIN answer a ON a.response = r.id "
    "WHERE r.survey = ? AND r.stage IN ('pending', 'approved') AND r.deleted IS 0 AND a.deleted IS 0 "
    "AND a.question IN (SELECT value FROM json_each(?)) GROUP BY a.question, a.value"
)
_BY_BODY = _COUNTED.replace("SELECT ", "SELECT r.organization, ", 1).replace("GROUP BY ", "GROUP BY r.organization, ")
_BY_ANSWER = (
    _COUNTED.replace("SELECT ", "SELECT b.value, ", 1)
    .replace("WHERE", "LEFT JOIN answer b ON b.response = r.id AND b.question = 'sex' AND b.deleted IS 0 WHERE", 1)
    .replace("GROUP BY ", "GROUP BY b.value, ")
)


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield what the results cost, of all and compared by entities and by answers."""
    store = desk.open_desk(setup.homes.copy(_BODIES, "surveys"), PASSPHRASE)
    raw = store.engine.raw_connection()
    try:
        survey = _asked(store)
        fill(raw.cursor(), store, survey)
        yield from _measured(store, raw.cursor(), survey)
    finally:
        raw.close()
        store.close()


def _measured(store: Store, cursor: Any, survey: str) -> Iterator[Figure]:
    of = results.scope(store, survey)
    closed = json.dumps([one.path for one in results.questions(store, of) if one.kind != "text"])
    for by, bare, name in (
        ("", _COUNTED, "results"), ("organization", _BY_BODY, "… compared by entities"),
        ("sex", _BY_ANSWER, "… compared by the answers to a question"),
    ):  # fmt: skip

        def ours(by: str = by) -> object:
            return results.results(store, of, by)

        def peer(bare: str = bare) -> object:
            return cursor.execute(bare, (survey, closed)).fetchall()

        yield beside(f"{name} over {_MANY:,} responses", ours, peer, _GOAL)


def _asked(store: Store) -> str:
    five = [{"list_name": "five", "name": str(one), "label_en": str(one), "score": str(one)} for one in range(1, 6)]
    ways = [{"list_name": "ways", "name": one, "label_en": one} for one in ("mail", "phone", "visit", "web")]
    sex = [{"list_name": "sex", "name": one, "label_en": one} for one in ("f", "m")]
    questions = [
        {"type": "select_one sex", "name": "sex"}, {"type": "range", "name": "nps", "parameters": "start=0 end=10"},
        *({"type": "select_one five", "name": f"csat_{one}"} for one in range(_FIVES)),
        {"type": "select_multiple ways", "name": "ways"}, {"type": "rank ways", "name": "best"},
        {"type": "integer", "name": "days"}, {"type": "date", "name": "day"}, {"type": "text", "name": "words"},
        {"type": "text", "name": "more_words"}, {"type": "select_one five", "name": "again"},
        {"type": "decimal", "name": "cost"},
    ]  # fmt: skip
    form = record.save(store, "form_template", {
        "title_en": "Service", "form_id": "service", "form_questions": questions, "form_choices": [*five, *ways, *sex],
    })  # fmt: skip
    return str(record.save(store, "survey", {"title_en": "Survey", "form_template": form["id"]})["id"])


def fill(cursor: Any, store: Store, survey: str) -> None:
    """Write the responses with their answers."""
    draw = Random(SEED)
    form = record.show(store, "survey", survey)["form_template"]
    first = int(cursor.execute("SELECT max(rid) + 1 FROM record").fetchone()[0])
    bodies = [row[0] for row in cursor.execute(f"SELECT id FROM organization LIMIT {_BODIES_ANSWERING}").fetchall()]
    rid = first
    cursor.execute("BEGIN")
    for _ in range(_MANY):
        id, at = str(UUID(int=draw.getrandbits(128))), 1_790_000_000_000
        shared = (rid, id, at, at, False, 0, "QA-GVA")
        told = (form, survey, draw.choice(bodies), f"202{draw.randrange(4, 7)}-03-05", draw.choice(_STAGES))
        cursor.execute(f"{_RESPONSE}({', '.join('?' * 12)})", shared + told)
        cursor.execute(_RECORD, (rid, id, Response.__entity__))
        rid += 1
        for question, value in _answers(draw):
            other = str(UUID(int=draw.getrandbits(128)))
            cursor.execute(
                f"{_ANSWER}({', '.join('?' * 10)})", (rid, other, at, at, False, 0, "QA-GVA", id, question, value)
            )
            cursor.execute(_RECORD, (rid, other, Answer.__entity__))
            rid += 1
    cursor.execute("COMMIT")
    cursor.execute("ANALYZE")


_STAGES = ("pending", "approved", "approved", "approved")
_WAYS = ("mail", "mail phone", "phone web", "visit", "web mail visit")
_BEST = ("mail phone visit web", "phone mail web visit", "web visit phone mail")


def _answers(draw: Random) -> Iterator[tuple[str, str]]:
    yield "sex", draw.choice("fm")
    yield "nps", str(draw.randrange(11))
    for one in range(_FIVES):
        yield f"csat_{one}", draw.choice("12345")
    yield "ways", draw.choice(_WAYS)
    yield "best", draw.choice(_BEST)
    yield "days", str(draw.randrange(60))
    yield "day", f"2026-0{draw.randrange(1, 10)}-1{draw.randrange(10)}"
    yield "words", f"what I think is {draw.getrandbits(40)} and nothing else"
    yield "more_words", f"and {draw.getrandbits(20)}"
    yield "again", draw.choice("12345")
    yield "cost", f"{draw.randrange(1000) / 4:g}"
