"""A cache of results on disk, in entries that only this user can have written.

The name of an entry is the digest of its kind, its parts and the build. The build is the sources of this program, its
grammar and keywords, Lark and Python. Sources count by path, size and time of change, as Python's compiled files do.
The grammar and the keywords count by their bytes.

The bytes of an entry begin with an HMAC over name and content. Its key is made once, in the user's config folder. An
entry that is foreign, changed, renamed or of another version is treated as missing. The content may therefore be
executed or unpickled. `get` and `put` raise nothing, because a result can always be computed again.

Folders are opened only if they belong to the user. A folder is opened step by step from the root, each step relative to
the one before, and no step may be a link. This prevents other users from changing the path between the check and the
use. Files are read and written relative to their folder. The functions for folders and files raise `OSError` for one
that is not as required, and `get` and `put` then work without a cache. Nothing is cached where owners cannot be checked
(Windows).
"""

from __future__ import annotations

import hmac
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
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
    """The digest of everything that a stored result depends on, apart from its page.

    It is `None` if it cannot be computed, and results must not be stored then.
    """
    parts = [sys.version, sys.implementation.name, MAGIC_NUMBER.hex(), str(sys.flags.optimize)]
    try:
        for path, size, changed in _sources():
            if changed > _STARTED:  # edited after the start: the module in memory may be older
                return None
            parts.append(f"{path}\0{size}\0{changed}")
        parts.append(_library(_LIBRARY))
        digest = sha256("\n".join(parts).encode("utf-8", "surrogatepass"))
        for folder in _GRAMMARS:
            for name in _GRAMMAR_FILES:
                digest.update(_bytes(os.path.join(folder, name)))
    except OSError:  # such as a package in an archive
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
    except FileNotFoundError:  # a wheel and a checkout have them in different folders
        return b""


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
    """The folder of the entries; `None` if the cache is turned off (`IPDSL_CACHE_DIR` is empty)."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return os.path.join(os.path.abspath(named), APP_FOLDER) if named else None
    return _folder_in_home("XDG_CACHE_HOME", ".cache")


def key_folder() -> str | None:
    """The user's config folder of this program, which contains the key."""
    return _folder_in_home("XDG_CONFIG_HOME", ".config")


def _folder_in_home(variable: str, usual: str) -> str | None:
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):  # as the XDG specification requires
        home = os.path.expanduser("~")
        base = os.path.join(home, usual) if os.path.isabs(home) else ""
    return os.path.join(base, APP_FOLDER) if base else None


@contextmanager
def open_folder(path: str, *, make: bool = False) -> Iterator[int]:
    """Open a folder that belongs to the user: without links on the path, and closed to all other users.

    With `make`, the folder and its parent are created if they are missing, for this user only.
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
    """The bytes of a plain file that belongs to the user and that no other user may read or write."""
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
    """Write a whole file; readers see the old one or the new one. With `once` an existing file stays."""
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
    """Remove the oldest files if there are more than `max_count`."""
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


MAX_ENTRIES = 1024
KEY_NAME = "cache.key"
KEY_BYTES = 32
MARK = b"ipdsl cache 1\n"
_START = len(MARK) + sha256().digest_size

_is_off = ContextVar("ipdsl_cache_is_off", default=False)


@contextmanager
def cache_disabled() -> Iterator[None]:
    """Read and write no entry within this context, in this thread or task."""
    before = _is_off.set(True)
    try:
        yield
    finally:
        _is_off.reset(before)


def is_disabled() -> bool:
    """Whether the cache is turned off in this thread or task, so that no entry needs to be made."""
    return _is_off.get()


def get(kind: str, *parts: bytes) -> bytes | None:
    """The content stored under these parts, or `None`."""
    name, where, home = _entry(kind, parts), cache_folder(), key_folder()
    if name is None or where is None or home is None:
        return None
    try:
        with open_folder(where) as folder:
            entry = read(folder, name)
        key = _key(home)
    except (OSError, ValueError):  # ValueError: a null character in a path
        return None
    content = memoryview(entry)[_START:]
    if not hmac.compare_digest(entry[:_START], MARK + _seal(key, name, content)):
        return None
    return bytes(content)


def put(kind: str, *parts: bytes, content: bytes) -> None:
    """Store the content under these parts. Nothing is stored if that cannot be done safely."""
    name, where, home = _entry(kind, parts), cache_folder(), key_folder()
    if name is None or where is None or home is None or len(content) > MAX_BYTES - _START:
        return
    try:
        key = _key(home, make=True)
        with open_folder(where, make=True) as folder:
            write(folder, name, MARK + _seal(key, name, content) + content)
            remove_oldest(folder, MAX_ENTRIES)
    except (OSError, ValueError):
        return


def _entry(kind: str, parts: tuple[bytes, ...]) -> str | None:
    """The name of an entry; `None` if nothing can be cached."""
    build = build_id() if can_check_owners and not _is_off.get() else None
    if build is None:
        return None
    digest = sha256(build)
    for part in (kind.encode(), *parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f"{kind}-{digest.hexdigest()}"


def _key(home: str, *, make: bool = False) -> bytes:
    with open_folder(home, make=make) as folder:
        try:
            key = read(folder, KEY_NAME)
        except FileNotFoundError:
            if not make:
                raise
            _make_key(folder)
            key = read(folder, KEY_NAME)
    if len(key) != KEY_BYTES:
        raise OSError("the key is damaged")
    return key


def _make_key(folder: int) -> None:
    try:
        write(folder, KEY_NAME, os.urandom(KEY_BYTES), once=True)
    except FileExistsError:  # another process was faster: its key is used
        return


def _seal(key: bytes, name: str, content: bytes | memoryview) -> bytes:
    seal = hmac.new(key, name.encode() + b"\0", "sha256")
    seal.update(content)
    return seal.digest()
