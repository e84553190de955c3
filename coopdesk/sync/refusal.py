"""Why a bundle was not taken: a code that scripts read and a sentence that says what to ask of whom."""

from coopdesk.errors import Refused
from coopdesk.i18n import N_, Text

REASONS: dict[str, Text] = {
    "not_a_bundle": N_("“{name}” is not a bundle of CoopDesk. Choose a file that ends in .cdx, as it came."),
    "newer": N_("“{name}” was made by a newer CoopDesk. Install the newer program; the file is kept until then."),
    "too_large": N_("“{name}” is larger than a bundle can be. Ask {sender} to export again in smaller parts."),
    "cut_short": N_("“{name}” is incomplete: {n} bytes are missing. Copy it again, or ask {sender} to send it again."),
    "too_long": N_("“{name}” has {n} bytes too many: something was added on the way. Ask {sender} to send it again."),
    "damaged": N_("“{name}” was damaged on the way. Copy it again, or ask {sender} to send it again."),
    "forged": N_("“{name}” is not signed by the desk that it names. Do not trust it; tell the Ministry by telephone."),
    "not_enrolled": N_("This desk is not enrolled yet. Enrol it first; “{name}” is kept and can be imported then."),
    "unknown_sender": N_(
        "The sender of “{name}” is not enrolled at our Ministry. The file is kept; ask the Ministry who sent it."
    ),
    "revoked": N_("The computer that made “{name}” is not trusted any more. Tell the Ministry that it still sends."),
    "not_for_us": N_("“{name}” is for {desk}, not for this desk. Pass it on; nothing was changed."),
    "sealed": N_("“{name}” cannot be opened on this computer. Ask {sender} to export again for this desk."),
    "hostile": N_("“{name}” is built to do harm and was not opened. Tell the Ministry from whom it came."),
    "malformed": N_("“{name}” does not follow the format of bundles. Ask {sender} to send it again."),
    "bad_roster": N_("“{name}” carries a list of desks that is not the Ministry's. Tell the Ministry by telephone."),
    "leaked": N_("“{name}” holds records that are not meant for this desk. Tell the Ministry; nothing was changed."),
    "bad_author": N_("A part of “{name}” is not signed by the desk that wrote it. Tell the Ministry by telephone."),
    "unknown_author": N_(
        "“{name}” holds records of a desk that is not in our list of desks yet. The file is kept and is imported "
        "when the newer list comes with a bundle of the Ministry."
    ),
}
PARKED = frozenset(("not_enrolled", "unknown_sender", "unknown_author", "newer"))
"""What may still become readable: such a file is kept and tried again."""
NOBODY = N_("its sender")


class BundleRefused(Refused):
    """A bundle that is not taken. ``code`` is one of ``REASONS``; no row of data was changed."""

    def __init__(self, code: str, name: str, **params: object) -> None:
        super().__init__(REASONS[code], **{"name": name, "sender": NOBODY, **params})
        self.code = code

    @property
    def status(self) -> str:
        """ "parked" where it can be tried again as it is, else "refused"."""
        return "parked" if self.code in PARKED else "refused"
