"""Letters as they are made: formulas by addressee, numbers in the book of each desk, nothing changed once signed."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.documents.letter_forms import day_in, words
from coopdesk.documents.letter_words import Wanted, filled, ministry_name, mission_name
from coopdesk.errors import Refused
from coopdesk.operations import listing, printing, record, steps
from coopdesk.operations.offers import decision_letters, letters
from coopdesk.operations.offers.letters import Extra
from coopdesk.records import Letter
from coopdesk.store import seed
from coopdesk.store.home import Store

OURS = ministry_name("ar", "وزارة الخارجية", "دولة قطر")
GENEVA = mission_name("ar", "الوفد الدائم في جنيف", "دولة قطر")
FIRST_PERSON = {"we", "our", "us", "i", "nous", "notre", "nuestra", "نود", "نأمل", "يسرنا", "كتابنا", "لكتابنا"}


def organization(store: Store, kind: str = "government", **names: str) -> str:
    values = {"name_en": "Ministry of Energy", "name_ar": "وزارة الطاقة", "type": kind, **names}
    return str(record.save(store, "organization", values)["id"])


def text_of(store: Store, id: str, lang: str = "ar") -> str:
    pages = PdfReader(BytesIO(printing.prepare(store, "letter", id, lang).pdf())).pages
    return "\f".join(one.extract_text() for one in pages)


@pytest.mark.parametrize(
    ("sender", "to_kind", "state", "opening", "closing"),
    [
        (OURS, "foreign_ministry", "سلطنة عمان", f"تهدي {OURS} أطيب تحياتها إلى وزارة خارجية سلطنة عمان،", "لتعرب لها"),
        (OURS, "embassy", "المملكة المغربية", f"تهدي {OURS} أطيب تحياتها إلى سفارة المملكة المغربية،", "لتعرب لها"),
        (
            GENEVA, "permanent_mission", "المملكة الأردنية الهاشمية",
            f"يهدي {GENEVA} أطيب تحياته إلى البعثة الدائمة للمملكة الأردنية الهاشمية،", "ليجدد لها",
        ),
    ],
)  # fmt: skip
def test_a_note_verbale_greets_by_who_writes_to_whom(
    sender: str, to_kind: str, state: str, opening: str, closing: str
) -> None:
    made = filled(Wanted("ar", "note_verbale", to_kind, sender, state=state))
    assert made["opening"] == opening
    assert closing in made["closing"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("World Bank", "the Secretariat of the World Bank"), ("The Fund", "the Secretariat of The Fund"),
        ("Secretariat of the Pact", "the Secretariat of the Pact"),
    ],
)  # fmt: skip
def test_a_secretariat_in_english_is_that_of_the_body_with_its_article(name: str, told: str) -> None:
    made = filled(Wanted("en", "note_verbale", "secretariat", "the Ministry", name=name))
    assert made["opening"].endswith(f"presents its compliments to {told}")


def test_a_desk_names_itself_with_its_state() -> None:
    assert (OURS, GENEVA) == ("وزارة خارجية دولة قطر", "الوفد الدائم لدولة قطر في جنيف")
    assert mission_name("en", "Embassy in Vienna", "State of Qatar") == "the Embassy of the State of Qatar in Vienna"


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
@pytest.mark.parametrize("kind", ["note_verbale", "circular", "reminder", *decision_letters.KINDS])
@pytest.mark.parametrize("purpose", ["", decision_letters.DECISION])
def test_no_note_speaks_in_the_first_person(lang: str, kind: str, purpose: str) -> None:
    made = filled(Wanted(lang, kind, "embassy", "X", subject="S", purpose=purpose, ours=("5/2026", "2026-01-02")))
    words = " ".join(made.values()).replace("،", " ").lower().split()
    assert not FIRST_PERSON & set(words)


def test_the_word_for_a_letter_and_the_day_are_those_of_the_ministry(store: Store) -> None:
    settings = letters_settings(store, letter_word_ar="خطاب", honorific_ar="معالي")
    assert settings["letter_word_ar"] == "خطاب"
    to = organization(store)
    made = letters.write(
        store, {"kind": "reminder", "organization": to, "subject": "دورة"}, Extra(ours=("12/2026", "2026-11-01"))
    )
    assert made["body"].startswith("إلحاقاً لخطابنا رقم 12/2026 بتاريخ 1 نوفمبر 2026،")
    theirs = {"their_number": "و/7", "their_date": "2026-10-02"}
    answer = letters.write(store, {"kind": "acknowledgement", "organization": to, "subject": "دورة", **theirs})
    assert "إشارةً إلى خطابكم رقم" in answer["body"]
    mission = organization(store, "mission", name_ar="السفارة في فيينا")
    to_head = letters.compose(store, {"kind": "letter", "organization": mission})
    assert to_head["addressed"].startswith("معالي رئيس البعثة")


def letters_settings(store: Store, **values: str) -> dict[str, Any]:
    id = listing.ids(store, listing.open_list(store, "ministry_settings"))[0]
    return record.save(store, "ministry_settings", {"id": id, **values})


def test_what_is_given_stays_and_only_the_rest_is_filled(store: Store) -> None:
    made = letters.compose(store, {"kind": "letter", "language": "en", "body": "My words.", "subject": "S"})
    assert (made["body"], made["opening"]) == ("My words.", "Dear Sir or Madam,")


def test_a_signed_letter_is_registered_and_never_changes(store: Store) -> None:
    first, second = (letters.write(store, {"kind": "letter", "subject": "س", "body": "نص"})["id"] for _ in range(2))
    signed = steps.take(store, "letter", first, "sign")
    assert signed["stage"] == "signed"
    year = signed["registry_date"][:4]
    assert signed["registry_number"] == f"1/{year}"
    assert steps.take(store, "letter", second, "sign")["registry_number"] == f"2/{year}"
    with pytest.raises(Refused):
        record.save(store, "letter", {"id": first, "body": "آخر"})


def test_each_desk_has_its_own_book(store: Store) -> None:
    first = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص"})["id"]
    number = steps.take(store, "letter", first, "sign")["registry_number"]
    with store.writing() as writing:
        writing.connection.execute(
            Letter.__table__.update().where(Letter.id == first).values(created_desk="QA-OTHER")  # type: ignore[attr-defined]
        )
    second = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص"})["id"]
    assert steps.take(store, "letter", second, "sign")["registry_number"] == number


def test_the_hijri_day_of_a_printed_letter_can_be_moved(store: Store) -> None:
    id = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص", "hijri_shift": "-1"})["id"]
    said = steps.Said(number="5/2027", registered_on="2027-03-05")
    steps.take(store, "letter", id, "sign", said=said)
    assert "رمضان25" in "".join(text_of(store, id).split())


def test_a_translation_is_a_sheet_of_its_own_and_marked(store: Store) -> None:
    lines = [{"language": "en", "text": "The text."}, {"language": "fr", "text": "Le texte."}]
    id = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص", "translations": lines})["id"]
    assert "Unofficial translation" not in text_of(store, id, "ar")
    own, first, second = text_of(store, id, "both").split("\f")
    assert "نص" in own
    for expected, found in (
        ("Unofficial translation", first), ("The text.", first), ("Traduction non officielle", second),
        ("Le texte.", second),
    ):  # fmt: skip
        assert expected in found
    assert "Le texte." not in text_of(store, id, "en")


def test_days_are_written_in_the_language_of_the_letter() -> None:
    told = [day_in(lang, "2027-03-01") for lang in ("ar", "en", "fr", "es")]
    assert told == ["1 مارس 2027", "1 March 2027", "1er mars 2027", "1 de marzo de 2027"]


def test_the_paper_of_the_desk_may_have_its_letterhead_already(store: Store, tmp_path: Path) -> None:
    desk = listing.ids(store, listing.open_list(store, "desk"))[0]
    id = letters.write(store, {"kind": "letter", "subject": "س", "body": "نص"})["id"]
    assert "Ministry of Foreign Affairs" in text_of(store, id)
    record.save(store, "desk", {"id": desk, "preprinted_paper": True})
    assert "Ministry of Foreign Affairs" not in text_of(store, id)


def test_a_letter_that_gets_an_addressee_is_filled_in_again_and_its_text_stays(store: Store) -> None:
    id = record.save(store, "letter", {"kind": "note_verbale", "language": "ar", "country": "OM"})["id"]
    filled_in = letters.fill_in(store, id)
    assert filled_in["opening"].endswith("إلى وزارة خارجية سلطنة عُمان،")
    assert filled_in["body"].endswith("…")
    record.save(store, "letter", {"id": id, "country": "EE", "body": "نص مكتوب."})
    again = letters.fill_in(store, id)
    assert again["opening"].endswith("إلى وزارة خارجية جمهورية إستونيا،")
    assert again["body"] == "نص مكتوب."


def test_a_nomination_goes_out_by_note_verbale_to_who_made_the_offer(store: Store) -> None:
    body = organization(store, "specialised_agency", name_ar="منظمة الطاقة")
    offer = {"title_en": "Course", "title_ar": "دورة", "kind": "training", "offered_by": body}
    about = record.save(store, "opportunity", offer)["id"]
    person = {"opportunity": about, "name_en": "A nominee", "name_ar": "مرشَّح"}
    made = letters.begin(store, "nomination", record.save(store, "nomination", person)["id"])
    assert (made["kind"], made["organization"], made["subject"]) == ("note_verbale", body, "دورة")
    assert made["opening"].endswith("إلى أمانة منظمة الطاقة،")
    assert made["body"].startswith("وتتشرف بترشيح مرشَّح بشأن «دورة»")
    plain = letters.begin(store, "organization", body)
    assert (plain["kind"], plain["organization"], plain["about"]) == ("letter", body, body)


@pytest.mark.parametrize(
    ("lang", "code", "told"),
    [
        ("fr", "JP", "au Ministère des Affaires étrangères du Japon"),
        ("fr", "US", "au Ministère des Affaires étrangères des États-Unis d’Amérique"),
        ("fr", "HU", "au Ministère des Affaires étrangères de la Hongrie"),
        ("fr", "LC", "au Ministère des Affaires étrangères de Sainte-Lucie"),
        ("es", "FR", "al Ministerio de Relaciones Exteriores de la República Francesa"),
        ("es", "ES", "al Ministerio de Relaciones Exteriores del Reino de España"),
        ("es", "AE", "al Ministerio de Relaciones Exteriores de los Emiratos Árabes Unidos"),
        ("es", "CA", "al Ministerio de Relaciones Exteriores de Canadá"),
    ],
)
def test_a_state_is_named_in_the_language_of_the_letter(store: Store, lang: str, code: str, told: str) -> None:
    made = letters.compose(store, {"kind": "note_verbale", "language": lang, "country": code})
    assert made["opening"].endswith(told)


def test_a_spanish_note_names_its_sender_and_the_body_in_spanish(store: Store) -> None:
    values = {"kind": "note_verbale", "language": "es", "organization": seed.published_id("organization/unesco")}
    made = letters.compose(store, values)
    assert made["opening"].startswith("El Ministerio de Relaciones Exteriores del Estado de Qatar saluda")
    assert "Organización de las Naciones Unidas para la Educación" in made["opening"]


def test_every_state_has_a_name_in_spanish(store: Store) -> None:
    codes = {one["code"] for one in listing.views(store, listing.open_list(store, "country"))}
    assert codes == set(words("es")["states"])


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
@pytest.mark.parametrize(("to_kind", "sender"), [("ministry", OURS), ("embassy", OURS), ("embassy", GENEVA)])
def test_no_two_reminders_say_the_same_and_each_names_those_before(lang: str, to_kind: str, sender: str) -> None:
    sent = [("11/2026", "2026-05-01"), ("22/2026", "2026-05-10"), ("33/2026", "2026-05-20")]
    bodies = [
        filled(Wanted(lang, "reminder", to_kind, sender, subject="S", purpose=nth, ours=sent[0], earlier=earlier))
        for nth, earlier in (("", ()), ("second", tuple(sent[1:2])), ("third", tuple(sent[1:])))
    ]
    told = [one["body"] for one in bodies]
    for place, body in enumerate(told):
        assert [number in body for number, _ in sent] == [n <= place for n in range(3)]
        assert all(day_in(lang, day) in body for _, day in sent[: place + 1])
    ends = {body.rpartition("S")[2] for body in told}
    assert len(ends) == 3


def test_a_reminder_keeps_its_words_when_its_formulas_are_filled_in_again(store: Store) -> None:
    to = organization(store)
    given = {"kind": "reminder", "organization": to, "subject": "دورة", "language": "ar"}
    made = letters.write(store, given, Extra(ours=("", ""), purpose="second", earlier=(("", "2026-05-10"),)))
    assert letters.fill_in(store, made["id"])["body"] == made["body"]
