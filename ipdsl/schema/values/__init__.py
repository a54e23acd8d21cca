"""What the types of values share: the interface of a type, reading of values, and special values."""
