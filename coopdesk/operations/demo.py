"""The whole job with no window: a Ministry and a mission, a report, bundles there and back, a conflict, documents.

Everything happens in homes that are removed again with their passphrases; the user's own home is never touched.
"""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coopdesk.errors import CannotWrite, Damaged
from coopdesk.i18n import LANGUAGES, N_
from coopdesk.operations import conflicts, desk, enrolment, exchange, listing, printing, record, search, steps, upkeep
from coopdesk.operations.examples import add_examples
from coopdesk.store.home import Store

_NOT_EMPTY = N_("{place} is not empty. Choose another folder; nothing was written.")
_FAILED = N_("The demonstration failed: {what}.")
_MINISTRY, _MISSION = "QA-MFA", "QA-GVA"
_PDFS = ("conference-report", "conference-summary", "organization-profile")
_CHOSEN = {"opportunity": "Renewable Energy", "project": "Bangladesh"}
"""The words of what is printed of a type: the offer whose nominees a committee ranked, a project with a framework."""
_OF_EXAMPLES = (
    "opportunity-sheet", "expert-cv", "nomination-file", "committee-ranking", "candidature-tally", "survey-results",
    "form-blank", "project-sheet", "logframe", "progress-report", "evaluation-report",
)  # fmt: skip


class _Desks(NamedTuple):
    """Two open desks that know each other, and where what they write lies."""

    ministry: Store
    mission: Store
    place: Path


def demo(folder: Path | None = None) -> list[Path]:
    """Do the work of two desks in ``folder`` (a new temporary one by default); returns the files it wrote."""
    place = folder or Path(tempfile.mkdtemp(prefix="coopdesk-demo-"))
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise CannotWrite(_NOT_EMPTY, place=place)
    place.mkdir(parents=True, exist_ok=True)
    passphrase = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory(prefix="coopdesk-home-") as temporary, _desks(Path(temporary), passphrase) as two:
        desks = two._replace(place=place)
        written = _enrolled(desks)
        report, organization = _reported(desks)
        written += _printed(desks.mission, report, organization, place / "mission")
        written += _examples(desks.mission, place / "mission")
        written += _sent(desks, report)
        written += _decided(desks, organization)
        written += _printed(desks.ministry, report, organization, place / "ministry")
        _kept(desks, Path(temporary), passphrase, report)
    return written


@contextmanager
def _desks(homes: Path, passphrase: str) -> Iterator[_Desks]:
    for code, name_en, name_ar, ministry in (
        (_MINISTRY, "Department of International Cooperation (example)", "إدارة التعاون الدولي (مثال)", True),
        (_MISSION, "Permanent Mission in Geneva (example)", "الوفد الدائم في جنيف (مثال)", False),
    ):
        desk.init(
            homes / code, code=code, name_en=name_en, name_ar=name_ar, passphrase=passphrase,
            officer_en="Duty officer", officer_ar="الموظف المناوب", ministry=ministry,
        )  # fmt: skip
    two = _Desks(desk.open_desk(homes / _MINISTRY, passphrase), desk.open_desk(homes / _MISSION, passphrase), homes)
    try:
        yield two
    finally:
        two.ministry.close()
        two.mission.close()


def _enrolled(desks: _Desks) -> list[Path]:
    """The mission asks, the Ministry admits it having compared the eight words, the mission accepts."""
    request, answer = desks.place / "request.cdxq", desks.place / "answer.cdxa"
    english, _ = enrolment.request(desks.mission, request)
    enrolment.enrol(desks.ministry, request, answer, words=english)
    enrolment.accept(desks.mission, answer, words=enrolment.read_answer(desks.mission, answer)["words_ar"])
    return [request, answer]


def _reported(desks: _Desks) -> tuple[str, str]:
    """The mission writes its report and clears it; returns its id and that of the organization it is about."""
    report = add_examples(desks.mission)
    conference = record.show(desks.mission, "conference_report", report)["conference"]
    record.save(desks.mission, "conference", {"id": conference, "audience": "all"})
    for step in ("submit", "clear"):
        steps.take(desks.mission, "conference_report", report, step)
    return report, str(search.find(desks.mission, "UNCTAD", "organization", 1)[0]["id"])


def _sent(desks: _Desks, report: str) -> list[Path]:
    """The report goes to the Ministry, which receives it; the mission hears of that."""
    there = _bundle(desks.mission, _MINISTRY, desks.place / "to-ministry")
    slip = desks.place / "transmittal-slip.pdf"
    exchange.slip(desks.mission, [str(path) for path in there], slip)
    _take(desks.ministry, there)
    steps.take(desks.ministry, "conference_report", report, "receive")
    back = _bundle(desks.ministry, _MISSION, desks.place / "to-mission")
    _take(desks.mission, back)
    if record.show(desks.mission, "conference_report", report)["stage"] != "received":
        raise Damaged(_FAILED, what="receive")
    return [*there, slip, *back]


def _decided(desks: _Desks, organization: str) -> list[Path]:
    """Both write one field without seeing each other; the Ministry decides, and the mission gets the decision."""
    record.save(desks.mission, "organization", {"id": organization, "phone": "+41 22 917 0001"})
    record.save(desks.ministry, "organization", {"id": organization, "phone": "+41 22 917 0002"})
    there = _bundle(desks.mission, _MINISTRY, desks.place / "edit")
    _take(desks.ministry, there)
    found = conflicts.conflicts(desks.ministry)
    if len(found) != 1:
        raise Damaged(_FAILED, what="conflict")
    conflicts.resolve(desks.ministry, found[0]["id"], value="+41 22 917 0003", reason="As the body's own page has it")
    back = _bundle(desks.ministry, _MISSION, desks.place / "decision")
    _take(desks.mission, back)
    both = {record.show(store, "organization", organization)["phone"] for store in (desks.ministry, desks.mission)}
    if both != {"+41 22 917 0003"} or conflicts.conflicts(desks.mission):
        raise Damaged(_FAILED, what="decision")
    return [*there, *back]


def _kept(desks: _Desks, homes: Path, passphrase: str, report: str) -> None:
    """Both desks are whole, and a backup of one opens with everything in it."""
    for store in (desks.ministry, desks.mission):
        if upkeep.check(store):
            raise Damaged(_FAILED, what="check")
    upkeep.backup(desks.mission, homes / "desk.backup")
    upkeep.restore(homes / "desk.backup", homes / "restored", passphrase)
    restored = desk.open_desk(homes / "restored", passphrase)
    try:
        if [hit["id"] for hit in search.find(restored, "التجارة الرقمية", "conference_report")] != [report]:
            raise Damaged(_FAILED, what="restore")
    finally:
        restored.close()


def _printed(store: Store, report: str, organization: str, place: Path) -> list[Path]:
    written = []
    place.mkdir(exist_ok=True)
    for name in _PDFS:
        for lang in ("en", "ar", "both"):
            written.append(place / f"{name}-{lang}.pdf")
            id = organization if name == "organization-profile" else report
            printing.print_to_file(store, name, id, lang, written[-1])
    return written


def _examples(store: Store, place: Path) -> list[Path]:
    """Print what the examples hold of offers, nominees, a survey, a project and its evaluation."""
    written = []
    for name in _OF_EXAMPLES:
        type = printing.type_of(name)
        id = listing.ids(store, listing.open_list(store, type, text=_CHOSEN.get(type, "")))[0]
        for lang in LANGUAGES:
            written.append(place / f"{name}-{lang}.pdf")
            printing.print_to_file(store, name, id, lang, written[-1])
    return written


def _bundle(store: Store, to: str, folder: Path) -> list[Path]:
    return [Path(name) for name in exchange.export(store, to, folder)["files"]]


def _take(store: Store, files: list[Path]) -> None:
    for told in exchange.import_files(store, files):
        if told["status"] != "applied":
            raise Damaged(_FAILED, what=told["message"])
