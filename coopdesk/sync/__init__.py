"""The exchange: how records travel between desks that meet only through files. ``FORMAT.md`` is its specification.

One file a step: ``segment`` (operations as they are signed), ``roster`` (who is enrolled), ``enrolment``,
``bundle`` (the file), ``feeds`` (what of the history goes to whom), ``outgoing``, ``incoming``, ``peers`` (what
they acknowledged). Invariants: nothing is decrypted that an enrolled device has not signed, nothing unbounded is
decompressed, nothing untyped reaches the database, and a file that is refused changes no row of data.
"""
