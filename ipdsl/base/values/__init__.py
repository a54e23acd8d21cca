"""Values without any language: money, days, numerals and units, and how people write them."""
