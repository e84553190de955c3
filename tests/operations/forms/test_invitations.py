"""Who is invited to a survey: added once, asked, reminded, answered; an anonymous one never says what is whose."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.operations import record
from coopdesk.operations.forms import invitation_mail, invitations
from coopdesk.store.home import Store
from tests.operations.forms.surveys import survey, template


@pytest.fixture
def asked(store: Store) -> str:
    return survey(store, template(store), closes="2027-03-31", purpose_en="To do better.", purpose_ar="لنتحسن.")


def organization(store: Store, name: str, **values: object) -> str:
    return str(record.save(store, "organization", {"name_en": name, "type": "donor", "country": "QA", **values})["id"])


def test_records_and_a_pasted_list_are_added_once(store: Store, asked: str) -> None:
    entity = organization(store, "Entity", email="entity@example.org")
    person = str(record.save(store, "contact", {
        "name_en": "Person", "organization": entity, "email": "person@example.org",
    })["id"])  # fmt: skip
    assert invitations.invite(store, asked, [entity, person]) == (2, 0)
    pasted = (
        "Aisha <aisha@example.org>\nomar@example.org\tOmar\na@x.org; b@x.org, Person@Example.org\nno address here\n"
    )
    assert invitations.invite(store, asked, pasted=pasted) == (4, 1)
    assert invitations.invite(store, asked, [entity], "aisha@example.org") == (0, 2)
    found = {one.email: one.name for one in invitations.sheet(store, asked).lines}
    assert found == {
        "entity@example.org": "Entity", "person@example.org": "Person", "aisha@example.org": "Aisha",
        "omar@example.org": "Omar", "a@x.org": "a@x.org", "b@x.org": "b@x.org",
    }  # fmt: skip


def test_what_names_nobody_is_refused(store: Store, asked: str) -> None:
    with pytest.raises(InvalidValue):
        invitations.invite(store, asked, pasted="nobody at all")
    with pytest.raises(NotFound):
        invitations.invite(store, asked, [asked])
    with pytest.raises(NotFound):
        invitations.remind(store, asked, [asked])


def test_only_the_silent_are_reminded_and_the_rate_is_told(store: Store, asked: str) -> None:
    one, two = organization(store, "One"), organization(store, "Two", type="government", country="FR")
    invitations.invite(store, asked, [one, two], "three@x.org\nfour@x.org")
    ids = {line.name: line.id for line in invitations.sheet(store, asked).lines}
    late = invitations.note_invited(store, asked, [ids["four@x.org"]], "2027-01-05")
    others = [id for id in ids.values() if id not in late]
    assert sorted(invitations.note_invited(store, asked, on="2027-01-02")) == sorted(others)
    invitations.answered(store, ids["One"], "2027-01-03")
    invitations.answered(store, ids["three@x.org"], declined=True)
    assert invitations.remind(store, asked, on="2027-01-05") == [ids["Two"]]
    assert invitations.remind(store, asked, on="2027-01-05") == []
    found = invitations.sheet(store, asked)
    assert (found.whole.invited, found.whole.answered, found.whole.declined, found.whole.share) == (4, 1, 1, 25)
    assert [line.state for line in found.lines] == ["silent", "reminded", "declined", "answered"]
    assert [(row.key, row.invited, row.answered) for row in invitations.sheet(store, asked, "country").groups] == [
        ("FR", 1, 0), ("QA", 1, 1), (None, 2, 0),
    ]  # fmt: skip
    with pytest.raises(InvalidValue):
        invitations.sheet(store, asked, "weather")


def test_a_response_is_linked_unless_the_survey_is_anonymous(store: Store, asked: str) -> None:
    entity = organization(store, "Entity")
    invitations.invite(store, asked, [entity])
    [line] = invitations.sheet(store, asked).lines
    form = record.show(store, "survey", asked)["form_template"]
    made = str(record.save(store, "response", {"form_template": form})["id"])
    invitations.answered(store, line.id, "2027-01-03", made)
    view = record.show(store, "response", made)
    assert (view["survey"], view["organization"], view["respondent"]) == (asked, entity, "Entity")
    hidden = survey(store, form, anonymous=True)
    invitations.invite(store, hidden, [entity])
    [line] = invitations.sheet(store, hidden).lines
    other = record.save(store, "response", {"form_template": form})
    with pytest.raises(Refused):
        invitations.answered(store, line.id, response=str(other["id"]))
    view = invitations.answered(store, line.id, "2027-01-03")
    assert view["answered_on"] == "2027-01-03"
    after = record.show(store, "response", str(other["id"]))
    assert {**after, "_seen": ""} == {**record.show(store, "response", str(other["id"])), "_seen": ""}
    assert after["changed_at"] == other["changed_at"]
    assert str(other["id"]) not in str(view)


def test_drafts_of_mail_ask_and_remind(store: Store, asked: str, tmp_path: Path) -> None:
    invitations.invite(store, asked, pasted="Aisha <aisha@example.org>\nomar@example.org")
    ids = [line.id for line in invitations.sheet(store, asked).lines]
    files = invitation_mail.write(store, asked, ids, tmp_path / "out")
    assert [one.name for one in files] == ["1-Aisha.eml", "2-omar-example-org.eml"]
    mail = message_from_bytes(files[0].read_bytes(), policy=default)
    assert mail["To"] == "aisha@example.org"
    part = mail.get_body()
    assert part is not None
    text = part.get_content()
    assert "To do better." in text
    assert "لنتحسن." in text
    assert [one.get_filename() for one in mail.iter_attachments()] == ["form-blank.pdf"]
    [reminder] = invitation_mail.write(store, asked, ids[:1], tmp_path / "out", "en", reminder=True)
    assert message_from_bytes(reminder.read_bytes(), policy=default)["Subject"].startswith("Reminder")
