"""Tags: the lists of words that records are gathered by, in both languages."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Day, Identifier, Line, Link, Links, field, options
from coopdesk.i18n import N_, ltr, tr
from coopdesk.records.base import Record

SCHEME = options(
    ("theme", N_("Theme")),
    ("sdg_goal", N_("Sustainable Development Goal")),
    ("sdg_target", N_("Target of a Sustainable Development Goal")),
    ("national_strategy", N_("National strategy")),
    ("national_sector", N_("Sector of the national strategy")),
    ("national_outcome", N_("Outcome of the national strategy")),
    ("national_target", N_("Target of the national strategy")),
)
_NUMBERED = {"sdg_goal": N_("SDG {number}: {name}"), "sdg_target": N_("SDG target {number}: {name}")}
_EDITED = ("national_sector", "national_outcome", "national_target")
_OF_EDITION = N_("{name} ({edition})", "a part of a strategy")


class Tag(Record):
    """A theme, a goal or target of the 2030 Agenda, a part of the national strategy, which says what continues it.

    Records carry its code in their ``tags``: ``sdg-4``, ``sdg-4.b``, ``energy``.
    """

    __tablename__ = "tag"
    __entity__ = 24
    __label__ = N_("Tag")
    __plural__ = N_("Themes and goals")
    __ordered__ = (("valid_from", "valid_to"),)
    __title__ = ("name_en", "name_ar")
    __audience__ = "all"

    code: Mapped[str | None] = field(1, Identifier(), N_("Code"), required=True, column=120, search=True)
    name_en: Mapped[str | None] = field(2, Line("en"), N_("Name", "in English"), required=True, column=420, search=True)
    name_ar: Mapped[str | None] = field(3, Line("ar"), N_("Name (Arabic)"), required=True, column=420, search=True)
    scheme: Mapped[str | None] = field(4, Choice(SCHEME), N_("List", "tag"), required=True, column=160)
    parent: Mapped[str | None] = field(5, Link("tag"), N_("Part of"))
    valid_from: Mapped[str | None] = field(6, Day(), N_("Valid from"), group=6)
    valid_to: Mapped[str | None] = field(7, Day(), N_("Valid until"), group=6)
    continued_as: Mapped[tuple[str, ...]] = field(8, Links(to="tag"), N_("Continued as", "in the next strategy"))
    edition: Mapped[str | None] = field(9, Line(), N_("Edition", "of a strategy"))


def tag_label(code: str, scheme: str | None, name: str, edition: str | None = None) -> str:
    """Return how a tag reads where it stands alone: a goal and a target with their numbers, a part of a strategy with
    the edition, since the next one may have a part of the same name."""
    if scheme in _EDITED and edition:
        return tr(_OF_EDITION, name=name, edition=ltr(edition))
    if scheme not in _NUMBERED:
        return name
    return tr(_NUMBERED[scheme], number=ltr(code.removeprefix("sdg-")), name=name)
