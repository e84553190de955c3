"""Choices that follow an answer: as the sheet tells it, and as it is built."""

from pathlib import Path

import pytest

from coopdesk.operations import record
from coopdesk.operations.forms import cascades, design_acts as acts, question_kinds as kinds, templates
from coopdesk.operations.forms.cascades import Cascade
from coopdesk.operations.forms.design import Design
from coopdesk.store.home import Store
from tests.operations.forms.asked import choice, question, template


@pytest.mark.parametrize(
    ("formula", "told"),
    [("region = ${region}", Cascade("region", "region")), ("${ land } = in_land", Cascade("in_land", "land")),
     ("selected(${regions}, region)", Cascade("region", "regions")), ("", None), ("region = 'gulf'", None),
     ("region = ${a} and size > 3", None), ("region != ${region}", None)],
)  # fmt: skip
def test_what_a_formula_tells_is_read(formula: str, told: Cascade | None) -> None:
    assert cascades.read(formula) == told


def test_choices_are_said_to_belong_to_those_of_a_question_before(store: Store, tmp_path: Path) -> None:
    id = template(
        store, tmp_path / "f.md", question("select_one regions", "region"), question("select_one cities", "city"),
        question("select_multiple regions", "name"),
        choices=(choice("regions", "gulf", "Gulf", "الخليج"), choice("regions", "africa"),
                 choice("cities", "doha", image="d.png"), choice("cities", "dakar")),
        use=False,
    )  # fmt: skip
    view = record.show(store, "form_template", id)
    design = Design(view)
    region, city, last = (one.key for one in design.state.questions)
    assert cascades.parents(design.state, region) == []
    assert [one["name"] for one in cascades.parents(design.state, last)] == ["region", "city"]
    assert cascades.written(design.state, "name") == "selected(${name}, name_of)"
    told = cascades.written(design.state, "region")
    assert told == "region = ${region}"
    acts.say(design, city, {"choice_filter": told})
    keys = {one["name"]: one.key for one in design.state.choices}
    cascades.belong(design, {keys["doha"]: "gulf", keys["dakar"]: "africa"}, "region")
    assert (
        cascades.named(design.state, "region", " الخليج ") == cascades.named(design.state, "region", "GULF") == "gulf"
    )
    assert cascades.named(design.state, "region") == cascades.named(design.state, "nothing", "gulf") == ""
    record.save(store, "form_template", {"id": id, "_seen": view["_seen"], **design.changes(design.state)})
    form = templates.load(store, id).form
    items = [item for one in form.instances["cities"] for item in one]
    assert [item.findtext("region") for item in items] == ["gulf", "africa"]
    there = Design(record.show(store, "form_template", id)).state.choices
    assert [cascades.belongs(one, "region") for one in there] == ["", "", "gulf", "africa"]
    assert cascades.belongs(there[2], "image") == "d.png"
    design.undo()
    assert cascades.belongs(design.state.choices[2], "region") == ""
    cascades.belong(design, {keys["dakar"]: ""}, "region")
    assert "more" not in design.state.choices[3].cells


def test_a_choice_of_a_kind_that_is_added_follows_nothing_yet() -> None:
    design = Design({})
    key = acts.add(design, kinds.BY_NAME["one"], 0)
    acts.add_choices(design, "q1", [{"label_en": "Doha", **cascades.cells("region", "gulf")}])
    assert cascades.parents(design.state, key) == []
    assert [cascades.belongs(one, "region") for one in design.state.choices] == ["", "", "gulf"]
