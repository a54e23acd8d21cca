"""Functions that open a batch in a different process, and fail."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

from ipdsl.base.findings.finding import Report
from ipdsl.batch.errors import InputChanged
from ipdsl.plain_data.errors import FactsError


def killed() -> NoReturn:
    """The system ends the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("the process is still there")


def failing() -> NoReturn:
    """A fault of the program."""
    raise AssertionError("a planted fault")


def refused() -> NoReturn:
    """The tables have changed."""
    raise FactsError(Report([InputChanged(name="firms.parquet")]))
