"""Lists that are files of their own beside a workbook: CSV, XML and GeoJSON, as ``select_one_from_file`` and
``pulldata`` name them.

Their text stays with the form, for a form that travels must bring its lists with it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from coopdesk.errors import CoopDeskError, Damaged, Refused
from coopdesk.forms import sought
from coopdesk.forms.lists import element_name
from coopdesk.forms.model import Form, Words
from coopdesk.i18n import N_
from coopdesk.interchange.file_text import text_of
from coopdesk.interchange.tables import delimited
from coopdesk.interchange.xlsform import naming
from coopdesk.interchange.xlsform.book import Book, Row

MOST_LETTERS = 400_000
"""The most characters of all lists of a form together: they are kept in one field."""
_TOO_LARGE = N_(
    "The lists beside this form hold more than {most} characters. Keep in them only the columns that it asks."
)
_TORN = N_("{name} cannot be read as a list. Save it again as CSV with UTF-8, then try again.")
LAST_SAVED = "jr://instance/last-saved"
"""Where the answers stand that were saved last: no file, and the desk knows them."""
_PULLED = re.compile(r"\b(?:pulldata|search)\s*\(\s*['\"]([^'\"/\\]+)['\"]")
_ENDINGS = (".csv", ".xml", ".geojson")


def beside(path: Path, book: Book) -> dict[str, str]:
    """Return the texts of the lists that a workbook names and that lie beside it, by name. Raises ``Refused``."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names(book)):
        file = path.parent / name
        try:
            if file.is_file() and file.stat().st_size <= 4 * MOST_LETTERS:
                found[name] = _text(name, file.read_bytes())
        except OSError:
            continue
    if sum(map(len, found.values())) > MOST_LETTERS:
        raise Refused(_TOO_LARGE, most=MOST_LETTERS)
    return found


def names(book: Book) -> Iterator[str]:
    """Yield the names of the files that a workbook names as lists."""
    for row in book.rows("survey"):
        said = naming.cells(row)
        asked, name = naming.asked(said.get("type", "")), said.get("name", "")
        told = [asked.list.split()[0]] if asked.base.endswith("_from_file") and asked.list else []
        if asked.base in ("csv-external", "xml-external"):
            told.append(f"{name}.{asked.base[:3]}")
        told += [f"{one}.csv" for text in said.values() for one in _PULLED.findall(text)]
        yield from filter(is_plain, told)


def is_plain(name: str) -> bool:
    """Tell whether a name is that of a list in the folder of its form: it leads to no other folder."""
    return name.endswith(_ENDINGS) and Path(name).name == name and "\\" not in name


def row_of(name: str, book: Book) -> int:
    """Return the row that names a file, 0 where none does."""
    told = name.rpartition(".")[0]
    return next((row.number for row in book.rows("survey") if any(told in one for one in row.cells.values())), 0)


def filled(form: Form, book: Book) -> tuple[Form, list[str]]:
    """Return a form with the lists that are there, and the names of those that are not. Raises ``Damaged``."""
    made, missing, texts = dict(form.instances), [], dict(form.texts)
    for id, source in form.external.items():
        name = source.rpartition("/")[2]
        if name in book.files:
            made[id] = _list(name, book.files[name])
        elif source != LAST_SAVED:
            missing.append(name)
    for row in book.rows(sought.SHEET):
        _add_choice(row, made, texts)
    return replace(form, instances=made, texts=texts), missing


def _add_choice(row: Row, made: dict[str, etree._Element], texts: dict[str, Words]) -> None:
    """Add a row of the sheet “external_choices” to its list, with its label in each language."""
    listed = naming.cells(row).get("list_name", "")
    if listed not in made:
        made[listed] = etree.Element("instance")
        etree.SubElement(made[listed], "root")
    item = etree.SubElement(made[listed][0], "item")
    for head, value in row.cells.items():
        column = naming.header(head)
        if column not in ("list_name", "label"):
            etree.SubElement(item, "name" if column == "name" else element_name(head)).text = value
    id = f"{sought.SHEET}-{row.number}"
    etree.SubElement(item, "itextId").text = id
    said = {
        head.partition("::")[2].strip(): value for head, value in row.cells.items() if naming.header(head) == "label"
    }
    texts[id] = Words({lang: (value,) for lang, value in said.items()})


def _text(name: str, content: bytes) -> str:
    text = text_of(content)
    if text is None:
        raise Damaged(_TORN, name=name)
    return text.removeprefix("\ufeff")


def _list(name: str, text: str) -> etree._Element:
    held = etree.Element("instance")
    try:
        if name.endswith(".xml"):
            held.append(
                _plain(etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True)))
            )
        else:
            root = etree.SubElement(held, "root")
            for row in _features(text) if name.endswith(".geojson") else _rows(text):
                item = etree.SubElement(root, "item")
                for column, value in row.items():
                    etree.SubElement(item, element_name(column)).text = value
    except (ValueError, TypeError, KeyError, AttributeError, etree.XMLSyntaxError, CoopDeskError) as fault:
        raise Damaged(_TORN, name=name) from fault
    return held


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = iter(delimited.read(text.encode())[0].lines)
    heads = next(lines, None)
    for line in lines if heads is not None else ():
        assert heads is not None
        yield {head: cell for head, cell in zip(heads.cells, line.cells, strict=False) if head.strip()}


def _features(text: str) -> Iterator[dict[str, str]]:
    for feature in json.loads(text)["features"]:
        told = {str(key): str(value) for key, value in (feature.get("properties") or {}).items() if value is not None}
        place = feature.get("geometry") or {}
        if place.get("type") == "Point":
            longitude, latitude = place["coordinates"][:2]
            told["geometry"] = f"{float(latitude)} {float(longitude)} 0 0"
        if "id" in feature:
            told["id"] = str(feature["id"])
        yield told


def _plain(element: etree._Element) -> etree._Element:
    """Return an element without its comments and namespaces."""
    made = etree.Element(etree.QName(element).localname)
    made.text = element.text
    made.extend(_plain(one) for one in element if isinstance(one.tag, str))
    return made
