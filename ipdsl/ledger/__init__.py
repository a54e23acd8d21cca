"""The ledger between decisions: read, recalled by rules, carried forward, reopened, compared, and written."""
