"""The tests. Helpers for several areas are in `tests.support`."""
