"""The syntax tree to text, in English and Chinese."""
