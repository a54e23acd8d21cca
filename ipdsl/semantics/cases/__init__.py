"""Cases of a policy: what is given as facts, and what is expected."""
