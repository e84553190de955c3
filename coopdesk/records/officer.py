"""An officer: somebody who works at a desk, and the keys by which others know what he did."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    EMAIL,
    PHONE,
    Choice,
    Code,
    Day,
    Flag,
    Hashes,
    Identifier,
    Line,
    Link,
    Number,
    field,
    options,
)
from coopdesk.i18n import N_
from coopdesk.records.base import Record

ROLE = options(
    ("reader", N_("Reader", "role")),
    ("secretary", N_("Secretary", "role")),
    ("officer", N_("Officer", "role")),
    ("approver", N_("Approver", "role")),
    ("administrator", N_("Administrator", "role")),
)


class Officer(Record):
    """Somebody who works at a desk, with name and post in both scripts."""

    __tablename__ = "officer"
    __entity__ = 1
    __label__ = N_("Officer")
    __plural__ = N_("Officers")
    __title__ = ("name_en", "name_ar")
    __administered__ = True

    name_en: Mapped[str | None] = field(1, Line("en"), N_("Name", "in English"), required=True, column=220, search=True)
    name_ar: Mapped[str | None] = field(2, Line("ar"), N_("Name (Arabic)"), required=True, column=220, search=True)
    honorific_en: Mapped[str | None] = field(3, Line("en"), N_("Form of address", "in English"))
    honorific_ar: Mapped[str | None] = field(4, Line("ar"), N_("Form of address (Arabic)"))
    post_en: Mapped[str | None] = field(5, Line("en"), N_("Post", "in English"), column=200, search=True)
    post_ar: Mapped[str | None] = field(6, Line("ar"), N_("Post (Arabic)", "of an officer"), search=True)
    role: Mapped[str | None] = field(7, Choice(ROLE), N_("Role"), column=110)
    desk: Mapped[str | None] = field(8, Identifier(), N_("Desk", "field"), column=90)
    email: Mapped[str | None] = field(9, Identifier(shape=EMAIL), N_("E-mail"))
    phone: Mapped[str | None] = field(10, Identifier(shape=PHONE), N_("Telephone"))
    language: Mapped[str | None] = field(11, Code("language"), N_("Language"))
    left: Mapped[bool | None] = field(12, Flag(), N_("Has left the desk"))


class OfficerKey(Record):
    """That a key is an officer's at one computer, with the role that an administrator of his desk signed for.

    All of it is one register: a grant is whole or it is not there. ``granted_by``: the key that signed; ``acting``: for
    somebody who is away (بالإنابة). An officer who never sits at a computer has no key, but a role: ``public_key`` is
    then his id. ``number``: rises with each value of one grant; ``stands``: with the end of an administrator, what he
    signed that is believed further.
    """

    __tablename__ = "officer_key"
    __entity__ = 26
    __label__ = N_("Key of an officer")
    __plural__ = N_("Keys of officers")
    __title__ = ("public_key",)
    __administered__ = True
    __granted__ = True
    __audience__ = "all"

    public_key: Mapped[str | None] = field(1, Identifier(), N_("Public key"), group=1)
    officer: Mapped[str | None] = field(2, Link("officer"), N_("Officer", "field"), group=1)
    role: Mapped[str | None] = field(3, Choice(ROLE), N_("Role"), group=1)
    desk: Mapped[str | None] = field(4, Identifier(), N_("Desk", "field"), group=1)
    since: Mapped[str | None] = field(5, Day(), N_("Since"), group=1)
    until: Mapped[str | None] = field(6, Day(), N_("Until"), group=1)
    granted_by: Mapped[str | None] = field(7, Identifier(), N_("Granted by"), group=1)
    signature: Mapped[str | None] = field(8, Identifier(), N_("Signature"), group=1)
    acting: Mapped[bool | None] = field(9, Flag(), N_("Acting", "head"), group=1)
    number: Mapped[int | None] = field(10, Number(), N_("Number", "of the values of a grant"), group=1)
    stands: Mapped[str | None] = field(11, Hashes(), N_("What stands of the signer"), group=1)
