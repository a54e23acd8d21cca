"""Write the ledger of a run (`--ledger-out`): to a new file, or to the file read by the run if it has not changed.

A ledger records payments. If a different run or the ledger of a different applicant overwrites it, amounts are paid
again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from ipdsl.base.errors import LedgerChanged, LedgerFileExists
from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.cli.inputs import is_same_file
from ipdsl.cli.writing import ledger_bytes, resolve_path, write_file
from ipdsl.plain_data.errors import FactsError


@attrs.frozen
class LedgerOutput:
    """The file of a ledger, and the digest of its content at the start of the run, empty for a new file."""

    path: str
    initial_digest: str

    @classmethod
    def for_file(cls, path: str | None, history: str | None) -> LedgerOutput | None:
        """The file that `--ledger-out` names.

        Raises `FactsError` (U025) if it exists and is not the `--history` file.
        """
        if path is None:
            return None
        before = _digest(path)
        if before not in ("", _EMPTY) and not (history is not None and is_same_file(path, history)):
            raise FactsError(Report([LedgerFileExists(name=path)]))
        return cls(path, before)

    @property
    def problem(self) -> Diagnostic | None:
        """The finding (U026) if the file was changed or created during the run; otherwise `None`."""
        return None if _digest(self.path) == self.initial_digest else LedgerChanged(name=self.path)

    def write(self, ledger: Mapping[str, object]) -> Diagnostic | None:
        """Write the lines. If this fails, returns the finding, and the file is unchanged."""
        data = ledger_bytes(ledger)
        target = resolve_path(self.path)
        if isinstance(target, Diagnostic) or (target.exists() and not target.is_file()):
            return write_file(self.path, data)
        if not self.initial_digest:
            try:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                return LedgerChanged(name=self.path)
            except OSError:  # problems of the folder or the name are reported below
                pass
            return write_file(self.path, data)
        with _lock_file(target) as is_same:
            return write_file(self.path, data) if is_same and self.problem is None else LedgerChanged(name=self.path)


_EMPTY = hashlib.sha256().hexdigest()
"""The digest of an empty file, which may be overwritten."""


def _digest(path: str) -> str:
    """The digest of a file. It is empty if the file is missing, or is a device or a pipe."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() if os.path.isfile(path) else ""
    except OSError:  # the code that reads the file reports this error
        return ""


@contextlib.contextmanager
def _lock_file(target: Path) -> Iterator[bool]:
    """Lock a file against other runs. Yields whether the file is still the one at its path."""
    with open(target, "rb") as file:
        try:
            import fcntl
        except ImportError:  # Windows does not replace open files
            yield True
            return
        with contextlib.suppress(OSError):  # a file system without locks gives no protection
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield os.path.samestat(os.fstat(file.fileno()), target.stat())
        except FileNotFoundError:
            yield False
