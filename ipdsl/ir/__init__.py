"""Data that the compiler writes and the engine reads: terms, steps, formulas, facts, proposals and reasons."""
