"""A folder held by one run at a time: a lock of the system's, which ends with the process that holds it.

The lock stands on a file in the folder. Whoever ends without a word leaves the file and not the lock, so that the next
run takes the file over; who ends in order removes it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

NAME = ".lock"
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class FolderLockedError(Exception):
    """Another process holds the folder; its number stands in `process`, "" where that cannot be read."""

    def __init__(self, process: str) -> None:
        super().__init__(process)
        self.process = process


@contextlib.contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a folder meanwhile; `FolderLockedError` where another run does, `OSError` where nothing can be written.

    On a file system that knows no locks nothing is held.
    """
    place = folder / NAME
    handle = _lock_file(place)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no file that is open: it stays, and is nobody's
            place.unlink()
        os.close(handle)


def _lock_file(place: Path) -> int:
    """The handle of the file on which the lock stands."""
    while True:
        handle = os.open(place, _FLAGS, 0o666)
        try:
            if not _lock(handle):
                raise FolderLockedError(_process(handle))
            if _is_same_file(handle, place):  # else whoever held it has removed the file just now
                with contextlib.suppress(OSError):  # who it is serves the message alone
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()}\n".encode())
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_same_file(handle: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except FileNotFoundError:
        return False


def _process(handle: int) -> str:
    """The number of the process that holds the lock."""
    try:
        text = os.pread(handle, 20, 0).decode("ascii", "replace").strip() if hasattr(os, "pread") else ""
    except OSError:
        return ""
    return text if text.isdigit() else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Whether the lock is ours now."""
        try:
            os.lseek(handle, 100, os.SEEK_SET)  # beyond what is written: a byte that is locked cannot be written
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        except OSError:
            return False
        return True

else:
    import fcntl

    _BUSY = (errno.EWOULDBLOCK, errno.EACCES)

    def _lock(handle: int) -> bool:
        """Whether the lock is ours now, or there are no locks here."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in _BUSY
        return True
