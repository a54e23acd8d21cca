"""What is due at the least and at the most where facts are not stated."""
