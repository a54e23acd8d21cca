"""The files of earlier releases in `tests/upgrade`: the newest folder is whole, an older one has its differences.

A folder has the files that differ from those of the next release. `absent.txt` lists the files of the next release that
it does not have.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.support.project_files import copy_files, files_under

UPGRADE = ROOT / "tests" / "upgrade"
ABSENT = "absent.txt"


def release_number(name: str) -> tuple[int, ...]:
    """The numbers of a release, by which 0.10 follows 0.9."""
    return tuple(map(int, name.split(".")))


RELEASES = sorted(
    (path.parent.name for path in files_under(UPGRADE, "README.md") if path.parent != UPGRADE), key=release_number
)

BY_HAND = ("town.ipp", "town_edited.ipp", "words.ipp")
"""The files of a release that are those of the release before."""

COMMAND = """```text
.venv/bin/python tests/upgrade/write.py {version}   # in a checkout of {version}
```"""
"""The command in the README of a folder."""


def seed_of(folder: Path) -> int:
    """The seed of the generated pages: each release has a different one."""
    return 900 + int(folder.name.partition(".")[2])


def begin_release(version: str, older: Path, above: Path) -> Path:
    """A new folder for a release, with the pages and the README of the release before."""
    folder = above / version.rpartition(".")[0]
    if folder.exists():
        sys.exit(f"{folder} exists: the files of a release are written once")
    folder.mkdir()
    for name in BY_HAND:
        shutil.copy(older / name, folder)
    readme = (older / "README.md").read_text(encoding="utf-8").replace(older.name, folder.name)
    readme = readme.replace(f"seed {seed_of(older)}", f"seed {seed_of(folder)}")
    readme = re.sub(r"```text\n.*?\n```", COMMAND.format(version=version), readme, flags=re.DOTALL)
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    return folder


def copy_release(release: str, target: Path) -> None:
    """Copy all files of a release into a new folder: those of the newest, then the differences of each older one."""
    for name in reversed(RELEASES[RELEASES.index(release) :]):
        copy_files(UPGRADE / name, target)
        absent = target / ABSENT
        if absent.exists():
            for line in absent.read_text(encoding="utf-8").splitlines():
                (target / line).unlink()
            absent.unlink()
    _remove_empty_folders(target)


def keep_differences(older: Path, newer: Path) -> None:
    """Reduce the folder of a release to its differences from the next one. `newer` has all files of its release."""
    in_older, in_newer = _names(older), _names(newer)
    for name in in_older & in_newer:
        if (older / name).read_bytes() == (newer / name).read_bytes():
            (older / name).unlink()
    absent = sorted(name.as_posix() for name in in_newer - in_older)
    if absent:
        (older / ABSENT).write_text("\n".join([*absent, ""]), encoding="utf-8", newline="\n")
    _remove_empty_folders(older)


def _names(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _remove_empty_folders(above: Path) -> None:
    for folder in sorted((path for path in above.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
