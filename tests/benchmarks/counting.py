"""Figures of 100,000 opportunities with their circulations, answers and nominations, beside the bare aggregates.

The peer asks by hand for the very sums and pairs of days, in one statement over one set of facts, and does nothing with
them: neither are days turned into working days nor rows named.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from coopdesk.calendars import today
from coopdesk.operations import desk, listing
from coopdesk.operations.offers import opportunity_figures
from coopdesk.records import Addressee, Circulation, Expert, Nomination
from coopdesk.records.opportunity_figures import BY
from coopdesk.store.home import Store
from tests.benchmarks import opportunities
from tests.benchmarks.figures import Figure, Setup, beside
from tests.benchmarks.homes import PASSPHRASE

_GOAL, _BODIES, _SENT, _NAMED, _EXPERTS = 2.0, 1_000, 40_000, 30_000, 2_000
_KEYS = {
    "year": "substr(o.received_on, 1, 4)", "offered_by": "o.offered_by", "created_desk": "o.created_desk",
    "kind": "o.kind",
}  # fmt: skip
_FACTS = """WITH sent AS MATERIALIZED (
  SELECT c.about AS id, min(c.sent_on) AS sent_on, max(a.reply IS NOT NULL) AS answered, min(a.replied_on) AS replied_on
  FROM circulation c LEFT JOIN addressee a ON a.circulation = c.id AND a.deleted = 0
  WHERE c.deleted = 0 GROUP BY c.about),
named AS MATERIALIZED (
  SELECT n.opportunity AS id, count(*) AS went, min(n.note_date) AS note_date, min(n.result_on) AS result_on,
    sum(n.stage = 'selected') AS chosen, sum(e.sex = 'female') AS women
  FROM nomination n LEFT JOIN expert e ON e.id = n.expert WHERE n.deleted = 0 GROUP BY n.opportunity),
fact AS MATERIALIZED (
  SELECT {key} AS key, o.stage, o.missed, o.received_on, sent.sent_on, sent.answered, sent.replied_on, named.went,
    named.note_date, named.result_on, named.chosen, named.women
  FROM opportunity o LEFT JOIN sent ON sent.id = o.id LEFT JOIN named ON named.id = o.id WHERE o.deleted = 0)
SELECT key, 'sums', count(*), sum(sent_on IS NOT NULL), sum(answered), sum(went > 0), sum(chosen > 0),
  sum(stage = 'lost'), sum(stage = 'lapsed'), sum(went), sum(chosen), sum(women) FROM fact GROUP BY key
UNION ALL SELECT key, missed, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM fact WHERE stage = 'lapsed' GROUP BY key, missed
"""
_PAIRS = (
    ("received_on", "sent_on"), ("sent_on", "replied_on"), ("replied_on", "note_date"), ("note_date", "result_on"),
)  # fmt: skip
_NOTHING = ", ".join("0" * 8)
_PAIR = f"UNION ALL SELECT key, {{0}}, {{1}}, count(*), {_NOTHING} FROM fact WHERE {{0}} <= {{1}} GROUP BY 1, 2, 3 "


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield what counting costs, by each grouping in which an opportunity stands once."""
    store = desk.open_desk(setup.homes.copy(_BODIES, "counting"), PASSPHRASE)
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        opportunities.fill(cursor)
        _fill(cursor)
        yield from _measured(store, cursor)
    finally:
        raw.close()
        store.close()


def _measured(store: Store, cursor: Any) -> Iterator[Figure]:
    found = listing.open_list(store, "opportunity")
    pairs = "".join(_PAIR.format(*pair) for pair in _PAIRS)
    for by in (one for one in BY if one in _KEYS):
        bare = _FACTS.format(key=_KEYS[by]) + pairs
        yield beside(
            f"figures of {len(found):,} opportunities by {by}",
            lambda by=by: opportunity_figures.figures(store, found, by),
            lambda bare=bare: cursor.execute(bare).fetchall(), _GOAL,
        )  # fmt: skip


def _fill(cursor: Any) -> None:
    draw = Random(7)
    offers = [row[0] for row in cursor.execute("SELECT id FROM opportunity").fetchall()]
    bodies = [row[0] for row in cursor.execute("SELECT id FROM organization LIMIT 60").fetchall()]
    rid = cursor.execute("SELECT max(rid) + 1 FROM record").fetchone()[0]
    now = date.fromisoformat(today())

    def put(cls: Any, **values: object) -> str:
        nonlocal rid
        id, rid = str(UUID(int=draw.getrandbits(128), version=4)), rid + 1
        row = {"rid": rid, "id": id, "created_at": 0, "changed_at": 0, "deleted": 0, "conflicts": 0, **values}
        cursor.execute("INSERT INTO record (rid, id, entity, erased) VALUES (?, ?, ?, 0)", (rid, id, cls.__entity__))
        marks = ", ".join("?" * len(row))
        cursor.execute(f"INSERT INTO {cls.__tablename__} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        return id

    def day(back: int, days: int) -> str:
        return (now + timedelta(draw.randrange(days) - back)).isoformat()

    cursor.execute("BEGIN IMMEDIATE")
    received = [(day(1500, 400), draw.choice(("QA-GVA", "QA-VIE", "QA-NYC")), one) for one in offers]
    cursor.executemany("UPDATE opportunity SET received_on = ?, created_desk = ? WHERE id = ?", received)
    cursor.execute("UPDATE opportunity SET missed = 'late' WHERE stage = 'lapsed'")
    people = [put(Expert, name_en=f"Expert {n}", sex=draw.choice(("female", "male"))) for n in range(_EXPERTS)]
    for one in draw.sample(offers, _SENT):
        act = put(Circulation, about=one, sent_on=day(1090, 20))
        for body in draw.sample(bodies, 3):
            answer = {"reply": "names", "replied_on": day(1060, 30)} if draw.random() < 0.6 else {}
            put(Addressee, circulation=act, entity=body, **answer)
    for one in draw.choices(offers, k=_NAMED):
        stage = draw.choice(("submitted", "selected", "not_selected"))
        put(Nomination, opportunity=one, expert=draw.choice(people), proposed_by=draw.choice(bodies), stage=stage,
            note_date=day(1020, 30), result_on=day(980, 60))  # fmt: skip
    cursor.execute("COMMIT")
