"""The audit of a policy: its figures and articles compared with those in the official text."""
