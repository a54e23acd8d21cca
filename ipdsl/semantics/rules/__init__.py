"""Rules of a block, and the awards and applicants that they reach."""
