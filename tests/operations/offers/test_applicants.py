"""What the State offers to others: applicants ranked, decided on at once within the seats, and told by letter."""

from email import message_from_bytes
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.operations import printing, reach, record, steps, table_files, tables
from coopdesk.operations.offers import applicants, decision_letters, letter_files, letters, nominating  # fmt: skip
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.store.home import Store
from tests.operations.offers.nominees import approved, expert, opportunity

WHOLE: dict[str, Any] = {
    "sex": "female", "born": "2004-05-06", "nationality": "KE", "passport": "A1", "email": "a@example.org",
    "programme": "Water engineering", "education": "master", "papers": "Transcript, copy of the passport",
}  # fmt: skip


def offer(store: Store, **values: Any) -> str:
    given = {"title_en": "Scholarships", "title_ar": "منح دراسية", "kind": "scholarship", "direction": "by_state"}
    return opportunity(store, **{**given, **values})


def applicant(store: Store, of: str, name: str, **values: Any) -> str:
    named = {"opportunity": of, "name_en": name, "name_ar": f"{name} بالعربية"}
    return str(record.save(store, "applicant", {**WHOLE, **named, **values})["id"])


def test_applicants_are_ranked_by_points_with_what_their_file_lacks(store: Store) -> None:
    of = offer(store, papers="- Transcript\n- Medical report")
    applicant(store, of, "Low", score=60)
    applicant(store, of, "High", score=90, papers="transcript; Medical  report", nationality="JO")
    applicant(store, of, "Equal", score=90, sex="male")
    applicant(store, of, "None", passport=None, email=None)
    applicant(store, of, "Out", score=100, status="refused")
    found = applicants.sheet(store, of)
    assert [(one.name, one.rank) for one in found.rows] == [
        ("Equal", 1), ("High", 1), ("Low", 3), ("None", None), ("Out", None),
    ]  # fmt: skip
    by_name = {one.name: one for one in found.rows}
    assert (by_name["High"].percent, by_name["High"].missing) == (100, ())
    assert by_name["Low"].missing == ("Medical report",)
    assert by_name["None"].missing == ("Passport number", "E-mail", "Medical report")
    assert by_name["None"].percent == round(100 * 8 / 11)
    assert [one.name for one in found.only("KE", "male")] == ["Equal"]
    assert [one.name for one in found.only(status="refused")] == ["Out"]
    assert [one.name for one in found.only(complete=True)] == ["High"]


def test_several_are_decided_at_once_within_seats_and_quotas(store: Store) -> None:
    quotas = [{"country": "KE", "seats": 1}, {"country": "UG", "seats": 2}]
    of = offer(store, seats=2, country_quotas=quotas)
    one, two, three = (applicant(store, of, name) for name in ("One", "Two", "Three"))
    jordan = applicant(store, of, "Jordan", nationality="JO", papers=None)
    with pytest.raises(Refused, match="Kenya: 2 are accepted then, and its quota is 1"):
        applicants.decide(store, of, [one, two], "accepted")
    assert {row.status for row in applicants.sheet(store, of).rows} == {"received"}
    assert applicants.decide(store, of, [one, one], "accepted", "D/5") == [one]
    told = record.show(store, "applicant", one)
    assert (told["status"], told["decision_number"]) == ("accepted", "D/5")
    assert told["decided_on"]
    with pytest.raises(Refused, match="1 file is not complete: Jordan"):
        applicants.decide(store, of, [jordan], "accepted")
    with pytest.raises(Refused, match="3 are accepted then, for 2 seats"):
        applicants.decide(store, of, [two, three], "accepted")
    assert applicants.decide(store, of, [two], "accepted", agreed=True) == [two]
    assert applicants.decide(store, of, [one, two, three], "refused", reason="Late") == [one, two, three]
    found = applicants.sheet(store, of)
    assert [(q.name, q.seats, q.applied, q.accepted) for q in found.quotas] == [
        ("Jordan", None, 1, 0), ("Kenya", 1, 3, 0), ("Uganda", 2, 0, 0),
    ]  # fmt: skip
    with pytest.raises(InvalidValue):
        applicants.decide(store, of, [one], "received")
    stranger = applicant(store, offer(store), "Stranger")
    with pytest.raises(Refused, match="does not apply"):
        applicants.decide(store, of, [one, stranger], "reserve")
    with pytest.raises(NotFound):
        applicants.decide(store, of, [of], "reserve")


def test_every_applicant_and_nominee_of_an_offer_is_told_once_in_his_language(store: Store, tmp_path: Path) -> None:
    of = offer(store)
    statuses = {"A": "accepted", "R": "reserve", "N": "refused", "W": "withdrawn", "New": None}
    made = {name: applicant(store, of, name, status=status) for name, status in statuses.items()}
    jordan = applicant(store, of, "J", nationality="JO", status="accepted")
    nominee = approved(store, of, expert(store, honorific_ar="الدكتورة"))
    assert decision_letters.due(store, "opportunity", of) == {
        "selection": 2, "reserve": 1, "nomination": 1, "acknowledgement": 1, "regret": 1,
    }  # fmt: skip
    found = {one["about"]: one for one in decision_letters.write_letters(store, "opportunity", of)}
    assert found.keys() == {*made.values(), jordan, nominee} - {made["W"]}
    chosen = found[made["A"]]
    assert (chosen["language"], chosen["kind"], chosen["opening"]) == ("en", "selection", "Dear A,")
    assert "you have been selected for “Scholarships”" in chosen["body"]
    assert found[jordan]["language"] == "ar"
    assert "باختياركم بشأن «منح دراسية»" in found[jordan]["body"]
    assert found[nominee]["addressed"].split() == ["الدكتورة", "/", "خبير", "أول", "المحترمة"]
    assert found[nominee]["copies_to"] == [record.show(store, "nomination", nominee)["proposed_by"]]
    assert "you were not selected" in found[made["N"]]["body"]
    assert decision_letters.write_letters(store, "opportunity", of) == []
    applicants.decide(store, of, [made["R"]], "accepted")
    french = decision_letters.write_letters(store, "opportunity", of, "fr")
    assert [(one["language"], one["kind"]) for one in french] == [("fr", "selection")]
    [mail] = letter_files.write_files(store, [found[nominee]["id"]], tmp_path, ["eml"]).files
    assert (mail.name, message_from_bytes(mail.read_bytes())["To"]) == ("Expert-One.eml", "one@example.org")
    [mail] = letter_files.write_files(store, [chosen["id"]], tmp_path, ["eml"]).files
    assert (mail.name, message_from_bytes(mail.read_bytes())["To"]) == ("A.eml", "a@example.org")
    signed = decision_letters.sign_all(store, "opportunity", of)
    assert len(signed) == len({one["registry_number"] for one in signed}) == 7
    assert decision_letters.sign_all(store, "opportunity", of) == []
    with pytest.raises(InvalidValue):
        decision_letters.write_letters(store, "opportunity", of, "de")
    with pytest.raises(Refused):
        decision_letters.due(store, "expert", nominee)


def test_after_a_meeting_who_was_chosen_and_who_was_not_are_told_and_nobody_who_was_erased(store: Store) -> None:
    of = offer(store)
    people = [expert(store, name_en=name, name_ar=name) for name in ("First", "Second", "Third")]
    first, second, third = (str(nominating.nominate(store, of, one)["id"]) for one in people)
    meeting = {"number": "1", "on": "2027-01-10", "meeting_cases": [{"opportunity": of, "chosen": first}]}
    sits = str(record.save(store, "committee_meeting", meeting)["id"])
    steps.take(store, "committee_meeting", sits, "open")
    with pytest.raises(Refused, match="once the scoring is closed"):
        decision_letters.write_letters(store, "committee_meeting", sits)
    steps.take(store, "committee_meeting", sits, "close")
    record.erase(store, "expert", people[2])
    fourth = approved(store, of, expert(store, name_en="Approved before", name_ar="معتمَد"))
    made = decision_letters.write_letters(store, "committee_meeting", sits)
    assert [(one["about"], one["kind"]) for one in made] == [
        (first, "nomination"), (second, "regret"), (fourth, "nomination"),
    ]  # fmt: skip
    assert letters.about(store, third) == []
    assert decision_letters.written(store, "committee_meeting", sits) == [one["id"] for one in made]


def test_applicants_come_from_a_table_with_their_papers(store: Store, tmp_path: Path) -> None:
    of = offer(store)
    sheet = tmp_path / "applicants.csv"
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1")
    sheet.write_text(
        "طلبات المنح\n\nالفرصة;الاسم;Name;الجنسية;الجنس;المرحلة الدراسية;الدرجة;المرفقات\n"
        "منح دراسية;أمل;Amal;كينيا;أنثى;ماجستير;٨٥;a.pdf\n", "utf-8",
    )  # fmt: skip
    plan = tables.plan(store, table_files.open_file(sheet)[0], "applicant")
    outcome = take(store, preview(store, plan._replace(folder=tmp_path)))
    assert (len(outcome.created), outcome.files, [one.message() for one in outcome.refused]) == (1, 1, [])
    [row] = applicants.sheet(store, of).rows
    assert (row.name, row.country, row.sex, row.level, row.score) == ("Amal", "KE", "female", "Master’s degree", 85)


def test_the_ranked_sheet_is_printed_without_whom_its_reader_may_not_see(store: Store) -> None:
    of = offer(store, country_quotas=[{"country": "KE", "seats": 1}])
    record.save(store, "opportunity", {"id": of, "audience": "all"})
    applicant(store, of, "Shown", score=70)
    hidden = applicant(store, of, "Hidden", score=80)
    record.save(store, "applicant", {"id": hidden, "audience": "local", "classification": "secret"})
    whole = printing.prepare(store, "ranked-applicants", of, "both")
    assert whole.source.classification == "secret"
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(whole.pdf())).pages)
    assert "Hidden" in text
    narrow = printing.prepare(store, "ranked-applicants", of, "en", who=reach.reader(store, "ministry"))
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(narrow.pdf())).pages)
    assert "Hidden" not in text
    assert "Shown" in text
