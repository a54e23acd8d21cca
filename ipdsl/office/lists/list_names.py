"""The names of the lists and of a standard, which commands offer."""

from __future__ import annotations

PAYMENTS, PUBLICATION, OPEN, ARTICLES, RECOVERIES, INSTALMENTS = LISTS = (
    "payments", "publication", "open", "articles", "recoveries", "instalments",
)  # fmt: skip

GRANTS_SCHEME = "360giving"
"""The name of the standard of open data that a publication may follow."""
