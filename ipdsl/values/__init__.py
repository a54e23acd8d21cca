"""Domain values without any language: money, rates, rounding, days."""
