"""The parts of a value: by sex, age group, country or sector, how they are written and how they are read."""

from collections.abc import Iterable, Mapping

from coopdesk import sectors
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_, Text, digits, ltr, tr
from coopdesk.records.indicator import DIMENSIONS

_SEX: Mapping[str, Text] = {"female": N_("Women and girls"), "male": N_("Men and boys")}
ALWAYS = {"sex": tuple(_SEX)}
"""The parts that everything has which is broken down so; of the others those are shown that somebody wrote."""
_LABELS = {one.token: one.label for one in DIMENSIONS}
_NO_PART = N_("“{value}” is no part of a value. Write sex=female, age=15-24, country=YE or sector=110.")


def parsed(text: str) -> str:
    """Return a part in its one spelling; raises ``InvalidValue``."""
    dimension, sign, value = (one.strip() for one in text.partition("="))
    value = value.upper() if dimension == "country" else value
    known = dimension in _LABELS and (dimension not in ALWAYS or value in ALWAYS[dimension])
    if not (sign and value and known) or len(text) > 60:
        raise InvalidValue(_NO_PART, "part", value=text[:40])
    return f"{dimension}={value}"


def shown(part: str, countries: Mapping[str, str]) -> str:
    """Return a part as a person reads it, in the present language."""
    dimension, _, value = part.partition("=")
    if dimension == "sex" and value in _SEX:
        return tr(_SEX[value])
    if dimension == "country":
        return countries.get(value, value)
    if dimension == "sector":
        return sectors.name_of(value)
    return ltr(digits(value or part))


def ordered(dimensions: Iterable[str], there: Iterable[str]) -> list[str]:
    """Return the parts of an indicator that is broken down by these: those that it always has, and those that are
    there; what is there of a dimension that it is not broken down by any more is shown all the same."""
    named = list(dimensions)
    order = {name: place for place, name in enumerate(_LABELS)}
    found = {f"{one}={value}" for one in named for value in ALWAYS.get(one, ())} | {one for one in there if one}
    always = {f"{one}={value}": n for one, values in ALWAYS.items() for n, value in enumerate(values)}
    return sorted(found, key=lambda one: (order.get(one.partition("=")[0], 9), always.get(one, 9), one))
