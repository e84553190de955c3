"""Feeds, segments, peers and bundles: the exchange. An operation is known by its hash too, for a copied writer."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    """Make the step."""
    op.execute('ALTER TABLE op RENAME TO op_before')
    for name in ('op_reg', 'op_rid'):
        op.drop_index(name, table_name='op_before')
    op.create_table('op',
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('writer', sa.Integer(), nullable=False),
    sa.Column('n', sa.BigInteger(), nullable=False),
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.Column('reg', sa.Integer(), nullable=False),
    sa.Column('txn', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('h4', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('segment', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('seq'),
    sa.UniqueConstraint('writer', 'n', 'h4', name='op_dot')
    )
    op.execute('INSERT INTO op SELECT seq, writer, n, rid, reg, txn, at, h4, body, NULL FROM op_before ORDER BY seq')
    op.drop_table('op_before')
    op.create_index('op_reg', 'op', ['reg'], unique=False)
    op.create_index('op_rid', 'op', ['rid'], unique=False)
    op.create_index('op_unsealed', 'op', ['writer'], unique=False, sqlite_where=sa.text('segment IS NULL'))
    op.add_column('reg', sa.Column('waiting', sa.Integer(), nullable=False, server_default='0'))
    op.create_index('reg_waiting', 'reg', ['rid'], unique=False, sqlite_where=sa.text('waiting > 0'))
    op.create_table('feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('writer', sa.Integer(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('upto', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('writer', 'audience', name='feed_name')
    )
    op.create_table('segment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('feed', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('header', sa.LargeBinary(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('bundle', sa.Integer(), nullable=True),
    sa.Column('unread', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('feed', 'no', 'name', name='segment_name')
    )
    op.create_index('segment_unread', 'segment', ['id'], unique=False, sqlite_where=sa.text('unread > 0'))
    op.create_table('carried',
    sa.Column('op', sa.Integer(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('op', 'audience')
    )
    op.create_table('widened',
    sa.Column('rid', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('rid')
    )
    op.create_table('wanted',
    sa.Column('chunk', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('chunk')
    )
    op.create_table('peer',
    sa.Column('device', sa.LargeBinary(), nullable=False),
    sa.Column('epoch', sa.LargeBinary(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('roster', sa.LargeBinary(), nullable=False),
    sa.Column('published', sa.Integer(), nullable=False),
    sa.Column('held', sa.LargeBinary(), nullable=False),
    sa.Column('wanted', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('device', 'epoch')
    )
    op.create_table('bundle',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('out', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('set', sa.LargeBinary(), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('parts', sa.Integer(), nullable=False),
    sa.Column('desk', sa.Text(), nullable=True),
    sa.Column('device', sa.LargeBinary(), nullable=True),
    sa.Column('file', sa.Text(), nullable=False),
    sa.Column('bytes', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('made', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('conflicts', sa.Integer(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('told', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('bundle_name', 'bundle', ['name'], unique=False)
    op.create_index('bundle_digest', 'bundle', ['digest'], unique=False)
