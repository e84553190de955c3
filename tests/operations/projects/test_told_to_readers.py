"""What a reader is told of money, overlaps, indicators and lessons is what anybody would be told if nothing else were
there: no sum, count, share, order or status depends on what he may not see."""

import json
import random
from typing import Any

import pytest

from coopdesk.operations import listing, reach, record, steps
from coopdesk.operations.evaluations import lessons
from coopdesk.operations.indicators import scoreboard
from coopdesk.operations.projects import aid, allocations, money, overlaps, portfolio, progress
from coopdesk.operations.projects.quarter import quarter
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.strategy import coverage
from coopdesk.records import TYPES, owned_by, plural_of
from coopdesk.records.evaluation import CRITERION
from coopdesk.store.home import Store
from tests.operations.indicators.measured import indicator, value
from tests.operations.projects.ventures import body, paid, project, usd

_TYPES = ("project", "allocation", "indicator", "indicator_value", "progress_report", "evaluation", "engagement")


class Drawn:
    """Records of every sort, each of a degree that is drawn."""

    def __init__(self, store: Store, seed: int, degrees: tuple[str, str]) -> None:
        self.store, self.low, self.high = store, *degrees
        self._random = random.Random(seed)
        self.bodies = [body(store, name) for name in ("Fund", "Agency", "Council")]
        for one in self.bodies:
            record.save(store, "organization", {"id": one, "classification": self.low, "degree_reason": "Known"})
        self.projects = [self._project(place) for place in range(3)]
        for one in self.projects:
            self._about(one)

    def _own(self) -> dict[str, str]:
        """Return a degree of its own for a line, or none."""
        return {"classification": self.high} if self._random.random() < 0.4 else {}

    def _whole(self) -> dict[str, str]:
        degree = self.high if self._random.random() < 0.3 else self.low
        return {"classification": degree, "degree_reason": "Known", "audience": "ministry"}

    def _amount(self) -> str:
        return str(self._random.randint(1, 999))

    def _project(self, place: int) -> str:
        draw = self._random
        return project(
            self.store, f"Project {place}", managed_by="assistance", status="implementation", reports="yearly",
            actual_start="2025-01-01", coordinating=self.bodies[place % 3], funding_target=usd("5000"),
            tags=["sdg:6"], **self._whole(),
            transactions=[
                paid(draw.choice(("pledge", "commitment", "disbursement", "expenditure")), draw.choice(
                    ("2025-03-01", "2026-05-01", "2026-08-01")), self._amount(), provider=self.bodies[0],
                    receiver=self.bodies[1], source="government", **self._own())
                for _ in range(6)
            ],
            budgets=[{"type": "original", "starts": "2026-01-01", "ends": "2026-12-31", "value": usd(self._amount()),
                      **self._own()} for _ in range(2)],
            in_kinds=[{"kind": "transport", "starts": "2026-02-01", "value": usd(self._amount()), **self._own()}
                      for _ in range(2)],
            endowment_returns=[{"year": 2026, "earned": usd(self._amount()), **self._own()} for _ in range(2)],
            project_countries=[{"country": code, "share": "50", **self._own()} for code in ("YE", "SO")],
            project_sectors=[{"sector": "11220", **self._own()}, {"sector": "12220", **self._own()}],
            milestones=[{"title_en": f"Step {n}", "due": "2026-01-01", **self._own()} for n in range(2)],
        )  # fmt: skip

    def _about(self, of: str) -> None:
        draw, store = self._random, self.store
        record.save(store, "allocation", {
            "recipient": self.bodies[1], "year": 2026, "approved": usd(self._amount()), **self._whole(),
            "allocation_changes": [{"on": "2026-03-01", "amount": usd(self._amount()), **self._own()}],
        })  # fmt: skip
        targets = [{"period": year, "value": self._amount(), **self._own()} for year in ("2025", "2026")]
        spent = {"method": "transactions", "currency": "USD", "measure": "money", "parts": ["country"]}
        for more in ({"targets": targets, "direction": "up"}, spent):
            made = indicator(store, f"Indicator {draw.random()}", project=of, **self._whole(), **more)
            if more is not spent:
                for period in ("2025", "2026"):
                    value(store, made, period, self._amount(), **self._whole())
        for period in ("2026-Q1", "2026-Q2"):
            report = {"project": of, "period": period, "light": draw.choice(("green", "red")), "done_en": "x"}
            id = record.save(store, "progress_report", {**report, **self._whole()})["id"]
            steps.take(store, "progress_report", id, "send")
        record.save(store, "evaluation", {
            "title_en": "Evaluation", "subject": of, "evaluated_on": "2026-05-01", **self._whole(),
            "criterion_ratings": [{"criterion": one.token, "rating": draw.choice("123456"),
                                   "lesson_en": f"Lesson {draw.random()}", **self._own()} for one in CRITERION],
        })  # fmt: skip

    def take_away(self) -> None:
        """Delete all that is above the lower degree."""
        for type in _TYPES:
            for id in listing.ids(self.store, listing.open_list(self.store, type)):
                view = record.show(self.store, type, id)
                if view["classification"] == self.high:
                    with self.store.writing() as writing:
                        writing.delete(id)
                    continue
                for cls in owned_by(type):
                    for line in view[plural_of(cls)]:
                        if line["classification"] == self.high:
                            with self.store.writing() as writing:
                                writing.delete(line["id"])


def told(store: Store, who: Reader) -> dict[str, Any]:
    """Return all that is told to a reader."""
    assert set(_TYPES) <= set(TYPES)
    projects = listing.open_list(store, "project")
    found = {
        "money": money.plain(money.figures(store, projects, who=who)),
        "aid": aid.plain(aid.figures(store, "2026", who=who)),
        "allocations": allocations.plain(allocations.outlook(store, who)),
        "overlaps": sorted(str(overlaps.plain(one)) for one in overlaps.overlaps(store, who=who)),
        "scoreboard": scoreboard.plain(scoreboard.scoreboard(store, listing.open_list(store, "indicator"), who=who)),
        "portfolio": [portfolio.plain(one) for one in portfolio.portfolio(store, projects, who)],
        "owed": [one._replace(report=None, stage=None) for one in progress.owed(store, who)],
        "quarter": quarter(store, projects, "2026-Q2", who),
        "coverage": coverage.plain(coverage.coverage(store, who=who)),
        "lessons": [one._replace(of="") for one in lessons.lessons(store, who=who)],  # what is deleted has a name
        "compared": [one._replace(of="") for one in lessons.compared(store, who=who)],
    }
    return {name: json.loads(json.dumps(one, default=str)) for name, one in found.items()}


@pytest.mark.parametrize("seed", range(2))
def test_a_reader_is_told_what_would_be_told_without_what_he_may_not_see(store: Store, seed: int) -> None:
    drawn = Drawn(store, seed, ("internal", "secret"))
    before = told(store, reach.reader(store, "", "internal"))
    whole = told(store, ANYBODY)
    drawn.take_away()
    after = told(store, ANYBODY)
    for name, one in after.items():
        assert before[name] == one, name
    assert whole != after


def test_the_public_edition_is_what_it_would_be_without_all_that_is_not_public(store: Store) -> None:
    drawn = Drawn(store, 0, ("public", "internal"))
    before = aid.plain(aid.figures(store, "2026", "public"))
    drawn.take_away()
    assert aid.plain(aid.figures(store, "2026", "public")) == before
    assert aid.plain(aid.figures(store, "2026"))["total"] == before["total"]
