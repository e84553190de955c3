"""The kinds of questions as people call them, and the type and look of an XLSForm in which each is written."""

from collections.abc import Mapping
from typing import NamedTuple

from coopdesk.i18n import N_, Text
from coopdesk.interchange.xlsform import naming


class Kind(NamedTuple):
    """``base``: what the type of its row is; ``look``: the word of its appearance by which it is told from others of
    that type; ``cells``: what else it begins with."""

    name: str
    label: Text
    base: str
    look: str = ""
    cells: tuple[tuple[str, str], ...] = ()


KINDS = (
    Kind("text", N_("Short text", "kind of question"), "text"),
    Kind("long", N_("Long text", "kind of question"), "text", "multiline"),
    Kind("integer", N_("Whole number", "kind of question"), "integer"),
    Kind("decimal", N_("Number with decimals", "kind of question"), "decimal"),
    Kind("range", N_("Scale", "kind of question"), "range", "", (("parameters", "start=1 end=5 step=1"),)),
    Kind("date", N_("Date", "kind of question"), "date"),
    Kind("time", N_("Time", "kind of question"), "time"),
    Kind("moment", N_("Date and time", "kind of question"), "datetime", "", (("type", "dateTime"),)),
    Kind("one", N_("Choose one", "kind of question"), "select_one"),
    Kind("several", N_("Choose several", "kind of question"), "select_multiple"),
    Kind("yes_no", N_("Yes or no", "kind of question"), "select_one"),
    Kind("rank", N_("Put in order", "kind of question"), "rank"),
    Kind("grid", N_("Rating grid", "kind of question"), "begin_group", "table-list"),
    Kind("note", N_("Note to read", "kind of question"), "note"),
    Kind("group", N_("Section", "kind of question"), "begin_group"),
    Kind("repeat", N_("List of entries", "kind of question"), "begin_repeat"),
    Kind("calculate", N_("Calculation", "kind of question"), "calculate"),
    Kind("file", N_("File", "kind of question"), "file"),
    Kind("image", N_("Picture", "kind of question"), "image"),
    Kind("place", N_("Place on the map", "kind of question"), "geopoint"),
    Kind("acknowledge", N_("Confirmation", "kind of question"), "acknowledge"),
)
"""In the order in which they are offered."""
BY_NAME = {one.name: one for one in KINDS}
WITH_CHOICES = frozenset({"select_one", "select_multiple", "rank"})
NUMBERS, DAYS = frozenset({"integer", "decimal"}), frozenset({"date", "datetime"})
UNANSWERED = frozenset({"note", "calculate", "begin_group", "begin_repeat", "end_group", "end_repeat"})
"""The types that ask nothing of a person."""


def base_of(row: Mapping[str, str]) -> str:
    """Return what the type of a row is, without its list."""
    return naming.asked(row.get("type", "")).base


def list_of(row: Mapping[str, str]) -> str:
    """Return from which list of choices a row lets choose, empty where from none."""
    asked = naming.asked(row.get("type", ""))
    return asked.list if asked.base in WITH_CHOICES else ""


def kind_of(row: Mapping[str, str], lists: Mapping[str, tuple[str, ...]] | None = None) -> Kind | None:
    """Return the kind of a row, None where it is of a type that has no word; ``lists``: the names of the choices of
    each list, by which a question is known that is answered with yes or no."""
    base, look = base_of(row), row.get("appearance", "").split()
    if base == "select_one" and (lists or {}).get(list_of(row)) == ("yes", "no"):
        return BY_NAME["yes_no"]
    found = [one for one in KINDS if one.base == base and one.name != "yes_no"]
    return next(
        (one for one in found if one.look and one.look in look), next((one for one in found if not one.look), None)
    )
