"""What a person does to the rows of a form: add, copy, move, take away, rename, say what a cell holds.

Each takes the design and the key of a row, and puts one other state there. A group goes with all that is in it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coopdesk.i18n import N_, Text
from coopdesk.interchange.xlsform import naming
from coopdesk.operations.forms import question_kinds as kinds
from coopdesk.operations.forms.design import Design, Row, State

_NOT_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST = 32
_ADD, _REMOVE, _COPY, _MOVE = (
    N_("adding a question", "step"), N_("deleting a question", "step"), N_("copying a question", "step"),
    N_("moving a question", "step"),
)  # fmt: skip
_NAME, _KIND, _SETTING = N_("the name", "step"), N_("the kind of question", "step"), N_("a setting", "step")
_ADD_CHOICE, _REMOVE_CHOICE = N_("adding choices", "step"), N_("removing a choice", "step")
_MOVE_CHOICE, _CHOICE = N_("moving a choice", "step"), N_("a choice", "step")
_SAID: dict[str, Text] = {
    **dict.fromkeys(("label_en", "label_ar"), N_("the words of a question", "step")),
    **dict.fromkeys(("hint_en", "hint_ar"), N_("a hint", "step")),
    "relevant": N_("the condition of a question", "step"), "constraint": N_("limits", "step"),
    "choice_filter": N_("which choices are shown", "step"), "required": N_("whether an answer is needed", "step"),
}  # fmt: skip
"""What changing a cell of a question is called."""
YES_NO = (
    {"name": "yes", "label_en": "Yes", "label_ar": "نعم"},
    {"name": "no", "label_en": "No", "label_ar": "لا"},
)
GRADES = (
    {"name": "weak", "label_en": "Weak", "label_ar": "ضعيف", "score": "1"},
    {"name": "fair", "label_en": "Fair", "label_ar": "مقبول", "score": "2"},
    {"name": "good", "label_en": "Good", "label_ar": "جيد", "score": "3"},
    {"name": "excellent", "label_en": "Excellent", "label_ar": "ممتاز", "score": "4"},
)


def place_of(rows: Sequence[Row], key: int) -> int:
    """Return the place of a row, -1 where it is not there."""
    return next((n for n, one in enumerate(rows) if one.key == key), -1)


def span(rows: Sequence[Row], place: int) -> range:
    """Return the places of a row and of all that is in it, its end with them."""
    if not naming.asked(rows[place]["type"]).begins:
        return range(place, place + 1)
    depth = 0
    for at in range(place, len(rows)):
        asked = naming.asked(rows[at]["type"])
        depth += bool(asked.begins) - bool(asked.ends)
        if depth == 0:
            return range(place, at + 1)
    return range(place, len(rows))


def lists(state: State) -> dict[str, tuple[str, ...]]:
    """Return the names of the choices of each list."""
    found: dict[str, list[str]] = {}
    for one in state.choices:
        found.setdefault(one["list_name"], []).append(one["name"])
    return {name: tuple(names) for name, names in found.items()}


def free_name(taken: Iterable[str], label: str, short: str = "q") -> str:
    """Return a name made of a label in English, that is not taken; of another one, ``q1``, ``q2``."""
    held = {one.lower() for one in taken}
    slug = _NOT_NAME.sub("_", label.lower()).strip("_")[:_LONGEST].strip("_")
    if slug and not slug[0].isdigit():
        return next(one for n in range(1, len(held) + 3) if (one := slug if n == 1 else f"{slug}_{n}") not in held)
    return next(one for n in range(1, len(held) + 2) if (one := f"{short}{n}") not in held)


def names(state: State, but: int = 0) -> list[str]:
    """Return the names that are taken."""
    return [one["name"] for one in state.questions if one["name"] and one.key != but]


def add(design: Design, kind: kinds.Kind, after: int) -> int:
    """Add a question of a kind after a row, or at the end of a group where that is one; returns its key."""
    state, rows = design.state, list(design.state.questions)
    place = place_of(rows, after)
    at = len(rows) if place < 0 else span(rows, place)[-1] + (0 if naming.asked(rows[place]["type"]).begins else 1)
    name = free_name(names(state), "")
    choices = list(state.choices)
    cells = {"type": kind.base, "name": name, **dict(kind.cells)}
    if kind.look:
        cells["appearance"] = kind.look
    made = [Row(design.key(), cells)]
    if kind.base in kinds.WITH_CHOICES:
        told = _listed(design, choices, name, YES_NO if kind.name == "yes_no" else ())
        cells["type"] = f"{kind.base} {told}"
    if kind.name == "grid":
        told = _listed(design, choices, name, GRADES)
        inner = free_name([*names(state), name], "")
        made.append(Row(design.key(), {"type": f"select_one {told}", "name": inner}))
    if naming.asked(kind.base).begins:
        made.append(Row(design.key(), {"type": kind.base.replace("begin", "end")}))
    design.put(State((*rows[:at], *made, *rows[at:]), tuple(choices)), _ADD, made[0].key)
    return made[0].key


def _listed(design: Design, choices: list[Row], name: str, given: Sequence[Mapping[str, str]]) -> str:
    """Add a list of choices; returns its name. Yes and no are one list in a form."""
    if given is YES_NO:
        known = next((one for one, told in lists(State((), tuple(choices))).items() if told == ("yes", "no")), "")
        if known:
            return known
    told = free_name([one["list_name"] for one in choices], "yes_no" if given is YES_NO else name)
    wanted = given or ({"name": "c1"}, {"name": "c2"})
    choices += [Row(design.key(), {"list_name": told, **one}) for one in wanted]
    return told


def remove(design: Design, key: int) -> None:
    """Take a row away with all that is in it, and the lists of choices of which nothing lets choose any more."""
    rows = design.state.questions
    gone = span(rows, place_of(rows, key))
    kept = (*rows[: gone.start], *rows[gone.stop :])
    was = {kinds.list_of(rows[one].cells) for one in gone} - {kinds.list_of(one.cells) for one in kept}
    design.put(State(kept, tuple(one for one in design.state.choices if one["list_name"] not in was)), _REMOVE, key)


def duplicate(design: Design, key: int) -> int:
    """Copy a row with all that is in it after itself; returns the key of the copy. Choices are shared; what a row of
    the copy asks of another one of it, it asks of that one's copy."""
    rows = design.state.questions
    held = span(rows, place_of(rows, key))
    taken, made, copied = names(design.state), [], dict[str, str]()
    for place in held:
        cells = dict(rows[place].cells)
        if cells.get("name"):
            copied[cells["name"]] = free_name(taken, cells["name"])
            cells["name"] = copied[cells["name"]]
            taken.append(cells["name"])
        made.append(Row(design.key(), cells))
    for old, new in copied.items():
        made = [_written(one, old, new) for one in made]
    design.put(replace_questions(design, (*rows[: held.stop], *made, *rows[held.stop :])), _COPY, made[0].key)
    return made[0].key


def move(design: Design, key: int, by: int) -> None:
    """Move a row up or down by one, into a group or out of it, with all that is in it."""
    rows = list(design.state.questions)
    held = span(rows, place_of(rows, key))
    to = held.start - 1 if by < 0 else held.stop + 1
    if 0 <= to <= len(rows):
        _put(design, held, to)


def move_before(design: Design, key: int, to: int) -> None:
    """Move a row with all that is in it before the place ``to``; into itself it is not moved."""
    held = span(design.state.questions, place_of(design.state.questions, key))
    if to not in range(held.start, held.stop + 1):
        _put(design, held, to)


def _put(design: Design, held: range, to: int) -> None:
    rows = list(design.state.questions)
    block, rest = rows[held.start : held.stop], rows[: held.start] + rows[held.stop :]
    at = to if to <= held.start else to - len(held)
    design.put(replace_questions(design, (*rest[:at], *block, *rest[at:])), _MOVE, block[0].key)


def replace_questions(design: Design, rows: Sequence[Row]) -> State:
    """Return the state with other questions."""
    return design.state._replace(questions=tuple(rows))


def say(design: Design, key: int, told: Mapping[str, str], *, typed: bool = False) -> None:
    """Let cells of a question or a choice hold something. ``typed``: what is typed on is one step with it."""
    state, name = design.state, next((_SAID[one] for one in told if one in _SAID), _SETTING)
    is_choice = place_of(state.choices, key) >= 0
    design.put(
        State(_said(state.questions, key, told), _said(state.choices, key, told)),
        _CHOICE if is_choice else name, key, (key, *told) if typed else None,
    )  # fmt: skip


def _said(rows: tuple[Row, ...], key: int, told: Mapping[str, str]) -> tuple[Row, ...]:
    place = place_of(rows, key)
    if place < 0:
        return rows
    cells = {name: value for name, value in {**rows[place].cells, **told}.items() if value}
    return (*rows[:place], replace(rows[place], cells=cells), *rows[place + 1 :])


def rename(design: Design, key: int, name: str, *, follows: str = "") -> None:
    """Give a question another name, and write it wherever the old one stands. ``follows``: the cell from which the name
    is made while it is typed, which is one step with it."""
    rows = design.state.questions
    old = rows[place_of(rows, key)]["name"]
    state = State(_said(rows, key, {"name": name}), design.state.choices)
    if old and name:
        state = State(*(tuple(_written(one, old, name) for one in part) for part in (state.questions, state.choices)))
    design.put(state, _NAME, key, (key, follows) if follows else None)


def _written(row: Row, old: str, new: str) -> Row:
    """Return a row in which a question is called by its new name."""
    sign, told = re.compile(r"\$\{\s*" + re.escape(old) + r"\s*\}"), f"${{{new}}}"
    cells = {head: sign.sub(lambda _: told, value) if "${" in value else value for head, value in row.cells.items()}
    if cells.get("criterion") == old:
        cells["criterion"] = new
    return row if cells == row.cells else replace(row, cells=cells)


def turn_into(design: Design, key: int, kind: kinds.Kind) -> None:
    """Let a question be of another kind; choices stay where both kinds have some."""
    state, choices = design.state, list(design.state.choices)
    row = state.questions[place_of(state.questions, key)]
    looks = {one.look for one in kinds.KINDS if one.look}
    look = " ".join(
        [*([kind.look] if kind.look else []), *(one for one in row["appearance"].split() if one not in looks)]
    )
    told = {"type": kind.base, **dict(kind.cells), "appearance": look}
    if kind.base in kinds.WITH_CHOICES:
        known = "" if kind.name == "yes_no" else kinds.list_of(row.cells)
        listed = known or _listed(design, choices, row["name"], YES_NO if kind.name == "yes_no" else ())
        told["type"] = f"{kind.base} {listed}"
    questions = _said(state.questions, key, told)
    held = {kinds.list_of(one.cells) for one in questions}
    was = {kinds.list_of(row.cells)} - held
    design.put(State(questions, tuple(one for one in choices if one["list_name"] not in was)), _KIND, key)


def add_choices(design: Design, listed: str, told: Sequence[Mapping[str, str]], *, fill: bool = False) -> None:
    """Add choices at the end of a list, with names of their own. ``fill``: first those of which nothing is said yet."""
    choices, told = list(design.state.choices), list(told)
    for n, row in enumerate(choices if fill else ()):
        if told and row["list_name"] == listed and row.cells.keys() <= {"list_name", "name"}:
            cells = {name: value for name, value in {**row.cells, **told.pop(0)}.items() if value}
            choices[n] = replace(row, cells=cells)
    taken = list(lists(design.state).get(listed, ()))
    last = max((n for n, one in enumerate(choices) if one["list_name"] == listed), default=len(choices) - 1)
    for one in told:
        taken.append(free_name(taken, one.get("label_en", ""), "c"))
        last += 1
        cells = {name: value for name, value in one.items() if value}
        choices.insert(last, Row(design.key(), {"list_name": listed, "name": taken[-1], **cells}))
    design.put(design.state._replace(choices=tuple(choices)), _ADD_CHOICE)


def remove_choice(design: Design, key: int) -> None:
    """Take a choice out of its list."""
    left = tuple(one for one in design.state.choices if one.key != key)
    design.put(design.state._replace(choices=left), _REMOVE_CHOICE, key)


def move_choice(design: Design, key: int, by: int) -> None:
    """Move a choice up or down in its list."""
    choices = list(design.state.choices)
    place = place_of(choices, key)
    beside = [n for n, one in enumerate(choices) if one["list_name"] == choices[place]["list_name"]]
    to = beside.index(place) + by
    if 0 <= to < len(beside):
        choices[place], choices[beside[to]] = choices[beside[to]], choices[place]
        design.put(design.state._replace(choices=tuple(choices)), _MOVE_CHOICE, key)
