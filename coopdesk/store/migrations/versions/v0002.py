"""Tags, the workflow of conference reports, and from when until when a country belongs to a group."""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    """Make the step."""
    op.create_table('tag',
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('name_en', sa.Text(), nullable=True),
    sa.Column('name_ar', sa.Text(), nullable=True),
    sa.Column('scheme', sa.Text(), nullable=True),
    sa.Column('parent', sa.Text(), nullable=True),
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
    sa.Column('code__key', sa.Text(), nullable=True),
    sa.Column('name_en__key', sa.Text(), nullable=True),
    sa.Column('name_ar__key', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('rid'),
    sa.UniqueConstraint('id')
    )
    op.create_index('tag_present', 'tag', ['rid'], unique=False, sqlite_where=sa.text('deleted IS 0'))
    op.create_table('group_membership',
    sa.Column('country', sa.Text(), nullable=True),
    sa.Column('group', sa.Text(), nullable=True),
    sa.Column('since', sa.Text(), nullable=True),
    sa.Column('until', sa.Text(), nullable=True),
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
    sa.PrimaryKeyConstraint('rid'),
    sa.UniqueConstraint('id')
    )
    op.create_index('group_membership_present', 'group_membership', ['rid'], unique=False, sqlite_where=sa.text('deleted IS 0'))
    for name in ('stage', 'stage_on', 'stage_by', 'stage_comment'):
        op.add_column('conference_report', sa.Column(name, sa.Text(), nullable=True))
