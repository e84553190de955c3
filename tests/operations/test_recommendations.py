"""Recommendations become actions: once each, in the right language, with their source and owner, all or none."""

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import listing, recommendations, record, steps
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id


def test_each_recommendation_becomes_one_action(store: Store) -> None:
    owner = published_id("organization/qa-npc")
    lines = [{"text": "ترشيح خبيرين", "addressed_to": owner}, {"text": "Name a focal point"}, {"text": None}]
    report = record.save(store, "conference_report", {"classification": "secret", "recommendations": lines})["id"]
    made = [record.show(store, "action", id) for id in recommendations.make_actions(store, report)]
    assert [(one["text_ar"], one["text_en"], one["owner"]) for one in made] == [
        ("ترشيح خبيرين", None, owner), (None, "Name a focal point", None),
    ]  # fmt: skip
    assert {(one["source"], one["status"], one["kind"], one["classification"], one["audience"]) for one in made} == {
        (report, "open", "recommendation", "secret", "local")
    }
    linked = [one["action"] for one in record.show(store, "conference_report", report)["recommendations"]]
    assert linked == [*(one["id"] for one in made), None]
    with pytest.raises(Refused, match="already"):
        recommendations.make_actions(store, report)


def test_a_frozen_report_makes_none(store: Store) -> None:
    conference = record.save(store, "conference", {"title_en": "Board", "starts": "2026-09-21"})["id"]
    values = {"conference": conference, "bottom_line_en": "x", "recommendations": [{"text": "Do it"}]}
    report = record.save(store, "conference_report", values)["id"]
    steps.take(store, "conference_report", report, "clear")
    with pytest.raises(Refused):
        recommendations.make_actions(store, report)

    assert len(listing.open_list(store, "action")) == 0
