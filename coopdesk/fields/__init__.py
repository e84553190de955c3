"""Kinds of value and ``field()``: one line declares a field everywhere.

A ``Kind`` knows how one sort of value is stored, checked, shown and packed for the wire; it never learns Qt or
ReportLab (those floors extend it by ``functools.singledispatch``). ``field()`` returns a column whose ``info``
carries the ``Field``. A field's number is its name on the wire and is never used again for something else.

Three forms of a value, and who speaks them:
    plain    what JSON carries and forms edit: str, int, bool, list of str, ``{"amount", "currency"}``, None
    stored   what the record's attribute holds: str, int, bool, tuple of str, ``Amount``, None
    wire     what an operation carries: None, bool, int, str, list of these (no floats)
"""

from coopdesk.fields.choices import Choice, Members, Option, Tags, options
from coopdesk.fields.declared import Field, field, language_of, named
from coopdesk.fields.kind import Kind, Plain, Wire
from coopdesk.fields.known import COUNTRY, CURRENCY, EMAIL, PHONE, WEB
from coopdesk.fields.links import Link, Links, parse_id
from coopdesk.fields.measures import Period, Quantity
from coopdesk.fields.text import AUDIENCES, Audience, Hashes, Identifier, Line, Prose, check_text
from coopdesk.fields.values import Amount, Clock, Code, Day, Flag, Money, Number, Zone

__all__ = [
    "AUDIENCES",
    "COUNTRY",
    "CURRENCY",
    "EMAIL",
    "PHONE",
    "WEB",
    "Amount",
    "Audience",
    "Choice",
    "Clock",
    "Code",
    "Day",
    "Field",
    "Flag",
    "Hashes",
    "Identifier",
    "Kind",
    "Line",
    "Link",
    "Links",
    "Members",
    "Money",
    "Number",
    "Option",
    "Period",
    "Plain",
    "Prose",
    "Quantity",
    "Tags",
    "Wire",
    "Zone",
    "check_text",
    "field",
    "language_of",
    "named",
    "options",
    "parse_id",
]
