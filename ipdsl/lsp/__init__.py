"""The language server: `ipdsl lsp` answers an editor over standard input and output (extra `ipdsl[lsp]`)."""
