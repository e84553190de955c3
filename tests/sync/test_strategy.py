"""A new edition of the strategy reaches a mission with a bundle; what a mission tags with it counts at the Ministry."""

from pathlib import Path

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import record, tags
from coopdesk.operations.strategy import coverage, table
from coopdesk.store.meta import set_meta
from tests.operations.strategy.test_table import NEXT, written
from tests.sync.network import Network


def test_a_strategy_goes_out_and_what_serves_it_comes_back(network: Network, tmp_path: Path) -> None:
    ministry, geneva = network.ministry, network.geneva
    with ministry.writing() as writing:
        set_meta(writing.connection, "ministry", b"1")
    plan = table.preview(geneva, written(tmp_path, NEXT))
    with pytest.raises(Refused, match="next bundle"):
        table.take(geneva, plan)
    table.take(ministry, table.preview(ministry, tmp_path / "s.xlsx"))
    network.send(ministry, geneva)
    assert [one.code for one in coverage.editions(geneva)] == ["nds4"]
    assert tags.read(geneva, ["nds4-ic"]) == (["nds4-ic"], [])
    record.save(geneva, "project", {"title_en": "Well", "tags": ["nds4-ic.1"], "audience": "ministry"})
    network.send(geneva, ministry)
    rows = {one.code: one for one in coverage.coverage(ministry).rows}
    assert rows["nds4-ic"].counts["project"] == 1
