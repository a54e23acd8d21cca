"""Forms in sheets: the empty form that a firm fills in, and what its cells state."""
