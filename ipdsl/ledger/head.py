"""The head of a ledger: how many lines it has, their sums, their digest, and the number of the ledger.

The head is written after all lines. It names the ledger before, so that an older copy can be told from the last one.
Forms of ledgers differ in how they compute the digest over their lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.schema.types.money import minor_to_text

_DIGITS = 8


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
        """The number of lines and the sums of a head."""
        due = minor_to_text(sum(self.by_year.values()), decimals)
        return {"lines": self.lines, "due": due, "carried": minor_to_text(self.carried, decimals)}


@attrs.frozen(eq=False, repr=False)
class LedgerHead(ValueObject):
    """The head of a ledger. `previous` is the number of the ledger before, `files` are its files with their lines.

    `kept_applicants` counts the applicants who were not settled by the run, and whose lines it kept.
    """

    sums: LedgerSums
    digest: str
    previous: str | None = None
    files: Mapping[str, int] = attrs.field(factory=dict)
    kept_applicants: int = 0

    @property
    def number(self) -> str:
        """The number of the ledger, which also depends on the ledgers before."""
        return hashlib.sha256(f"{self.previous or ''}\n{self.digest}".encode()).hexdigest()[:_DIGITS]

    def to_plain(self, decimals: int) -> dict[str, object]:
        """The head as JSON, with sums in main units."""
        by_year = {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(self.sums.by_year.items())}
        files = [{"name": name, "lines": lines} for name, lines in self.files.items()]
        return {
            **self.sums.to_plain(decimals), "by_year": by_year, "digest": self.digest, "files": files,
            "number": self.number, "previous": self.previous, "kept_applicants": self.kept_applicants,
        }  # fmt: skip

    @classmethod
    def from_plain(cls, plain: Mapping[str, object], decimals: int) -> LedgerHead:
        """The head of a JSON object. Raises `ArithmeticError`, `LookupError`, `TypeError` or `ValueError`."""
        by_year, files, previous = plain["by_year"], plain["files"], plain["previous"]
        if not (isinstance(by_year, Mapping) and isinstance(files, list)):
            raise TypeError(plain)
        sums = LedgerSums(
            int(str(plain["lines"])),
            {int(year): _minor(sum_, decimals) for year, sum_ in by_year.items()},
            _minor(plain["carried"], decimals),
        )
        return cls(
            sums, str(plain["digest"]), None if previous is None else str(previous),
            {str(file["name"]): int(file["lines"]) for file in files}, int(str(plain["kept_applicants"])),
        )  # fmt: skip


def _minor(sum_: object, decimals: int) -> int:
    minor = Decimal(str(sum_)).scaleb(decimals)
    if minor != int(minor):
        raise ValueError(sum_)
    return int(minor)
