"""The two sides of a comparison: a package folder each, and the process that makes the calls with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import attrs

from tests.support.project_files import GitError, copy_files, git

RUNNER = Path(__file__).parent / "runner"
SOURCES = ("ipdsl", "grammar", "policies", "docs/errors", "docs/zh/errors")
"""The parts of the tree that the program reads."""


@attrs.frozen
class Side:
    """One version: its name, the folder of its package, and its working folder."""

    name: str
    package: Path
    work: Path
    hash_seed: int

    @property
    def answers(self) -> Path:
        """The answers to the calls."""
        return self.work / "answers.jsonl"

    def start(self, inputs: Path) -> subprocess.Popen[bytes]:
        """Start making the calls, on a copy of the inputs."""
        shutil.copytree(inputs, self.work / "inputs")
        with (self.work / "runner.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, RUNNER, self.work / "inputs", self.package, self.answers],
                env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.work,
            )  # fmt: skip

    def _environment(self) -> dict[str, str]:
        """The environment of the process: its own package first, its own cache and hash seed, and one locale."""
        found = {name: value for name, value in os.environ.items() if not name.startswith(("IPDSL_", "PYTHON", "LC_"))}
        libraries = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
        return found | {
            "PYTHONPATH": os.pathsep.join([str(self.package), *libraries]), "PYTHONHASHSEED": str(self.hash_seed),
            "IPDSL_CACHE_DIR": str(self.work / "cache"), "XDG_CONFIG_HOME": str(self.work / "config"),
            "LC_ALL": "C.UTF-8", "COLUMNS": "100",
        }  # fmt: skip


def finish(processes: Sequence[tuple[Side, subprocess.Popen[bytes]]]) -> None:
    """Wait for the processes. Stop with the log of a process that failed."""
    for side, process in processes:
        if process.wait():
            log = (side.work / "runner.log").read_text("utf-8", "replace")
            raise SystemExit(f"the runner of {side.name} stopped:\n{log[-4000:]}")


def tree_package(source: Path, target: Path) -> Path:
    """A copy of the package of a working tree, so that files may be edited during the calls."""
    for name in SOURCES:
        copy_files(source / name, target / name, source)
    return target


def wheel_package(commit: str, target: Path) -> Path:
    """The wheel of a commit, unpacked into a folder."""
    tree, wheels = target / "tree", target / "wheels"
    tree.mkdir(parents=True)
    packed = git("archive", commit)
    subprocess.run(["tar", "-x", "-C", tree], input=packed, check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", wheels, tree],
        check=True,
    )
    (wheel,) = wheels.glob("ipdsl-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target / "package")
    return target / "package"


def commit_of(name: str) -> str:
    """The full name of a commit."""
    try:
        return git("rev-parse", "--verify", f"{name}^{{commit}}").decode().strip()
    except GitError:
        raise SystemExit(f"there is no commit {name}") from None
