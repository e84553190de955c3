"""What is part of what is found from above, and a country by its code: indexes."""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    """Make the step."""
    for table, field in (
        ('organization', 'parent'), ('organization', 'predecessor'), ('organization', 'successor'),
        ('organization', 'accredited_mission'), ('tag', 'parent'),
    ):
        op.create_index(f'{table}_{field}', table, [field, 'deleted'], sqlite_where=sa.text(f'{field} IS NOT NULL'))
    op.create_index('country_code', 'country', ['code'])
