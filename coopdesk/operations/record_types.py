"""What record types there are, with their fields, labels in both languages and choices."""

from typing import Any

from coopdesk.errors import NotFound
from coopdesk.fields import Field, Link, Links, language_of
from coopdesk.i18n import N_, Text, tr, using
from coopdesk.records import TYPES, Record, fields_of

View = dict[str, Any]

_NO_TYPE = N_("There is no record type “{name}”.")


def record_type(name: str) -> type[Record]:
    """Return the class of a record type; raises ``NotFound``."""
    if name not in TYPES:
        raise NotFound(_NO_TYPE, name=name[:60])
    return TYPES[name]


def types() -> list[View]:
    """Return every record type with its fields, labels in both languages and choices."""
    return [
        {
            "name": name,
            **labels(cls.__label__),
            "owner": cls.__owner__,
            "fields": [_field_view(cls, one) for one in fields_of(cls)],
        }
        for name, cls in TYPES.items()
    ]


def labels(text: Text) -> dict[str, str]:
    """Return a label in both languages."""
    with using("en"):
        english = tr(text)
    with using("ar"):
        return {"label_en": english, "label_ar": tr(text)}


def _field_view(cls: type[Record], one: Field) -> View:
    choices = getattr(one.kind, "options", ())
    return {
        "name": one.name,
        "kind": one.kind.name,
        **labels(one.label),
        "required": one.required,
        "bilingual": len(halves(cls, one)) == 2,
        "choices": [{"value": choice.token, **labels(choice.label)} for choice in choices] or None,
        "link_to": (one.kind.to or None) if isinstance(one.kind, Link | Links) else None,
    }


def halves(cls: type[Record], declared: Field) -> list[str]:
    """Return the names of both halves of a bilingual pair, the English first; of any other field its own."""
    lang = language_of(declared)
    if lang is None:
        return [declared.name]
    stem = declared.name.removesuffix(f"_{lang}")
    return [one.name for one in fields_of(cls) if one.name in (f"{stem}_en", f"{stem}_ar")]


def pairs(cls: type[Record]) -> list[tuple[str, str]]:
    """Return the names of the halves of each bilingual pair of a record type."""
    found = dict.fromkeys(tuple(halves(cls, one)) for one in fields_of(cls))
    return [(names[0], names[1]) for names in found if len(names) == 2]
