"""The names of the lists, which commands offer."""

from __future__ import annotations

PAYMENTS, PUBLICATION, OPEN, ARTICLES = LISTS = ("payments", "publication", "open", "articles")
