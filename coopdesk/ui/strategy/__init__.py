"""The national strategy in the window: taken from a table, and what serves its parts."""
