"""How this desk looks at its lists: columns, order, groups, and saved filters.

They may name records, so they are kept in the encrypted database, never beside it. They stay at this desk: no
operation is made of them, and no bundle carries them. What cannot be read is as if it were not there.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.errors import Refused
from coopdesk.i18n import N_, Text
from coopdesk.operations import rights
from coopdesk.operations.record_types import pairs, record_type
from coopdesk.records.project_choices import LIVE
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import META

_OPEN = {"none": ["done", "verified", "cancelled", "superseded"]}
"""Nothing was decided that ends an action; a status that is not said counts as open."""
_RUNNING = ["spotted", "validated", "circulated", "nominations", "submitted", "under_review"]
_SETTLED = ["declined", "not_selected", "withdrawn", "ended"]
UNWRITTEN = {"id": {"unlinked": "conference_report.conference"}, "starts": {"period": "past"}}
"""Conferences that are over, and nobody reported on."""


_TAKEN = N_("There is a filter “{name}” already. Choose another name.")


class BuiltIn(NamedTuple):
    """A filter that every desk has: its name and what it asks."""

    name: Text
    where: dict[str, Any]


@rights.needs(rights.READER)
def built_in(store: Store, type: str) -> list[BuiltIn]:
    """Return the filters of a record type that every desk has; "mine" is the officer at work."""
    me = store.officer
    found = {
        "organization": [
            BuiltIn(N_("With our membership"), {"id": {"linked": "membership.organization"}}),
            BuiltIn(N_("To verify"), {"verified_on": {"period": "not_for_a_year"}}),
            BuiltIn(N_("Without a type"), {"type": None}),
        ],
        "contact": [BuiltIn(N_("Without an organization"), {"organization": None})],
        "country": [
            BuiltIn(label, {"groups": {"any": [token]}})
            for token, label in (
                ("gcc", N_("Gulf Cooperation Council")),
                ("arab_league", N_("League of Arab States")),
                ("oic", N_("Organization of Islamic Cooperation")),
                ("ldc", N_("Least developed countries")),
                ("conflict_affected", N_("Conflict-affected countries")),
                ("donor", N_("Donor countries")),
            )
        ],
        "action": [
            *([BuiltIn(N_("Mine", "actions"), {"officer": {"any": [me]}})] if me else []),
            BuiltIn(N_("Overdue", "actions"), {"due": {"period": "past"}, "status": _OPEN}),
            BuiltIn(N_("Due in 30 days"), {"due": {"period": "next_30_days"}, "status": _OPEN}),
            BuiltIn(N_("Awaiting others"), {"status": {"any": ["awaiting"]}}),
            BuiltIn(N_("Done", "actions"), {"status": {"any": ["done", "verified"]}}),
        ],
        "conference_report": [
            BuiltIn(N_("Drafts"), {"stage": {"any": ["draft", None]}}),
            BuiltIn(N_("Waiting for clearance"), {"stage": {"any": ["submitted"]}}),
            BuiltIn(N_("Cleared", "reports"), {"stage": {"any": ["cleared"]}}),
            BuiltIn(N_("Referred", "reports"), {"stage": {"any": ["referred"]}}),
            BuiltIn(N_("Returned", "reports"), {"stage": {"any": ["returned"]}}),
            BuiltIn(N_("Of this year"), {"created_at": {"from": f"{today()[:4]}-01-01T00:00:00.000Z"}}),
        ],
        "opportunity": [
            BuiltIn(N_("Open", "opportunities"), {"stage": {"any": [*_RUNNING, None]}}),
            BuiltIn(N_("Closing in 30 days"),
                    {"deadline": {"period": "next_30_days"}, "stage": {"any": [*_RUNNING, None]}}),
            BuiltIn(N_("Deadline over, not settled"),
                    {"deadline": {"period": "past"}, "stage": {"any": [*_RUNNING[:4], None]}}),
            BuiltIn(N_("Offered by the State"), {"direction": {"any": ["by_state"]}}),
            BuiltIn(N_("Lapsed", "opportunities"), {"stage": {"any": ["lapsed"]}}),
        ],
        "nomination": [
            BuiltIn(N_("In hand", "nominations"), {"stage": {"none": [*_SETTLED]}}),
            BuiltIn(N_("Returned", "nominations"), {"stage": {"any": ["returned"]}}),
            BuiltIn(N_("Selected", "nominations"), {"stage": {"any": ["selected", "in_post", "ended"]}}),
        ],
        "expert": [
            BuiltIn(N_("Available", "experts"), {"availability": {"any": ["available"]}}),
            BuiltIn(N_("Relief workers"), {"relief_worker": True}),
            BuiltIn(N_("Consent expired"), {"consent_until": {"period": "past"}}),
            BuiltIn(N_("In international organizations"), {"id": {"linked": "service.expert"}}),
        ],
        "capacity_need": [BuiltIn(N_("Unmet"), {"status": {"none": ["met", "withdrawn"]}})],
        "circulation": [
            BuiltIn(N_("Not closed"), {"closed_on": None}),
            BuiltIn(N_("Answer overdue"), {"closed_on": None, "reply_by": {"period": "past"}}),
        ],
        "letter": [
            BuiltIn(N_("Drafts", "letters"), {"stage": {"any": ["draft", "returned", None]}}),
            BuiltIn(N_("To sign"), {"stage": {"any": ["submitted"]}}),
            BuiltIn(N_("Signed, not sent"), {"stage": {"any": ["signed"]}}),
        ],
        "award": [
            BuiltIn(N_("Report owed"), {"report_on": None, "report_due": {"period": "past"}}),
            BuiltIn(N_("Follow-up owed"), {"follow_up_on": None, "follow_up_due": {"period": "past"}}),
        ],
        "applicant": [
            BuiltIn(N_("To decide", "applicants"), {"status": {"any": ["received", "complete", None]}}),
            BuiltIn(N_("Accepted", "applicants"), {"status": {"any": ["accepted"]}}),
        ],
        "candidature": [
            BuiltIn(N_("Running", "candidatures"), {"status": {"none": ["elected", "not_elected", "withdrawn"]}}),
        ],
        "support_request": [BuiltIn(N_("Not answered"), {"answer": {"any": ["pending", None]}})],
        "form_template": [
            BuiltIn(N_("In use", "forms"), {"stage": {"any": ["in_use"]}}),
            BuiltIn(N_("Drafts", "forms"), {"stage": {"any": ["draft", None]}}),
        ],
        "response": [
            BuiltIn(N_("Drafts", "responses"), {"stage": {"any": ["draft", "returned", None]}}),
            BuiltIn(N_("To review"), {"stage": {"any": ["pending"]}}),
            BuiltIn(N_("Approved", "responses"), {"stage": {"any": ["approved"]}}),
        ],
        "survey": [
            BuiltIn(N_("Open", "surveys"), {"stage": {"any": ["open"]}}),
            BuiltIn(N_("Past their closing day"), {"stage": {"any": ["open"]}, "closes": {"period": "past"}}),
        ],
        "referral": [
            BuiltIn(N_("Not answered"), {"answer": None, "answered_on": None}),
            BuiltIn(N_("Overdue", "referrals"), {"answer": None, "answered_on": None, "due": {"period": "past"}}),
        ],
        "conference": [
            BuiltIn(N_("Ended, without a report"), UNWRITTEN),
            BuiltIn(N_("Of this year"), {"starts": {"period": "this_year"}}),
            BuiltIn(N_("In the next 30 days"), {"starts": {"period": "next_30_days"}}),
        ],
        "project": [
            BuiltIn(N_("Running", "projects"), {"status": {"any": ["implementation", "finalisation"]}}),
            BuiltIn(N_("Past their planned end"),
                    {"planned_end": {"period": "past"}, "status": {"any": [*LIVE, None]}}),
            BuiltIn(N_("No-objection awaited"), {"stage": {"any": ["asked"]}}),
            BuiltIn(N_("Initiatives of the State"), {"managed_by": {"any": ["state"]}}),
            BuiltIn(N_("Without sectors"), {"id": {"unlinked": "project_sector.project"}}),
        ],
        "progress_report": [
            BuiltIn(N_("Drafts", "progress reports"), {"stage": {"any": ["draft", "returned", None]}}),
            BuiltIn(N_("To review", "progress reports"), {"stage": {"any": ["sent"]}}),
            BuiltIn(N_("In trouble", "projects"), {"light": {"any": ["red"]}}),
        ],
        "allocation": [
            BuiltIn(N_("For this year", "allocations"), {"year": int(today()[:4])}),
            BuiltIn(N_("Changed", "allocations"), {"id": {"linked": "allocation_change.allocation"}}),
            BuiltIn(N_("Not yet approved", "allocations"), {"approved_on": None}),
        ],
        "engagement": [
            BuiltIn(N_("Of this year", "engagements"), {"starts": {"period": "this_year"}}),
            BuiltIn(N_("In the next 30 days"), {"starts": {"period": "next_30_days"}}),
            BuiltIn(N_("Training courses"), {"kind": {"any": ["training"]}}),
            BuiltIn(N_("Nothing said of what came of it"),
                    {"starts": {"period": "past"}, "summary_en": None, "summary_ar": None}),
        ],
        "indicator": [
            BuiltIn(N_("Of projects", "indicators"), {"project": {"filled": True}}),
            BuiltIn(N_("Without a baseline"), {"baseline": None}),
            BuiltIn(N_("Without targets"), {"id": {"unlinked": "target.indicator"}}),
            BuiltIn(N_("Never measured", "indicators"), {"id": {"unlinked": "indicator_value.indicator"},
                                                         "method": {"any": ["entered", None]}}),
        ],
        "indicator_value": [
            BuiltIn(N_("Drafts", "indicator values"), {"stage": {"any": ["draft", None]}}),
            BuiltIn(N_("To review", "indicator values"), {"stage": {"any": ["submitted"]}}),
            BuiltIn(N_("Returned", "indicator values"), {"stage": {"any": ["returned"]}}),
            BuiltIn(N_("Approved", "indicator values"), {"stage": {"any": ["approved"]}}),
        ],
        "evaluation": [
            BuiltIn(N_("Planned for this year"), {"planned_on": {"period": "this_year"}}),
            BuiltIn(N_("Under way", "evaluations"), {"stage": {"any": ["under_way"]}}),
            BuiltIn(N_("Response awaited"), {"stage": {"any": ["reported"]}}),
            BuiltIn(N_("Response overdue"), {"stage": {"any": ["reported"]}, "response_due": {"period": "past"}}),
        ],
    }  # fmt: skip
    waiting = [BuiltIn(N_("To translate", "records"), {"id": {"untranslated": True}})]
    return [*found.get(type, []), *(waiting if pairs(record_type(type)) else [])]


@rights.needs(rights.READER)
def load(store: Store, name: str) -> dict[str, Any]:
    """Return what was kept under a name, such as ``view/organization``; empty for nothing."""
    with store.reading() as connection:
        kept = connection.execute(select(META.c.value).where(META.c.key == name)).scalar()
    found = None
    with suppress(ValueError, RecursionError):
        found = json.loads(kept or b"{}")
    return found if isinstance(found, dict) else {}


@rights.needs(rights.READER)
def save(store: Store, name: str, values: Mapping[str, Any]) -> None:
    """Keep values under a name. Raises ``Busy``, ``CannotWrite``."""
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
        set_meta(connection, name, content)


@rights.needs(rights.READER)
def filters(store: Store, type: str) -> dict[str, dict[str, Any]]:
    """Return the filters that this desk saved for a record type: by name, what each asks (``where``, ``text``)."""
    kept = load(store, f"filters/{type}")
    return {name: one for name, one in kept.items() if isinstance(one, dict) and isinstance(one.get("where"), dict)}


@rights.needs(rights.READER)
def save_filter(store: Store, type: str, name: str, where: Mapping[str, Any], text: str) -> None:
    """Keep a filter under a name; one of that name is replaced."""
    save(store, f"filters/{type}", filters(store, type) | {name: {"where": dict(where), "text": text}})


@rights.needs(rights.READER)
def rename_filter(store: Store, type: str, name: str, new: str) -> None:
    """Give a saved filter another name, in its place. Raises ``Refused`` where another one has it."""
    kept = filters(store, type)
    if new != name and new in kept:
        raise Refused(_TAKEN, name=new)
    put_filters(store, type, {new if key == name else key: one for key, one in kept.items()})


@rights.needs(rights.READER)
def move_filter(store: Store, type: str, name: str, by: int) -> None:
    """Move a saved filter up or down among the others."""
    kept = filters(store, type)
    order = [one for one in kept if one != name]
    order.insert(max(list(kept).index(name) + by, 0), name)
    put_filters(store, type, {one: kept[one] for one in order})


@rights.needs(rights.READER)
def put_filters(store: Store, type: str, kept: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep these filters in this order instead of those that are kept, as undoing does."""
    save(store, f"filters/{type}", kept)


@rights.needs(rights.READER)
def drop_filter(store: Store, type: str, name: str) -> None:
    """Forget a saved filter."""
    save(store, f"filters/{type}", {key: one for key, one in filters(store, type).items() if key != name})
