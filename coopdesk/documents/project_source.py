"""What the papers of projects are made of beside records: how indicators stand, and what is known of their parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from coopdesk.documents.source import Source
from coopdesk.i18n import Language
from coopdesk.records.project_money import MoneyFigures
from coopdesk.records.scoreboard import Standing


@dataclass(frozen=True, kw_only=True)
class ProjectSource(Source):
    """``standing``, ``targets`` (by period): of each indicator, by its id; ``parts``: of each the values of its
    parts by period; ``part_names``: how a part is called in each language; ``money``: its figures in each
    language; ``counted``: the degree of each record from which values of indicators come, by its id."""

    standing: Mapping[str, Standing] = field(default_factory=dict)
    targets: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Mapping[str, Decimal]]] = field(default_factory=dict)
    part_names: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    money: Mapping[Language, MoneyFigures] = field(default_factory=dict)
    counted: Mapping[str, str | None] = field(default_factory=dict)

    def holds(self) -> list[tuple[str, str | None]]:
        return list({**self.counted, **dict(super().holds())}.items())
