"""The ready forms: whole in both languages, sound, and answered to their end whatever is chosen."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random
from typing import Any

import pytest

from coopdesk.forms import scoring, values
from coopdesk.forms.filling import Filling, Option
from coopdesk.forms.model import Form, Question
from coopdesk.interchange.xlsform import book, check, naming, rows
from coopdesk.paths import resource
from coopdesk.records.form_template import ABOUT, FORM_KIND

NAMES = (
    "capacity_need", "course_attendance", "delegate_assessment", "help_feedback", "ministry_satisfaction",
    "mission_report", "partner_satisfaction", "partnership_quality", "project_evaluation", "public_satisfaction",
    "relief_readiness", "scholar_report", "training_feedback", "training_followup",
)  # fmt: skip
EACH = pytest.mark.parametrize("name", NAMES)
ARABIC = re.compile("[\u0600-\u06ff]")
_WITHOUT_LABEL = ("calculate", "end_group", "end_repeat")
_NOT_ASKED = (*_WITHOUT_LABEL, "note", "begin_group", "begin_repeat")
_HEAD = "label"
"""The appearance of what heads a table of questions, which nobody answers."""
_NUMBERS = ("3", "50", "2020")
_DAYS = ("2026-06-01", "2099-06-01")

Chosen = Callable[[Sequence[Option]], Option]


def content(name: str) -> bytes:
    return resource("seed", "forms", f"{name}.md").read_bytes()


@cache
def parts(name: str) -> rows.Parts:
    return rows.parted(book.read(content(name)))


@cache
def form(name: str) -> Form:
    found = check.check(book.read(content(name)))
    assert found.form is not None
    return found.form


def lists(name: str) -> dict[str, list[rows.Cells]]:
    found: dict[str, list[rows.Cells]] = {}
    for one in parts(name).choices:
        found.setdefault(one["list_name"], []).append(one)
    return found


def counted(name: str) -> scoring.Scoring:
    """Return how the questions of a form count, by its columns."""
    by_name = {one.path[-1]: one for one in form(name).questions()}
    found: dict[Any, scoring.Counted] = {}
    for row in parts(name).questions:
        points = {
            one["name"]: float(one["score"])
            for one in lists(name).get(naming.asked(row["type"]).list, ())
            if one.get("score")
        }
        if row.get("name") in by_name:
            question = by_name[row["name"]]
            one = scoring.counted_of(
                row.get("criterion", ""), row.get("weight", ""), points,
                many=question.control in ("select", "rank"), ends=scoring.ends_of(question),
            )  # fmt: skip
            if one is not None:
                found[question.path] = one
    return found


def fill(filling: Filling, chosen: Chosen) -> set[tuple[str, ...]]:
    """Answer all that is asked, from the beginning to the end; returns the paths of what was asked."""
    asked: dict[str, Question] = {}
    while True:
        waiting = [(key, one) for key, one in filling.questions() if isinstance(one, Question) and key not in asked]
        if not waiting:
            return {one.path for one in asked.values()}
        key, one = waiting[0]
        asked[key] = one
        if filling.is_readonly(key) or _HEAD in one.appearance:
            continue
        for given in _given(filling, key, one, chosen):
            filling.answer(key, given)
            if not filling.faults_at(key):
                break
        assert filling.faults_at(key) == [], key


def _given(filling: Filling, key: str, one: Question, chosen: Chosen) -> Iterator[str]:
    if one.control in ("select1", "select"):
        yield chosen(filling.choices(key)).value
        return
    kind = filling.form.binds[one.path].type
    yield from {"int": _NUMBERS, "decimal": _NUMBERS, "date": _DAYS}.get(kind, ("نص",))


@EACH
def test_nothing_is_to_be_said_against_it(name: str) -> None:
    assert [one.message() for one in check.check(book.read(content(name))).faults] == []


def test_all_are_there() -> None:
    assert sorted(one.stem for one in resource("seed", "forms").glob("*.md")) == sorted(NAMES)


@EACH
def test_it_is_whole_in_both_languages(name: str) -> None:
    settings = parts(name).settings
    assert settings["form_id"] == name
    assert settings["kind"] in {one.token for one in FORM_KIND}
    assert set(settings.get("about", ())) <= {one.token for one in ABOUT}
    labels = [row for row in parts(name).questions if row["type"] not in _WITHOUT_LABEL] + parts(name).choices
    for row, what in [(settings, "title"), (settings, "intro"), *((row, "label") for row in labels)]:
        assert row.get(f"{what}_en"), (row, what)
        assert row.get(f"{what}_ar"), (row, what)
    for row in [settings, *parts(name).questions, *parts(name).choices]:
        for what in ("title", "intro", "label", "hint", "constraint"):
            english, arabic = row.get(f"{what}_en", ""), row.get(f"{what}_ar", "")
            assert bool(english) == bool(arabic), row
            assert not ARABIC.search(english), english
            assert not arabic or ARABIC.search(arabic) or arabic.isdigit(), arabic
            assert re.findall(r"\$\{\w+}", english) == re.findall(r"\$\{\w+}", arabic), row
        assert bool(row.get("constraint")) == bool(row.get("constraint_en")), row


@EACH
def test_its_names_are_unique_and_no_one_is_asked_too_much(name: str) -> None:
    names = [row["name"] for row in parts(name).questions if row.get("name")]
    assert [one for one, count in Counter(names).items() if count > 1] == []
    assert sum(row["type"] not in _NOT_ASKED for row in parts(name).questions) <= 31


@EACH
def test_what_counts_is_sound(name: str) -> None:
    """A criterion is the name of a group, whose label it is shown by; its questions have points, and one scale each."""
    groups = {one.path[-1] for one in form(name).groups()}
    counting = counted(name)
    for row in parts(name).questions:
        criterion, weight = row.get("criterion", ""), row.get("weight", "")
        assert bool(criterion) == (values.number(weight) > 0 if weight else False), row
        assert not criterion or criterion in groups, row
        assert not criterion or any(path[-1] == row["name"] for path in counting), row
        if row.get("name", "").startswith("csat_"):
            points = [one["score"] for one in lists(name)[naming.asked(row["type"]).list]]
            assert points == ["1", "2", "3", "4", "5"]
        if row.get("name", "").startswith("nps_"):
            assert [one["name"] for one in lists(name)[naming.asked(row["type"]).list]] == [str(n) for n in range(11)]
    assert all(one.criterion for one in counting.values())


@EACH
def test_the_best_and_the_worst_answers_give_the_ends_of_the_scale(name: str) -> None:
    counting = counted(name)
    points = {(path, value): worth for path, one in counting.items() for value, worth in one.points.items()}
    if not counting:
        return
    for extreme, reached in ((max, 1.0), (min, 0.0)):
        filling = Filling(form(name))
        for key, one in list(filling.questions()):
            if isinstance(one, Question) and one.path in counting:
                options = [option for option in filling.choices(key) if (one.path, option.value) in points]
                filling.answer(key, extreme(options, key=lambda option, at=one.path: points[at, option.value]).value)
        found = scoring.score(filling, counting)
        assert found.total == reached
        assert set(found.by_criterion.values()) == {reached}


@EACH
def test_it_is_answered_to_its_end_whatever_is_chosen(name: str) -> None:
    """Every question is reached by some way through the form, and each way ends without a fault."""
    reached: set[tuple[str, ...]] = set()
    for seed in range(40):
        filling = Filling(form(name), language=form(name).languages[seed % 2])
        assert any(one.rule == "required" for one in filling.faults())
        reached |= fill(filling, Random(seed).choice)
        assert filling.faults() == []
        assert all(filling.label(key) for key, one in filling.questions() if _HEAD not in one.appearance)
    assert reached == {one.path for one in form(name).questions()}


@EACH
def test_it_stays_the_same_as_rows(name: str) -> None:
    before = check.check(book.read(content(name)))
    assert check.check(rows.joined(parts(name))).xform == before.xform
    assert "more" not in parts(name).settings
    assert not any("more" in row for row in parts(name).questions + parts(name).choices)


def asked(filling: Filling) -> list[str]:
    return [key.rpartition("/")[2] for key, one in filling.questions() if isinstance(one, Question)]


def test_who_does_not_agree_is_asked_nothing_more_and_a_serious_matter_is_not_written_down() -> None:
    filling = Filling(form("help_feedback"))
    filling.answer("/data/consent", "no")
    assert asked(filling) == ["consent", "no_consent"]
    assert filling.faults() == []
    filling.fill({"consent": "yes", "message": {"kind": "complaint", "told": "…"}, "answer": {"wants_answer": "no"}})
    assert asked(filling) == ["consent", "kind", "topic", "place", "told", "wanted", "person", "wants_answer"]
    filling.answer("/data/message/kind", "harm")
    assert asked(filling) == ["consent", "kind", "apart", "person", "wants_answer"]
    assert "told" not in filling.answers()["message"]
    questions = [one for one in form("help_feedback").questions() if one.path[-1] not in ("apart", "no_consent")]
    assert len(questions) == 10


def test_attendance_is_counted_by_day() -> None:
    filling = Filling(form("course_attendance"), language="English (en)")
    people = [{"par_name": "A", "par_days": ["1", "2", "3", "4"]}, {"par_name": "B", "par_days": ["1"]}]
    filling.fill({"course": {"days": 4}, "participants": people})
    assert [one.value for one in filling.choices("/data/participants[1]/par_days")] == ["1", "2", "3", "4"]
    assert [filling.value(f"/data/participants[{n}]/par_share") for n in (1, 2)] == ["100", "25"]
    told = filling.label("/data/totals/totals_note")
    assert told == "Participants: 2. Mean attendance: 63 %. Certificates earned: 1."
    filling.answer("/data/course/least", 20)
    assert filling.value("/data/totals/earned") == "2"


def test_conditions_of_a_deployment_are_counted() -> None:
    filling = Filling(form("relief_readiness"))
    filling.fill({"readiness": {"rdy_passport": "yes", "rdy_medical": "yes", "rdy_conduct": "no"}})
    assert filling.label("/data/availability/conditions_note") == "الشروط المستوفاة: 2 من 6."


def test_a_superior_tells_what_shows_an_improvement_only_where_there_is_one() -> None:
    filling = Filling(form("training_followup"))
    filling.fill({"respondent": {"in_post": "no"}})
    assert {"used", "res_unit", "con_means"}.isdisjoint(asked(filling))
    filling.fill({"respondent": {"in_post": "yes"}, "results": {"res_unit": "1"}, "use": {"used": "1"}})
    assert {"proof", "improved", "example"}.isdisjoint(asked(filling))
    filling.fill({"results": {"res_unit": "2"}, "use": {"used": "2"}})
    assert {"proof", "improved", "example"} <= set(asked(filling))


def test_what_was_learned_is_told_apart_from_what_was_known() -> None:
    filling = Filling(form("training_feedback"))
    filling.fill({"learning": {"know_before": "2", "know_after": "4"}})
    assert filling.value("/data/learning/gain") == "2"
    assert scoring.score(filling, counted("training_feedback")).by_criterion == {"learning": 0.75}


def test_a_criterion_is_called_as_its_group_in_the_language_that_is_read() -> None:
    partner = form("partner_satisfaction")
    told = [
        Filling(partner, language=one).said(scoring.words_of(partner, "communication")) for one in partner.languages
    ]
    assert sorted(told) == ["Communication", "التواصل"]
    assert Filling(partner).said(scoring.words_of(partner, "Speed")) == "Speed"
