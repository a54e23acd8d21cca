"""Lists of an office about many decisions: rows, their tables, and files of them."""
