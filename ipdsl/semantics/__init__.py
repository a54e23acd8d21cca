"""From a syntax tree to a typed policy with every name resolved."""
