"""Plan to readable Python."""
