"""Findings and how they are shown. The texts of each finding are in the package that reports it."""
