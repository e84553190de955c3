"""Which editor a question is answered with, by its kind and its appearance."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from coopdesk.forms.answers import MOST_CHARACTERS
from coopdesk.forms.filling import Option
from coopdesk.forms.model import Question
from coopdesk.forms.tree import Node
from coopdesk.i18n import N_, digits, tr
from coopdesk.ui import theme
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.forms.answers import FileEditor, HourLine, MomentEditor, NumberLine, PointEditor, TextLine
from coopdesk.ui.forms.choices import FEW, SOME, ChoiceEditor, Found, Ranked, Slid, Ticked
from coopdesk.ui.forms.pressed import Pressed
from coopdesk.ui.forms.session import Session
from coopdesk.ui.inputs import Editor
from coopdesk.ui.prose import ProseEditor

_IMAGES = N_("Pictures")
_CONFIRM = N_("Yes, I confirm it")
_MOST_STEPS, _MOST_ON_SCALE = 1_000, 11
_DAY_ROOM = 320
_LONG = 200
"""A text of so many characters, or of several lines, is shown whole whatever the appearance says."""
Attach = Callable[[Path, Callable[[str], None]], None]


def editor_for(question: Question, node: Node, session: Session, attach: Attach) -> Editor:
    """Return the editor of a question. It shows the choices and the answer as they stand."""
    made = _made(question, node, session, attach)
    if isinstance(made, ChoiceEditor):
        made.show_choices(options(question, node, session))
    made.set_value(session.value(node) or None)
    return made


def options(question: Question, node: Node, session: Session) -> list[Option]:
    """Return what can be chosen: the choices, the steps of a scale, or that something is confirmed."""
    if question.control == "trigger":
        return [Option("OK", tr(_CONFIRM))]
    if question.control == "range":
        return [Option(one, digits(one)) for one in steps_of(question)]
    return session.choices(node)


def steps_of(question: Question) -> list[str]:
    """Return the steps of a scale; none where its ends are no numbers."""
    try:
        low, high, by = (Decimal(question.parameters.get(name, text))
                         for name, text in (("start", "0"), ("end", "10"), ("step", "1")))  # fmt: skip
    except InvalidOperation:
        return []
    by = abs(by) if high >= low else -abs(by)
    if not by or not abs((high - low) / by) < _MOST_STEPS:
        return []
    return [format((low + by * n).normalize(), "f") for n in range(int((high - low) / by) + 1)]


def _made(question: Question, node: Node, session: Session, attach: Attach) -> Editor:
    kind, look = question.control, question.appearance
    if kind == "trigger":
        return Pressed(many=True)
    if kind == "rank":
        return Ranked()
    if kind == "upload":
        images = question.parameters.get("mediatype", "").startswith("image")
        return FileEditor(attach, f"{tr(_IMAGES)} (*.png *.jpg *.jpeg *.gif *.webp)" if images else "")
    if kind == "range":
        return _scale(question)
    if kind in ("select", "select1"):
        return _choice(question, len(session.choices(node)))
    type = session.filling.form.binds[node.path].type if node.path in session.filling.form.binds else "string"
    if type in ("int", "integer", "decimal"):
        return NumberLine()
    if type == "date":
        day = DayEditor()
        day.setMaximumWidth(theme.px(_DAY_ROOM))
        return day
    if type == "time":
        return HourLine()
    if type == "dateTime":
        return MomentEditor()
    if type == "geopoint":
        return PointEditor()
    told = session.value(node)
    if "multiline" in look or "\n" in told or len(told) > _LONG:
        return ProseEditor(limit=MOST_CHARACTERS)
    return NumberLine() if "numbers" in look else TextLine()


def _scale(question: Question) -> Editor:
    steps = steps_of(question)
    if not steps:
        return NumberLine()
    if "picker" in question.appearance:
        return Found()
    return Pressed(under=True) if len(steps) <= _MOST_ON_SCALE else Slid(steps)


def _choice(question: Question, count: int) -> Editor:
    many, look = question.control == "select", question.appearance
    if "likert" in look and not many and count <= _MOST_ON_SCALE:
        return Pressed(under=True)
    if many:
        return Ticked() if count > SOME else Pressed(many=True, columns=_columns(question))
    if count > FEW or {"minimal", "autocomplete", "search"} & look:
        return Found()
    return Pressed(columns=_columns(question))


def _columns(question: Question) -> int:
    told = next((one for one in question.appearance if one.startswith("columns")), "")
    number = told.removeprefix("columns-")
    return 1 if not told else int(number) if number.isdigit() and 0 < int(number) < 11 else 3
