"""Writes files: beside their place first, then moved there, so that a failure leaves the old file as it was."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.errors import CannotWrite
from ipdsl.files import refusal

if TYPE_CHECKING:
    from ipdsl.runtime.facts import LedgerLine


def write_file(where: str, data: bytes) -> Diagnostic | None:
    """Write a file whole or not at all; a link stays a link and the rights stay as they were."""
    if not where:
        return CannotWrite(name=where, reason=Phrase("the name is empty", "文件名为空"))
    try:
        _replace(Path(where).resolve(), data)
    except OSError as error:
        return CannotWrite(name=where, reason=refusal(error, (error.strerror or str(error)).lower()))
    return None


def write_ledger(
    where: str, policy: str, currency: str, lines: Iterable[LedgerLine], applicant: str | None = None
) -> Diagnostic | None:
    """Write the lines of a ledger as a file that the next run reads; `applicant` where all are of one."""
    from ipdsl.runtime.reading.ledger_file import ledger_to_plain  # `compile` and `fmt` write no ledger

    return write_plain_ledger(where, ledger_to_plain(policy, currency, lines, applicant))


def write_plain_ledger(where: str, ledger: Mapping[str, object]) -> Diagnostic | None:
    """Write a ledger that is plain data already."""
    return write_file(where, f"{json.dumps(ledger, ensure_ascii=False, indent=1)}\n".encode())


def _replace(target: Path, data: bytes) -> None:
    if target.exists() and not target.is_file():  # a device or a pipe takes the bytes as they come
        target.write_bytes(data)
        return
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, beside)
        else:
            os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
