"""Official wording in Chinese, read into sentences of the language."""
