"""The oracle: a slow reference evaluator that shares no code with plan, back ends and runtime settlement."""
