"""A national strategy from a table: a row a part of it, from the strategy itself down to its targets.

What is not said of the time or of the edition is that of the strategy. What is here already stays as it is: a row that
says otherwise is refused, so a new edition never changes an old one; only what continues an old part is added to it,
since nobody can know that before. With anything wrong in the table, nothing of it is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select

from coopdesk.errors import Refused
from coopdesk.i18n import N_, P_, Text, isolate, tr
from coopdesk.operations import ceilings, record, rights, table_files
from coopdesk.operations.strategy import rows
from coopdesk.operations.strategy.rows import COLUMNS, EMPTY, NEEDED, SCHEMES, Fault, Row
from coopdesk.records.base import table_of
from coopdesk.records.tag import Tag
from coopdesk.store.home import Store

_NO_TABLE = N_(
    "No strategy is in this table. Its columns are level, code, name_en, name_ar, parent, valid_from, valid_to, "
    "continued_as and edition; the first four must be there."
)
_MINISTRYS = N_("The national strategy is the Ministry’s to enter. It reaches this desk with the next bundle.")
_FAULTY = P_(
    "{n} thing is to be corrected in the table first. Nothing was taken.",
    "{n} things are to be corrected in the table first. Nothing was taken.",
)
_SINCE = N_("The list of tags has changed since the table was looked at. Look at it again.")
_TWICE = N_("The code “{code}” stands in line {line} too. Each part has a code of its own.")
_OTHERWISE = N_(
    "“{code}” is here already, and says otherwise. It is not changed: give a part of a new edition a code of its own. "
    "To add only what continues it, leave its other cells as they are, or empty."
)
_NO_PARENT = N_("Which part is this of? Write the code of the part above it.")
_PARENT = N_("A strategy is part of nothing. Leave this cell empty.")
_UNKNOWN = N_("There is no part “{code}”, neither in this table nor here. Check the code.")
_BELOW = N_("“{code}” is not above this part: a strategy has sectors, a sector has outcomes, an outcome has targets.")
_CIRCLE = N_("This part is part of itself, by way of “{code}”.")
_ENDS_FIRST = N_("It ends before it begins.")
_NO_EDITION = N_("Of which edition is this? Write it once, with the strategy: such as 2018-2022.")
Action = Literal["new", "continued", "same"]
_NESTED = ("national_outcome", "national_target")
"""The levels of which a part may be part of another of the same level."""
_Here = Mapping[str, Mapping[str, Any]]


@dataclass
class Plan:
    """What a table would bring. ``rows``: every one, completed; ``heads``: what the table calls its columns;
    ``actions``: what becomes of each row, by its code."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    actions: dict[str, Action] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    heads: Mapping[str, str] = field(default_factory=dict)

    def codes(self, action: str) -> list[str]:
        """Return the codes of the rows of which something becomes."""
        return [code for code, one in self.actions.items() if one == action]


@rights.needs(rights.READER)
def preview(store: Store, path: Path) -> Plan:
    """Return what a table would bring, and what is wrong in it. Raises ``Refused``, ``Damaged``."""
    found = next(filter(None, map(rows.read, table_files.open_file(path))), None)
    if found is None:
        raise Refused(_NO_TABLE)
    here = _here(store)
    known = {one.code: one for one in reversed(found.rows) if one.code}
    plan = Plan(
        [rows.completed(one, _top(one, known)) for one in found.rows], found.faults, {}, found.unknown, found.heads
    )
    for one in plan.rows:
        first = known.get(one.code)
        if first is not None and first.line != one.line:
            plan.faults.append(_fault(plan, one, "code", _TWICE, code=isolate(one.code), line=first.line))
        elif one.code:
            _judge(plan, one, known, here)
    plan.faults.sort()
    return plan


@rights.needs(rights.OFFICER)
def take(store: Store, plan: Plan) -> list[str]:
    """Enter what a table brings, all of it or nothing; returns the ids of what is new. Raises ``Refused``."""
    if not store.is_ministry:
        raise Refused(_MINISTRYS)
    if plan.faults:
        raise Refused(_FAULTY, n=len(plan.faults))
    ids = {code: one["id"] for code, one in _here(store).items()}
    new = [one for one in plan.rows if plan.actions.get(one.code) == "new"]
    if any(one.code in ids for one in new):
        raise Refused(_SINCE)
    made = []
    with store.writing() as writing:
        for one in new:
            ids[one.code] = record.save_in(writing, Tag, _values(one))
            made.append(ids[one.code])
        for one in plan.rows:
            links: dict[str, Any] = {}
            if plan.actions[one.code] == "new" and one.parent:
                links["parent"] = ids[one.parent]
            if plan.actions[one.code] != "same" and one.values.get("continued_as"):
                links["continued_as"] = [ids[code] for code in one.values["continued_as"]]
            if links:
                record.save_in(writing, Tag, {"id": ids[one.code], **links})
        ceilings.check(store, writing)
    return made


def _here(store: Store) -> dict[str, dict[str, Any]]:
    """Return the tags that are here by their codes, with the codes of what they link to."""
    with store.reading() as connection:
        table = table_of(Tag)
        found = [dict(one) for one in connection.execute(select(table).where(table.c.deleted.is_(False))).mappings()]
    codes = {one["id"]: one["code"] for one in found}
    for one in found:
        one["level"], one["parent"] = one["scheme"], codes.get(one["parent"], "")
        one["continued_as"] = {codes[id] for id in one["continued_as"] or () if id in codes}
    return {one["code"]: one for one in found if one["code"]}


def _judge(plan: Plan, one: Row, known: Mapping[str, Row], here: _Here) -> None:
    """Say what becomes of a row, or what is wrong with it."""
    there = here.get(one.code)
    for code in one.values.get("continued_as") or ():
        if code not in known and code not in here:
            plan.faults.append(_fault(plan, one, "continued_as", _UNKNOWN, code=isolate(code)))
    if there is not None:
        said = one.given - {"continued_as", "code"}
        if any((one.values[name] or None) != (there[name] or None) for name in said):
            plan.faults.append(_fault(plan, one, "code", _OTHERWISE, code=isolate(one.code)))
        fresh = set(one.values.get("continued_as") or ()) - there["continued_as"]
        one.values = {name: one.values.get(name) or there[name] for name in COLUMNS}
        one.values["continued_as"] = tuple(sorted(there["continued_as"] | fresh))
        plan.actions[one.code] = "continued" if fresh else "same"
        return
    plan.actions[one.code] = "new"
    plan.faults += _wrong(plan, one, known, here)


def _wrong(plan: Plan, one: Row, known: Mapping[str, Row], here: _Here) -> list[Fault]:
    """Return what is wrong with a row that is new."""
    found = [_fault(plan, one, name, EMPTY) for name in NEEDED if name not in one.given]
    above = known.get(one.parent)
    scheme = above.scheme if above is not None else str(here.get(one.parent, {}).get("scheme") or "")
    if one.scheme == SCHEMES[0] and one.parent:
        found.append(_fault(plan, one, "parent", _PARENT))
    elif one.scheme in SCHEMES[1:] and "parent" not in one.given:
        found.append(_fault(plan, one, "parent", _NO_PARENT))
    elif one.parent and not (above or one.parent in here):
        found.append(_fault(plan, one, "parent", _UNKNOWN, code=isolate(one.parent)))
    elif one.parent and one.scheme and not _is_above(scheme, one.scheme):
        found.append(_fault(plan, one, "parent", _BELOW, code=isolate(one.parent)))
    elif one.parent and _in_circle(one, known):
        found.append(_fault(plan, one, "parent", _CIRCLE, code=isolate(one.parent)))
    first, last = one.values.get("valid_from"), one.values.get("valid_to")
    if first and last and last[: len(first)] < first[: len(last)]:
        found.append(_fault(plan, one, "valid_to", _ENDS_FIRST))
    if not found and not one.values.get("edition"):
        found.append(_fault(plan, one, "edition", _NO_EDITION))
    return found


def _is_above(scheme: str, below: str) -> bool:
    if scheme not in SCHEMES:
        return False
    return SCHEMES.index(scheme) < SCHEMES.index(below) or (scheme == below and scheme in _NESTED)


def _in_circle(one: Row, known: Mapping[str, Row]) -> bool:
    passed, at = {one.code}, known.get(one.parent)
    while at is not None:
        if at.code in passed:
            return True
        passed.add(at.code)
        at = known.get(at.parent)
    return False


def _top(one: Row, known: Mapping[str, Row]) -> Row | None:
    """Return the row of the strategy that a row is part of, where it stands in the table."""
    passed: set[str] = set()
    at: Row | None = one
    while at is not None and at.code not in passed and at.parent:
        passed.add(at.code)
        at = known.get(at.parent)
    return at if at is not None and at is not one and at.scheme == SCHEMES[0] else None


def _values(one: Row) -> dict[str, Any]:
    names = ("code", "name_en", "name_ar", "valid_from", "valid_to", "edition")
    return {"scheme": one.scheme} | {name: one.values.get(name) for name in names}


def _fault(plan: Plan, one: Row, column: str, text: Text, **params: object) -> Fault:
    return Fault(one.line, plan.heads.get(column) or rows.head(column), tr(text, **params))
