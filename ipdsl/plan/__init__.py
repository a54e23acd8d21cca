"""Typed policy to a plan that no longer knows the page."""
