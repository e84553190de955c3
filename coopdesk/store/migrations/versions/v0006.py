"""Opportunities and what belongs to them: experts, nominations, circulations, letters, committees, candidatures."""

import sqlalchemy as sa
from alembic import op

from coopdesk.store.migrations.tables import create

revision = "0006"
down_revision = "0005"
_TABLES: dict[str, dict[str, str]] = {
    "opportunity": {
        "text": (
            "title_en title_ar kind direction offered_by their_reference level grade duty_station country mode "
            "starts ends duration deadline deadline_time deadline_zone recurs next_expected language_of_work "
            "education requirements quota funded currency_32 currency_33 summary_en summary_ar how_to_apply "
            "papers link contact contact_text source received_on report missed missed_text reference officer "
            "stage stage_on stage_by stage_comment stage_given stage_for stage_of stage_key stage_proof "
            "title_en__key title_ar__key"
        ),
        "set": "fields_of_work for_entities",
        "flag": "open_all_year foreseen women_encouraged stage_acting",
        "number": "years_required age_most seats amount_32 amount_33",
    },
    "language_required": {
        "text": "opportunity language level",
        "flag": "desirable",
        "number": "position",
    },
    "internal_deadline": {
        "text": "opportunity step what on done_on what__key",
        "number": "days_before position",
    },
    "country_quota": {
        "text": "opportunity country",
        "number": "seats position",
    },
    "capacity_need": {
        "text": (
            "title_en title_ar entity kind level by priority description focal_point asked_on letter_number "
            "status reference title_en__key title_ar__key"
        ),
        "set": "fields_of_work met_by",
        "number": "people",
    },
    "circulation": {
        "text": (
            "about subject_en subject_ar purpose text_en text_ar sent_on reply_by registry_number registry_date "
            "signed_by closed_on reference subject_en__key subject_ar__key registry_number__key"
        ),
    },
    "addressee": {
        "text": (
            "circulation entity country language letter_number reminded_1 reminded_2 reminded_3 reply replied_on "
            "reply_number reply_text letter_number__key"
        ),
        "number": "position",
    },
    "letter": {
        "text": (
            "kind subject language about to_kind organization country person addressed opening body closing "
            "signatory enclosures their_number their_date registry_number registry_date reference hijri_shift "
            "prepared_by reviewed_by signed_by stage stage_on stage_by stage_comment stage_given stage_for "
            "stage_of stage_key stage_proof subject__key registry_number__key"
        ),
        "set": "copies_to",
        "flag": "stage_acting",
    },
    "translation": {
        "text": "letter language text text__key",
        "number": "position",
    },
    "expert": {
        "text": (
            "name_en name_ar honorific_en honorific_ar sex born birth_place nationality national_id passport "
            "passport_until email phone employer post_en post_ar grade level specialization un_experience "
            "summary_en summary_ar availability available_from available_until consent_on consent_until "
            "next_of_kin photo alumni_of notes reference name_en__key name_ar__key specialization__key"
        ),
        "set": "fields",
        "number": "years_of_experience",
        "flag": "relief_worker",
    },
    "language_skill": {
        "text": "expert language level certificate",
        "number": "position",
    },
    "education": {
        "text": "expert degree subject institution country year subject__key institution__key",
        "number": "position",
    },
    "clearance": {
        "text": "expert kind number issued_by issued_on expires",
        "number": "position",
    },
    "training_done": {
        "text": "expert title provider year expires title__key provider__key",
        "flag": "relief",
        "number": "position",
    },
    "service": {
        "text": "expert kind organization title grade place since until debriefed_on title__key",
        "flag": "geographical",
        "number": "position",
    },
    "nomination": {
        "text": (
            "opportunity expert institution name_en name_ar proposed_by letter_number letter_date reason_en "
            "reason_ar rank_reason note_number note_date acknowledged_on result_on reference stage stage_on "
            "stage_by stage_comment stage_given stage_for stage_of stage_key stage_proof name_en__key "
            "name_ar__key"
        ),
        "number": "rank",
        "flag": "stage_acting",
    },
    "checklist_item": {
        "text": "nomination text answer valid_until note text__key",
        "number": "position",
    },
    "assessment": {
        "text": "nomination assessor criterion remark criterion__key",
        "number": "weight points position",
        "flag": "conflict",
    },
    "award": {
        "text": (
            "opportunity nomination expert name_en name_ar university programme starts ends currency_10 "
            "certificate_on report_due report_on attended useful to_do met follow_up_due follow_up_on follow_up "
            "reference name_en__key name_ar__key"
        ),
        "number": "amount_10",
    },
    "year_standing": {
        "text": "award year standing stipend note year__key",
        "number": "position",
    },
    "applicant": {
        "text": (
            "opportunity name_en name_ar sex born nationality passport email phone proposed_by programme "
            "received_on papers status decided_on decision_number notes reference education reason name_en__key "
            "name_ar__key"
        ),
        "number": "score",
    },
    "committee": {
        "text": "name_en name_ar decree decree_date since until task criteria name_en__key name_ar__key",
        "number": "quorum",
    },
    "committee_member": {
        "text": "committee officer name entity role since until name__key",
        "number": "position",
    },
    "committee_meeting": {
        "text": (
            "committee number on at place minutes registry_number registry_date reference stage stage_on stage_by "
            "stage_comment stage_given stage_for stage_of stage_key stage_proof number__key"
        ),
        "flag": "stage_acting",
    },
    "meeting_presence": {
        "text": "committee_meeting officer name role presence name__key",
        "number": "position",
    },
    "meeting_case": {
        "text": "committee_meeting opportunity decision decision_number chosen reason recused dissent decision__key",
        "flag": "settled",
        "number": "position",
    },
    "candidature": {
        "text": (
            "title_en title_ar body opportunity expert term election_on place seats_by_group competitors status "
            "strategy result reference title_en__key title_ar__key"
        ),
        "number": "seats voters needed",
    },
    "support": {
        "text": (
            "candidature country asked_on asked_by asked_level offered form answer answer_capital answer_seat "
            "note_number note_date reciprocal confidence verified_on verified_by remarks answered_by answered_on"
        ),
        "number": "position",
    },
    "vote_round": {
        "text": "candidature on others",
        "number": "number present needed ours position",
    },
    "endorsement": {
        "text": "candidature group decision_number on decision_number__key",
        "number": "position",
    },
    "support_request": {
        "text": (
            "country body seat candidate election_on asked_on note_number answer decided_by decided_on "
            "answer_number exchange_for votes_there voted remarks reference seat__key"
        ),
    },
    "post_share": {
        "text": "membership source source__key",
        "number": "year least most position",
    },
}
"""The columns of each table by what they hold, beside what every record has."""


def upgrade() -> None:
    """Make the step."""
    create(_TABLES)
    op.add_column("ministry_settings", sa.Column("reply_days", sa.BigInteger(), nullable=True))
