"""The kernel of settlement: claims numbered by group, and allocated over ints."""
