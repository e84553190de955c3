"""One answer: how it is written, what it must look like for its type, and what is filled in by itself."""

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING

from coopdesk.errors import InvalidValue
from coopdesk.forms import values
from coopdesk.forms.values import Value
from coopdesk.i18n import N_, Text

if TYPE_CHECKING:
    from coopdesk.forms.evaluation import Evaluator
    from coopdesk.forms.model import Form, Path, Question

MOST_CHARACTERS = 100_000
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?", re.ASCII)
_POINT = re.compile(r"-?\d{1,2}(\.\d+)? -?\d{1,3}(\.\d+)?( -?\d+(\.\d+)?( \d+(\.\d+)?)?)?", re.ASCII)
_NO_WHOLE = N_("Write a whole number.")
_NO_DECIMAL = N_("Write a number, such as 12.5.")
_NO_DAY = N_("Write a day, such as 2027-03-05.")
_NO_MOMENT = N_("Write a day and an hour, such as 2027-03-05T14:30.")
_NO_CLOCK = N_("Write an hour, such as 14:30.")
_NO_POINT = N_("Write latitude and longitude in degrees, such as 25.29 51.53.")
_OUTSIDE = N_("Choose a value between the ends of the scale.")
_TOO_LONG = N_("An answer has at most {most} characters.")


def written(value: object) -> str:
    """Return an answer as it stands in the tree: several choices with a space between, a number without a point where
    it is whole. Raises ``InvalidValue``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return values.written_number(float(value)) if isinstance(value, float) else str(value)
    told = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    if len(told) > MOST_CHARACTERS:
        raise InvalidValue(_TOO_LONG, most=MOST_CHARACTERS)
    return values.NO_TEXT.sub("", told)


def calculated(found: Value, type: str) -> str:
    """Return what a calculation gives for a node of a type: a day where it is one, a whole number where that is meant,
    nothing for what is no number or no day."""
    if type in ("date", "dateTime"):
        told = values.as_day(found)
        if told == values.NO_DAY:
            return ""
        return told.partition("T")[0] if type == "date" else told
    told = values.text(found)
    if told in ("NaN", values.NO_DAY):
        return ""
    if type in ("int", "integer") and _DECIMAL.fullmatch(told) and isfinite(number := float(told)):
        return values.written_number(float(int(number)))
    return told


def fault(told: str, type: str, question: "Question | None") -> Text | None:
    """Return what is wrong with the form of an answer, None where it is as its type wants it."""
    if type in ("int", "integer") and not _WHOLE.fullmatch(told):
        return _NO_WHOLE
    if type == "decimal" and not _DECIMAL.fullmatch(told):
        return _NO_DECIMAL
    if type == "date" and (len(told) < 8 or "T" in told or values.day(told) is None):
        return _NO_DAY
    if type == "dateTime" and values.day(told) is None:
        return _NO_MOMENT
    if type == "time" and not _CLOCK.fullmatch(told):
        return _NO_CLOCK
    if type == "geopoint" and not (_POINT.fullmatch(told) and _on_earth(told)):
        return _NO_POINT
    if question is not None and question.control == "range" and not _on_scale(told, question.parameters):
        return _OUTSIDE
    return None


def unfit(form: "Form") -> Iterator[tuple["Path", str, Text]]:
    """Yield the answers with which a form begins that are not as their type wants them: path, answer, what is wrong."""
    for one in form.questions():
        told = form.root.findtext("/".join(one.path[1:])) or ""
        wrong = fault(told, form.binds[one.path].type, one) if told and one.path in form.binds else None
        if wrong is not None:
            yield one.path, told, wrong


def preloaded(preload: tuple[str, str], evaluator: "Evaluator") -> str:
    """Return what is filled in by itself when a form is begun: its moment, its own id."""
    kind, parameter = preload
    world = evaluator.world
    if kind == "uid":
        return "uuid:" + str(evaluator.new_id())
    if kind == "timestamp" and parameter == "start":
        return world.now().isoformat(timespec="milliseconds")
    if kind == "date":
        return world.now().date().isoformat()
    return ""


def _on_earth(told: str) -> bool:
    latitude, longitude = map(float, told.split()[:2])
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _on_scale(told: str, parameters: Mapping[str, str]) -> bool:
    low, high = values.number(parameters.get("start", "")), values.number(parameters.get("end", ""))
    found = values.number(told)
    return min(low, high) <= found <= max(low, high) if low == low and high == high else True
