"""Renders a decision as a page, and as JSON with its schema."""
