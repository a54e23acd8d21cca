"""Prints the lowest version of each dependency that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"

for wanted in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
    found = re.match(r"([\w-]+)>=([\d.]+)", wanted)
    if found is None:
        raise SystemExit(f"{wanted}: no floor to test")
    print(f"{found[1]}=={found[2]}")
