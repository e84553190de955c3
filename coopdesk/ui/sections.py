"""How the fields of a form are gathered under headings: one table of data. A field that is not named comes last."""

from coopdesk.i18n import N_, Text

Section = tuple[Text, tuple[str, ...]]
_FILING: Section = (
    N_("Filing"),
    ("classification", "audience", "degree_reason", "urgency", "tags", "reference"),
)
SECTIONS: dict[str, tuple[Section, ...]] = {
    "conference_report": (
        (N_("Conference", "section"), ("conference", "title_en", "title_ar")),
        (N_("Bottom line", "section"), ("bottom_line_en", "bottom_line_ar")),
        (N_("Lessons and opportunities"), ("lessons", "opportunities_spotted")),
        (N_("Next session"), ("next_session", "next_session_on")),
        (N_("Costs, annexes, distribution"), ("cost", "annexes", "distribution")),
        (N_("Signatures"), ("prepared_by", "reviewed_by", "signed_by")),
        _FILING,
    ),
    "organization": (
        (N_("Names"), ("name_en", "name_ar", "name_fr", "acronym_en", "acronym_ar", "aliases")),
        (N_("What it is"), ("type", "status", "parent", "founded", "seat_city", "country", "languages",
                            "predecessor", "successor", "valid_from", "valid_to")),
        (N_("What it does"), ("mandate_en", "mandate_ar", "functions_en", "functions_ar", "governing_bodies",
                              "how_to_apply")),
        (N_("How it is reached"), ("website", "email", "phone", "address", "accredited_mission", "strategic_plan",
                                   "results_framework", "annual_report", "careers")),
        (N_("Verification and identifiers"), ("verified_on", "verified_by", "iati_identifier", "crs_channel",
                                              "wikidata", "notes")),
        _FILING,
    ),
    "country": (
        (N_("Names in protocol"), ("code", "name_en", "name_ar", "name_fr", "formal_en", "formal_ar", "formal_fr",
                                   "nationality_en", "nationality_ar", "nationality_fr")),
        (N_("Groups and representation"), ("groups", "our_mission", "our_mission_resident", "their_mission")),
        (N_("Context"), ("fragility", "reviewed_on", "notes")),
        _FILING,
    ),
    "conference": (
        (N_("Title", "section"), ("title_en", "title_ar", "series", "session", "organizers", "kind", "mode")),
        (N_("When and where"), ("starts", "ends", "place", "country", "website")),
        (N_("Delegation and instructions"), ("delegation_decision", "credentials", "instructions", "documents",
                                             "agreement_title")),
        _FILING,
    ),
    "ministry_settings": (
        (N_("Names and emblem"), ("state_en", "state_ar", "ministry_en", "ministry_ar", "department_en",
                                  "department_ar", "emblem")),
        (N_("Days"), ("report_due_days", "weekend", "holidays")),
        (N_("Words and digits"), ("honorific_ar", "letter_word_ar", "digits", "calendar_order")),
        (N_("Degrees of classification"), ("degrees", "noted_from", "numbered_from",
                                           "public_en", "public_ar", "internal_en", "internal_ar",
                                           "confidential_en", "confidential_ar", "secret_en", "secret_ar",
                                           "top_secret_en", "top_secret_ar")),
        _FILING,
    ),
    "action": (
        (N_("What is to be done"), ("text_en", "text_ar", "kind", "source")),
        (N_("Who and when"), ("owner", "officer", "contributors", "priority", "due", "due_reason", "recurrence",
                              "status")),
        (N_("Our response", "section"), ("response", "response_reason")),
        _FILING,
    ),
}  # fmt: skip
