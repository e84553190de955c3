"""The commands of projects: their money, their milestones, the reports that are owed of them."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.i18n import P_, tr

_WRITTEN = P_("{n} row written to {name}", "{n} rows written to {name}")
_NONE = "–"


def money(options: Namespace, output: Output) -> int:
    """Tell what was pledged, committed, paid and planned."""
    from coopdesk.operations import listing, reach
    from coopdesk.operations.projects import money as found_by

    with opened(options) as store:
        who = reach.reader(store, options.reader, options.up_to)
        where = inputs.where(Namespace(type="project", where=options.where))
        if options.id:
            found_by.check(store, options.id, who)
            where = {"id": options.id}
        found = listing.open_list(store, "project", where=where)
        figures = found_by.figures(store, found, options.currency, who, options.year)
    told = found_by.plain(figures)
    output.give(told, _money_lines(told))
    return 0


def portfolio(options: Namespace, output: Output) -> int:
    """Tell how projects stand beside one another, or write that as a table."""
    from coopdesk.operations import listing, reach
    from coopdesk.operations.projects import portfolio as found_by

    options.type = "project"
    with opened(options) as store:
        who = reach.reader(store, options.reader, options.up_to)
        found = listing.open_list(store, "project", where=inputs.where(options))
        if options.out:
            count = found_by.export(store, found, Path(options.out), who, late=options.late)
            output.give({"rows": count, "file": options.out}, [tr(_WRITTEN, n=count, name=options.out)])
            return 0
        told = [found_by.plain(one) for one in found_by.portfolio(store, found, who, late=options.late)]
    output.give(told, _portfolio_lines(told))
    return 0


def owed(options: Namespace, output: Output) -> int:
    """Tell which progress reports are owed."""
    from coopdesk.operations import reach
    from coopdesk.operations.projects import progress

    with opened(options) as store:
        found = progress.owed(store, reach.reader(store, options.reader, options.up_to))
    lines = (f"{one.due}  {one.left:>5}  {one.period:<7}  {one.title}  {one.who or _NONE}" for one in found)
    output.give([one._asdict() for one in found], lines)
    return 0


def begin_report(options: Namespace, output: Output) -> int:
    """Begin the progress report of a project for a period."""
    from coopdesk.operations.projects import report_writing

    with opened(options) as store:
        view = report_writing.begin(store, options.id, options.period)
    output.give(view, [view["id"]])
    return 0


def _money_lines(told: dict[str, Any]) -> Iterator[str]:
    yield "\t".join((told["currency"], *told["sums"]))
    yield "\t".join(("=", *told["sums"].values()))
    for by, rows in told["by"].items():
        for row in rows:
            yield "\t".join((f"{by}: {row['title']}", *row["sums"].values()))
    for one in told["providers"]:
        since = f"  {one['overdue']} since {one['since']}" if one["since"] else ""
        yield f"{one['title']}: {one['promised']} promised, {one['paid']} paid{since}"
    yield f"needed {told['target']}, promised {told['promised']}, lacking {told['gap']}"
    for one in told["not_converted"]:
        yield f"not converted: {one['count']} in {one['currency']}, {one['amount']}"


def _portfolio_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    for one in told:
        yield f"{one['late']:>5}  {one['light'] or _NONE:<6}  {one['per_cent'] or _NONE:>5}  {one['title']}"
        for point in one["milestones"]:
            late = _NONE if point["late"] is None else point["late"]
            yield f"       {late:>5}  {point['due'] or _NONE:<10}  {point['reached_on'] or _NONE:<10}  {point['title']}"
