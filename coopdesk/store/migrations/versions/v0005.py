"""The Ministry's words for the degrees of classification, what follows from a degree, and the log of what left."""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
_WORDS = [f'{degree}_{lang}' for degree in ('public', 'internal', 'confidential', 'secret', 'top_secret')
          for lang in ('en', 'ar')]


def upgrade() -> None:
    """Make the step."""
    op.add_column('ministry_settings', sa.Column('degrees', sa.JSON(), nullable=True))
    for name in (*_WORDS, 'noted_from', 'numbered_from'):
        op.add_column('ministry_settings', sa.Column(name, sa.Text(), nullable=True))
    op.add_column('desk', sa.Column('ceiling', sa.Text(), nullable=True))
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
