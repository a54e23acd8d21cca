"""Where the goldens of the findings about facts stand."""

from __future__ import annotations

from tests.conftest import ROOT

GOLDENS = ROOT / "tests" / "golden" / "render" / "facts"
