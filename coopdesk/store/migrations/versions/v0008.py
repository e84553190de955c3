"""Projects, engagements, indicators and evaluations; parts of a strategy with their dates; what is locked."""

import sqlalchemy as sa
from alembic import op

from coopdesk.store.migrations.tables import KINDS, create

revision = "0008"
down_revision = "0007"
_TABLES: dict[str, dict[str, str]] = {
    "project": {
        "text": (
            "title_en title_ar identifier kind managed_by status description_en description_ar planned_start "
            "planned_end actual_start actual_end coordinating proposing priority fits fits_reason "
            "collaboration flow finance aid_type tied channel currency_24 reports reporting currency_27 "
            "manager website notes reference stage stage_on stage_by stage_comment stage_given stage_for "
            "stage_of stage_key stage_proof title_en__key title_ar__key"
        ),
        "number": "amount_24 amount_27",
        "flag": "stage_acting",
    },
    "participant": {
        "text": "project organization role name name__key",
        "number": "position",
    },
    "project_country": {
        "text": "project country place place__key",
        "number": "share position",
    },
    "project_sector": {
        "text": "project sector",
        "number": "share position",
    },
    "budget": {
        "text": "project type status starts ends currency_6 note note__key",
        "number": "amount_6 position",
    },
    "transaction": {
        "text": (
            "project type on currency_4 currency_5 source provider receiver description country sector "
            "channel reference due description__key"
        ),
        "number": "amount_4 amount_5 position",
        "flag": "humanitarian",
    },
    "result": {
        "text": (
            "project level code title_en title_ar part_of assumptions_en assumptions_ar code__key "
            "title_en__key title_ar__key"
        ),
        "number": "position",
    },
    "risk": {
        "text": (
            "project kind text_en text_ar likelihood impact mitigation owner status reviewed_on text_en__key "
            "text_ar__key mitigation__key"
        ),
        "number": "position",
    },
    "milestone": {
        "text": "project title_en title_ar due reached_on responsible note title_en__key title_ar__key note__key",
        "number": "position",
    },
    "in_kind": {
        "text": (
            "project kind description unit currency_6 provider receiver starts ends description__key "
            "unit__key"
        ),
        "number": "quantity amount_6 position",
    },
    "project_paper": {
        "text": "project kind title_en title_ar link on title_en__key title_ar__key link__key",
        "number": "position",
    },
    "endowment_return": {
        "text": "project currency_3 currency_4 paid_to note note__key",
        "number": "year amount_3 amount_4 position",
    },
    "progress_report": {
        "text": (
            "project period light currency_5 done_en done_ar problems_en problems_ar decision_en decision_ar "
            "next_en next_ar prepared_by sent_on stage stage_on stage_by stage_comment stage_given stage_for "
            "stage_of stage_key stage_proof"
        ),
        "number": "per_cent amount_5",
        "flag": "stage_acting",
    },
    "allocation": {
        "text": "recipient source project currency_5 currency_6 approved_on purpose notes purpose__key",
        "number": "year amount_5 amount_6",
    },
    "allocation_change": {
        "text": "allocation on currency_3 decided_by reason decided_by__key reason__key",
        "number": "amount_3 position",
    },
    "engagement": {
        "text": (
            "title_en title_ar kind domain starts ends place country held_by project summary_en summary_ar "
            "follow_up title_en__key title_ar__key place__key"
        ),
        "set": "organizations",
        "number": "reach",
    },
    "attendee": {
        "text": "engagement name contact organization sex name__key",
        "flag": "came certificate",
        "number": "position",
    },
    "framework": {
        "text": (
            "code name_en name_ar keeper description_en description_ar website code__key name_en__key "
            "name_ar__key"
        ),
    },
    "indicator": {
        "text": (
            "code name_en name_ar definition_en definition_ar framework project result measure unit_en "
            "unit_ar direction frequency responsible provider custodian source_en source_ar baseline_period "
            "starts ends method over_time across numerator denominator form question answer statistic "
            "currency counted notes reference code__key name_en__key name_ar__key"
        ),
        "number": "baseline factor low high jump tolerance off_below decimals",
        "set": "transaction_types money_sources engagement_kinds parts",
    },
    "target": {
        "text": "indicator period part note part__key note__key",
        "number": "value position",
    },
    "indicator_value": {
        "text": (
            "indicator period part entity note source stage stage_on stage_by stage_comment stage_given "
            "stage_for stage_of stage_key stage_proof part__key note__key source__key"
        ),
        "number": "value",
        "flag": "stage_acting",
    },
    "evaluation": {
        "text": (
            "title_en title_ar subject kind done_by evaluator team purpose_en purpose_ar method_en method_ar "
            "planned_on evaluated_on response_due summary_en summary_ar overall reference stage stage_on "
            "stage_by stage_comment stage_given stage_for stage_of stage_key stage_proof title_en__key "
            "title_ar__key"
        ),
        "flag": "stage_acting",
    },
    "evaluation_question": {
        "text": "evaluation criterion text_en text_ar judged_by text_en__key text_ar__key judged_by__key",
        "number": "position",
    },
    "criterion_rating": {
        "text": (
            "evaluation criterion rating reason_en reason_ar lesson_en lesson_ar reason_en__key "
            "reason_ar__key lesson_en__key lesson_ar__key"
        ),
        "number": "position",
    },
    "evidence": {
        "text": "evaluation criterion record note note__key",
        "number": "position",
    },
    "finding": {
        "text": "evaluation kind criterion text_en text_ar text_en__key text_ar__key",
        "number": "position",
    },
    "evaluation_recommendation": {
        "text": "evaluation text_en text_ar finding addressee priority due text_en__key text_ar__key",
        "number": "position",
    },
    "management_response": {
        "text": (
            "evaluation recommendation answer reason_en reason_ar answered_by on reason_en__key "
            "reason_ar__key"
        ),
        "set": "actions",
        "number": "position",
    },
}
"""The columns of each table by what they hold, beside what every record has."""
_INDEXES: tuple[tuple[str, str, str], ...] = (
    ("participant_project", "participant", "project"),
    ("project_country_project", "project_country", "project"),
    ("project_sector_project", "project_sector", "project"),
    ("budget_project", "budget", "project"),
    ("transaction_project", "transaction", "project"),
    ("result_project", "result", "project"),
    ("risk_project", "risk", "project"),
    ("milestone_project", "milestone", "project"),
    ("in_kind_project", "in_kind", "project"),
    ("project_paper_project", "project_paper", "project"),
    ("endowment_return_project", "endowment_return", "project"),
    ("progress_report_project", "progress_report", "project"),
    ("allocation_change_allocation", "allocation_change", "allocation"),
    ("attendee_engagement", "attendee", "engagement"),
    ("indicator_framework", "indicator", "framework"),
    ("indicator_project", "indicator", "project"),
    ("target_indicator", "target", "indicator"),
    ("indicator_value_cell", "indicator_value", "indicator period"),
    ("evaluation_question_evaluation", "evaluation_question", "evaluation"),
    ("criterion_rating_evaluation", "criterion_rating", "evaluation"),
    ("evidence_evaluation", "evidence", "evaluation"),
    ("finding_evaluation", "finding", "evaluation"),
    ("evaluation_recommendation_evaluation", "evaluation_recommendation", "evaluation"),
    ("management_response_evaluation", "management_response", "evaluation"),
)
_PART_OF = (
    ("result", "part_of"),
    ("indicator", "denominator"),
    ("indicator", "numerator"),
)
"""The links by which records of a type are parts of others of it."""
_ADDED = (
    ("tag", "valid_from", "text"),
    ("tag", "valid_to", "text"),
    ("tag", "continued_as", "set"),
    ("tag", "edition", "text"),
    ("ministry_settings", "locked_periods", "set"),
    ("ministry_settings", "currency", "text"),
    ("ministry_settings", "progress_days", "number"),
)


def upgrade() -> None:
    """Make the step."""
    create(_TABLES)
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns.split())
    for table, link in _PART_OF:
        op.create_index(f"{table}_{link}", table, [link, "deleted"], sqlite_where=sa.text(f"{link} IS NOT NULL"))
    for table, name, kind in _ADDED:
        op.add_column(table, sa.Column(name, KINDS[kind](), nullable=True))
