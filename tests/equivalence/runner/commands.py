"""A command line in this process, called like by the console script: its exit code and both streams."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from ipdsl.__main__ import main


def run(words: Sequence[str], stdin: str = "") -> dict[str, str]:
    """The exit code and the written streams, by name."""
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.argv = ["ipdsl", *words]
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    sys.stdout, sys.stderr = io.TextIOWrapper(out, "utf-8"), io.TextIOWrapper(err, "utf-8")
    code: object = 0
    try:
        main()
    except SystemExit as left:
        code = left.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        written = out.getvalue(), err.getvalue()
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept
    return {"exit": str(code or 0), "stdout": written[0].decode(), "stderr": written[1].decode()}
