"""The commands of indicators: how they stand."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output

_NONE = "–"


def status(options: Namespace, output: Output) -> int:
    """Tell how the indicators of a list stand."""
    from coopdesk.operations import listing, reach
    from coopdesk.operations.indicators.scoreboard import plain, scoreboard

    options.type = "indicator"
    with opened(options) as store:
        found = listing.open_list(store, options.type, where=inputs.where(options))
        who = reach.reader(store, options.reader, options.up_to)
        stages = ("approved",) if options.approved else ()
        told = plain(scoreboard(store, found, options.by, options.period, who, stages))
    output.give(told, _lines(told))
    return 0


def _lines(told: dict[str, Any]) -> Iterator[str]:
    for group in told["groups"]:
        if told["by"]:
            yield group["title"]
        for one in group["rows"]:
            actual, target = one["actual"] or {}, one["target"] or {}
            cells = (one["status"], one["code"] or _NONE, one["title"], actual.get("period", _NONE),
                     actual.get("value", _NONE), target.get("value", _NONE))  # fmt: skip
            yield "\t".join(cells)
    yield "\t".join(f"{name} {told[name]}" for name in ("off_track", "at_risk", "on_track", "no_data"))
