"""History lines in facts: reads, checks and seals lines of earlier payments, and completes their keys."""
