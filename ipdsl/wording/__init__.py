"""Names and reasons in words, in English and Chinese."""
