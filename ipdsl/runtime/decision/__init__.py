"""The decision, its page and its JSON."""
