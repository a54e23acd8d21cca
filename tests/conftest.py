"""What every area of tests shares: `--update-golden`, the hypothesis profiles, and the folders of the project."""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# `ci` is derandomised: a run on an unchanged tree gives the same result. `full` is for .ci/full, `nightly` looks for
# what is new.
settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=100, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


# Tests never touch the cache of the person who runs them. All processes of a run share one folder: a page that one of
# them has compiled is compiled for the others too. The first process makes the folder and removes it.
if "IPDSL_TESTS_FOLDER" not in os.environ:
    _FOLDER = tempfile.TemporaryDirectory(prefix="ipdsl-tests-", ignore_cleanup_errors=True)
    os.environ["IPDSL_TESTS_FOLDER"] = str(Path(_FOLDER.name).resolve())
FOLDER = Path(os.environ["IPDSL_TESTS_FOLDER"])
os.environ["IPDSL_CACHE_DIR"] = str(FOLDER / "cache")
os.environ["XDG_CONFIG_HOME"] = str(FOLDER / "config")
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):  # processes that tests start would compile the program each time
    os.environ["PYTHONPYCACHEPREFIX"] = str(FOLDER / "bytecode")
os.environ["LC_ALL"] = "C.UTF-8"  # a developer's own language is not that of the goldens


gc.disable()


def pytest_collection_finish() -> None:
    """Begin garbage collection after tests are collected, and leave out what exists by then: it lasts for the run."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", default=False, help="Rewrite the golden files to what is produced now."
    )


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT
