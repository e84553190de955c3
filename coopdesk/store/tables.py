"""The tables of the history, beside those of the records.

``op`` holds every operation for ever, its canonical bytes verbatim; ``reg`` what follows from them, register
by register; the record tables what people see. ``reg`` and the record tables can be rebuilt from ``op``.
Replicated data carries no foreign keys and no uniqueness but its own identity: records arrive in pieces.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from coopdesk.records.base import Base

META = Table(
    "meta",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
WRITER = Table(
    "writer",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("name", LargeBinary, nullable=False, unique=True),
    Column("desk", Text),
)
RECORD = Table(
    "record",
    Base.metadata,
    Column("rid", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("entity", Integer, nullable=False),
    Column("owner", Text),
    Column("key", LargeBinary),
    Column("erased", Integer, nullable=False, default=0),
    Column("indexed", LargeBinary),
    Index("record_owner", "owner"),
)
OP = Table(
    "op",
    Base.metadata,
    Column("seq", Integer, primary_key=True),
    Column("writer", Integer, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("rid", Integer, nullable=False),
    Column("reg", Integer, nullable=False),
    Column("txn", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("h4", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("writer", "n", name="op_dot"),
    Index("op_reg", "reg"),
    Index("op_rid", "rid"),
)
REG = Table(
    "reg",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("rid", Integer, nullable=False),
    Column("field", Integer, nullable=False),
    Column("key", Text, nullable=False, default=""),
    Column("state", LargeBinary, nullable=False),
    Column("conflict", Integer, nullable=False, default=0),
    Column("last", Integer, nullable=False),
    UniqueConstraint("rid", "field", "key", name="reg_name"),
    Index("reg_conflict", "rid", sqlite_where=text("conflict > 0")),
)
