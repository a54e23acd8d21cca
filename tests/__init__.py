"""The tests; helpers shared by several areas live in `tests.support`."""
