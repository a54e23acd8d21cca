"""Commands about a policy: check, format, test, explain, audit, draft, compile."""
