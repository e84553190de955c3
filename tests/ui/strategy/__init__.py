"""The national strategy in the window."""
