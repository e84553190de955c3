"""Indicators in the window."""
