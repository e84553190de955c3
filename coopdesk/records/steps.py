"""Workflows: the steps that a record type declares, and the fields that say which step was taken last.

One register holds all that a step says, so that two people who take a step at once leave two whole answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from sqlalchemy.orm import Mapped, declared_attr

from coopdesk.fields import Choice, Day, Flag, Identifier, Link, Prose, field, options
from coopdesk.i18n import N_, Text

GIVEN = options(
    ("here", N_("Here, in CoopDesk")),
    ("paper", N_("On paper")),
    ("telephone", N_("By telephone")),
    ("email", N_("By e-mail")),
)
"""How somebody decided: here, or elsewhere and noted here by another."""


@dataclass(frozen=True)
class Step:
    """A step of a workflow: from one of these stages (None: none yet) to another.

    ``role``: the least that takes it; ``ministry``: only the Ministry takes it; ``comment``: it needs a sentence that
    says why; ``complete``: what is required is filled; ``decides``: it says yes to exactly what stands there then;
    ``audience``: who receives the record from then on; ``version``: it begins a new one; ``registers``: it gives the
    registry number and its day; ``needs``: fields that are filled before it, beside what is required; ``asks``: whose
    opinion and until when, or which readers it is for from then on; ``through``: links to records that are complete
    before it; ``sends``: the way to a body (links, with dots between) whose accredited desk receives it from then on,
    and the records named by ``through`` with it; ``dates``: the field that gets its day, where nobody wrote another.
    """

    name: str
    label: Text
    sources: tuple[str | None, ...]
    target: str
    role: str = "officer"
    ministry: bool = False
    comment: bool = False
    complete: bool = False
    decides: bool = False
    audience: str | None = None
    version: bool = False
    registers: bool = False
    needs: tuple[str, ...] = ()
    asks: Literal["", "opinion", "readers"] = ""
    through: tuple[str, ...] = ()
    sends: str = ""
    dates: str = ""


STEPPED = (
    "stage", "stage_on", "stage_by", "stage_comment", "stage_given", "stage_for", "stage_acting", "stage_of",
    "stage_key", "stage_proof",
)  # fmt: skip
"""The fields that only steps move."""
PROVING = ("stage_of", "stage_key", "stage_proof")
"""Those that prove a step, which no person reads."""
REGISTERED = ("registry_number", "registry_date")
"""The fields that only a step moves which registers, of a type that has one."""


def moved_by(steps: Sequence[Step]) -> frozenset[str]:
    """Return the fields of a type that are moved by these steps, and by nothing else."""
    found = frozenset[str](STEPPED if steps else ())
    return found.union(REGISTERED) if any(one.registers for one in steps) else found


class Stepped:
    """What a type with steps has beside its field ``stage``, whose number is ``__stage__``, the first of ten.

    ``stage_for``: in whose name (نيابةً عن); ``stage_acting``: as acting head (بالإنابة); ``stage_of``: what stood
    there, each part by its digest; ``stage_proof``: the officer's signature by ``stage_key``.
    """

    __stage__: ClassVar[int]

    @declared_attr
    def stage_on(cls) -> Mapped[str | None]:  # noqa: N805 - SQLAlchemy gives the class
        return field(cls.__stage__ + 1, Day(), N_("Stage since"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_by(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 2, Link("officer"), N_("Stage set by"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_comment(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 3, Prose(), N_("Comment on the stage"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_given(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 4, Choice(GIVEN), N_("How it was decided"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_for(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 5, Link("officer"), N_("On behalf of"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_acting(cls) -> Mapped[bool | None]:  # noqa: N805
        return field(cls.__stage__ + 6, Flag(), N_("As acting head"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_of(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 7, Prose(), N_("What was decided on"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_key(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 8, Identifier(), N_("Key of who decided"), group=cls.__stage__)  # type: ignore[no-any-return]

    @declared_attr
    def stage_proof(cls) -> Mapped[str | None]:  # noqa: N805
        return field(cls.__stage__ + 9, Identifier(), N_("Signature of the step"), group=cls.__stage__)  # type: ignore[no-any-return]
