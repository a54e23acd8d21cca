"""The head of a ledger: how many lines it has, their sums, their digest, and the number of the ledger.

The head is written after all lines. It names the ledger before, so that an older copy is recognised.
Each form of a ledger computes the digest over its lines in its own way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.schema.types.money import minor_to_text


@attrs.define(slots=False, eq=False, repr=False)
class LedgerSums:
    """The number of the lines of a ledger, what is due by year, and what waits, in minor units."""

    lines: int = 0
    by_year: dict[int, int] = attrs.field(factory=dict)
    carried: int = 0

    def add(self, due: Mapping[int, int], carried: int, lines: int = 1) -> None:
        """Add a line, or several with these sums."""
        self.lines, self.carried = self.lines + lines, self.carried + carried
        for year, sum_ in due.items():
            self.by_year[year] = self.by_year.get(year, 0) + sum_

    def to_plain(self, decimals: int) -> dict[str, object]:
        """The number of lines and the sums, in main units."""
        due = minor_to_text(sum(self.by_year.values()), decimals)
        return {"lines": self.lines, "due": due, "carried": minor_to_text(self.carried, decimals)}


@attrs.frozen(eq=False, repr=False)
class LedgerHead(ValueObject):
    """The head of a ledger. `previous` is the number of the ledger before, `files` are its files with their lines.

    `pages` are its pages as plain data; the number depends on them. `kept_applicants` counts the applicants whom the
    run did not settle, and whose lines it kept.
    """

    sums: LedgerSums
    digest: str
    files: Mapping[str, int] = attrs.field(factory=dict)
    previous: str | None = None
    kept_applicants: int = 0
    pages: Sequence[object] = ()

    @property
    def number(self) -> str:
        """The number of the ledger: of its lines, its pages, and the ledgers before."""
        parts = json.dumps([self.previous, self.digest, self.pages], sort_keys=True)
        return hashlib.sha256(parts.encode()).hexdigest()[:8]

    def to_plain(self, decimals: int) -> dict[str, object]:
        """The head as JSON, with sums in main units."""
        by_year = {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(self.sums.by_year.items())}
        return {
            **self.sums.to_plain(decimals), "by_year": by_year, "digest": self.digest,
            "files": [{"name": name, "lines": lines} for name, lines in self.files.items()], "number": self.number,
            "previous": self.previous, "kept_applicants": self.kept_applicants,
        }  # fmt: skip
