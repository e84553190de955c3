"""The cells of a line as the plain values of a record, and what is to be said of each: an error, a warning, a note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from coopdesk import sectors
from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.fields import AUDIENCES, Audience, Choice, Code, Field, Kind, Link, Links, Members, Money, Tags
from coopdesk.i18n import LANGUAGES, N_, Language, Text, tr, using
from coopdesk.interchange.tables import values
from coopdesk.interchange.tables.writing import CUT, MOST_IN_CELL
from coopdesk.operations import tags
from coopdesk.operations.audience_words import audience_of
from coopdesk.operations.table_columns import CURRENCY, FILES, ID, Column
from coopdesk.operations.table_names import Names, country_codes, folded
from coopdesk.records import TYPES, Record, fields_of
from coopdesk.store.home import Store

Grade = Literal["error", "warning", "note"]
_NO_CHOICE = N_("“{value}” is not one of the choices: {choices}.")
_NO_CODE = N_("No country is called “{value}” here. Write its name or its code of two letters.")
_NO_TAG = N_("There is no tag “{value}”. Add it to the list of themes first, or leave it out.")
_NOBODY = N_("There is no {type} “{value}” at this desk. The field stays empty: enter it first, then import again.")
_SEVERAL = N_(
    "“{value}” means {n} records. The field stays empty: write the number or the id of the one that is meant."
)
_ADDED = N_("{type} “{value}” is entered too.")
_LATER = N_("“{value}” is entered by another line of this table.")
_CUT_OFF = N_("This text was cut when it was written to the sheet. The whole text stays as it is.")
_BETWEEN = N_(", ", "between items of a list")
CREATED = ("organization", "contact")
"""The types of which a table may enter a record by its title alone."""


class Finding(NamedTuple):
    """What is to be said of a cell, or of a line (no column). ``column``: its letters in the sheet; ``field``: the name
    of the field, empty for the whole line."""

    line: int
    grade: Grade
    text: Text
    params: Mapping[str, object] = {}
    column: str = ""
    field: str = ""
    value: str = ""

    def message(self, lang: Language | None = None) -> str:
        """Return the sentence, in the present language or in another."""
        if lang is None:
            return tr(self.text, **self.params)
        with using(lang):
            return tr(self.text, **self.params)


@dataclass
class Reading:
    """What a line says: plain values by field, its own id, findings; ``later``: links to what the table itself enters,
    ``creates``: records to be entered for a link, each by field with the names; ``files``: the cell with names of
    files, and the letters of its column."""

    values: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    findings: list[Finding] = field(default_factory=list)
    later: dict[str, list[str]] = field(default_factory=dict)
    creates: dict[str, list[str]] = field(default_factory=dict)
    files: tuple[str, str] = ("", "")


class Cells:
    """Reads the lines of a table of one record type. ``promised``: names, folded, that lines of the table itself will
    have; ``creates``: organizations and contacts that are not here are to be entered."""

    def __init__(self, store: Store, cls: type[Record], names: Names, *, creates: bool = False) -> None:
        self._store, self._cls, self._names, self._creates = store, cls, names, creates
        self._fields = {one.name: one for one in fields_of(cls)}
        self._today = today()
        self._words: dict[int, dict[str, str]] = {}
        self.promised: set[str] = set()

    def read(self, line: int, cells: Sequence[str], columns: Sequence[Column], letters: Sequence[str]) -> Reading:
        """Return what a line says. Empty cells say None."""
        found = Reading()
        currency = {
            one.target.removesuffix(CURRENCY): cell.strip().upper()
            for one, cell in zip(columns, cells, strict=True) if one.target.endswith(CURRENCY)
        }  # fmt: skip
        for one, cell, column in zip(columns, cells, letters, strict=True):
            if one.target == ID:
                found.id = cell.strip()
            elif one.target == FILES:
                found.files = (cell, column)
            elif one.target in self._fields:
                declared = self._fields[one.target]
                tell = _Teller(found.findings, line, column, declared.name, cell)
                try:
                    values.refuse_fault(cell)
                    if len(cell) == MOST_IN_CELL and cell.endswith(CUT):
                        tell("note", _CUT_OFF)
                        continue
                    unit = currency.get(declared.name) or one.currency
                    value = self._value(declared, cell, unit, found, tell)
                    if value is not None and not isinstance(value, list):
                        declared.kind.check(declared.kind.parse(value))
                    found.values[declared.name] = value
                except InvalidValue as fault:
                    tell("error", fault.text, **fault.params)
        return found

    def _value(self, declared: Field, cell: str, currency: str, found: Reading, tell: "_Teller") -> Any:
        kind = declared.kind
        if isinstance(kind, Link | Links):
            several = values.members(cell) if isinstance(kind, Links) else [cell.strip()] if cell.strip() else []
            ids = [id for text in several if (id := self._linked(declared, text, found, tell))]
            return ids if isinstance(kind, Links) else next(iter(ids), None)
        if isinstance(kind, Money):
            return values.money(cell, currency)
        if isinstance(kind, Members):
            return [self.token(kind, text) for text in values.members(cell)]
        if isinstance(kind, Choice | Code | Audience):
            return self.token(kind, cell) if cell.strip() else None
        read = values.read(kind, cell, self._today)
        if read.note is not None:
            tell("note", read.note, **({"date": read.date} if read.date else {}))
        return read.value

    def _linked(self, declared: Field, text: str, found: Reading, tell: "_Teller") -> str | None:
        to: str = declared.kind.to  # type: ignore[attr-defined]
        ids = self._names.find(to, text)
        if len(ids) == 1:
            return ids[0]
        if ids:
            tell("error" if declared.name == self._cls.__owner__ else "warning", _SEVERAL, value=text[:80], n=len(ids))
        elif to in (self._cls.__tablename__, "") and folded(text) in self.promised:
            found.later.setdefault(declared.name, []).append(text)
            tell("note", _LATER, value=text[:80])
        elif self._creates and to in CREATED and declared.name != self._cls.__owner__:
            found.creates.setdefault(declared.name, []).append(text)
            tell("note", _ADDED, type=TYPES[to].__label__, value=text[:80])
        else:
            label = TYPES[to].__label__ if to else N_("Record")
            grade: Grade = "error" if declared.name == self._cls.__owner__ else "warning"
            tell(grade, _NOBODY, type=label, value=text[:80])
        return None

    def token(self, kind: Kind, text: str) -> str:
        """Return the token or the code that a word means."""
        told = text.strip()
        if isinstance(kind, Audience):
            return self._audiences.get(folded(told)) or audience_of(told)
        if isinstance(kind, Code):
            if kind.of == "sector":
                return self._sectors.get(folded(told)) or str(kind.parse(told))
            if kind.of != "country":
                return str(kind.parse(told))
            if folded(told) not in self._countries:
                raise InvalidValue(_NO_CODE, value=told[:40])
            return self._countries[folded(told)]
        if isinstance(kind, Tags):
            if folded(told) not in self._tags:
                raise InvalidValue(_NO_TAG, value=told[:40])
            return self._tags[folded(told)]
        options: tuple[Any, ...] = getattr(kind, "options", ())
        if not options:
            return str(kind.parse([told])[0])
        words = self._words.get(id(kind))
        if words is None:
            words = self._words[id(kind)] = _option_words(options)
        token = words.get(folded(told))
        if token is None:
            labels = tr(_BETWEEN).join(tr(one.label) for one in options)
            raise InvalidValue(_NO_CHOICE, value=told[:40], choices=labels)
        return token

    @cached_property
    def _countries(self) -> dict[str, str]:
        return country_codes(self._store)

    @cached_property
    def _sectors(self) -> dict[str, str]:
        return {folded(word): code for word, code in sectors.by_word().items()}

    @cached_property
    def _tags(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for lang in LANGUAGES:
            with using(lang):
                for one in tags.known(self._store):
                    for name in (one.label, *one.names):
                        found.setdefault(folded(name), one.code)
        return found

    @cached_property
    def _audiences(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for lang in LANGUAGES:
            with using(lang):
                found |= {folded(tr(label)): token for token, label in AUDIENCES.items()}
        return found


class _Teller:
    """Notes what is to be said of one cell."""

    def __init__(self, findings: list[Finding], line: int, column: str, field: str, value: str) -> None:
        self._findings, self._told = findings, (line, column, field, value[:200])

    def __call__(self, grade: Grade, text: Text, **params: object) -> None:
        line, column, name, value = self._told
        self._findings.append(Finding(line, grade, text, params, column, name, value))


def _option_words(options: Sequence[Any]) -> dict[str, str]:
    """Return the token of each choice by its label in either language and by itself; a token goes before a label."""
    found: dict[str, str] = {}
    for one in options:
        found.setdefault(folded(one.token), one.token)
        found.setdefault(folded(one.token.replace("_", " ")), one.token)
    for lang in LANGUAGES:
        with using(lang):
            for one in options:
                found.setdefault(folded(tr(one.label)), one.token)
    return found
