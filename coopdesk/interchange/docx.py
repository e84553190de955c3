"""Letters as Word keeps them (Office Open XML): written with styles that tell the parts apart, and read back by them.

Written here with the standard library: a letter needs paragraphs, two directions and a handful of styles. What is read
is bounded, and no part of a file that declares entities is looked at.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_

BODY, OPENING, CLOSING, ADDRESS, SUBJECT, SMALL, END = (
    "LetterBody", "LetterOpening", "LetterClosing", "LetterAddress", "LetterSubject", "LetterSmall", "LetterEnd",
)  # fmt: skip
TRANSLATED = {lang: f"LetterTranslation{lang.title()}" for lang in ("ar", "en", "fr", "es")}
"""The style of an unofficial translation, by its language."""
_MOST_BYTES, _MOST_TEXT = 20_000_000, 30_000_000
_NO_DOCX = N_("This is no document that Word saved (.docx).")
_TOO_LARGE = N_("The document is too large to be a letter.")
_NO_BODY = N_("No text of a letter was found in the document: its paragraphs have lost the style “{style}”.")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DOCUMENT = "word/document.xml"
_LOOKS = {
    BODY: ("Letter text", "left", "", 160), OPENING: ("Letter opening", "left", "", 160),
    CLOSING: ("Letter closing", "left", "", 160), ADDRESS: ("Letter address", "left", "<w:b/><w:bCs/>", 240),
    SUBJECT: ("Letter subject", "center", "<w:b/><w:bCs/>", 240), SMALL: ("Letter foot", "left", "", 60),
    END: ("Letter signature", "right", "", 0),
    **{style: (f"Letter translation {lang}", "left", "", 160) for lang, style in TRANSLATED.items()},
}  # fmt: skip
"""By style: its name in Word, the alignment (in a paragraph that runs from the
right, Word takes left for where it begins), what its letters are, and the space after it in twentieths of a point."""


class NotADocument(CoopDeskError):
    """A file that is no letter of Word's, or is too large for one."""


class Paragraph(NamedTuple):
    """``lead``: what stands before the text in the same paragraph and is read back as no part of it."""

    style: str
    text: str
    rtl: bool
    lead: str = ""


def written(paragraphs: Sequence[Paragraph], *, rtl: bool, title: str) -> bytes:
    """Return a document in which every paragraph has its style and its direction."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(paragraphs, rtl=rtl, title=title):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a document. Raises ``NotADocument``, ``OSError``."""
    if path.stat().st_size > _MOST_BYTES:
        raise NotADocument(_TOO_LARGE)
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_DOCUMENT).file_size > _MOST_TEXT:
                raise NotADocument(_TOO_LARGE)
            with archive.open(_DOCUMENT) as part:
                text = part.read(_MOST_TEXT + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError) as fault:
        raise NotADocument(_NO_DOCX) from fault
    if len(text) > _MOST_TEXT:
        raise NotADocument(_TOO_LARGE)
    return _Reader().read(text)


def body_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text of a letter that was read. Raises ``NotADocument`` where no paragraph is marked as such."""
    found = [one.text.strip() for one in paragraphs if one.style == BODY]
    if not any(found):
        raise NotADocument(_NO_BODY, style=_LOOKS[BODY][0])
    return "\n".join(text for text in found if text)


def translation_of(paragraphs: Sequence[Paragraph]) -> tuple[str, str] | None:
    """Return the language and the text of an unofficial translation that was read, None where it is none."""
    for lang, style in TRANSLATED.items():
        found = [one.text.strip() for one in paragraphs if one.style == style]
        if any(found):
            return lang, "\n".join(text for text in found if text)
    return None


class _Reader:
    """Collects the paragraphs of a document: text that was taken out in Word is not there, what was put in is."""

    def __init__(self) -> None:
        self._found: list[Paragraph] = []
        self._style, self._lead_run, self._rtl = "", False, False
        self._text: list[str] = []
        self._lead: list[str] = []
        self._in_text = False

    def read(self, text: bytes) -> list[Paragraph]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._say
        try:
            parser.Parse(text, True)
        except expat.ExpatError as fault:
            raise NotADocument(_NO_DOCX) from fault
        return self._found

    def _refuse(self, *_: object) -> None:
        raise NotADocument(_NO_DOCX)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get(f"{_W} val", "")
        match name.removeprefix(f"{_W} "):
            case "p":
                self._style, self._rtl, self._text, self._lead = "", False, [], []
            case "r":
                self._lead_run = False
            case "pStyle":
                self._style = value
            case "rStyle":
                self._lead_run = value == f"{OPENING}Run"
            case "bidi":
                self._rtl = value not in ("0", "false")
            case "t":
                self._in_text = True
            case "tab":
                self._add(" ")
            case "br" | "cr":
                self._add("\n")

    def _end(self, name: str) -> None:
        match name.removeprefix(f"{_W} "):
            case "t":
                self._in_text = False
            case "p":
                self._found.append(Paragraph(self._style, "".join(self._text), self._rtl, "".join(self._lead)))

    def _say(self, text: str) -> None:
        if self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        (self._lead if self._lead_run else self._text).append(text)


def _parts(paragraphs: Sequence[Paragraph], *, rtl: bool, title: str) -> Iterator[tuple[str, str]]:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_DOCUMENT}" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}+xml"/></Types>',
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{_DOCUMENT}"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
    )
    yield (
        "docProps/core.xml",
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_text(title)}</dc:title></cp:coreProperties>',
    )
    yield (
        "word/_rels/document.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    yield "word/styles.xml", _styles()
    told = "".join(_paragraph(one) for one in paragraphs)
    turned = "<w:bidi/>" if rtl else ""
    yield (
        _DOCUMENT,
        f'<w:document xmlns:w="{_W}"><w:body>{told}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1134" w:bottom="1417" w:left="1417" w:header="709" w:footer="709" '
        f'w:gutter="0"/>{turned}</w:sectPr></w:body></w:document>',
    )


_CORE = "application/vnd.openxmlformats-package.core-properties"


def _styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val={quoteattr(name)}/>'
        f'<w:qFormat/><w:pPr><w:spacing w:after="{after}"/><w:jc w:val="{align}"/></w:pPr><w:rPr>{letters}</w:rPr>'
        "</w:style>"
        for id, (name, align, letters, after) in _LOOKS.items()
    )
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Traditional Arabic"/>'
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="28"/><w:szCs w:val="32"/>'
        f'</w:rPr></w:rPrDefault></w:docDefaults>{made}<w:style w:type="character" w:customStyle="1" '
        f'w:styleId="{OPENING}Run"><w:name w:val="Letter opening in the text"/></w:style></w:styles>'
    )


def _paragraph(one: Paragraph) -> str:
    turned = "<w:bidi/>" if one.rtl else ""
    lead = _run(f"{one.lead} ", one.rtl, OPENING) if one.lead else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{one.style}"/>{turned}</w:pPr>{lead}{_run(one.text, one.rtl, "")}</w:p>'


def _run(text: str, rtl: bool, style: str) -> str:
    looks = (f'<w:rStyle w:val="{style}Run"/>' if style else "") + ("<w:rtl/>" if rtl else "")
    told = "<w:br/>".join(f'<w:t xml:space="preserve">{_text(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{looks}</w:rPr>{told}</w:r>"


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))
