"""The commands of an office: forms, letters, lists and their check."""
