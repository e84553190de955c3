"""Reads the model of a form from an XForm."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from coopdesk.errors import InvalidValue
from coopdesk.forms import sought
from coopdesk.forms.model import (
    NO_WORDS,
    Action,
    Bind,
    Choice,
    Event,
    Form,
    Group,
    Itemset,
    Path,
    Question,
    Words,
)
from coopdesk.i18n import N_

_XF = "{http://www.w3.org/2002/xforms}"
_H = "{http://www.w3.org/1999/xhtml}"
_JR = "{http://openrosa.org/javarosa}"
_KNOWN = ("http://www.w3.org/2002/xforms", "")
_CONTROLS = ("input", "select1", "select", "rank", "range", "trigger", "upload")
_TABLE_LABEL = "generated_table_list_label_"
_EVENTS: Mapping[str, Event] = {
    "odk-instance-first-load": "load", "odk-instance-load": "load", "odk-new-repeat": "new_repeat",
    "xforms-value-changed": "changed",
}  # fmt: skip
_PARAMETERS = ("start", "end", "step", "mediatype", "rows")
_NOT_XML = N_("This is no form: {why}")
_NO_ROOT = N_("This form has no place for answers.")
_ITEXT = re.compile(r"jr:itext\(\s*['\"](.*)['\"]\s*\)", re.DOTALL)
_FILE = re.compile(r"^search\s*\(\s*['\"]([^'\"/\\]+)['\"]")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)


def read(xml: str | bytes) -> Form:
    """Return the form of an XForm. Raises ``InvalidValue``."""
    try:
        document = etree.fromstring(xml.encode() if isinstance(xml, str) else xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise InvalidValue(_NOT_XML, why=str(error)[:200]) from error
    model = document.find(f"{_H}head/{_XF}model")
    primary = None if model is None else model.find(f"{_XF}instance")
    if model is None or primary is None or not len(primary):
        raise InvalidValue(_NO_ROOT)
    texts, languages, default = _texts(model)
    root = bare(primary[0])
    templates: dict[Path, etree._Element] = {}
    order: dict[Path, tuple[str, ...]] = {}
    _take_templates(root, (_tag(root),), templates, order)
    said = _Reader(texts)
    body = document.find(f"{_H}body")
    instances, external = _instances(model)
    children = () if body is None else tuple(said.children(body))
    for name in said.files:
        if name not in instances:
            instances[name], external[name] = _nothing(), f"jr://file-csv/{name}.csv"
    return Form(
        id=primary[0].get("id", ""), version=primary[0].get("version", ""),
        title=(document.findtext(f"{_H}head/{_H}title") or "").strip(), root=root,
        children=children,
        binds={one.path: one for one in map(said.bind, model.findall(f"{_XF}bind"))}, templates=templates, order=order,
        instances=instances, external=external, texts=texts, languages=languages, default_language=default,
        actions=tuple(_actions(document)),
    )  # fmt: skip


def bare(element: etree._Element) -> etree._Element:
    """Return a copy whose names stand in no namespace, as the expressions of forms name them."""
    found = etree.QName(element)
    name = found.localname if (found.namespace or "") in _KNOWN else element.tag
    made = etree.Element(name, {_plain(key): value for key, value in element.attrib.items()})
    made.text = (element.text or "").strip() if len(element) else element.text
    for one in element:
        if isinstance(one.tag, str):
            made.append(bare(one))
    return made


def path_of(reference: str) -> Path:
    """Return the path that a reference such as `` /data/kids `` names."""
    return tuple(one for one in reference.strip().split("/") if one)


class _Reader:
    """Reads what a person sees, with the texts of the form at hand."""

    def __init__(self, texts: Mapping[str, Words]) -> None:
        self._texts = texts
        self.files: dict[str, None] = {}
        """The files in which questions look for their choices."""

    def children(self, element: etree._Element) -> Iterator[Question | Group]:
        for one in element:
            if not isinstance(one.tag, str):
                continue
            name = etree.QName(one).localname
            if name in _CONTROLS:
                yield self._question(one, name)
            elif name == "group":
                yield self._group(one)
            elif name == "repeat":
                yield self._repeat(one, NO_WORDS, one.get("appearance", ""))

    def bind(self, one: etree._Element) -> Bind:
        def expression(name: str) -> str:
            return (one.get(name) or "").strip()

        return Bind(
            path_of(one.get("nodeset", "")), (one.get("type") or "string").rpartition(":")[2], expression("relevant"),
            expression("constraint"), expression("required"), expression("readonly"), expression("calculate"),
            self._said(one.get(f"{_JR}constraintMsg")), self._said(one.get(f"{_JR}requiredMsg")),
            (one.get(f"{_JR}preload", ""), one.get(f"{_JR}preloadParams", "")),
        )  # fmt: skip

    def _question(self, one: etree._Element, control: str) -> Question:
        itemset = one.find(f"{_XF}itemset")
        choices = tuple(
            Choice((item.findtext(f"{_XF}value") or "").strip(), self._text(item.find(f"{_XF}label")))
            for item in one.findall(f"{_XF}item")
        )
        found = None if itemset is None else _itemset(itemset)
        search, appearance = sought.parted(one.get("appearance") or "")
        if search:
            found, choices = sought.itemset(search, choices)
            self.files.update(dict.fromkeys(_FILE.findall(search)))
        if one.get("query"):  # the list of choices is a sheet of its own: pyxform writes a field of text for it
            found, control = Itemset((one.get("query") or "").strip(), "name", sought.LABEL), "select1"
        hint = one.find(f"{_XF}hint")
        guidance = NO_WORDS if hint is None else self._said(hint.get("ref"), "guidance")
        return Question(
            path_of(one.get("ref") or one.get("bind") or ""), control, self._text(one.find(f"{_XF}label")),
            self._text(hint), guidance, frozenset(appearance.split()), choices, found,
            {name: value for name in _PARAMETERS if (value := one.get(name)) is not None},
        )  # fmt: skip

    def _group(self, one: etree._Element) -> Group:
        label, repeat = self._text(one.find(f"{_XF}label")), one.find(f"{_XF}repeat")
        if repeat is not None:
            return self._repeat(repeat, label, one.get("appearance") or repeat.get("appearance", ""))
        path, children = path_of(one.get("ref", "")), tuple(self.children(one))
        if label is NO_WORDS and children and children[0].path[:-1] == path and _heads_table(children[0]):
            label, children = children[0].label, children[1:]
        return Group(path, label, _appearance(one), children)

    def _repeat(self, one: etree._Element, label: Words, appearance: str) -> Group:
        count = (one.get(f"{_JR}count") or "").strip()
        return Group(
            path_of(one.get("nodeset", "")), label, frozenset(appearance.split()), tuple(self.children(one)),
            repeat=True, count=count,
        )  # fmt: skip

    def _text(self, one: etree._Element | None) -> Words:
        if one is None:
            return NO_WORDS
        return self._said(one.get("ref")) if one.get("ref") else Words({"": _parts(one)})

    def _said(self, told: str | None, form: str = "") -> Words:
        """Return what a reference to a text says, in another form of it where one is named, else the words as such."""
        found = _ITEXT.fullmatch((told or "").strip())
        if found is not None:
            return self._texts.get(f"{found[1]}\0{form}" if form else found[1], NO_WORDS)
        return Words({"": (told,)}) if told and not form else NO_WORDS


def _texts(model: etree._Element) -> tuple[dict[str, Words], tuple[str, ...], str]:
    """Return the texts of a form by id, one of another form (guidance, image …) under ``id NUL form``."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    languages, default = [], ""
    for translation in model.iterfind(f"{_XF}itext/{_XF}translation"):
        language = translation.get("lang", "")
        languages.append(language)
        if translation.get("default"):
            default = language
        for text in translation.iterfind(f"{_XF}text"):
            for value in text.iterfind(f"{_XF}value"):
                form = value.get("form", "")
                key = text.get("id", "") + (f"\0{form}" if form and form not in ("short", "long") else "")
                parts = _parts(value)
                if parts != ("-",):  # pyxform's mark of a translation that is missing
                    found.setdefault(key, {})[language] = parts
    known = [one for one in languages if one != "default"]
    return {id: Words(said) for id, said in found.items()}, tuple(known), default or next(iter(languages), "")


def _heads_table(one: Question | Group) -> bool:
    """Tell whether this is the note that pyxform makes of the label of a group that is a table."""
    return isinstance(one, Question) and one.path[-1].startswith(_TABLE_LABEL)


def _parts(element: etree._Element) -> tuple[str, ...]:
    parts = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str) and etree.QName(one).localname == "output":
            parts += [(one.get("value") or one.get("ref") or "").strip(), one.tail or ""]
        else:
            parts[-1] += "".join(one.itertext()) + (one.tail or "")
    parts[0], parts[-1] = parts[0].lstrip(), parts[-1].rstrip() if len(parts) > 1 else parts[-1].strip()
    return tuple(parts) if any(parts) else ()


def _itemset(one: etree._Element) -> Itemset:
    value, label = one.find(f"{_XF}value"), one.find(f"{_XF}label")
    return Itemset(
        (one.get("nodeset") or "").strip(), "name" if value is None else (value.get("ref") or "name"),
        "label" if label is None else (label.get("ref") or "label"),
    )  # fmt: skip


def _instances(model: etree._Element) -> tuple[dict[str, etree._Element], dict[str, str]]:
    """Return the lists of choices, and where those are that are files of their own; their lists are empty."""
    found, external = {}, {}
    for one in model.findall(f"{_XF}instance")[1:]:
        id = one.get("id", "")
        made = etree.Element("instance")
        if len(one):
            made.append(bare(one[0]))
        else:
            made, external[id] = _nothing(), one.get("src", "")
        found[id] = made
    return found, external


def _nothing() -> etree._Element:
    made = etree.Element("instance")
    etree.SubElement(made, "root")
    return made


def _actions(document: etree._Element) -> Iterator[Action]:
    for one in document.iter(f"{_XF}setvalue"):
        parent = one.getparent()
        source = path_of(parent.get("ref", "")) if parent is not None and parent.get("ref") else ()
        value = (one.get("value") or "").strip() or _quoted(one.text or "")
        for event in (one.get("event") or "").split():
            if event in _EVENTS:
                yield Action(_EVENTS[event], path_of(one.get("ref", "")), value, source)


def _quoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else f'"{text}"'


def _take_templates(
    element: etree._Element, path: Path, found: dict[Path, etree._Element], order: dict[Path, tuple[str, ...]]
) -> None:
    """Take out of the answers what shows how a repetition begins, and note the order of what is in them."""
    order[path] = tuple(dict.fromkeys(map(_tag, element)))
    for one in list(element):
        below = (*path, _tag(one))
        _take_templates(one, below, found, order)
        if "template" in one.attrib:
            del one.attrib["template"]
            element.remove(one)
            found[below] = one


def _tag(element: etree._Element) -> str:
    return str(element.tag)


def _appearance(one: etree._Element) -> frozenset[str]:
    return frozenset((one.get("appearance") or "").split())


def _plain(key: Any) -> str:
    return str(etree.QName(key).localname)
