"""Tables of many applicants: read as Arrow, settled over columns, written as tables."""
