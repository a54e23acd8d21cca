"""The surface tree to Chinese sentences, one module for each part of the language."""
