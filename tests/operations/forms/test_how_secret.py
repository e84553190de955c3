"""Forms, surveys, responses and evaluations begin no less secret than what they tell of, by whichever road they
come."""

from pathlib import Path

import pytest

from coopdesk.operations import record, steps
from coopdesk.operations.forms import answer_tables, paper, responses, templates
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from tests.operations.forms.asked import question, template, workbook
from tests.operations.forms.filled import filled
from tests.operations.forms.surveys import survey
from tests.operations.projects.ventures import project

ROW = question("text", "told", "What happened?", "ماذا حدث؟")
HELD = {"audience": "ministry", "classification": "confidential"}


def kept(view: View) -> tuple[str, str]:
    return view["audience"], view["classification"]


def test_the_next_version_of_a_form_is_for_whom_the_one_before_is(store: Store, tmp_path: Path) -> None:
    first = template(store, tmp_path / "visit.md", ROW, use=False)
    record.save(store, "form_template", {"id": first, **HELD})
    steps.take(store, "form_template", first, "use")
    assert kept(templates.new_version(store, first)) == ("ministry", "confidential")
    taken = templates.import_file(store, workbook(tmp_path / "visit.md", ROW, question("text", "more"))).id
    assert kept(record.show(store, "form_template", taken)) == ("ministry", "confidential")


@pytest.fixture
def form(store: Store, tmp_path: Path) -> str:
    return template(store, tmp_path / "told.md", ROW, form_id="told", response_degree="confidential")


def test_what_comes_on_paper_or_in_a_table_has_the_degree_that_the_form_says(
    store: Store, form: str, tmp_path: Path
) -> None:
    blank = paper.fillable(store, form, "en").pdf()
    on_paper = paper.take_pdf(store, filled(blank, {"told": "Much"}, tmp_path / "f.pdf"))["response"]
    (tmp_path / "t.csv").write_text("told\nMuch\n", "utf-8")
    found = answer_tables.preview(store, form, tmp_path / "t.csv")
    for id in (on_paper, *answer_tables.take(store, found).created):
        assert record.show(store, "response", id)["classification"] == "confidential"


def test_a_response_is_no_less_secret_than_what_it_is_about(store: Store, form: str, tmp_path: Path) -> None:
    secret = project(store, "Wells", audience="ministry", classification="secret")
    plain = template(store, tmp_path / "visit.md", ROW)
    quiet = survey(store, plain, classification="confidential")
    for used, values, degree in (
        (form, {"subject": secret}, "secret"), (plain, {"subject": secret}, "secret"), (plain, {}, "internal"),
        (plain, {"survey": quiet}, "confidential"), (plain, {"subject": secret, "survey": quiet}, "secret"),
        (plain, {"subject": secret, "classification": "confidential"}, "confidential"),
    ):  # fmt: skip
        assert responses.begin(store, used, values)["classification"] == degree
    made = record.save(store, "response", {"form_template": plain, "subject": secret})
    assert (made["classification"], made["audience"]) == ("secret", "local")


def test_surveys_and_evaluations_are_no_less_secret_than_what_they_are_about(store: Store, form: str) -> None:
    secret = project(store, "Wells", audience="ministry", classification="secret")
    here = project(store, "Pumps", audience="local")
    for type in ("survey", "evaluation"):
        made = [record.save(store, type, {"title_en": "x", "subject": one}) for one in (secret, here)]
        assert list(map(kept, made)) == [("ministry", "secret"), ("local", "internal")]
