"""Where the cache and its key lie, and folders that are opened only if they are the user's own.

A folder is reached step by step from the root, each step opened relative to the one before and none of them a link,
so that nobody can change the path between the look and the use. Files are read and written relative to it.
Everything here raises `OSError` where a folder or a file is not as it must be; the store turns that into "no cache".
Where owners cannot be checked (Windows), there is no folder at all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

VARIABLE = "IPDSL_CACHE_DIR"
APP_FOLDER = "ipdsl"
MAX_BYTES = 64_000_000

_DIRECTORY = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_STEP = _DIRECTORY | getattr(os, "O_PATH", os.O_RDONLY)  # a folder that may be passed but not listed
_FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)

can_check_owners = (
    hasattr(os, "geteuid")
    and hasattr(os, "O_NOFOLLOW")
    and hasattr(os, "O_DIRECTORY")
    and os.open in os.supports_dir_fd
)


def cache_folder() -> str | None:
    """The folder of the entries; `None` where there shall be none (`IPDSL_CACHE_DIR` is empty)."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return os.path.join(os.path.abspath(named), APP_FOLDER) if named else None
    return _folder_in_home("XDG_CACHE_HOME", ".cache")


def key_folder() -> str | None:
    """The user's config folder of this program, where the key lies."""
    return _folder_in_home("XDG_CONFIG_HOME", ".config")


def _folder_in_home(variable: str, usual: str) -> str | None:
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):  # as the specification of these variables wants it
        home = os.path.expanduser("~")
        base = os.path.join(home, usual) if os.path.isabs(home) else ""
    return os.path.join(base, APP_FOLDER) if base else None


@contextmanager
def open_folder(path: str, *, make: bool = False) -> Iterator[int]:
    """A folder of the user's own: no link on the way, owned by the user, closed to all others.

    With `make`, the folder and the one above it are made where they are missing, for the user alone.
    """
    parts = [part for part in path.split(os.sep) if part]
    folder = os.open(os.sep, _STEP)
    try:
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            if make and index >= len(parts) - 2:
                with suppress(FileExistsError):
                    os.mkdir(part, 0o700, dir_fd=folder)
            inner = os.open(part, (_DIRECTORY | os.O_RDONLY) if is_last else _STEP, dir_fd=folder)
            os.close(folder)
            folder = inner
        _check_owner(folder)
        yield folder
    finally:
        os.close(folder)


def read(folder: int, name: str) -> bytes:
    """The bytes of a plain file of the user's own that nobody else may touch or read."""
    file = os.open(name, os.O_RDONLY | _FILE, dir_fd=folder)
    try:
        _check_owner(file)
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            raise OSError("not a plain file of a reasonable size")
        with os.fdopen(file, "rb", closefd=False) as stream:
            return stream.read()
    finally:
        os.close(file)


def write(folder: int, name: str, data: bytes, *, once: bool = False) -> None:
    """Put a file in place whole; readers see the old one or the new one. With `once` an existing file stays."""
    temporary = f".{name[:40]}.{os.getpid()}.{os.urandom(6).hex()}"
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FILE, 0o600, dir_fd=folder)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
        if once:
            os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
        else:
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)


def remove_oldest(folder: int, max_count: int) -> None:
    """Remove the oldest files where there are more than `max_count`."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    if len(names) <= max_count:
        return
    ages: list[tuple[int, str]] = []
    for name in names:
        with suppress(FileNotFoundError):
            ages.append((os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime_ns, name))
    for _, name in sorted(ages)[: len(names) - max_count]:
        with suppress(FileNotFoundError, IsADirectoryError):
            os.unlink(name, dir_fd=folder)


def _check_owner(opened_file: int) -> None:
    status = os.fstat(opened_file)
    if status.st_uid != os.geteuid():
        raise PermissionError("it belongs to another user")
    if status.st_mode & 0o077:
        raise PermissionError("others may use it")
