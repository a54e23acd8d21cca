"""A syntax tree to a typed policy in which every name is resolved."""
