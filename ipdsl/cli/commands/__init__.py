"""The commands: about pages, policies and applicants, and those of an office."""
