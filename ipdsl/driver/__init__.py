"""Policies from files: compiled, cached, evaluated, and tried against their cases."""
