"""Official wording in English, read into sentences of the language."""
