"""Shared by all areas of tests: `--update-golden`, the hypothesis profiles, and the folders of the project."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[1]

# `ci` is the default and derandomised: a run on an unchanged tree gives the same result, whoever runs it. With `broad`,
# .ci/run draws more examples of each law, among the broad tests. `full` is for .ci/full. `nightly` searches for new
# failures.
settings.register_profile("ci", max_examples=6, deadline=None, derandomize=True)
settings.register_profile("broad", max_examples=15, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=100, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# Tests never use the cache of the user who runs them. All processes of a run share one folder, so that a page is
# compiled once for all of them. The first process makes the folder and removes it.
if "IPDSL_TESTS_FOLDER" not in os.environ:
    _FOLDER = tempfile.TemporaryDirectory(prefix="ipdsl-tests-", ignore_cleanup_errors=True)
    os.environ["IPDSL_TESTS_FOLDER"] = str(Path(_FOLDER.name).resolve())
FOLDER = Path(os.environ["IPDSL_TESTS_FOLDER"])
os.environ["IPDSL_CACHE_DIR"] = str(FOLDER / "cache")
os.environ["XDG_CONFIG_HOME"] = str(FOLDER / "config")
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):  # otherwise each child process would compile the program
    os.environ["PYTHONPYCACHEPREFIX"] = str(FOLDER / "bytecode")
os.environ["LC_ALL"] = "C.UTF-8"  # golden files do not depend on the developer's language


gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the processes of a run collect one after the other.

    The first compiles the tests and stores them. The others then read them, and need a third of the time.
    """
    _draw_once()
    with (FOLDER / "collection").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        return (yield)


def pytest_collection_finish() -> None:
    """Start garbage collection after tests are collected, without the objects that exist until the end of the run.

    Compiled policies live until the end of the run too. With the default threshold of 700 new objects, searching them
    repeatedly took 20% of the processor time. Objects that survive a full collection are not searched again.
    """
    gc.freeze()
    gc.set_threshold(100_000)
    gc.callbacks.append(_freeze_what_is_left)
    gc.enable()


@settings(max_examples=1, database=None)
@given(st.none())
def _draw_once(_: None) -> None:
    """Let hypothesis register its random numbers, whose owner it cannot find among frozen objects.

    It searches all objects for them. Before the collection there are few.
    """


def _freeze_what_is_left(phase: str, info: dict[str, int]) -> None:
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Spare the searches for garbage at the end of the process."""
    gc.disable()
    gc.freeze()


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
