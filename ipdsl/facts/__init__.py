"""Reads facts as users state them into the form that the engine reads, and reports problems in them."""
