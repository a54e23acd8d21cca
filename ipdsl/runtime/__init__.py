"""The runtime of compiled policies: names that generated modules import, and functions that evaluate a policy."""
