"""The decision in words: as a page, and as JSON with its schema."""
