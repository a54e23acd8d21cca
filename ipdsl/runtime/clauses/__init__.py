"""What the functions and formulas of a generated module are made of: lookups of facts, conditions, amounts."""
