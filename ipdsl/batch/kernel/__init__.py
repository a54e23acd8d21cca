"""The kernel over many applicants: their claims ordered, numbered and settled at once."""
