"""Forms, the responses to them, and surveys."""

import sqlalchemy as sa
from alembic import op

from coopdesk.store.migrations.tables import create

revision = "0007"
down_revision = "0006"
_TABLES: dict[str, dict[str, str]] = {
    "form_template": {
        "text": (
            "title_en title_ar kind intro_en intro_ar form_id version earlier default_language languages more "
            "reference response_degree stage stage_on stage_by stage_comment stage_given stage_for stage_of "
            "stage_key stage_proof title_en__key title_ar__key form_id__key version__key"
        ),
        "set": "about",
        "flag": "stage_acting",
    },
    "form_question": {
        "text": (
            "form_template type name label_en label_ar hint_en hint_ar required relevant constraint constraint_en "
            "constraint_ar required_en required_ar calculation default choice_filter repeat_count read_only "
            "trigger appearance parameters criterion weight more type__key name__key label_en__key label_ar__key"
        ),
        "number": "position",
    },
    "form_choice": {
        "text": (
            "form_template list_name name label_en label_ar score more list_name__key name__key label_en__key "
            "label_ar__key score__key"
        ),
        "number": "position",
    },
    "response": {
        "text": (
            "form_template subject survey organization respondent answered_on language channel notes reference "
            "source_id stage stage_on stage_by stage_comment stage_given stage_for stage_of stage_key stage_proof "
            "respondent__key"
        ),
        "flag": "stage_acting",
    },
    "answer": {
        "text": "response question entry value question__key value__key",
        "number": "position",
    },
    "survey": {
        "text": (
            "title_en title_ar form_template subject series opens closes purpose_en purpose_ar notes reference "
            "stage stage_on stage_by stage_comment stage_given stage_for stage_of stage_key stage_proof "
            "title_en__key title_ar__key series__key"
        ),
        "number": "round fewest",
        "flag": "anonymous stage_acting",
    },
    "invitation": {
        "text": "survey organization contact name email invited_on reminded_on answered_on name__key",
        "flag": "declined",
        "number": "position",
    },
}
"""The columns of each table by what they hold, beside what every record has."""
_LOOKED_UP = (
    ("form_question", "form_template"),
    ("form_choice", "form_template"),
    ("response", "form_template"),
    ("response", "survey"),
    ("answer", "response"),
)


def upgrade() -> None:
    """Make the step."""
    create(_TABLES)
    for name, column in _LOOKED_UP:
        op.create_index(f"{name}_{column}", name, [column])
    links = sa.text("earlier IS NOT NULL")
    op.create_index("form_template_earlier", "form_template", ["earlier", "deleted"], sqlite_where=links)
