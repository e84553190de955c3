"""The tables of the history, beside those of the records.

``op`` holds every operation for ever, its canonical bytes verbatim; ``reg`` what follows from them, register
by register; the record tables what people see. ``reg`` and the record tables can be rebuilt from ``op``.
``segment`` holds what was signed, byte for byte; ``feed``, ``peer`` and ``bundle`` what was exchanged.
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
    Column("segment", Integer),
    UniqueConstraint("writer", "n", "h4", name="op_dot"),
    Index("op_unsealed", "writer", sqlite_where=text("segment IS NULL")),
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
    Column("waiting", Integer, nullable=False, default=0),
    Column("last", Integer, nullable=False),
    UniqueConstraint("rid", "field", "key", name="reg_name"),
    Index("reg_waiting", "rid", sqlite_where=text("waiting > 0")),
    Index("reg_conflict", "rid", sqlite_where=text("conflict > 0")),
)
FEED = Table(
    "feed",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("writer", Integer, nullable=False),
    Column("audience", Text, nullable=False),
    Column("upto", Integer, nullable=False, default=0),
    Column("name", LargeBinary, nullable=False, default=b""),
    UniqueConstraint("writer", "audience", name="feed_name"),
)
"""``upto``: every segment up to this number is here; ``name``: hash of that one."""
SEGMENT = Table(
    "segment",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", Integer, nullable=False),
    Column("no", Integer, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("bundle", Integer),
    Column("unread", Integer, nullable=False, default=0),
    UniqueConstraint("feed", "no", "name", name="segment_name"),
    Index("segment_unread", "id", sqlite_where=text("unread > 0")),
)
"""``body`` is compressed; ``bundle``: by which it came, none for own; ``unread``: operations of a newer program."""
CARRIED = Table(
    "carried",
    Base.metadata,
    Column("op", Integer, primary_key=True),
    Column("audience", Text, primary_key=True),
)
"""Operations that were published again for a wider audience."""
WIDENED = Table("widened", Base.metadata, Column("rid", Integer, primary_key=True))
"""Records whose audience was written since the last export."""
HELD = Table(
    "held",
    Base.metadata,
    Column("rid", Integer, primary_key=True),
    Column("upto", LargeBinary, nullable=False),
    Column("live", Text, nullable=False),
)
"""Parts of records that show what was decided on: up to which operation of each writer, and the registers that go on
(``,1,2,``)."""
WANTED = Table("wanted", Base.metadata, Column("chunk", Text, primary_key=True))
"""Chunks of attachments that did not come yet (SHA-256, hexadecimal)."""
PEER = Table(
    "peer",
    Base.metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", LargeBinary, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("roster", LargeBinary, nullable=False),
    Column("published", Integer, nullable=False),
    Column("held", LargeBinary, nullable=False),
    Column("wanted", LargeBinary, nullable=False),
)
"""What a device said last of what it holds (packed), in each of its epochs. ``turn``: counts the words of its desk."""
BUNDLE = Table(
    "bundle",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("out", Integer, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("set", LargeBinary, nullable=False),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("desk", Text),
    Column("device", LargeBinary),
    Column("file", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False, default=0),
    Column("status", Text, nullable=False),
    Column("code", Text),
    Column("told", LargeBinary),
    Index("bundle_name", "name"),
    Index("bundle_digest", "digest"),
)
"""Every bundle that was made, taken, parked or refused. ``told``: what fills the sentence of its refusal, packed."""
DEPARTURE = Table(
    "departure",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("officer", Text),
    Column("how", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text),
    Column("degree", Text, nullable=False),
    Column("records", BigInteger, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
)
"""What left the sealed store, an entry each time: never changed, never taken away. It stays at this desk."""
DEPARTED = Table(
    "departed",
    Base.metadata,
    Column("departure", Integer, primary_key=True),
    Column("rid", Integer, primary_key=True),
    Index("departed_rid", "rid"),
)
"""Which records an entry tells of."""
