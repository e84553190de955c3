"""The window: the only floor, with ``app``, that knows Qt. It calls operations through ``tasks``."""
