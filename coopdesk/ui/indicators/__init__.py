"""Indicators in the window: how one stands, how many stand, and their matrix."""
