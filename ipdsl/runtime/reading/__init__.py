"""Facts as a user states them to facts that the evaluator reads; what can be wrong with them."""
