"""What can go wrong for a person, each with a sentence in their language that says what to do.

CoopDeskError              told to the user in one place (``ui/messages.py``, ``cli``); anything else is a bug
├── Refused                a value or a request that cannot be taken; nothing was changed
│   ├── InvalidValue       … of one field, which is named
│   ├── ChangedSince       somebody changed the field since it was shown
│   └── NotFound           no such record, type, file or document
├── Locked                 the passphrase is missing or wrong
│   └── TryLater           … too often: the next try has to wait
├── Busy                   another program is writing to this home
├── NoHome                 there is no desk here yet, or there is one already
├── NewerHome              made by a newer program; left untouched
├── Damaged                a file is torn, foreign or was altered
└── CannotWrite            the disk is full, or the folder is read-only
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from coopdesk.i18n import N_, Text, tr


class CoopDeskError(Exception):
    """An expected failure, with its sentence and the values that fill it."""

    def __init__(self, text: Text, **params: object) -> None:
        super().__init__(text.msgid, params)
        self.text = text
        self.params = params

    def message(self) -> str:
        """Return the sentence in the present language."""
        return tr(self.text, **self.params)

    def __str__(self) -> str:
        return self.message()


class Refused(CoopDeskError):
    """A value or a request that cannot be taken; nothing was changed."""


class InvalidValue(Refused):
    """A value that its field does not take. ``field`` is the field's name, empty when it is the record itself."""

    def __init__(self, text: Text, field: str = "", **params: object) -> None:
        super().__init__(text, **params)
        self.field = field

    def message(self) -> str:
        sentence = super().message()
        return f"{self.field}: {sentence}" if self.field else sentence


class ChangedSince(Refused):
    """Fields that somebody changed since they were shown. ``fields`` are their names."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(
            N_("Changed since you opened it: {fields}. Look at the new values, then save again."),
            fields=", ".join(fields),
        )
        self.fields = fields


class NotFound(Refused):
    """No such record, type, file or document."""


class Locked(CoopDeskError):
    """The passphrase is missing or wrong."""


class TryLater(Locked):
    """The passphrase was wrong too often; the next try has to wait."""


class Busy(CoopDeskError):
    """Another program is writing to this home."""


class NoHome(CoopDeskError):
    """There is no desk here yet, or there is one already."""


class NewerHome(CoopDeskError):
    """The home was made by a newer program; it was left untouched."""


class Damaged(CoopDeskError):
    """A file is torn, foreign or was altered."""


class CannotWrite(CoopDeskError):
    """The disk is full, or the folder is read-only."""


_DISK_FULL = N_("The disk is full. Nothing was changed. Free some space in {place}, then try again.")
_READ_ONLY = N_("{place} cannot be written to. Nothing was changed. Choose another folder or ask for access.")
_BAD_NAME = N_(
    "The disk does not take a name such as this in {place}. Nothing was changed. Choose a shorter, plain name."
)
_IN_USE = N_(
    "What stands in {place} is in use or cannot be replaced. Nothing was changed. Choose another name or folder."
)
_IO = N_("The disk cannot be read or written. Nothing was changed. Check that it is connected, then try again.")
_MEANT = (
    ((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _DISK_FULL),
    ((errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOENT), _READ_ONLY),
    ((errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP), _BAD_NAME),
    ((errno.EBUSY, errno.ENOTEMPTY, errno.EXDEV), _IN_USE),
    ((errno.EIO,), _IO),
)


@contextmanager
def writing_to(place: object) -> Iterator[None]:
    """Turn the system's refusal to write below ``place`` into ``CannotWrite``."""
    try:
        yield
    except OSError as fault:
        for numbers, text in _MEANT:
            if fault.errno in numbers:
                raise CannotWrite(text, place=str(place)) from fault
        raise
