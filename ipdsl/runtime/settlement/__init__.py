"""Claims proposed, and what becomes of them: rules, ledger."""
