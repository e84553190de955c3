"""What a command is given: files, standard input, JSON, the conditions of a list."""

import json
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import N_

_NO_SUCH_FILE = N_("{name} cannot be read. Check that it is there and that you may open it.")
_NOT_UTF_8 = N_("{name} is not UTF-8 text. Save it as UTF-8, then try again.")
_NOT_JSON = N_("{name}, line {line}: this is not JSON. Give an object, an array of objects, or one object a line.")
_REMARK = N_("--remark takes FIELD=TEXT, or =TEXT for the whole record, not “{given}”.")
_WHERE = N_("--where takes FIELD=VALUE, not “{given}”.")


def first_line(path: Path) -> str:
    return read_text(str(path)).split("\n", 1)[0].rstrip("\r")


def read_text(name: str) -> str:
    """Return what a file or standard input holds. A pipe by another name could keep the program waiting for ever."""
    try:
        if name in ("-", "/dev/stdin"):
            content = sys.stdin.buffer.read() if sys.stdin is not None else b""
        elif Path(name).is_file():
            content = Path(name).read_bytes()
        else:
            raise Refused(_NO_SUCH_FILE, name=name)
        return content.decode("utf-8-sig")
    except OSError:
        raise Refused(_NO_SUCH_FILE, name=name) from None
    except UnicodeDecodeError:
        raise Refused(_NOT_UTF_8, name=name) from None


def day(text: str) -> str:
    """Return a day that a word of the command line means, or the word where it means none: what takes it says so."""
    from coopdesk.calendars import HIJRI_YEARS, NotADate, today, understood

    try:
        return understood(text, today())
    except NotADate as fault:
        if text[:4].isdecimal() and int(text[:4]) in HIJRI_YEARS:
            raise ArgumentTypeError(fault.message()) from None
        return text


def objects(name: str, text: str) -> list[Any]:
    """Return the objects of a JSON value, or of JSON Lines: where the first line is a value of its own."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as fault:
        found, place = [], getattr(fault, "lineno", 1)
        for number, line in enumerate(text.split("\n"), 1):
            try:
                if line.strip():
                    found.append(json.loads(line))
            except (ValueError, RecursionError):
                raise InvalidValue(_NOT_JSON, name=name, line=number if found else place) from None
        if not found:
            raise InvalidValue(_NOT_JSON, name=name, line=place) from None
        return found
    return value if isinstance(value, list) else [value]


def where(options: Namespace) -> dict[str, Any]:
    """Return what a list is asked by the words of the command line."""
    where: dict[str, Any] = {}
    for text in options.where:
        name, sign, value = text.partition("=")
        if not sign:
            raise Refused(_WHERE, given=text[:60])
        where[name] = typed(options.type, name, value)
    year = getattr(options, "year", None) if options.type == "opportunity" else None
    return where | ({"counted": {"by": "year", "key": year, "what": "received"}} if year else {})


def pairs(given: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the remarks of a step, each a field, or nothing for all of the record, and what is said of it."""
    found = []
    for text in given:
        name, sign, said = text.partition("=")
        if not sign:
            raise Refused(_REMARK, given=text[:60])
        found.append((name, said))
    return tuple(found)


def names(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def typed(type: str, name: str, value: str) -> Any:
    """Return the plain value that a word of the command line means for a field."""
    from coopdesk.fields import Day, Flag
    from coopdesk.operations.record_types import record_type
    from coopdesk.store.listing import TRACES, field_named

    if value == "":
        return None
    if name in TRACES:
        return value
    kind = field_named(record_type(type), name).kind
    if isinstance(kind, Day):
        return day(value)
    return {"true": True, "false": False}.get(value, value) if isinstance(kind, Flag) else value


def told_lines(view: dict[str, Any]) -> Iterator[str]:
    for name, value in view.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for place, line in enumerate(value):
                yield f"{name}[{place}]:"
                yield from (f"  {text}" for text in told_lines(line))
        elif value not in (None, [], ""):
            yield f"{name}: {value}"
