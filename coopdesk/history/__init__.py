"""The pure model of history: operations, the registers that follow from them, and the rule that merges them.

The state of a record is a function of the set of its operations; order, duplicates and clocks do not matter.
The rule and the bytes are described in ``coopdesk/sync/FORMAT.md``. ``seal`` alone knows ciphers.
"""
