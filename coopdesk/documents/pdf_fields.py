"""Fields of a fillable PDF (AcroForm), written straight into ReportLab's document.

What is drawn of a field when it is empty belongs to the page, so that a paper prints as well without any program that
knows fields; a field itself shows only what was written in it. Fields are kept in the order of reading, which is not
the order of drawing in a table that reads from right to left.
"""

from bisect import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from coopdesk.documents import field_font

_MULTILINE, _RADIO, _COMBO, _READ_ONLY = 1 << 12, 1 << 15, 1 << 17, 1
_HIDDEN, _PRINTED = 2, 4
_SIZE = 10
_ROUND = 0.5523
"""How far the handles of four curves stand that make a circle."""


class Box(NamedTuple):
    """Where a field stands, from its lower left corner, and in which place of reading on the paper."""

    x: float
    y: float
    width: float
    height: float
    place: int


def text(canvas: Any, box: Box, name: str, told: str, *, lines: bool = False, rtl: bool = False) -> None:
    """Add a field to write in. ``told``: what a person is told of it."""
    field = _field(name, told, "Tx") | {
        "DA": PDFString(f"/{field_font.NAME} {_SIZE} Tf 0 g"), "Q": 2 if rtl else 0, "Ff": _MULTILINE if lines else 0,
        "AP": PDFDictionary({"N": _drawn(canvas, box, "")}),
    }  # fmt: skip
    _take(canvas, _widget(canvas, box, field))


def combo(canvas: Any, box: Box, name: str, told: str, choices: Sequence[tuple[str, str]], *, rtl: bool) -> None:
    """Add a list that opens. ``choices``: what each is in the file, and what a person reads."""
    options = [PDFArray([PDFString(value), PDFString(label)]) for value, label in choices]
    field = _field(name, told, "Ch") | {
        "DA": PDFString(f"/{field_font.NAME} {_SIZE} Tf 0 g"), "Q": 2 if rtl else 0, "Ff": _COMBO,
        "Opt": PDFArray(options),
        "AP": PDFDictionary({"N": _drawn(canvas, box, "")}),
    }  # fmt: skip
    _take(canvas, _widget(canvas, box, field))


def tick(canvas: Any, box: Box, name: str, told: str) -> None:
    """Add a box to tick, which is “Yes” where it is."""
    sign = PDFDictionary({"CA": PDFString("8")})
    field = _field(name, told, "Btn") | _states(canvas, box, "Yes", _cross(box)) | {"MK": sign, "V": PDFName("Off")}
    _take(canvas, _widget(canvas, box, field))


def radio(canvas: Any, box: Box, name: str, told: str, state: str) -> None:
    """Add one of the circles of a field, of which one is chosen."""
    form = _form(canvas)
    if name not in form.groups:
        group = PDFDictionary(_field(name, told, "Btn") | {"Ff": _RADIO, "V": PDFName("Off"), "Kids": PDFArray([])})
        form.groups[name] = (group, _reference(canvas, group))
        form.fields.sequence.append(form.groups[name][1])
    group, reference = form.groups[name]
    own = {"Type": PDFName("Annot"), "Subtype": PDFName("Widget"), "Parent": reference}
    dot = _circle(box.width / 2, box.height / 2, box.width * 0.28)
    looks = own | _states(canvas, box, state, dot) | {"MK": PDFDictionary({"CA": PDFString("l")})}
    group.dict["Kids"].sequence.append(_widget(canvas, box, looks))


def mark(canvas: Any, name: str, told: str) -> None:
    """Add a field that nobody sees, with what a program must know of the paper."""
    box = Box(0, 0, 0, 0, -1)
    field = _field(name, "", "Tx") | {
        "V": PDFString(told),
        "DV": PDFString(told),
        "Ff": _READ_ONLY,
        "F": _HIDDEN,
        "DA": PDFString(f"/{field_font.NAME} 0 Tf 0 g"),
    }
    _take(canvas, _widget(canvas, box, field))


class _Fields:
    """The fields of one document. ``places``: of each widget in the order of reading."""

    def __init__(self) -> None:
        self.fields = PDFArray([])
        self.groups: dict[str, tuple[Any, Any]] = {}
        self.places: dict[str, int] = {}


def _form(canvas: Any) -> _Fields:
    document = canvas._doc
    found: _Fields | None = getattr(document, "coopdesk_form", None)
    if found is None:
        found = document.coopdesk_form = _Fields()
        signs = {"Type": PDFName("Font"), "Subtype": PDFName("Type1"), "BaseFont": PDFName("ZapfDingbats")}
        looks = {field_font.NAME: field_font.reference(document), "ZaDb": PDFDictionary(signs)}
        document._catalog.AcroForm = PDFDictionary({
            "Fields": found.fields, "NeedAppearances": "true", "DA": PDFString(f"/{field_font.NAME} {_SIZE} Tf 0 g"),
            "DR": PDFDictionary({"Font": PDFDictionary(looks)}),
        })  # fmt: skip
    return found


def _field(name: str, told: str, kind: str) -> dict[str, Any]:
    found = {"T": PDFString(name), "FT": PDFName(kind), "Type": PDFName("Annot"), "Subtype": PDFName("Widget")}
    return found | ({"TU": PDFString(told)} if told else {})


def _take(canvas: Any, reference: Any) -> None:
    _form(canvas).fields.sequence.append(reference)


def _widget(canvas: Any, box: Box, looks: dict[str, Any]) -> Any:
    """Put a field on the page, in its place among the others; returns a reference to it."""
    corners = PDFArray([box.x, box.y, box.x + box.width, box.y + box.height])
    reference = _reference(canvas, PDFDictionary({"F": _PRINTED, "Rect": corners} | looks))
    places, there = _form(canvas).places, canvas._annotationrefs
    places[reference.name] = box.place
    there.insert(bisect([places.get(one.name, 0) for one in there], box.place), reference)
    return reference


def _states(canvas: Any, box: Box, state: str, drawn: str) -> dict[str, Any]:
    shown = PDFDictionary({state: _drawn(canvas, box, drawn), "Off": _drawn(canvas, box, "")})
    return {"AS": PDFName("Off"), "AP": PDFDictionary({"N": shown})}


def _drawn(canvas: Any, box: Box, code: str) -> Any:
    stream = PDFStream(content=code or " ")
    stream.filters = [PDFZCompress]
    for name, value in (
        ("Type", PDFName("XObject")), ("Subtype", PDFName("Form")), ("BBox", PDFArray([0, 0, box.width, box.height])),
        ("Resources", PDFDictionary({})),
    ):  # fmt: skip
        stream.dictionary[name] = value
    return _reference(canvas, stream)


def _reference(canvas: Any, made: Any) -> Any:
    return canvas._doc.Reference(made)


def _cross(box: Box) -> str:
    near, far = box.width * 0.22, box.width * 0.78
    return f"1.4 w {near:.2f} {near:.2f} m {far:.2f} {far:.2f} l S {near:.2f} {far:.2f} m {far:.2f} {near:.2f} l S"


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * _ROUND
    curves = [
        (radius, handle, handle, radius, 0, radius), (-handle, radius, -radius, handle, -radius, 0),
        (-radius, -handle, -handle, -radius, 0, -radius), (handle, -radius, radius, -handle, radius, 0),
    ]  # fmt: skip
    steps = (" ".join(f"{(x if place % 2 == 0 else y) + part:.2f}" for place, part in enumerate(one)) for one in curves)
    return f"{x + radius:.2f} {y:.2f} m " + " ".join(f"{one} c" for one in steps) + " f"
