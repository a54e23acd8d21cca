"""Lark trees to nodes of the syntax tree, one module for each part of the language."""
