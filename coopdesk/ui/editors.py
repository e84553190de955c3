"""From the kind of a field to the widget that edits it."""

from functools import singledispatch

from PySide6.QtCore import Qt

from coopdesk import fields as kinds
from coopdesk.fields import Kind
from coopdesk.records.base import CLASSIFICATION
from coopdesk.ui.context import Context
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.inputs import (
    ChoiceEditor,
    Editor,
    FlagEditor,
    LineEditor,
    MembersEditor,
    MoneyEditor,
    ZoneEditor,
)
from coopdesk.ui.pickers import (
    LinkEditor,
    LinksEditor,
    PickEditor,
    find_countries,
    find_languages,
    find_sectors,
)
from coopdesk.ui.prose import ProseEditor
from coopdesk.ui.reach_editors import AudienceEditor, ClassificationEditor
from coopdesk.ui.tag_editor import TagsEditor


@singledispatch
def editor_for(kind: Kind, context: Context) -> Editor:
    """Return a new editor for a kind of value."""
    raise TypeError(f"no editor for {kind.name}")


_SIDES = {
    "ar": Qt.LayoutDirection.RightToLeft,
    "en": Qt.LayoutDirection.LeftToRight,
    "fr": Qt.LayoutDirection.LeftToRight,
}


@editor_for.register
def _(kind: kinds.Line, context: Context) -> Editor:
    return LineEditor(_SIDES.get(kind.lang or ""))


@editor_for.register
def _(kind: kinds.Prose, context: Context) -> Editor:
    return ProseEditor(_SIDES.get(kind.lang or ""))


@editor_for.register
def _(kind: kinds.Identifier, context: Context) -> Editor:
    return LineEditor(Qt.LayoutDirection.LeftToRight)


@editor_for.register
def _(kind: kinds.Audience, context: Context) -> Editor:
    return AudienceEditor(context)


@editor_for.register
def _(kind: kinds.Day, context: Context) -> Editor:
    return DayEditor()


@editor_for.register
def _(kind: kinds.Number, context: Context) -> Editor:
    return LineEditor(Qt.LayoutDirection.LeftToRight)


@editor_for.register
def _(kind: kinds.Period, context: Context) -> Editor:
    return LineEditor(Qt.LayoutDirection.LeftToRight)


@editor_for.register
def _(kind: kinds.Flag, context: Context) -> Editor:
    return FlagEditor()


@editor_for.register
def _(kind: kinds.Choice, context: Context) -> Editor:
    return ClassificationEditor(kind, context) if kind.options is CLASSIFICATION else ChoiceEditor(kind)


@editor_for.register
def _(kind: kinds.Members, context: Context) -> Editor:
    return MembersEditor(kind)


@editor_for.register
def _(kind: kinds.Tags, context: Context) -> Editor:
    return TagsEditor(context)


@editor_for.register
def _(kind: kinds.Link, context: Context) -> Editor:
    return LinkEditor(context, kind.to)


@editor_for.register
def _(kind: kinds.Links, context: Context) -> Editor:
    return LinksEditor(context, kind.to)


@editor_for.register
def _(kind: kinds.Code, context: Context) -> Editor:
    if kind.of == "country":
        return PickEditor(context, lambda text: find_countries(context.store, text))
    return PickEditor(context, find_sectors if kind.of == "sector" else find_languages)


@editor_for.register
def _(kind: kinds.Clock, context: Context) -> Editor:
    return LineEditor(Qt.LayoutDirection.LeftToRight)


@editor_for.register
def _(kind: kinds.Zone, context: Context) -> Editor:
    return ZoneEditor()


@editor_for.register
def _(kind: kinds.Money, context: Context) -> Editor:
    return MoneyEditor()
