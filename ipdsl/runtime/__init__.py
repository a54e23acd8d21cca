"""Facts to a decision: what every generated module needs, and nothing of the compiler."""
