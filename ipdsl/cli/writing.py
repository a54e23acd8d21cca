"""Write files atomically: first to a temporary file, which then replaces the old file. A failure keeps the old file."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from ipdsl.base.errors import CannotWrite
from ipdsl.base.files import refusal
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase


def write_file(path: str, data: bytes) -> Diagnostic | None:
    """Write a file completely or not at all. Links and permissions are kept."""
    target = resolve_path(path)
    if isinstance(target, Diagnostic):
        return target
    try:
        _replace(target, data)
    except OSError as error:
        return CannotWrite(name=path, reason=refusal(error, (error.strerror or str(error)).lower()))
    return None


def ledger_bytes(ledger: Mapping[str, object]) -> bytes:
    """The content of a ledger file."""
    return f"{json.dumps(ledger, ensure_ascii=False, indent=1)}\n".encode()


def resolve_path(path: str) -> Path | Diagnostic:
    """The file of a name, with links resolved; a finding if it cannot be resolved."""
    if not path:
        return CannotWrite(name=path, reason=Phrase("the name is empty", "文件名为空"))
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError
        return CannotWrite(name=path, reason=Phrase("the link leads to itself", "该链接指向自身"))


def _replace(target: Path, data: bytes) -> None:
    if target.exists() and not target.is_file():  # a device or a pipe receives the bytes directly
        target.write_bytes(data)
        return
    import shutil  # most calls write no file
    import tempfile

    handle, temporary_path = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, temporary_path)
        else:
            os.chmod(temporary_path, 0o666 & ~_umask())
        os.replace(temporary_path, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary_path)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
