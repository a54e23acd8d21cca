"""The files of the project: those that git lists, so that byte code, caches and drafts of a user are never read.

A new file belongs to the project before it is committed, and a deleted one does not. Another folder than the project's
must belong to a checkout too.
"""

from __future__ import annotations

import shutil
import subprocess
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IN_ANY_CHECKOUT = ("git", "-c", "safe.directory=*", "-c", "core.quotePath=off")
"""Git refuses to read a checkout of another user unless it is declared safe. Reading it runs nothing of it."""


class GitError(RuntimeError):
    """A command of git failed."""


def git(*words: str, folder: Path = ROOT) -> bytes:
    """What git prints in a folder; its error if it fails."""
    ran = subprocess.run([*IN_ANY_CHECKOUT, *words], cwd=folder, capture_output=True, check=False)
    if ran.returncode:
        raise GitError(f"git {' '.join(words)}: {ran.stderr.decode().strip()}")
    return ran.stdout


@cache
def _files(checkout: Path) -> list[tuple[str, ...]]:
    """The parts of the names of all files of a checkout, once for a process."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=checkout).decode()
    names = {*listed.split("\0")} - {""}
    return sorted(tuple(name.split("/")) for name in names if (checkout / name).is_file())


def files_under(folder: Path, pattern: str = "*", checkout: Path = ROOT) -> list[Path]:
    """The files of the project with such a name in a folder and in the folders inside it.

    A folder without files is an error: a check of it would pass whatever happens.
    """
    above = folder.relative_to(checkout).parts
    inside = [parts for parts in _files(checkout) if parts[: len(above)] == above]
    if not inside:
        raise FileNotFoundError(f"git knows no file in {folder}")
    return [checkout.joinpath(*parts) for parts in inside if fnmatchcase(parts[-1], pattern)]


def files_in(folder: Path, pattern: str = "*", checkout: Path = ROOT) -> list[Path]:
    """The files of the project with such a name directly in a folder."""
    return [path for path in files_under(folder, pattern, checkout) if path.parent == folder]


def top_packages() -> list[str]:
    """The names of the packages of the program, without those inside them."""
    program = ROOT / "ipdsl"
    return [path.parent.name for path in files_under(program, "__init__.py") if path.parents[1] == program]


def copy_files(folder: Path, target: Path, checkout: Path = ROOT) -> None:
    """Copy the files of the project in a folder."""
    for path in files_under(folder, checkout=checkout):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy, follow_symlinks=False)
