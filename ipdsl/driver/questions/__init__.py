"""Questions beyond one decision: what is missing, how a claim came about, what other policies would pay."""
