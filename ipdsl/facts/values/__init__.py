"""Single values of facts: numbers, days, names, and texts that people wrote by hand."""
