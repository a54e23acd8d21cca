"""The names of the lists and of a standard, which commands offer."""

from __future__ import annotations

PAYMENTS, PUBLICATION, OPEN, ARTICLES, RECOVERIES = LISTS = (
    "payments", "publication", "open", "articles", "recoveries",
)  # fmt: skip

GRANTS_SCHEME = "360giving"
"""The name of the standard of open data that a publication may follow."""
