"""The Ministry's words for the degrees of classification, and what follows from a degree."""

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
