"""Words of a record that stand for a line of one of its lists: ``assessment`` and ``opinion`` of a conference report,
the first line of either kind. Scripts write and read them as if they were fields: the command line is a contract."""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.operations.record_types import View
from coopdesk.records import Record, plural_of
from coopdesk.records.conference_report import ConferenceReport, ReportOpinion

_LIST = plural_of(ReportOpinion)
_KINDS = {"assessment": "benefit", "opinion": "opinion"}


def told(cls: type[Record], view: View) -> View:
    """Return what these words say in the view of a record with its lists."""
    if cls is not ConferenceReport:
        return {}
    return {word: _first(view[_LIST], kind).get("text") for word, kind in _KINDS.items()}


def spelled_out(
    cls: type[Record], values: Mapping[str, Any], lines: Callable[[type[Record]], list[View]]
) -> Mapping[str, Any]:
    """Return values to be saved with these words as changes of the list; ``lines`` gives what is in it. A word that
    says what is there already changes nothing, one that says nothing takes the line away."""
    given = {word: values[word] for word in _KINDS if word in values} if cls is ConferenceReport else {}
    if not given:
        return values
    present, changes = lines(ReportOpinion), []
    for word, text in given.items():
        line = _first(present, _KINDS[word])
        if (text or None) != line.get("text"):
            said = {"text": text} if text else {"deleted": True}
            changes.append(({"id": line["id"]} if line else {"kind": _KINDS[word]}) | said)
    rest = {name: value for name, value in values.items() if name not in given}
    own = rest.get(_LIST, [])
    return rest | ({_LIST: [*own, *changes]} if changes and isinstance(own, list) else {})


def _first(lines: list[View], kind: str) -> View:
    return next((line for line in lines if line["kind"] == kind), {})
