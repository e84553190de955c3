"""The national strategy: taken from a table as a new edition, and what serves each of its parts."""
