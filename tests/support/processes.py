"""Processes that tests start."""

HUNG = 600
"""Seconds after which a process counts as hanging. A process that is only slow on a busy machine takes less time."""
