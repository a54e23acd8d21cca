"""The interview on a terminal: 40 columns wide, interrupted, and closed while a question is open."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from ipdsl.report.localizer import width
from tests.conftest import ROOT
from tests.support.interpreter import COMPILED_PROGRAM
from tests.support.processes import HUNG
from tests.support.slow import sampled

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A process on its own terminal. If `hangs_up` is true, closing the terminal ends the process, as in a shell."""

    def __init__(self, folder: Path, columns: int, *words: str, hangs_up: bool = True) -> None:
        self.own, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = {
            "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(folder), "TERM": "xterm", "LANG": "C.UTF-8",
            "PYTHONUTF8": "1", "IPDSL_CACHE_DIR": os.environ["IPDSL_CACHE_DIR"],
            "XDG_CONFIG_HOME": os.environ["XDG_CONFIG_HOME"], **COMPILED_PROGRAM,
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ipdsl", *words], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder,
            env=environment, start_new_session=True, close_fds=True,
            preexec_fn=lambda: self._begin(signal.SIG_DFL if hangs_up else signal.SIG_IGN),
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    @staticmethod
    def _begin(on_hangup: signal.Handlers) -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGHUP, on_hangup)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests may run in the background, where Ctrl-C is ignored

    def wait_for(self, text: str) -> str:
        """The output up to a text."""
        begun = len(self.shown)
        while text not in self.shown[begun:]:
            ready, _, _ = select.select([self.own], [], [], HUNG)
            assert ready, self.shown[-2000:]
            try:
                self.shown += os.read(self.own, 65536).decode("utf-8", "replace")
            except OSError:  # the process has closed its end
                break
        return self.shown[begun:]

    def type(self, text: str) -> None:
        os.write(self.own, f"{text}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C and Enter: Python handles a Ctrl-C just before it waits for a key only at the next key."""
        os.write(self.own, b"\x03\n")

    def hang_up(self) -> None:
        """Close the terminal."""
        os.close(self.own)
        self.own = -1

    def ended(self) -> int:
        """The exit code, once the process has ended."""
        return self.process.wait(HUNG)

    def close(self) -> None:
        """End the process and release the terminal."""
        self.process.kill()
        self.process.wait()
        if self.own >= 0:
            self.hang_up()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "facts.json"


Open: TypeAlias = "Callable[..., Terminal]"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Open]:
    """Start a process on a terminal, given columns and words. All processes are ended after the test."""
    started: list[Terminal] = []

    def start(columns: int, *words: str, hangs_up: bool = True) -> Terminal:
        started.append(Terminal(tmp_path, columns, *words, hangs_up=hangs_up))
        return started[-1]

    yield start
    for terminal in started:
        terminal.close()


def _begun(start: Open, kept: Path, columns: int = 80, language: str = "en", *, hangs_up: bool = True) -> Terminal:
    words = ("ask", "shaoguan_2021", "--facts-out", str(kept), "--lang", language)
    terminal = start(columns, *words, hangs_up=hangs_up)
    terminal.wait_for("answer:" if language == "en" else "可填：")
    terminal.type("1")
    terminal.wait_for("answer:" if language == "en" else "可填：")
    return terminal


@pytest.mark.parametrize("language", sampled(["en", "zh"], 2, others="broad"))
def test_nothing_is_wider_than_a_terminal_of_40_columns(language: str, start: Open, kept: Path) -> None:
    terminal = _begun(start, kept, 40, language)
    for answer in ("?", "yes" if language == "en" else "是", "list" if language == "en" else "清单", "1", "2022-7"):
        terminal.type(answer)
        terminal.wait_for("answer:" if language == "en" else "可填：")
    terminal.type("q")
    assert terminal.ended() in (0, 3)
    lines = _CONTROL.sub("", terminal.shown).replace("\r", "").split("\n")
    asked = [line for line in lines if line.strip()]
    assert len(asked) > 20
    assert max(map(width, asked)) <= 40, max(asked, key=width)


def test_an_answer_is_edited_as_a_line_of_a_shell(start: Open, kept: Path) -> None:
    terminal = start(40, "ask", "shaoguan_2021", "--facts-out", str(kept), "--lang", "zh")
    terminal.wait_for("> ")
    terminal.type("企也\x7f业")  # the last letter is deleted
    terminal.wait_for("> ")
    terminal.type("只\x1b[D\x1b[C\x7f无")  # cursor to the left and back
    terminal.wait_for("> ")
    terminal.type("\x1b[A")  # the answer before
    terminal.wait_for("> ")
    terminal.type("退出")
    assert terminal.ended() in (0, 3)
    stated = json.loads(kept.read_text("utf-8"))
    assert stated["applicant"]["kinds"] == ["enterprise"]
    assert [*stated["records"].values()] == [[], []]


def test_ctrl_c_loses_nothing(start: Open, kept: Path) -> None:
    terminal = _begun(start, kept)
    before = json.loads(kept.read_text("utf-8"))
    terminal.interrupt()
    assert terminal.ended() == 130
    assert json.loads(kept.read_text("utf-8")) == before
    assert before["applicant"]["kinds"] == ["enterprise"]


@pytest.mark.broad
@pytest.mark.parametrize("hangs_up", [True, False], ids=["from a shell", "from nohup"])
def test_a_terminal_that_is_closed_loses_nothing(start: Open, kept: Path, *, hangs_up: bool) -> None:
    terminal = _begun(start, kept, hangs_up=hangs_up)
    before = json.loads(kept.read_text("utf-8"))
    terminal.hang_up()
    assert terminal.ended() in ((-signal.SIGHUP,) if hangs_up else (0, 2, 3))
    assert json.loads(kept.read_text("utf-8")) == before


@pytest.mark.broad
def test_a_killed_interview_is_gone_on_with(start: Open, kept: Path) -> None:
    terminal = _begun(start, kept)
    terminal.close()
    again = start(80, "ask", "shaoguan_2021", "--facts-out", str(kept), "--lang", "en")
    shown = again.wait_for("answer:")
    assert "continuing from" in shown
    assert "Which kind of applicant" not in shown
    again.type("q")
    assert again.ended() in (0, 3)
