"""Designing a form without a window: rows are added, moved, renamed and saved."""

from pathlib import Path

from coopdesk.operations import record
from coopdesk.operations.forms import design_acts as acts, question_kinds as kinds, templates
from coopdesk.operations.forms.design import Design
from coopdesk.store.home import Store
from tests.operations.forms.asked import choice, question, template


def empty() -> Design:
    return Design({})


def names(design: Design) -> list[str]:
    return [one["name"] or one["type"] for one in design.state.questions]


def test_what_is_designed_is_saved_and_read_as_it_was_designed(store: Store, tmp_path: Path) -> None:
    id = template(
        store, tmp_path / "f.md", question("select_one yn", "useful"),
        question("text", "why", relevant="${useful} = 'no'"),
        choices=(choice("yn", "yes"), choice("yn", "no")), use=False,
    )  # fmt: skip
    view = record.show(store, "form_template", id)
    design = Design(view)
    assert not design.dirty
    first, second = (one.key for one in design.state.questions)
    made = acts.add(design, kinds.BY_NAME["several"], second)
    acts.rename(design, first, "good")
    acts.move(design, made, -1)
    assert design.dirty
    saved = record.save(store, "form_template", {"id": id, "_seen": view["_seen"], **design.changes(design.state)})
    design.stored(saved, design.state)
    assert not design.dirty
    assert all(design.id_of(one) for rows in design.state for one in rows)
    again = Design(record.show(store, "form_template", id))
    assert [one.cells for one in again.state.questions] == [one.cells for one in design.state.questions]
    assert [one.cells for one in again.state.choices] == [one.cells for one in design.state.choices]
    assert again.state.questions[2]["relevant"] == "${good} = 'no'"
    acts.remove(design, made)
    record.save(store, "form_template", {"id": id, **design.changes(design.state)})
    assert templates.load(store, id).id == id
    assert len(record.show(store, "form_template", id)["form_choices"]) == 2


def test_a_group_goes_with_all_that_is_in_it() -> None:
    design = empty()
    group = acts.add(design, kinds.BY_NAME["group"], 0)
    inner = acts.add(design, kinds.BY_NAME["text"], group)
    after = acts.add(design, kinds.BY_NAME["integer"], 0)
    assert names(design) == ["q1", "q2", "end_group", "q3"]
    acts.move(design, group, 1)
    assert names(design) == ["q3", "q1", "q2", "end_group"]
    copy = acts.duplicate(design, group)
    assert names(design)[4:] == ["q1_2", "q2_2", "end_group"]
    acts.remove(design, group)
    assert names(design) == ["q3", "q1_2", "q2_2", "end_group"]
    acts.move_before(design, copy, 2)
    assert names(design) == ["q3", "q1_2", "q2_2", "end_group"]
    acts.move(design, after, 1)
    assert names(design) == ["q1_2", "q3", "q2_2", "end_group"]
    assert acts.place_of(design.state.questions, inner) == -1


def test_what_was_done_is_taken_back_and_done_again_and_typing_is_one_step() -> None:
    design = empty()
    key = acts.add(design, kinds.BY_NAME["text"], 0)
    for told in ("W", "Wh", "Why"):
        acts.say(design, key, {"label_en": told}, typed=True)
    design.undo()
    assert design.state.questions[0]["label_en"] == ""
    design.redo()
    assert design.state.questions[0]["label_en"] == "Why"
    design.undo()
    design.undo()
    assert not design.state.questions
    assert design.next_undo is None
    assert design.undo() is None
    assert design.next_redo is not None
    assert design.next_redo.key == key


def test_what_is_typed_after_another_field_was_gone_to_is_a_step_of_its_own() -> None:
    design = empty()
    key = acts.add(design, kinds.BY_NAME["text"], 0)
    acts.say(design, key, {"label_en": "Why"}, typed=True)
    acts.rename(design, key, "why", follows="label_en")
    design.rest()
    acts.say(design, key, {"label_en": "Why so"}, typed=True)
    assert [names(design), design.state.questions[0]["label_en"]] == [["why"], "Why so"]
    design.undo()
    assert [names(design), design.state.questions[0]["label_en"]] == [["why"], "Why"]
    design.undo()
    assert [names(design), design.state.questions[0]["label_en"]] == [["q1"], ""]


def test_names_are_made_of_the_label_and_are_unique() -> None:
    assert acts.free_name(["visit"], "Visit!") == "visit_2"
    assert acts.free_name(["q1"], "زيارة") == "q2"
    assert acts.free_name([], "2 days") == "q1"


def test_yes_or_no_is_known_by_its_choices_and_is_one_list() -> None:
    design = empty()
    acts.add(design, kinds.BY_NAME["yes_no"], 0)
    acts.add(design, kinds.BY_NAME["yes_no"], 0)
    assert len(design.state.choices) == 2
    found = kinds.kind_of(design.state.questions[0].cells, acts.lists(design.state))
    assert found is not None
    assert found.name == "yes_no"


def test_another_kind_keeps_the_choices_and_leaves_none_behind() -> None:
    design = empty()
    key = acts.add(design, kinds.BY_NAME["one"], 0)
    acts.turn_into(design, key, kinds.BY_NAME["several"])
    assert design.state.questions[0]["type"] == "select_multiple q1"
    assert len(design.state.choices) == 2
    acts.turn_into(design, key, kinds.BY_NAME["long"])
    assert not design.state.choices
    assert dict(design.state.questions[0].cells) == {"type": "text", "name": "q1", "appearance": "multiline"}
    acts.turn_into(design, key, kinds.BY_NAME["integer"])
    assert design.state.questions[0]["appearance"] == ""


def test_choices_stand_in_their_order() -> None:
    design = empty()
    key = acts.add(design, kinds.BY_NAME["one"], 0)
    acts.add(design, kinds.BY_NAME["yes_no"], 0)
    acts.add_choices(design, "q1", [{"label_en": "Other"}])
    assert acts.lists(design.state) == {"q1": ("c1", "c2", "other"), "yes_no": ("yes", "no")}
    acts.move_choice(design, design.state.choices[2].key, -1)
    acts.remove_choice(design, design.state.choices[0].key)
    assert acts.lists(design.state)["q1"] == ("other", "c2")
    acts.remove(design, key)
    assert acts.lists(design.state) == {"yes_no": ("yes", "no")}


def test_what_a_copied_section_asks_of_itself_it_asks_of_the_copy(store: Store, tmp_path: Path) -> None:
    id = template(
        store, tmp_path / "f.md", question("integer", "before"), question("begin_group", "part"),
        question("integer", "a"), question("text", "b", relevant="${a} > 1 and ${before} > ${a}"),
        {"type": "end_group"}, use=False,
    )  # fmt: skip
    design = Design(record.show(store, "form_template", id))
    acts.duplicate(design, design.state.questions[1].key)
    copied = design.state.questions[7]
    assert (copied["name"], copied["relevant"]) == ("b_2", "${a_2} > 1 and ${before} > ${a_2}")
    assert design.state.questions[3]["relevant"] == "${a} > 1 and ${before} > ${a}"
