"""The ledger of earlier runs: lines that rules recall, carried money, reopened years."""
