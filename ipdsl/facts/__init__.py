"""Facts as a user states them to facts that the engine reads, and what can be wrong with them."""
