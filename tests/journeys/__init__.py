"""Journeys: tests that read like a manual, each a story in named steps with real windows on a real home.

Every step is timed by ``gaps``: the longest time in which the event loop answered nothing.
``python -m tests.benchmarks gaps`` makes all of them and prints the longest gap of each.
"""
