"""What is part of what is found from above: an index on every link from one record of a type to another."""

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
