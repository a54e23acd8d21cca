"""Entries under a keyed hash: what was put in under some parts comes out under the same parts, or nothing does.

An entry's name is the digest of everything that went into it, this program and Python included. Its bytes stand under
an HMAC over name and content, whose key lies in the user's config folder, made once. So an entry that is foreign,
changed, moved to another name or of another version is as good as none. Nothing here raises: no entry is always a
right answer. What comes out may be executed or unpickled, because only this user could have put it in.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from ipdsl.cache import folders
from ipdsl.cache.build import build_id

MAX_ENTRIES = 1024
KEY_NAME = "cache.key"
KEY_BYTES = 32
MARK = b"ipdsl cache 1\n"
_START = len(MARK) + sha256().digest_size

_is_off = ContextVar("ipdsl_cache_is_off", default=False)


@contextmanager
def cache_disabled() -> Iterator[None]:
    """No entry is read or written meanwhile, in this thread or task."""
    before = _is_off.set(True)
    try:
        yield
    finally:
        _is_off.reset(before)


def is_disabled() -> bool:
    """Whether no entry is read or written now, so that nobody needs to make one."""
    return _is_off.get()


def get(kind: str, *parts: bytes) -> bytes | None:
    """What was kept under these parts, or `None`."""
    name, where, home = _entry(kind, parts), folders.cache_folder(), folders.key_folder()
    if name is None or where is None or home is None:
        return None
    try:
        with folders.open_folder(where) as folder:
            entry = folders.read(folder, name)
        key = _key(home)
    except (OSError, ValueError):  # ValueError: a null character in a path
        return None
    content = memoryview(entry)[_START:]
    if not hmac.compare_digest(entry[:_START], MARK + _seal(key, name, content)):
        return None
    return bytes(content)


def put(kind: str, *parts: bytes, content: bytes) -> None:
    """Keep something under these parts; where that cannot be done safely, nothing is kept."""
    name, where, home = _entry(kind, parts), folders.cache_folder(), folders.key_folder()
    if name is None or where is None or home is None or len(content) > folders.MAX_BYTES - _START:
        return
    try:
        key = _key(home, make=True)
        with folders.open_folder(where, make=True) as folder:
            folders.write(folder, name, MARK + _seal(key, name, content) + content)
            folders.remove_oldest(folder, MAX_ENTRIES)
    except (OSError, ValueError):
        return


def _entry(kind: str, parts: tuple[bytes, ...]) -> str | None:
    """The name of an entry; `None` where there is no cache."""
    build = build_id() if folders.can_check_owners and not _is_off.get() else None
    if build is None:
        return None
    digest = sha256(build)
    for part in (kind.encode(), *parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f"{kind}-{digest.hexdigest()}"


def _key(home: str, *, make: bool = False) -> bytes:
    with folders.open_folder(home, make=make) as folder:
        try:
            key = folders.read(folder, KEY_NAME)
        except FileNotFoundError:
            if not make:
                raise
            _make_key(folder)
            key = folders.read(folder, KEY_NAME)
    if len(key) != KEY_BYTES:
        raise OSError("the key is damaged")
    return key


def _make_key(folder: int) -> None:
    try:
        folders.write(folder, KEY_NAME, os.urandom(KEY_BYTES), once=True)
    except FileExistsError:  # another process was quicker: its key is the key
        return


def _seal(key: bytes, name: str, content: bytes | memoryview) -> bytes:
    seal = hmac.new(key, name.encode() + b"\0", "sha256")
    seal.update(content)
    return seal.digest()
