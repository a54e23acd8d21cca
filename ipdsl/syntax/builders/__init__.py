"""From Lark trees to nodes of the surface tree, one module for each part of the language."""
