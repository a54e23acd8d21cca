"""The patterns of `.gitignore` do not exclude any file of the program."""

from __future__ import annotations

import subprocess

from tests.conftest import ROOT


def test_no_source_is_ignored() -> None:
    command = [
        "git",
        "ls-files",
        "--others",
        "--ignored",
        "--exclude-standard",
        "--",
        "ipdsl",
        "grammar",
        "policies",
        "docs",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert not [name for name in listed if not name.endswith(".pyc")]
