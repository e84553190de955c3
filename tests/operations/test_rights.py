"""Every role against every operation; and no road by which what an administrator writes is written by another."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from coopdesk import operations
from coopdesk.errors import Refused
from coopdesk.operations import conflicts, files, grants, history, officers, record, rights, saves, several, upkeep
from coopdesk.operations.record_types import View
from coopdesk.records import Officer, OfficerKey
from coopdesk.store.home import Store
from coopdesk.store.tables import META, OP
from tests.conftest import copy_home
from tests.operations.people import open_as, staff

LEAST = {
    "reader": """
        actuals.actuals aid.count aid.figures aid_facts.facts allocations.outlook alumni.alumni
        announcements.alike announcements.recognized announcements.told answer_export.export
        answer_tables.preview applicants.cautions applicants.sheet board.more board.open_board
        by_country.by_country by_country.with_countries calendar_days.entries calendar_file.export
        candidatures.accounts candidatures.tally cautions.before_save cautions.before_step ceilings.check
        ceilings.is_for_all_of circular_letters.countries_of circular_letters.open_ones
        circular_letters.proposed circular_letters.reply_day circular_letters.to_go circulation.cells
        circulation.cautions circulation.matrix circulation.silent
        code_names.code_names conditions.sentence conditions.told
        conflict_words.told conflicts.conflicts conflicts.count conflicts.show copying.copy
        copying.copy_reference counted_from.degrees_of counted_money.counted countries.country_names
        coverage.coverage coverage.editions coverage_table.export currency.currency_here
        deadlines.by_our_day deadlines.coming
        deadlines.days_here deadlines.out_of_step deadlines.standing decision_letters.due
        decision_letters.written degrees.rules desk.apply_settings desk.identity desks.desk_names
        desks.other_desks differences.between differences.named drafts.begun drafts.count drafts.find
        drafts.kept dues.left dues.owed emblem.emblem endowments.returns_of enrolment.asks_again
        enrolment.is_enrolled enrolment.keeps_registrar enrolment.listed enrolment.read_answer
        enrolment.roots_at_home evidence.offered exchange.history exchange.inbox exchange.inspect
        exchange.keep_place exchange.last_place exchange.preview exchange.standing files.beginning files.files
        files.read files.save_as folders.folders folders.run folders.up_to_date freezing.is_held freezing.settle
        group_names.labelled held.above history.as_of history.entries history.history history.undone home.home
        home.lapsed
        home.my_late_actions invitation_mail.write invitations.chosen invitations.sheet leaving.let_bundle_out
        leaving.let_out leaving_log.log leaving_log.officers ledger_of_support.ledger left_out.for_reader
        left_out.hidden_links lessons.compared lessons.lessons lessons_table.save letter_files.are_noted
        letter_files.write_files letters.about letters.compose letters.language_for letters.newest_note
        letters.note_of letters.subject_in links.links_to links.named list_sums.sums list_sums.sums_of
        list_words.shown_values listing.count listing.group_titles listing.ids listing.open_list listing.page
        listing.values listing.views matching.experts_for matching.fits matching.needs_for matching.offers_for
        matching.opportunities_for matching.weights matrix.of_framework matrix.of_project matrix.open_matrix
        matrix_file.read matrix_file.write measures.told method.counts method.told minutes.text money.alone
         money.check money.currencies money.figures money.of_project money_facts.degrees_of_lines
         money_facts.hidden_lines nominating.cautions nominating.nominated officers.listed opportunity_figures.figures
        opportunity_measures.key_titles overlap_money.money_of overlap_words.cautions overlaps.overlaps
        own_entity.own_entity paper.fillable paper.read_pdf paper.write_fillable period_locks.locked
        planning.unread
        portfolio.export portfolio.milestones portfolio.portfolio pressing.pressing printed_aid.internal
        printed_aid.public printed_allocations.source printed_calendar.source printed_coverage.source
        printed_digest.by_entity printed_digest.by_field printed_evaluation.source printed_figures.source
        printed_forms.of_response printed_forms.of_template printed_indicators.told printed_list.records_of
        printed_list.source
        printed_nominees.applicants_of printed_nominees.note_of printed_nominees.of_expert
        printed_nominees.of_meeting printed_nominees.of_nomination printed_nominees.of_opportunity
        printed_overlaps.source printed_project.frame printed_project.sheet printed_quarter.source
        printed_record.around printed_record.source_of printed_record.whole printed_report.source
        printed_results.source printed_scoreboard.source printed_steps.steps_of printing.hand_out
        printing.prepare printing.print_to_file printing.print_typed printing.save_copies progress.owed
        progress.owed_of progress.progress quarter.quarter ranking.ranking reach.change reach.check_sees
        reach.narrowed reach.reader reach.readers reach.seen_by readiness.readiness record.missing record.show
        registry.proposed remarks.referrals remarks.remarks reminders.ask reminders.day_of reminders.due
        reminders.put_off report_writing.cautions responding.recommended responses.cautions responses.faults
        responses.forms_in_use responses.open_response responses.score results.counted_ids results.fragility
         results.frame results.groupings results.questions results.results results.scope
         results.unseen_answers results.usual_grouping review.cautions review.cautions_of_one review.waiting
         roster.presence saves.next_steps saves.told scoreboard.off_track scoreboard.scoreboard scoreboard.targets_of
        scoring.sheet search.find search.find_anything sessions.before standing.counting standing.of standing.of_step
        state_file.bodies state_file.state_file step_words.banner step_words.clearance step_words.said
        step_words.taken step_words.worth_of steps.check_person steps.is_acting steps.lacking_elsewhere
        steps.steps steps.unproven support.of_desk table.preview table_columns.remember table_columns.remembered
        table_export.export table_export.export_json table_names.country_codes table_preview.preview tables.plan
        tags.find tags.known tags.read tags.tag_names templates.export_file templates.find templates.load
        themes.may_add titles.names_in_titles titles.reference titles.title titles.titles told_rows.workers
        told_tables.save_aid told_tables.save_allocations told_tables.save_overlaps tree.children tree.path
        unread.found unseen.where upkeep.check value_cautions.cautions views.built_in views.drop_filter
        views.filters views.load views.move_filter views.put_filters views.rename_filter views.save
        views.save_filter working_days.rest_both working_days.rest_here written_days.read
    """,
    "secretary": """
        answer_tables.take cell_saving.save_cells circular_letters.remind circular_letters.remind_all
        circular_letters.write_letters circulation.answer circulation.remind deadlines.plan deadlines.plan_again
        deadlines.tick decision_letters.write_letters drafts.drop drafts.keep evidence.attach exchange.discard
        exchange.export exchange.import_files exchange.retry exchange.slip files.attach files.detach
        history.undo invitations.answered invitations.invite invitations.note_invited invitations.remind
        ledger_of_support.note letter_files.read_back letter_files.take_back letters.begin letters.fill_in
        letters.write letters.write_all minutes.draft nominating.nominate overlap_words.note paper.take_pdf
        planning_letters.write recommendations.make_actions record.delete record.restore record.save
        record.save_all remarks.answer remarks.settle report_writing.begin responding.make_actions
        responding.respond responses.answer responses.begin responses.make responses.save_answers results.move
        review.take saves.restore_value saves.undo_next scoring.give several.delete several.restore several.tag
        several.untag steps.take steps_of_many.take table_attachments.attach table_saving.take themes.add
        unread.keep
    """,
    "officer": """
        applicants.decide awards.award_of circulation.send conflicts.resolve matching.set_weights planning.begin
        ranking.note_ranks table.take templates.import_file templates.new_version
    """,
    "approver": """
        circular_letters.sign_all decision_letters.sign_all period_locks.lock period_locks.unlock
    """,
    "administrator": """
        drafts.of_those_who_left drafts.take_over drafts.throw_away enrolment.accept enrolment.enrol
        enrolment.export_roots enrolment.request enrolment.revoke example_forms.add example_offers.add
        example_projects.add example_values.add examples.add_examples examples.remove_examples folders.watch
        officers.add officers.give_passphrase officers.let_act officers.remove officers.renew_passphrase
        officers.set_role own.add record.erase recovery.answer recovery.read_request upkeep.backup
    """,
}
"""The least role of every operation. Without a row here, a new operation fails."""
TABLE = {name: role for role, names in LEAST.items() for name in names.split()}
MACHINERY = ("grants", "rights")
"""What the declarations themselves stand on. What works before a person is known takes a folder, not a store."""


def found() -> dict[str, Callable[..., Any]]:
    """Return every public operation whose first parameter is the open desk."""
    made = {}
    for module in pkgutil.walk_packages(operations.__path__, f"{operations.__name__}."):
        stem = module.name.rpartition(".")[2]
        if stem in MACHINERY:
            continue
        loaded = import_module(module.name)
        for name, one in vars(loaded).items():
            if inspect.isfunction(one) and one.__module__ == loaded.__name__ and not name.startswith("_"):
                first = next(iter(inspect.signature(one).parameters.values()), None)
                if first is not None and first.annotation in (Store, "Store"):
                    made[f"{stem}.{name}"] = one
    return made


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """A desk opened by an officer of each role."""
    home = copy_home(tmp_path_factory.mktemp("staff") / "home")
    staff(home)
    stores = {role: open_as(home, role) for role in rights.ROLES}
    yield stores
    for store in stores.values():
        store.close()


def written(store: Store) -> tuple[int | None, int | None]:
    with store.reading() as connection:
        values = connection.execute(select(func.sum(func.length(META.c.value)))).scalar()
        return connection.execute(select(func.max(OP.c.seq))).scalar(), values


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    declared = {name: getattr(one, "needs", None) for name, one in found().items()}
    assert declared == TABLE


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_is_let_to_what_is_its(name: str, people: dict[str, Store]) -> None:
    operation, least = found()[name], rights.ROLES.index(TABLE[name])
    for place, role in enumerate(rights.ROLES):
        store = people[role]
        before = written(store)
        if place < least:
            with pytest.raises(Refused) as refused:
                operation(store, unknown_to_every_operation=1)
            assert refused.value.text is rights.NOT_YOURS
        else:
            with pytest.raises(TypeError, match="unknown_to_every_operation"):
                operation(store, unknown_to_every_operation=1)
        assert written(store) == before


def test_what_is_refused_says_which_role_it_needs(people: dict[str, Store]) -> None:
    with pytest.raises(Refused, match="needs the role “Secretary”; yours is “Reader”"):
        record.save(people["reader"], "contact", {"name_en": "a"})
    assert record.save(people["secretary"], "contact", {"name_en": "a"})["created_by"] == people["secretary"].officer
    with pytest.raises(Refused, match="Administrator"):
        upkeep.check(people["approver"], repair=True)
    assert upkeep.check(people["reader"]) == []


@pytest.mark.parametrize("role", rights.ROLES[1:-1])
def test_what_an_administrator_writes_is_refused_to_others_by_every_road(
    role: str, people: dict[str, Store], tmp_path: Path
) -> None:
    chief, store = people["administrator"], people[role]
    person = record.save(chief, "officer", {"name_en": "Somebody", "name_ar": "موظف", "phone": "1"})
    gone = record.save(chief, "officer", {"name_en": "Gone"})
    record.save(chief, "officer", {"id": person["id"], "phone": "2"})
    record.delete(chief, "officer", gone["id"])
    change = history.history(chief, "officer", person["id"])[0]["operation"]
    for phone in ("3", "4"):
        record.save(chief, "officer", {"id": person["id"], "phone": phone, "_seen": person["_seen"]}, concurrent=True)
    conflict = conflicts.conflicts(chief, person["id"])[0]["id"]
    block = [one["id"] for one in _all(chief, "desk")]
    settings = [one["id"] for one in _all(chief, "ministry_settings")]
    (tmp_path / "emblem.png").write_bytes(b"x")
    emblem = files.attach(chief, "ministry_settings", settings[0], tmp_path / "emblem.png")
    before = written(store)
    roads: tuple[Callable[[], object], ...] = (
        lambda: record.save(store, "officer", {"name_en": "Another"}),
        lambda: record.save(store, "officer", {"id": store.officer, "role": "administrator"}),
        lambda: record.save_all(store, "officer", [{"id": person["id"], "left": True}]),
        lambda: record.save(store, "desk", {"id": block[0], "name_en": "Another"}),
        lambda: record.save(store, "ministry_settings", {"id": settings[0], "report_due_days": 1}),
        lambda: record.delete(store, "officer", person["id"]),
        lambda: record.restore(store, "officer", gone["id"]),
        lambda: history.undo(store, change),
        lambda: saves.restore_value(store, "officer", person["id"], change, None),
        lambda: files.attach(store, "ministry_settings", settings[0], tmp_path / "emblem.png"),
        lambda: files.detach(store, "ministry_settings", settings[0], emblem["id"]),
    )
    for road in roads:
        with pytest.raises(Refused) as refused:
            road()
        assert refused.value.text is rights.NOT_YOURS
    with pytest.raises(Refused):
        conflicts.resolve(store, conflict, keep=0)
    for several_at_once in (
        several.delete(store, "officer", [person["id"]]),
        several.restore(store, "officer", [gone["id"]]),
        several.tag(store, "officer", [person["id"]], ["x"]).outcome,
    ):
        assert not several_at_once.done
        assert several_at_once.refused is not None
    assert written(store) == before
    conflicts.resolve(chief, conflict, keep=0)
    files.detach(chief, "ministry_settings", settings[0], emblem["id"])


def test_grants_are_written_by_no_save(people: dict[str, Store]) -> None:
    chief = people["administrator"]
    with chief.session() as session:
        key = session.scalars(select(OfficerKey).where(OfficerKey.role == "reader")).first()
        assert key is not None
        id = key.id
    seen = history.history(chief, "officer_key", id)[0]["operation"]
    for road in (
        lambda: record.save(chief, "officer_key", {"id": id, "role": "administrator"}),
        lambda: record.save(chief, "officer_key", {"public_key": "00"}),
        lambda: record.delete(chief, "officer_key", id),
        lambda: history.undo(chief, seen),
    ):
        with pytest.raises(Refused, match="gives a role"):
            road()
    assert rights.role_of(people["reader"]) == "reader"


def test_a_role_counts_at_once_in_a_program_that_is_open(people: dict[str, Store]) -> None:
    chief, store = people["administrator"], people["secretary"]
    me = store.officer or ""
    assert not rights.may(store, "approver")
    officers.set_role(chief, me, "approver")
    assert rights.role_of(store) == "approver"
    officers.set_role(chief, me, "secretary")
    assert rights.role_of(store) == "secretary"


def test_a_role_that_nobody_signed_counts_for_nothing(people: dict[str, Store]) -> None:
    chief, store = people["administrator"], people["secretary"]
    with chief.writing() as writing:
        person: Any = writing.session.scalars(select(Officer).where(Officer.id == store.officer)).one()
        person.role = "administrator"
    assert rights.role_of(store) == "secretary"
    own = store.own
    assert own is not None
    claimed = grants.Grant(store.officer or "", store.desk, "administrator", "2020-01-01", "2099-01-01")
    with pytest.raises(Refused), store.writing() as writing:
        grants.give(store, writing, own, grants.public_of(own), claimed)
    store.guard, kept = (lambda: None), store.guard
    with store.writing() as writing:
        grants.give(store, writing, own, grants.public_of(own), claimed)
    store.guard = kept
    with store.session() as session:
        assert session.scalars(select(OfficerKey).where(OfficerKey.until == "2099-01-01")).one().officer
    assert rights.role_of(store) == "secretary"
    with pytest.raises(Refused):
        officers.add(store, {"name_en": "a"}, "reader")


def _all(store: Store, type: str) -> list[View]:
    from coopdesk.operations import listing

    return list(listing.views(store, listing.open_list(store, type)))


def test_signatures_are_verified_once(people: dict[str, Store]) -> None:
    chief = people["administrator"]
    rights.role_of(chief)
    verified = grants.verifies.cache_info().misses
    record.save(chief, "contact", {"name_en": "written since"})
    assert rights.role_of(chief) == "administrator"
    assert grants.verifies.cache_info().misses == verified


def test_a_secretary_raises_a_degree_and_lowers_none(people: dict[str, Store]) -> None:
    clerk, officer = people["secretary"], people["officer"]
    id = record.save(clerk, "contact", {"name_en": "a"})["id"]
    record.save(clerk, "contact", {"id": id, "classification": "secret"})
    lower = {"id": id, "classification": "internal", "degree_reason": "Published since"}
    with pytest.raises(Refused, match="Officer"):
        record.save(clerk, "contact", lower)
    assert record.save(officer, "contact", lower)["classification"] == "internal"
