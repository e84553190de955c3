"""Projects through the exchange: a mission asks for the no-objection, the Ministry gives it on a condition, and the
progress report that the mission sends is owed no more at either."""

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import listing, record, steps
from coopdesk.operations.projects import money, progress
from tests.operations.projects.ventures import body, paid, project, usd
from tests.sync.network import Network
from tests.sync.officers import Offices, offices

__all__ = ["offices"]


def test_the_no_objection_is_asked_by_a_mission_and_given_by_the_ministry_on_a_condition(offices: Offices) -> None:
    ministry, vienna = offices.ministry, offices.vienna
    wells = project(
        vienna, "Wells", proposing=body(vienna, "Fund"), funding_target=usd("100"),
        project_countries=[{"country": "YE", "share": "60"}, {"country": "SO", "share": "30"}],
        transactions=[paid("pledge", "2026-01-01", "40")],
    )  # fmt: skip
    with pytest.raises(Refused, match="90"):
        steps.take(vienna, "project", wells, "ask")
    last = record.show(vienna, "project", wells)["project_countries"][1]["id"]
    record.save(vienna, "project", {"id": wells, "project_countries": [{"id": last, "share": "40"}]})
    steps.take(vienna, "project", wells, "ask", comment="It serves the second priority")
    offices.send(vienna, ministry)
    waiting = listing.open_list(ministry, "project", where={"stage": {"any": ["asked"]}})
    assert listing.ids(ministry, waiting) == [wells]
    assert money.of_project(ministry, wells).gap == 6000
    with pytest.raises(Refused):
        steps.take(vienna, "project", wells, "give")
    with pytest.raises(Refused, match="comment"):
        steps.take(ministry, "project", wells, "give_on_condition")
    steps.take(ministry, "project", wells, "give_on_condition", comment="Report every quarter")
    offices.send(ministry, vienna)
    view = record.show(vienna, "project", wells)
    assert (view["stage"], view["stage_comment"]) == ("conditional", "Report every quarter")
    assert steps.take(vienna, "project", wells, "ask")["stage"] == "asked"


def test_a_report_is_owed_at_both_until_it_is_sent(offices: Offices) -> None:
    ministry, vienna = offices.ministry, offices.vienna
    values = {"status": "implementation", "reports": "yearly", "actual_start": "2020-01-01", "actual_end": "2020-12-31"}
    wells = project(vienna, "Wells", **values)
    offices.send(vienna, ministry)
    for desk in (vienna, ministry):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(progress, "today", lambda: "2021-06-01")
            assert [(one.project, one.period, one.desk) for one in progress.owed(desk)] == [
                (wells, "2020", vienna.desk)
            ]  # fmt: skip
    report = {"project": wells, "period": "2020", "light": "green", "done_en": "Done", "done_ar": "أنجز"}
    id = record.save(vienna, "progress_report", report)["id"]
    offices.send(vienna, ministry)
    assert listing.ids(ministry, listing.open_list(ministry, "progress_report")) == []
    steps.take(vienna, "progress_report", id, "send")
    offices.send(vienna, ministry)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress, "today", lambda: "2021-06-01")
        assert progress.owed(ministry) == progress.owed(vienna) == []
    steps.take(ministry, "progress_report", id, "send_back", comment="Say what was spent")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress, "today", lambda: "2021-06-01")
        assert [one.report for one in progress.owed(ministry)] == [id]


def test_an_indicator_of_a_project_reaches_who_manages_it_and_no_other_mission(network: Network) -> None:
    wells = record.save(network.geneva, "project", {"title_en": "Wells"})["id"]
    mine = record.save(network.geneva, "indicator", {"project": wells, "name_en": "Pumps"})["id"]
    network.send(network.geneva, network.ministry)
    theirs = record.save(network.ministry, "indicator", {"project": wells, "name_en": "Schools"})["id"]
    for desk in (network.geneva, network.vienna):
        network.send(network.ministry, desk)
    network.send(network.geneva, network.vienna)
    found = [set(listing.ids(one, listing.open_list(one, "indicator")))
             for one in (network.ministry, network.geneva, network.vienna)]  # fmt: skip
    assert {mine, theirs} <= found[0] & found[1]
    assert not {mine, theirs} & found[2]
