"""No paper, list, calendar or table of forms, projects, indicators and evaluations holds a line, a record or a name
that its reader may not see, and each bears the degree of what it holds."""

from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import calendar_file, listing, printing, reach, record, steps, table_export
from coopdesk.operations.evaluations import lessons_table
from coopdesk.operations.forms import answer_export, results
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.projects import portfolio, told_tables
from coopdesk.records import TYPES
from coopdesk.records.base import rank
from coopdesk.store.home import Store
from tests.operations.forms.surveys import survey, template
from tests.operations.indicators.measured import indicator, value
from tests.operations.projects.ventures import usd
from tests.operations.test_readers import marked, printed

SECRET = {"classification": "secret", "audience": "ministry"}
_PAPERS = {
    "project": ("project-sheet", "logframe"), "progress_report": ("progress-report",),
    "evaluation": ("evaluation-report",), "survey": ("survey-results",), "form_template": ("form-results",),
    "response": ("form-filled",), "indicator": (), "indicator_value": (), "allocation": (), "engagement": (),
}  # fmt: skip
_MANY = {
    "project": ("quarterly-summary", "overlaps", "aid-report", "aid-report-public"), "allocation": ("allocations",),
    "indicator": ("indicator-scoreboard",), "tag": ("strategy-coverage",),
}  # fmt: skip


class Marks:
    """Draws marks that nobody else has; ``hidden`` are those of what is for fewer."""

    def __init__(self) -> None:
        self._numbers, self.hidden, self.open = count(1), set[str](), set[str]()

    def two(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """Return two lines with a text of a mark, of which one is for fewer."""
        return [{name: self.one(), **values}, {name: self.one(quiet=True), **values, **SECRET}]

    def one(self, *, quiet: bool = False) -> str:
        made = f"MARK{next(self._numbers):06}X"
        (self.hidden if quiet else self.open).add(made)
        return made


def filled(store: Store, marks: Marks) -> dict[str, list[str]]:
    """Keep records of each type, open ones with hidden lines and hidden ones; returns their ids."""
    quiet = record.save(store, "organization", {"name_en": marks.one(quiet=True), **SECRET})["id"]
    found: dict[str, list[str]] = {type: [] for type in _PAPERS}

    def keep(type: str, values: dict[str, Any]) -> str:
        id = str(record.save(store, type, values)["id"])
        found[type].append(id)
        return id

    form = template(store, title_en=marks.one(), audience="all")
    found["form_template"].append(form)
    for whole in ({"audience": "all", "classification": "internal"}, SECRET):
        name = lambda whole=whole: marks.one(quiet=whole is SECRET)  # noqa: E731
        of = keep("project", {
            "title_en": name(), "status": "implementation", "managed_by": "assistance", "coordinating": quiet,
            "proposing": quiet, "actual_start": "2026-01-01", "reporting": quiet, "reports": "yearly", **whole,
            "transactions": marks.two("description", type="disbursement", on="2026-05-01", value=usd("5"),
                                      provider=quiet, receiver=quiet),
            "budgets": marks.two("note", starts="2026-01-01", ends="2026-12-31", value=usd("5")),
            "milestones": marks.two("title_en", due="2026-05-01", responsible=quiet),
            "results": marks.two("title_en", level="output"), "risks": marks.two("text_en", owner=quiet),
            "in_kinds": marks.two("description", kind="transport", starts="2026-05-01", provider=quiet),
            "participants": marks.two("name", role="funding"), "project_papers": marks.two("title_en"),
            "project_countries": marks.two("place", country="YE"),
            "project_sectors": [{"sector": "11220"}],
        })  # fmt: skip
        report = keep("progress_report", {
            "project": of, "period": "2026-Q2", "light": "red", "done_en": name(), "decision_en": name(), **whole,
        })  # fmt: skip
        steps.take(store, "progress_report", report, "send")
        of_it = indicator(store, name(), project=of, responsible=quiet, **whole,
                          targets=marks.two("note", period="2026", value="5")[:1])  # fmt: skip
        found["indicator"].append(of_it)
        for note in (name(), marks.one(quiet=True)):
            entity = None if note in marks.open else quiet
            kept = SECRET if note in marks.hidden else whole
            found["indicator_value"].append(
                value(store, of_it, "2026", 5, note=note, **{**kept, "entity": entity})
            )  # fmt: skip
        keep("allocation", {"recipient": quiet, "year": 2026, "approved": usd("7"), "purpose": name(), **whole,
                            "allocation_changes": marks.two("reason", on="2026-02-01", amount=usd("8"))})  # fmt: skip
        keep("engagement", {"title_en": name(), "starts": "2026-05-01", "project": of, **whole,
                            "attendees": marks.two("name", came=True)})  # fmt: skip
        judged = keep("evaluation", {
            "title_en": name(), "subject": found["project"][-1], "evaluated_on": "2026-05-01", "evaluator": quiet,
            **whole,
            "criterion_ratings": [{"criterion": "impact", "rating": "3", "lesson_en": name()},
                                  {"criterion": "relevance", "lesson_en": marks.one(quiet=True), **SECRET}],
            "evidence": [*marks.two("note", criterion="impact"),
                         {"criterion": "impact", "record": quiet, "note": marks.one()}],
            "findings": marks.two("text_en"), "evaluation_recommendations": marks.two("text_en", addressee=quiet),
            "evaluation_questions": marks.two("text_en", criterion="impact"),
        })  # fmt: skip
        record.save(store, "remark", {"subject": judged, "text": name()})
        asked = survey(store, form, title_en=name(), subject=quiet, series="S", **whole)
        found["survey"].append(asked)
        for _ in range(5):
            keep("response", {"form_template": form, "survey": asked, "subject": quiet, "organization": quiet, **whole,
                              "answers": [{"question": "words", "value": name()},
                                          {"question": "sex", "value": marks.one(quiet=True), **SECRET}],
            })  # fmt: skip
            with store.writing() as writing:
                one: Any = record.existing(writing.session, TYPES["response"], found["response"][-1])
                one.stage = "approved"
    return found


@pytest.fixture
def made(store: Store) -> tuple[Marks, dict[str, list[str]]]:
    marks = Marks()
    return marks, filled(store, marks)


def test_what_a_reader_may_not_see_leaves_on_nothing(
    store: Store, made: tuple[Marks, dict[str, list[str]]], tmp_path: Path
) -> None:
    marks, found = made
    who = reach.reader(store, "all", "internal")
    for type, ids in found.items():
        for place, id in enumerate(ids[:1] + ids[-1:]):
            for paper in (*_PAPERS[type], "record-sheet"):
                try:
                    prepared = printing.prepare(store, paper, id, "en", Listed(type, group="organization"), who)
                except Refused:
                    assert place
                    continue
                assert not printed([prepared.pdf()]) & marks.hidden, paper
                assert rank(prepared.source.classification) <= rank("internal"), paper
        columns = tuple(one.name for one in listing.every_field(type))
        for paper in ("list", *_MANY.get(type, ())):
            listed = Listed(type, {}, "", "", "", columns, period="2026-Q2")._replace(day="2026")
            prepared = printing.prepare(store, paper, None, "en", listed, who)
            assert not printed([prepared.pdf()]) & marks.hidden, (paper, type)
            assert rank(prepared.source.classification) <= rank("internal"), (paper, type)
        if TYPES[type].__dates__:
            calendar_file.export(store, listing.open_list(store, type), tmp_path / "x.ics", who)
            assert not marked((tmp_path / "x.ics").read_text("utf-8")) & marks.hidden
        every = listing.open_list(store, type)
        table_export.export_json(store, every, tmp_path / "x.json", who)
        assert not marked((tmp_path / "x.json").read_text("utf-8")) & marks.hidden, type
        table_export.export(store, every, tmp_path / "x.xlsx", (), who)
        assert not in_book(tmp_path / "x.xlsx") & marks.hidden, type
    told_tables.save_aid(store, "2026", "public", tmp_path / "x.xlsx", who)
    assert not in_book(tmp_path / "x.xlsx") & marks.hidden
    portfolio.export(store, listing.open_list(store, "project"), tmp_path / "x.xlsx", who)
    assert not in_book(tmp_path / "x.xlsx") & marks.hidden
    lessons_table.save(store, tmp_path / "x.xlsx", who=who)
    assert not in_book(tmp_path / "x.xlsx") & marks.hidden
    for one in found["survey"]:
        for labels in ("en", "codes"):
            of = results.scope(store, one)
            answer_export.export(store, of, tmp_path / "x.xlsx", labels, who)  # type: ignore[arg-type]
            assert not in_book(tmp_path / "x.xlsx") & marks.hidden


def in_book(path: Path) -> set[str]:
    """Return the marks in any part of a workbook."""
    with ZipFile(path) as book:
        return marked("".join(book.read(one).decode("utf-8", "replace") for one in book.namelist()))
