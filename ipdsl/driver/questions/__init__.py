"""Questions beyond one decision: missing facts, the trace of a claim, a comparison of policies."""
