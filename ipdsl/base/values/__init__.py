"""Values that do not depend on a language: money, days, numerals and units, and how people write them."""
