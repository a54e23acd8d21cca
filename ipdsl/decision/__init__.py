"""The decision: claims with their outcomes, assumptions, missing facts, and what each stated line came to."""
