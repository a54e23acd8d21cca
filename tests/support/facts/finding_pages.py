"""The folder of the golden files for findings about facts."""

from __future__ import annotations

from tests.conftest import ROOT

GOLDENS = ROOT / "tests" / "golden" / "render" / "facts"
