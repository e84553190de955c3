"""Forms as files, before any of them is at the desk: what is wrong with a workbook, and what an expression gives."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from coopdesk.errors import Refused
from coopdesk.forms import values
from coopdesk.forms.evaluation import Evaluator
from coopdesk.forms.filling import Filling
from coopdesk.forms.functions import World
from coopdesk.i18n import N_

if TYPE_CHECKING:
    from coopdesk.interchange.xlsform.check import Checked

_NO_FILE = N_("{name} cannot be read. Check that it is there and that you may open it.")
_UNUSABLE = N_("{name} cannot be used as a form. “coopdesk form check” tells why.")


def check_file(path: Path) -> "Checked":
    """Return the form in a workbook, where it can be used, and its faults. Raises ``Refused``, ``Damaged``."""
    from coopdesk.interchange.xlsform import book, check

    try:
        with path.open("rb") as file:
            content = file.read(book.MOST_BYTES + 1)
    except OSError:
        raise Refused(_NO_FILE, name=path.name) from None
    return check.check(book.read(content))


def evaluate(expression: str, path: Path | None = None, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what an expression gives, with its type (number, boolean, string, nodeset), among the answers to the form
    in a workbook, or alone. Raises ``Refused``, ``Damaged``, ``InvalidValue``, ``NotFound``."""
    if path is None:
        holds = etree.fromstring("<document><data/></document>")
        found = Evaluator(World()).expression(expression).value(holds[0])
    else:
        form = check_file(path).form
        if form is None:
            raise Refused(_UNUSABLE, name=path.name)
        filling = Filling(form)
        filling.fill(given or {})
        found = filling.evaluated(expression)
    return _told(found)


def _told(found: values.Value) -> dict[str, Any]:
    if isinstance(found, bool):
        return {"type": "boolean", "value": found}
    if isinstance(found, float | int):
        told = values.written_number(float(found))
        return {"type": "number", "value": told if told in ("NaN", "Infinity", "-Infinity") else float(found)}
    if isinstance(found, list):
        return {"type": "nodeset", "value": [values.text_of_node(one) for one in found]}
    return {"type": "string", "value": str(found)}
