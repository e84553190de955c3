"""Attachments: what a file is called and made of. Its bytes lie in encrypted chunks beside the database."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Flag, Hashes, Identifier, Line, Link, Number, field
from coopdesk.i18n import N_
from coopdesk.records.base import Record


class Attachment(Record):
    """A file of a record. ``chunks``: the SHA-256 of each 1 MiB chunk in order, hexadecimal, one a line.

    ``paper``: on it a step was given; it belongs to the step, not to the text.
    """

    __tablename__ = "attachment"
    __entity__ = 23
    __label__ = N_("Attachment")
    __plural__ = N_("Attachments")
    __title__ = ("name",)
    __personal__ = True
    __follows__ = "subject"

    subject: Mapped[str | None] = field(1, Link(), N_("Attached to"))
    name: Mapped[str | None] = field(2, Line(), N_("File name"), column=260, search=True)
    media_type: Mapped[str | None] = field(3, Identifier(), N_("File type"), column=140)
    size: Mapped[int | None] = field(4, Number(), N_("Size in bytes"), column=100)
    digest: Mapped[str | None] = field(5, Identifier(), N_("SHA-256"), group=5)
    paper: Mapped[bool | None] = field(7, Flag(), N_("Paper of a step"))
    chunks: Mapped[str | None] = field(6, Hashes(), N_("Chunks"), group=5)
