"""The ledger that a run writes (`--ledger-out`): a new file, or the one that the run has read, if nobody changed it.

A ledger says what was paid. One that is written over by another run, or by that of another applicant, pays again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from ipdsl.base.errors import LedgerChanged, LedgerFileExists
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.cli.writing import ledger_bytes, resolve_path, write_file
from ipdsl.facts.errors.problems import FactsError

if TYPE_CHECKING:
    from ipdsl.ir.facts import LedgerLine


@attrs.frozen
class LedgerOutput:
    """The file of a ledger, with the digest of what stood there when the run began; "": there was no file."""

    path: str
    initial_digest: str

    @classmethod
    def for_file(cls, path: str | None, history: str | None) -> LedgerOutput | None:
        """The file that `--ledger-out` names; `FactsError` (U025) where one is there that `--history` does not name."""
        if path is None:
            return None
        before = _digest(path)
        if before not in ("", _EMPTY) and not (history is not None and _is_same_file(path, history)):
            raise FactsError(Report([LedgerFileExists(name=path)]))
        return cls(path, before)

    @property
    def problem(self) -> Diagnostic | None:
        """What stands against writing it now: somebody has changed or made the file (U026)."""
        return None if _digest(self.path) == self.initial_digest else LedgerChanged(name=self.path)

    def write(self, ledger: Mapping[str, object]) -> Diagnostic | None:
        """Write the lines, or say why not; then the file is as it was."""
        data = ledger_bytes(ledger)
        target = resolve_path(self.path)
        if isinstance(target, Diagnostic) or (target.exists() and not target.is_file()):
            return write_file(self.path, data)
        if not self.initial_digest:
            try:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                return LedgerChanged(name=self.path)
            except OSError:  # what is wrong with the folder or the name is told below
                pass
            return write_file(self.path, data)
        with _lock_file(target) as is_same:
            return write_file(self.path, data) if is_same and self.problem is None else LedgerChanged(name=self.path)

    def write_lines(
        self, policy: str, currency: str, lines: Iterable[LedgerLine], applicant: str | None = None
    ) -> Diagnostic | None:
        """The same of lines; `applicant` where all are of one."""
        from ipdsl.facts.history.ledger_file import ledger_to_plain  # most runs write no ledger

        return self.write(ledger_to_plain(policy, currency, lines, applicant))


_EMPTY = hashlib.sha256().hexdigest()
"""The digest of a file in which nothing stands: nothing is lost with it."""


def _digest(path: str) -> str:
    """The digest of a file; "" where there is none, or where a device or a pipe takes what is written."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() if os.path.isfile(path) else ""
    except OSError:  # it cannot be read, and whoever reads it says so
        return ""


def _is_same_file(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


@contextlib.contextmanager
def _lock_file(target: Path) -> Iterator[bool]:
    """Holds a file against other runs meanwhile; whether it is the one that stands at its place still."""
    with open(target, "rb") as file:
        try:
            import fcntl
        except ImportError:  # Windows replaces no file that is open
            yield True
            return
        with contextlib.suppress(OSError):  # on a file system without locks nothing is held
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield os.path.samestat(os.fstat(file.fileno()), target.stat())
        except FileNotFoundError:
            yield False
