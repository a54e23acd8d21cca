"""What the compiler writes and the engine reads, as data: terms, steps, formulas, facts, proposals and reasons."""
