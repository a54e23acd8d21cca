"""The commands: about pages, policies and applicants."""
