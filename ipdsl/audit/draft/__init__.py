"""`ipdsl draft`: a first page from an official text."""
