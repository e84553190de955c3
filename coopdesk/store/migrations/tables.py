"""How tables of records are made from the sixth step on. A step that needs another way brings its own: what stands
here is never changed, for the steps that use it were taken already."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

KINDS = {"text": sa.Text, "number": sa.BigInteger, "flag": sa.Boolean, "set": sa.JSON}


def create(tables: Mapping[str, Mapping[str, str]]) -> None:
    """Make tables of records. ``tables``: the columns of each by what they hold, beside what every record has."""
    for name, columns in tables.items():
        own = [
            sa.Column(column, KINDS[kind](), nullable=True)
            for kind, several in columns.items()
            for column in several.split()
        ]
        op.create_table(name, *_shared(), *own)
        op.create_index(f"{name}_present", name, ["rid"], sqlite_where=sa.text("deleted IS 0"))


def _shared() -> list[sa.Column[Any]]:
    """Return the columns of every record."""
    return [
        sa.Column("rid", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        *(sa.Column(f"{what}_at", sa.BigInteger(), nullable=False) for what in ("created", "changed")),
        *(sa.Column(f"{what}_{by}", sa.Text()) for what in ("created", "changed") for by in ("by", "desk")),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("classification", sa.Text()),
        sa.Column("audience", sa.Text()),
        sa.Column("tags", sa.JSON()),
        sa.Column("degree_reason", sa.Text()),
    ]
