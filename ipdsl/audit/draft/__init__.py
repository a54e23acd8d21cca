"""A first page from an official text: what `ipdsl draft` reads, finds and writes."""
