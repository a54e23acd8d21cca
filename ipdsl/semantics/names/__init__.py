"""Names and labels: what they mean at their place, and the nearest words to an undeclared name."""
