"""Lines of earlier payments in facts: read, checked, given their keys, and sealed."""
