"""The words of a form on paper: in each language of the document, with what they show of answers left open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopdesk.documents.source import Source
from coopdesk.forms.model import Form, Path, Words
from coopdesk.forms.scoring import Score
from coopdesk.i18n import Language, digits, isolate, language


@dataclass(frozen=True, kw_only=True)
class FormSource(Source):
    """What a blank form is made of. ``called``: what the form calls each language of the program; ``fillable``: it can
    be filled on a screen; ``signed``: it has a place to sign."""

    form: Form
    called: Mapping[Language, str] = field(default_factory=dict)
    fillable: bool = False
    signed: bool = False


@dataclass(frozen=True)
class Told:
    """A thing that is asked. ``kind``: group, entry, question; ``answer``: as a person reads it; ``fault``: what is
    wrong with it."""

    kind: str
    path: Path
    label: str
    answer: str = ""
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class FilledSource(FormSource):
    """What a filled form is made of. ``told``: all that was asked, in each language; ``score``: None where the form
    counts nothing."""

    told: Mapping[Language, tuple[Told, ...]] = field(default_factory=dict)
    score: Score | None = None


def said(source: FormSource, words: Words, numbers: Mapping[Path, str]) -> str:
    """Return words of the form in the present language; where they show an answer, the number of its question."""
    parts = words.parts(source.called.get(language(), ""), source.form.default_language)
    shown = (
        part if place % 2 == 0 else f"[{digits(number)}]" if (number := numbers.get(_path(part))) else "…"
        for place, part in enumerate(parts)
    )
    return "".join(shown).strip()


def either(text: str, other: str) -> str:
    """Return a text of two languages in one line, once where both say the same."""
    return text if text == other or not other else f"{isolate(text)}  ·  {isolate(other)}" if text else other


def _path(expression: str) -> Path:
    return tuple(one for one in expression.strip().split("/") if one)
