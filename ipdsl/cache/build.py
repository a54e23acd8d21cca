"""What a stored result depends on beside its page: this program, its grammar, Lark under it, Python.

Sources count by place, size and time of change, as Python's compiled files do; grammar and keywords by their bytes.
"""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, find_spec

_STARTED = time.time_ns()
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_GRAMMARS = (os.path.join(_PACKAGE, "syntax"), os.path.join(os.path.dirname(_PACKAGE), "grammar"))
_GRAMMAR_FILES = ("ipdsl.lark", "keywords.toml")
_LIBRARY = "lark"


@cache
def build_id() -> bytes | None:
    """The digest of all that, or `None` where it cannot be told: a result must not be kept then."""
    parts = [sys.version, sys.implementation.name, MAGIC_NUMBER.hex(), str(sys.flags.optimize)]
    try:
        for path, size, changed in _sources():
            if changed > _STARTED:  # edited under our feet: the module in memory may be the older one
                return None
            parts.append(f"{path}\0{size}\0{changed}")
        parts.append(_library(_LIBRARY))
        digest = sha256("\n".join(parts).encode("utf-8", "surrogatepass"))
        for folder in _GRAMMARS:
            for name in _GRAMMAR_FILES:
                digest.update(_bytes(os.path.join(folder, name)))
    except OSError:  # a package in an archive, say
        return None
    return digest.digest()


def _sources() -> list[tuple[str, int, int]]:
    sources: list[tuple[str, int, int]] = []
    folders = [_PACKAGE]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    sources.append((entry.path[len(_PACKAGE) :], status.st_size, status.st_mtime_ns))
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return sorted(sources)


def _library(name: str) -> str:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(name)
    status = os.stat(spec.origin)
    return f"{name}\0{status.st_size}\0{status.st_mtime_ns}"


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read() + b"\0"
    except FileNotFoundError:  # in a wheel they lie in one place, in a checkout in the other
        return b""
