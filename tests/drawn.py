"""Print the texts for a seed of a table of digests: the page, its vocabulary, the facts and the results.

- `python -m tests.drawn settled 5:12`: for a seed of `tests/golden/settled/drawn.txt`
- `python -m tests.drawn totals 12 --base main`: with the difference from another commit

With `--base` the same command runs in a copy of that commit, and a diff of both texts follows.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from tests.support.project_files import git
from tests.support.runtime import recorded_totals as totals
from tests.support.settlement import recorded as settled

ROOT = Path(__file__).resolve().parents[1]


def settled_texts(seed: str) -> dict[str, str]:
    """The texts for the columns of the table of decisions."""
    page, stated = settled.drawn(seed)
    decisions = settled.decided(page, stated)
    return {
        "page": page.vocabulary_text + page.text,
        "facts": facts_text(stated),
        "decisions": settled.as_json(decisions),
        "text": settled.as_text(page, stated, decisions),
    }


def totals_texts(seed: str) -> dict[str, str]:
    """The texts for the columns of the table of totals."""
    page, stated = totals.drawn(seed)
    return {
        "page": page.vocabulary_text + page.text,
        "facts": facts_text(stated),
        "totals": totals.answers(page, stated),
    }


AREAS = {"settled": settled_texts, "totals": totals_texts}


def facts_text(stated: list[dict[str, Any]]) -> str:
    """Facts as JSON, with one value per line."""
    return json.dumps(stated, ensure_ascii=False, indent=1, default=str) + "\n"


def whole(texts: dict[str, str]) -> str:
    """All columns, each under its name."""
    return "\n".join(f"==== {column}\n{text}" for column, text in texts.items())


def at_commit(commit: str, words: list[str]) -> str:
    """The output of the same command in a copy of a commit."""
    packed = git("archive", commit)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        git("init", "--quiet", folder=Path(folder))
        done = subprocess.run(
            [sys.executable, "-m", "tests.drawn", *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": folder, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    return done.stdout or done.stderr


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("area", choices=AREAS)
    options.add_argument("seed")
    options.add_argument("--base", metavar="COMMIT", help="print the difference from this commit")
    given = options.parse_args()
    text = whole(AREAS[given.area](given.seed))
    print(text)
    if given.base:
        before = at_commit(given.base, [given.area, given.seed]).rstrip("\n")
        lines = [
            *difflib.unified_diff(before.splitlines(), text.rstrip("\n").splitlines(), given.base, "now", lineterm="")
        ]
        print("\n".join(lines) if lines else f"no difference from {given.base}")


if __name__ == "__main__":
    main()
