"""Example data of projects: three of others as they were published, and one of our own with all that belongs to it.

Those of others are saved in one transaction and their values are set as approved at once, for they are no work of this
desk; ours goes the way that a project goes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from coopdesk.operations import record, rights
from coopdesk.operations.indicators import example_review
from coopdesk.operations.projects.examples import own
from coopdesk.operations.projects.examples.human_capital import HUMAN_CAPITAL
from coopdesk.operations.projects.examples.shapes import Measured, Published
from coopdesk.operations.projects.examples.urban_resilience import URBAN_RESILIENCE
from coopdesk.operations.projects.examples.wala import WALA
from coopdesk.records.indicator import Indicator, IndicatorValue
from coopdesk.records.project import Project, Result
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id
from coopdesk.store.writing import Writing

_PUBLISHED = (URBAN_RESILIENCE, HUMAN_CAPITAL, WALA)
_BODIES = {"participants": ("organization",), "transactions": ("provider", "receiver")}


@rights.needs(rights.ADMINISTRATOR)
def add(store: Store, mark: Mapping[str, Any]) -> None:
    """Add the examples; ``mark``: what marks them as such."""
    with store.writing() as writing:
        for one in _PUBLISHED:
            _publish(writing, one, mark)
    own.add(store, mark)


def _publish(writing: Writing, published: Published, mark: Mapping[str, Any]) -> None:
    lines = [
        {"code": code, "level": level, "title_en": english, "title_ar": arabic}
        for code, level, _, english, arabic in published.results
    ]
    project = record.save_in(writing, Project, _linked(published.values) | {"results": lines} | dict(mark))
    found = {one.code: one for one in writing.session.scalars(select(Result).where(Result.project == project))}
    for code, _, above, *_ in published.results:
        found[code].part_of = found[above].id if above else None
    results = {str(code): one.id for code, one in found.items()}
    example_review.approve(writing, [
        value for one in published.indicators for value in _measure(writing, project, results, one, published, mark)
    ])  # fmt: skip


def _measure(
    writing: Writing, project: str, results: Mapping[str, str], one: Measured, published: Published,
    mark: Mapping[str, Any],
) -> Iterator[str]:  # fmt: skip
    """Save an indicator with its targets; yield its values."""
    indicator = record.save_in(writing, Indicator, {
        "code": one.code, "name_en": one.name_en, "name_ar": one.name_ar, "project": project,
        "framework": published_id("framework/project-results"), "result": results[one.result],
        "measure": one.measure, "direction": "down" if one.down else "up", "frequency": "year", "over_time": "last",
        "baseline": one.baseline, "baseline_period": published.before if one.baseline else None, "method": "entered",
        "parts": ["sex"] if one.women else [], "source_en": published.source, "notes": one.note or None,
        "targets": [{"period": period, "value": value} for period, value in one.targets.items()], **mark,
    })  # fmt: skip
    for part, values in (("", one.values), ("sex=female", one.women)):
        for period, value in values.items():
            yield record.save_in(writing, IndicatorValue, {
                "indicator": indicator, "period": period, "part": part or None, "value": value,
                "source": published.source, **mark,
            }, flush=False)  # fmt: skip


def _linked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of a project in which bodies of the published directory stand by their ids."""
    found = dict(values)
    for name, fields in _BODIES.items():
        found[name] = [
            line | {field: published_id(f"organization/{line[field]}") for field in fields if field in line}
            for line in values.get(name, ())
        ]
    return found
