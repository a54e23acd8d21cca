"""Processes that tests start."""

HUNG = 600
"""Seconds after which a process hangs: none that is only slow, on a busy machine, takes so long."""
