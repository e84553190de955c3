"""What stands beside a record on its page, read at once on the worker: names, links, history, files, steps."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopdesk.operations import (
    completeness,
    conflicts,
    files,
    links,
    remarks,
    saves,
    state_file,
    step_words,
    steps,
    titles,
)
from coopdesk.operations.code_names import code_names
from coopdesk.operations.links import Group
from coopdesk.operations.record_types import View
from coopdesk.operations.saves import Saved, Step as SavedStep
from coopdesk.operations.step_words import Banner, Taken
from coopdesk.records import TYPES
from coopdesk.records.steps import Step
from coopdesk.store.home import Store
from coopdesk.ui.sheet_values import Around

_FEW = 30
"""How many links of a group are shown at first."""


class Beside(NamedTuple):
    """``undo``, ``redo``: the saves that come next when a saved change is taken back or made again."""

    known_as: str
    around: Around
    groups: list[Group]
    saves: list[Saved]
    undo: SavedStep | None
    redo: SavedStep | None
    files: list[View]
    names: dict[str, str]
    steps: list[Step]
    taken: list[Taken]
    banner: Banner | None
    remarks: list[View]
    referrals: list[View]

    @property
    def unsettled(self) -> Mapping[str, list[str]]:
        """The remarks that nobody has settled, by the field on which they are."""
        return remarks_by_field(self.remarks)


def around(store: Store, type: str, view: View, limit: int = _FEW) -> Around:
    """Return what a view says only by ids, of a country its state file, and which fields hold several values."""
    named = links.named(store, links.links_of(type, view))
    groups = state_file.state_file(store, view, limit) if type == "country" else []
    bodies = state_file.bodies(store, view) if type == "country" else {}
    several = {}
    if view.get("id") and completeness.conflicts(view):
        found = conflicts.conflicts(store, view["id"])
        several = {(one["record"], one["field"]): (one["id"], one["count"]) for one in found}
    return Around(named, code_names(store), groups, bodies, several)


def beside(store: Store, type: str, view: View, *, all_links: bool) -> Beside:
    """Return what stands beside a record that is stored, in the present language."""
    id: Any = view["id"]
    limit = links.MOST_LINKED if all_links else _FEW
    saved, attached = saves.told(store, type, id), files.files(store, type, id)
    undo, redo = saves.next_steps(store, saved)
    stepped = bool(TYPES[type].__steps__)
    said = remarks.remarks(store, id) if stepped else []
    return Beside(
        titles.title(store, id), around(store, type, view, limit)._replace(remarks=remarks_by_field(said)),
        links.links_to(store, type, id, limit), saved, undo, redo, attached,
        titles.titles(store, {one["created_by"] for one in attached if one["created_by"]}),
        steps.steps(store, type, view),
        step_words.taken(store, type, id), step_words.banner(store, type, view),
        said, remarks.referrals(store, id) if stepped else [],
    )  # fmt: skip


def remarks_by_field(said: list[View]) -> dict[str, list[str]]:
    """Return the texts of remarks that nobody has settled, by the field on which they are."""
    found: dict[str, list[str]] = {}
    for one in said:
        if not one["settled"]:
            found.setdefault(one["of_field"] or "", []).append(one["text"] or "")
    return found
