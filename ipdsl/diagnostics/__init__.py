"""What a diagnostic is, and how it is shown; nothing of what any one says."""
