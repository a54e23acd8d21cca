"""The cache returns the content that the same user stored for the same parts, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ipdsl.base import cache
from tests.support.caches import Home, own_cache
from tests.support.processes import HUNG

pytestmark = pytest.mark.skipif(not cache.can_check_owners, reason="no cache where owners cannot be checked")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return own_cache(tmp_path, monkeypatch)


@pytest.fixture
def kept(own: Home) -> Home:
    """A cache with one entry."""
    cache.put("x", b"a", b"b", content=b"what was kept")
    assert cache.get("x", b"a", b"b") == b"what was kept"
    return own


def _get() -> bytes | None:
    return cache.get("x", b"a", b"b")


def test_other_parts_are_another_entry(kept: Home) -> None:
    assert cache.get("x", b"ab", b"") is None
    assert cache.get("x", b"a", b"b", b"") is None
    assert cache.get("y", b"a", b"b") is None


def test_folders_and_files_are_for_the_user_alone(kept: Home) -> None:
    for folder in (kept.folder, kept.key.parent):
        assert folder.stat().st_mode & 0o777 == 0o700
    for file in (kept.entry("x"), kept.key):
        assert file.stat().st_mode & 0o777 == 0o600


def test_the_umask_opens_nothing(own: Home) -> None:
    before = os.umask(0)
    try:
        cache.put("x", content=b"1")
    finally:
        os.umask(before)
    assert own.folder.stat().st_mode & 0o777 == 0o700
    assert own.entry("x").stat().st_mode & 0o777 == 0o600


def test_the_key_is_made_once(kept: Home) -> None:
    before = kept.key.read_bytes()
    cache.put("x", b"other", content=b"2")
    assert kept.key.read_bytes() == before


@pytest.mark.parametrize("at", [0, 20, 50, -1])
def test_a_flipped_byte_makes_it_none(kept: Home, at: int) -> None:
    data = bytearray(kept.entry("x").read_bytes())
    data[at] ^= 1
    kept.entry("x").write_bytes(data)
    assert _get() is None


@pytest.mark.parametrize("length", [0, 1, 45, 46, 50])
def test_a_short_file_makes_it_none(kept: Home, length: int) -> None:
    kept.entry("x").write_bytes(kept.entry("x").read_bytes()[:length])
    assert _get() is None


def test_a_damaged_entry_is_stored_again(kept: Home) -> None:
    kept.entry("x").write_bytes(b"nonsense")
    cache.put("x", b"a", b"b", content=b"anew")
    assert _get() == b"anew"


def test_an_entry_under_another_name_is_none(kept: Home) -> None:
    cache.put("x", b"other", content=b"of another")
    other = next(entry for entry in kept.entries if b"of another" in entry.read_bytes())
    mine = next(entry for entry in kept.entries if entry != other)
    mine.write_bytes(other.read_bytes())
    assert _get() is None


def test_another_key_makes_it_none(kept: Home) -> None:
    kept.key.write_bytes(bytes(32))
    assert _get() is None


def test_without_the_key_there_is_nothing(kept: Home) -> None:
    kept.key.unlink()
    assert _get() is None


@pytest.mark.parametrize("damage", [b"", b"short", bytes(33)])
def test_a_damaged_key_is_no_cache(kept: Home, damage: bytes) -> None:
    kept.key.write_bytes(damage)
    assert _get() is None
    cache.put("x", b"a", b"b", content=b"3")
    assert _get() is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602])
def test_a_file_that_others_may_use_is_none(kept: Home, mode: int) -> None:
    kept.entry("x").chmod(mode)
    assert _get() is None


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o770, 0o707])
@pytest.mark.parametrize("where", ["folder", "key"])
def test_a_folder_that_others_may_use_is_no_cache(kept: Home, mode: int, where: str) -> None:
    folder = kept.folder if where == "folder" else kept.key.parent
    folder.chmod(mode)
    before = {entry: entry.read_bytes() for entry in kept.entries}
    assert _get() is None
    cache.put("x", b"a", b"b", content=b"not written")
    assert {entry: entry.read_bytes() for entry in kept.entries} == before


def test_a_key_that_others_may_read_is_no_cache(kept: Home) -> None:
    kept.key.chmod(0o644)
    assert _get() is None


@pytest.mark.parametrize("what", ["entry", "folder", "key", "key folder"])
def test_an_entry_of_another_user_is_not_returned(kept: Home, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = {"entry": kept.entry("x"), "folder": kept.folder, "key": kept.key, "key folder": kept.key.parent}
    if os.geteuid() == 0:
        os.chown(paths[what], 65534, 65534)
    else:  # only root can change the owner; here the user changes instead
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert _get() is None


@pytest.mark.parametrize("what", ["entry", "folder", "above", "key", "key folder"])
def test_a_link_on_the_way_is_none(kept: Home, what: str) -> None:
    paths = {
        "entry": kept.entry("x"),
        "folder": kept.folder,
        "above": kept.folder.parent,
        "key": kept.key,
        "key folder": kept.key.parent,
    }
    path = paths[what]
    moved = path.with_name(f"{path.name}.moved")
    path.rename(moved)
    path.symlink_to(moved, target_is_directory=moved.is_dir())
    assert _get() is None


def test_nothing_is_written_through_a_link(own: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(0o700)
    own.folder.parent.mkdir(0o700)
    own.folder.symlink_to(elsewhere, target_is_directory=True)
    cache.put("x", content=b"1")
    assert list(elsewhere.iterdir()) == []


def test_an_entry_that_is_a_pipe_does_not_stop_the_run(kept: Home) -> None:
    entry = kept.entry("x")
    entry.unlink()
    os.mkfifo(entry, 0o600)
    assert _get() is None


def test_a_place_that_cannot_be_written_is_no_cache(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = own.path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("IPDSL_CACHE_DIR", str(blocked))
    cache.put("x", content=b"1")
    assert cache.get("x") is None


def test_a_home_that_does_not_exist_is_not_made(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IPDSL_CACHE_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(own.path / "nobody"))
    cache.put("x", content=b"1")
    assert cache.get("x") is None
    assert not (own.path / "nobody").exists()


def test_the_default_folder_is_under_the_home(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IPDSL_CACHE_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(own.path))
    cache.put("x", content=b"1")
    assert cache.get("x") == b"1"
    assert len(list((own.path / ".cache" / "ipdsl").iterdir())) == 1
    assert (own.path / ".config" / "ipdsl" / "cache.key").is_file()


def test_an_empty_variable_means_no_cache(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPDSL_CACHE_DIR", "")
    assert _get() is None
    assert cache.cache_folder() is None


@pytest.mark.parametrize("place", ["\0", "/\0/x", "~", "relative"])
def test_odd_places_raise_nothing(own: Home, monkeypatch: pytest.MonkeyPatch, place: str, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    if "\0" in place:  # the environment cannot have one; a caller can
        monkeypatch.setattr(cache, "cache_folder", lambda: place)
    else:
        monkeypatch.setenv("IPDSL_CACHE_DIR", place)
    cache.put("x", content=b"1")
    assert cache.get("x") in (None, b"1")


def test_disabled_neither_reads_nor_writes(kept: Home) -> None:
    with cache.cache_disabled():
        assert _get() is None
        cache.put("x", b"other", content=b"2")
    assert _get() == b"what was kept"
    assert len(kept.entries) == 1


def test_where_owners_cannot_be_checked_there_is_no_cache(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "can_check_owners", False)
    assert _get() is None


@pytest.mark.slow
def test_another_version_is_another_entry(own: Home) -> None:
    first = own.eval()
    kept = own.entry("module")
    with own.start("-O", "-m", "ipdsl", "eval", str(own.policy), "--full", "--facts", str(own.facts)) as process:
        out, _ = process.communicate(timeout=HUNG)
    assert out == first
    assert len([entry for entry in own.entries if entry.name.startswith("module-")]) == 2
    assert kept in own.entries


def test_sources_that_change_under_our_feet_are_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_STARTED", 0)
    assert cache.build_id.__wrapped__() is None


def test_the_oldest_entries_go(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 3)
    for number in range(6):
        cache.put("x", bytes([number]), content=b"1")
        os.utime(own.folder, (number, number))
        newest = max(own.entries, key=lambda entry: entry.stat().st_mtime_ns)
        os.utime(newest, (number + 1, number + 1))
    assert len(own.entries) == 3
    assert cache.get("x", bytes([5])) == b"1"
    assert cache.get("x", bytes([0])) is None


def test_what_is_too_large_is_not_kept(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 100)
    cache.put("x", content=bytes(101))
    assert own.entries == []


def test_no_scraps_are_left(kept: Home) -> None:
    assert [entry.name for entry in kept.folder.iterdir()] == [kept.entry("x").name]
    assert [file.name for file in kept.key.parent.iterdir()] == ["cache.key"]
