"""Write files atomically: first to a temporary file, which then replaces the old file. A failure keeps the old file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ipdsl.base.errors import CannotWrite
from ipdsl.base.files import refusal, replace_file
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase


def write_file(path: str, data: bytes) -> Diagnostic | None:
    """Write a file completely or not at all. Links and permissions are kept."""
    target = resolve_path(path)
    if isinstance(target, Diagnostic):
        return target
    try:
        if target.exists() and not target.is_file():  # a device or a pipe receives the bytes directly
            target.write_bytes(data)
        else:
            replace_file(target, data)
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
