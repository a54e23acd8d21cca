"""Edits for findings: read from official wording, tried on the page, and kept only if the page then checks."""
