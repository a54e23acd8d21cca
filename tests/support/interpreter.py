"""Python as a new process, with the project on its path."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT
from tests.support.processes import HUNG

COMPILED_PROGRAM = {name: os.environ[name] for name in ("PYTHONPYCACHEPREFIX",) if name in os.environ}
"""Where processes find the byte code. A process without these variables compiles the program again."""


def python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False, timeout=HUNG)
