"""The kernel of settlement: claims numbered, allocated over ints, and what was paid before recalled."""
