"""A cell of a table as the answer to a question: the code or the text of a choice in any language, several of them,
numbers and days as people write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from coopdesk.errors import InvalidValue
from coopdesk.fields import Day
from coopdesk.forms.choices import listed
from coopdesk.forms.model import Form, Path, Question, Words
from coopdesk.i18n import N_, isolate
from coopdesk.interchange.tables import values
from coopdesk.operations.table_names import folded

_NO_CHOICE = N_("“{value}” is not one of the choices of “{question}”. Write the name or the text of one of them.")
_BETWEEN = re.compile(r"\s*[;,،؛|\n]\s*")
_NUMBERS = ("int", "integer", "decimal")
_DAYS = ("date", "dateTime")


@dataclass(frozen=True)
class Asked:
    """A question as a table names it. ``choices``: by name, and by text in each language."""

    path: Path
    type: str
    label: str
    many: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    def read(self, cell: str, today: str) -> str:
        """Return the answer that a cell holds, empty for none. Raises ``InvalidValue``."""
        told = cell.strip()
        values.refuse_fault(told)
        if not told:
            return ""
        if self.choices:
            return " ".join(self._chosen(told))
        if self.type in _NUMBERS:
            return values.figure(told)
        if self.type in _DAYS:
            day, _, clock = told.partition("T")
            found = values.read(Day(), day, today).value
            return f"{found}T{clock}" if clock and self.type == "dateTime" else str(found or "")
        return told

    def member(self, cell: str, choice: str) -> bool:
        """Tell whether a cell in the column of one choice of several says that it was chosen."""
        return cell.strip().lower() not in ("", "0", "false", "no", "لا") and choice in self.choices.values()

    def _chosen(self, told: str) -> list[str]:
        if not self.many:
            return [self._choice(told)]
        whole = self.choices.get(folded(told))
        if whole is not None:
            return [whole]
        names = told.split()
        parts = names if all(folded(one) in self.choices for one in names) else _BETWEEN.split(told)
        return [self._choice(one) for one in parts if one]

    def _choice(self, told: str) -> str:
        bare = told[:-2] if re.fullmatch(r"-?\d+\.0", told) else told
        found = self.choices.get(folded(bare))
        if found is None:
            raise InvalidValue(_NO_CHOICE, value=told[:60], question=isolate(self.label))
        return found


def asked(form: Form) -> dict[Path, Asked]:
    """Return the questions of a form by path."""
    types = {path: bind.type for path, bind in form.binds.items()}
    return {
        one.path: Asked(
            one.path,
            types.get(one.path, "string"),
            words(one.label) or one.path[-1],
            one.control in ("select", "rank"),
            _choices(form, one),
        )
        for one in form.questions()
    }


def words(label: Words, language: str = "") -> str:
    """Return a label without what it shows of answers."""
    return " ".join("".join(label.parts(language)[::2]).split())


def labels(label: Words) -> list[str]:
    """Return a label in each of its languages."""
    return [" ".join("".join(parts[::2]).split()) for parts in label.by_language.values()]


def _choices(form: Form, question: Question) -> dict[str, str]:
    """Return the choices of a question, whatever filters them, by name and by text as they are compared."""
    named = [(one.value, labels(one.label)) for one in listed(form, question)]
    found = {folded(text): value for value, texts in named for text in texts if text}
    return found | {folded(value): value for value, _ in named}
