"""Single values of facts: numbers, days, names, and handwritten texts."""
