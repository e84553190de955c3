"""Officers with keys of their own, steps that are signed, remarks and opinions, assessments as lines of their own; drafts
that are kept under a name; the Ministry's words for the degrees, what follows from a degree, and the log of what left."""

import json
from secrets import token_hex

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
_WORDS = [f'{degree}_{lang}' for degree in ('public', 'internal', 'confidential', 'secret', 'top_secret')
          for lang in ('en', 'ar')]
_RECORDS = (
    'action', 'agenda_item', 'attachment', 'bilateral_meeting', 'commitment', 'conference', 'conference_report',
    'contact', 'contribution', 'country', 'decision', 'delegate', 'desk', 'election_result', 'focal_point',
    'group_membership', 'membership', 'ministry_settings', 'officer', 'officer_key', 'organization',
    'post_held', 'progress_note', 'recommendation', 'referral', 'remark', 'report_opinion', 'tag',
)



def upgrade() -> None:
    """Make the step."""
    op.create_table('officer_key',
    sa.Column('public_key', sa.Text(), nullable=True),
    sa.Column('officer', sa.Text(), nullable=True),
    sa.Column('role', sa.Text(), nullable=True),
    sa.Column('desk', sa.Text(), nullable=True),
    sa.Column('since', sa.Text(), nullable=True),
    sa.Column('until', sa.Text(), nullable=True),
    sa.Column('granted_by', sa.Text(), nullable=True),
    sa.Column('signature', sa.Text(), nullable=True),
    sa.Column('acting', sa.Boolean(), nullable=True),
    sa.Column('number', sa.BigInteger(), nullable=True),
    sa.Column('stands', sa.Text(), nullable=True),
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=True),
    sa.Column('created_desk', sa.Text(), nullable=True),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=True),
    sa.Column('changed_desk', sa.Text(), nullable=True),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('conflicts', sa.Integer(), nullable=False),
    sa.Column('classification', sa.Text(), nullable=True),
    sa.Column('audience', sa.Text(), nullable=True),
    sa.Column('tags', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('rid'),
    sa.UniqueConstraint('id')
    )
    op.create_index('officer_key_present', 'officer_key', ['rid'], unique=False, sqlite_where=sa.text('deleted IS 0'))
    op.create_table('referral',
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('asked_of', sa.Text(), nullable=True),
    sa.Column('question', sa.Text(), nullable=True),
    sa.Column('asked_on', sa.Text(), nullable=True),
    sa.Column('due', sa.Text(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_on', sa.Text(), nullable=True),
    sa.Column('answer_number', sa.Text(), nullable=True),
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=True),
    sa.Column('created_desk', sa.Text(), nullable=True),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=True),
    sa.Column('changed_desk', sa.Text(), nullable=True),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('conflicts', sa.Integer(), nullable=False),
    sa.Column('classification', sa.Text(), nullable=True),
    sa.Column('audience', sa.Text(), nullable=True),
    sa.Column('tags', sa.JSON(), nullable=True),
    sa.Column('question__key', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('rid'),
    sa.UniqueConstraint('id')
    )
    op.create_index('referral_present', 'referral', ['rid'], unique=False, sqlite_where=sa.text('deleted IS 0'))
    op.create_table('remark',
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('of_field', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('settled', sa.Boolean(), nullable=True),
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=True),
    sa.Column('created_desk', sa.Text(), nullable=True),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=True),
    sa.Column('changed_desk', sa.Text(), nullable=True),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('conflicts', sa.Integer(), nullable=False),
    sa.Column('classification', sa.Text(), nullable=True),
    sa.Column('audience', sa.Text(), nullable=True),
    sa.Column('tags', sa.JSON(), nullable=True),
    sa.Column('text__key', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('rid'),
    sa.UniqueConstraint('id')
    )
    op.create_index('remark_present', 'remark', ['rid'], unique=False, sqlite_where=sa.text('deleted IS 0'))
    op.create_table('report_opinion',
    sa.Column('conference_report', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('author', sa.Text(), nullable=True),
    sa.Column('position', sa.BigInteger(), nullable=True),
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), nullable=True),
    sa.Column('created_desk', sa.Text(), nullable=True),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_by', sa.Text(), nullable=True),
    sa.Column('changed_desk', sa.Text(), nullable=True),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('conflicts', sa.Integer(), nullable=False),
    sa.Column('classification', sa.Text(), nullable=True),
    sa.Column('audience', sa.Text(), nullable=True),
    sa.Column('tags', sa.JSON(), nullable=True),
    sa.Column('text__key', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('rid'),
    sa.UniqueConstraint('id')
    )
    op.create_index('report_opinion_present', 'report_opinion', ['rid'], unique=False,
    sqlite_where=sa.text('deleted IS 0'))
    for name in ('assessment', 'opinion'):
        op.drop_column('conference_report', name)
    for name in _RECORDS:
        op.add_column(name, sa.Column('degree_reason', sa.Text(), nullable=True))
    op.add_column('conference_report', sa.Column('urgency', sa.Text(), nullable=True))
    op.add_column('conference_report', sa.Column('version', sa.BigInteger(), nullable=True))
    op.add_column('conference_report', sa.Column('stage_given', sa.Text(), nullable=True))
    op.add_column('conference_report', sa.Column('stage_for', sa.Text(), nullable=True))
    op.add_column('conference_report', sa.Column('stage_acting', sa.Boolean(), nullable=True))
    op.add_column('conference_report', sa.Column('stage_of', sa.Text(), nullable=True))
    op.add_column('conference_report', sa.Column('stage_key', sa.Text(), nullable=True))
    op.add_column('conference_report', sa.Column('stage_proof', sa.Text(), nullable=True))
    op.add_column('ministry_settings', sa.Column('degrees', sa.JSON(), nullable=True))
    for name in (*_WORDS, 'noted_from', 'numbered_from'):
        op.add_column('ministry_settings', sa.Column(name, sa.Text(), nullable=True))
    op.add_column('desk', sa.Column('ceiling', sa.Text(), nullable=True))
    op.create_table('held',
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.Column('upto', sa.LargeBinary(), nullable=False),
    sa.Column('live', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('rid')
    )
    op.add_column('attachment', sa.Column('paper', sa.Boolean(), nullable=True))
    op.create_table('departure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('officer', sa.Text(), nullable=True),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('degree', sa.Text(), nullable=False),
    sa.Column('records', sa.BigInteger(), nullable=False),
    sa.Column('receiver', sa.Text(), nullable=False),
    sa.Column('copy', sa.Integer(), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('departed',
    sa.Column('departure', sa.Integer(), nullable=False),
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('departure', 'rid')
    )
    op.create_index('departed_rid', 'departed', ['rid'], unique=False)
    for table in ('departure', 'departed'):
        for act in ('UPDATE', 'DELETE'):
            op.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                       "BEGIN SELECT RAISE(ABORT, 'what left is never changed'); END")
    _name_drafts()


def _name_drafts() -> None:
    """Keep drafts under names that tell nothing, for who is named first at this desk to seal them."""
    connection = op.get_bind()
    for key, value in connection.execute(sa.text("SELECT key, value FROM meta WHERE key LIKE 'draft/%'")).fetchall():
        _, type, id = key.split("/", 2)
        content = json.loads(value) | {"name": token_hex(16), "type": type, "id": None if id == "new" else id}
        connection.execute(
            sa.text("UPDATE meta SET key = :new, value = :value WHERE key = :old"),
            {"new": f"draft/nobody/{content['name']}", "old": key, "value": json.dumps(content).encode()},
        )
