"""Indicators: their values as entered and as computed, how they stand beside their targets, and what is doubtful."""
