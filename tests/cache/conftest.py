"""Each test has a cache of its own, for this process and for those it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.cache import build_id
from tests.cache.support import Home, home

build_id()  # now: a source that is edited while the tests run would switch the cache off


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A cache that nobody else uses, and a small policy."""
    made = home(tmp_path)
    for name in ("IPDSL_CACHE_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, made.variables[name])
    return made
