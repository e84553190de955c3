"""The verbs of projects: money, results, progress, what overlaps, the assistance of a year."""
