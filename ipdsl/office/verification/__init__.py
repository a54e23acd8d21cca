"""The check of letters, lists and ledgers against a new settlement of the same facts."""
