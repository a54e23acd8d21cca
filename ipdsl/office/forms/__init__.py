"""The form that a firm or a bureau fills in, as sheets, and the facts in its cells."""
