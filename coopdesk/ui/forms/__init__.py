"""Forms in the window: designed, filled, taken from files, and what was answered."""
