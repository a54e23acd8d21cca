"""What types of value share: what a type has to say, how values are read, and the values that stand for none."""
