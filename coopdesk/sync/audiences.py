"""Which desks an operation goes to: from the audience of its record to the audience of a feed.

The audience of a feed is ``all``, or words joined by ``+``: ``ministry`` (its central departments), codes of desks and
of groups. What is for the Ministry also goes to the desk where the record began, so that what the Ministry writes
into it comes home; what is for one desk also goes to the Ministry.
"""

from coopdesk.sync.roster import Trusted

ALL, MINISTRY, LOCAL = "all", "ministry", "local"


def feed_audience(audience: str | None, origin: str | None) -> str | None:
    """Return the audience of the feed for operations on a record; None for what never leaves the desk."""
    if audience in (None, "", LOCAL):
        return None
    if audience == ALL:
        return ALL
    return "+".join(
        sorted({MINISTRY, audience, *([origin] if origin else [])}, key=lambda word: (word != MINISTRY, word))
    )


def members(audience: str, trusted: Trusted) -> frozenset[str]:
    """Return the codes of the desks that a feed's audience names."""
    if audience == ALL:
        return frozenset(trusted.desks)
    found: set[str] = set()
    for word in audience.split("+"):
        if word == MINISTRY:
            found |= trusted.central
        else:
            found |= trusted.groups.get(word, frozenset((word,)))
    return frozenset(found)


def receives(desk: str, audience: str, writer: bytes, trusted: Trusted) -> bool:
    """Tell whether a desk is among those of a feed. A desk has what its own devices wrote."""
    return desk in members(audience, trusted) or trusted.desk_of(writer[:16]) == desk
