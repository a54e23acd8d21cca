"""The decision: claims with their outcomes, assumptions, missing facts, and stated facts without effect."""
