"""The audit of a policy against its official text: figures and articles of both, compared."""
