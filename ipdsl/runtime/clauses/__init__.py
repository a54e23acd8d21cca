"""What the functions of a generated module call: lookups of facts, conditions, amounts."""
