"""After a full disk or a killed process, the old file is complete, and no partial file is left."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import ipdsl
from tests.conftest import ROOT
from tests.support.interpreter import COMPILED_PROGRAM
from tests.support.processes import HUNG
from tests.support.slow import sampled
from tests.support.workbooks import from_text

FIRM = str(ROOT / "examples" / "firm.json")
POLICY = "shaoguan_2021"
OLD = b"the old file"
OLD_LEDGER = b'{"policy": "shaoguan_2021", "currency": "CNY", "ledger": []}'
"""A ledger is overwritten only if it was read."""
KILLED = """
import os, signal, sys
def killed(beside, target, **_):
    print("killed before", os.path.basename(target), file=sys.stderr, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = killed
sys.argv = ["ipdsl", *sys.argv[1:]]
from ipdsl.__main__ import main
main()
"""


def _wrong_book(folder: Path) -> str:
    path = folder / "wrong.xlsx"
    path.write_bytes(from_text("# applicant\nid | kinds\nF1 | nobody\n"))
    return str(path)


WRITES = {
    "letter in Word": (["letter", POLICY, "--facts", FIRM, "-o"], "decision.docx", []),
    "letter for a browser": (["letter", POLICY, "--facts", FIRM, "-o"], "decision.html", []),
    "types": (["types", POLICY, "-o"], "facts.py", []),
    "copy with findings": (["eval", POLICY, "--full", "--facts", "WRONG", "--annotate"], "back.xlsx", []),
    "ledger": (
        ["eval", POLICY, "--full", "--facts", FIRM, "--history", "ledger.json", "--ledger-out"],
        "ledger.json",
        [],
    ),
}


def old_of(target: Path) -> bytes:
    """The content of a file before it is written."""
    return OLD_LEDGER if target.suffix == ".json" else OLD


@pytest.fixture(params=sampled(WRITES, 3, others="broad"))
def writing(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[str], Path]:
    """The words of a call, and the existing file that it writes."""
    words, name, more = WRITES[request.param]
    words = [_wrong_book(tmp_path) if word == "WRONG" else word for word in words]
    target = tmp_path / name
    target.write_bytes(old_of(target))
    ipdsl.load(POLICY)  # the processes find it compiled
    return [*words, str(target), *more], target


def test_a_disk_that_is_full_leaves_the_old_file(writing: tuple[list[str], Path], tmp_path: Path) -> None:
    words, target = writing
    before = set(tmp_path.iterdir())
    environment = {
        **_environment(tmp_path.parent),
        "PYTHONDONTWRITEBYTECODE": "1",  # byte code would be cut off as well
    }
    ran = subprocess.run(
        [sys.executable, "-m", "ipdsl", *words], cwd=tmp_path, capture_output=True, text=True, timeout=HUNG,
        check=False, env=environment, preexec_fn=_no_room,
    )  # fmt: skip
    assert target.read_bytes() == old_of(target)
    assert ran.returncode in (1, 2), ran.stderr
    assert "error[U" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert {one for one in tmp_path.iterdir() if not one.name.startswith(".cache")} <= before


def _environment(home: Path) -> dict[str, str]:
    """The variables of a process that shares the cache of the tests."""
    shared = {name: os.environ[name] for name in ("IPDSL_CACHE_DIR", "XDG_CONFIG_HOME")}
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(home), **shared, **COMPILED_PROGRAM}


def _no_room() -> None:
    """Limit files to 1000 bytes, which has the effect of a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@pytest.mark.slow
def test_a_process_that_is_killed_while_it_writes_leaves_the_old_file(writing: tuple[list[str], Path]) -> None:
    words, target = writing
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, *words], cwd=target.parent, capture_output=True, timeout=HUNG, check=False,
        env=_environment(target.parents[1]),
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert f"killed before {target.name}" in ran.stderr.decode(), "another file was written first"
    assert target.read_bytes() == old_of(target)
