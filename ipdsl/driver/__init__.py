"""Policies from files: compiled, cached, evaluated, and tested with their cases."""
