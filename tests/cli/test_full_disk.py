"""A file that does not fit on the disk is a finding with its path, also in a temporary folder of a library."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import FOLDER, ROOT
from tests.support.fonts import common_font
from tests.support.slow import sampled

FIRM = ("--facts", ROOT / "examples" / "firm.json")
CALLS = {
    "list.xlsx": ("list", "payments", "shaoguan_2021", *FIRM),
    "letter.docx": ("letter", "shaoguan_2021", *FIRM),
    "form.xlsx": ("template", "shaoguan_2021"),
    "table.xlsx": ("template", "shaoguan_2021", "--for", "table", *FIRM),
    "letter.pdf": ("letter", "shaoguan_2021", *FIRM),
    "letter.html": ("letter", "shaoguan_2021", *FIRM),
    "review.docx": ("doc", "shaoguan_2021"),
    "module.py": ("compile", "shaoguan_2021"),
}
_MOST = 2048
"""The most bytes of a file: more is refused by the system, as by a full disk."""


@pytest.mark.broad
@pytest.mark.parametrize("out", sampled([*CALLS], 2, others="slow"))
def test_a_file_that_does_not_fit_is_a_finding(out: str, tmp_path: Path) -> None:
    font = ["--font", common_font(FOLDER)] if out.endswith(".pdf") else []
    call = [sys.executable, "-m", "ipdsl", *map(str, CALLS[out]), "-o", out, *font]
    ran = subprocess.run(
        call, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST, _MOST)),
    )  # fmt: skip
    assert "error[U013]" in ran.stderr, ran.stderr
    assert ran.returncode == 2
    assert not (tmp_path / out).exists()
