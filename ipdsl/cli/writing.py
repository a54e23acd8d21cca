"""Files out: written beside and put in place, so that a failure leaves the old file as it was."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.errors import CannotWrite


def write_file(where: str, data: bytes) -> Diagnostic | None:
    """Write a file whole or not at all; a link stays a link and the rights stay as they were."""
    try:
        _replace(Path(where).resolve(), data)
    except OSError as error:
        return CannotWrite(name=where, reason=(error.strerror or str(error)).lower())
    return None


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
