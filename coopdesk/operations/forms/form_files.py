"""Forms as files, before any of them is at the desk: what is wrong with a workbook, and what an expression gives."""

from collections.abc import Mapping
from functools import lru_cache
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
    from coopdesk.forms.model import Form
    from coopdesk.interchange.xlsform.book import Book
    from coopdesk.interchange.xlsform.check import Checked

_NO_FILE = N_("{name} cannot be read. Check that it is there and that you may open it.")
_UNUSABLE = N_("{name} cannot be used as a form. “coopdesk form check” tells why.")


def check_file(path: Path) -> "Checked":
    """Return the form in a workbook, where it can be used, and its faults. Raises ``Refused``, ``Damaged``."""
    from coopdesk.interchange.xlsform import check

    return check.check(open_book(path))


def open_book(path: Path) -> "Book":
    """Return the sheets of a workbook, and the lists that lie beside it. Raises ``Refused``, ``Damaged``."""
    from coopdesk.interchange.xlsform import book, external

    found = book.read(content(path, book.MOST_BYTES))
    found.files = external.beside(path, found)
    return found


def is_form(path: Path) -> bool:
    """Tell whether a file is surely a form: a workbook with the sheets of one, whatever records are in view."""
    try:
        told = path.stat()
    except OSError:
        return False
    return path.suffix.lower() == ".xlsx" and _is_form(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=20)
def _is_form(path: Path, changed: int, size: int) -> bool:
    """Look into a file once as long as it is the same: it is asked at every move of what is dragged."""
    from coopdesk.interchange.xlsform import book

    try:
        return size <= book.MOST_BYTES and book.is_form(content(path, book.MOST_BYTES))
    except Refused:
        return False


def content(path: Path, most: int) -> bytes:
    """Return what is in a file: of one that holds more bytes than it may (``most``), one more than these. Raises
    ``Refused``."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError:
        raise Refused(_NO_FILE, name=path.name) from None


def form_in(path: Path) -> "Form":
    """Return the form in a workbook. Raises ``Refused``, ``Damaged``."""
    form = check_file(path).form
    if form is None:
        raise Refused(_UNUSABLE, name=path.name)
    return form


def evaluate(expression: str, form: "Form | None" = None, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what an expression gives, with its type (number, boolean, string, nodeset), among the answers to a form,
    or alone. Raises ``InvalidValue``, ``NotFound``."""
    if form is None:
        holds = etree.fromstring("<document><data/></document>")
        found = Evaluator(World()).expression(expression).value(holds[0])
    else:
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
