"""Drafts of mail (RFC 5322), which Outlook and others open as a message that is ready to be sent."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

_PDF = ("application", "pdf")


def written(to: str, subject: str, text: str, attached: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a draft. ``attached``: PDF files, each with its name."""
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    mail["Subject"] = " ".join(subject.split())
    address = to.strip()
    if address and address.isascii() and address.isprintable() and " " not in address:
        mail["To"] = address
    mail.set_content(text, cte="base64")
    for name, content in attached:
        mail.add_attachment(content, maintype=_PDF[0], subtype=_PDF[1], filename=name)
    return mail.as_bytes()
