"""A compiled policy at work: what generated modules import, and how other programs evaluate them."""
