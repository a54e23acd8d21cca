"""The exact output of command lines: `tests/golden/cli/*.console` (see tests/README.md for the form).

A file named `old.ipp (latin_labels-1)` is written in that encoding, `big.ipp (50 MB)` is filled up beyond the limit,
and `plan.docx (binary)` begins like an archive. `tests/support/official_files.py` makes `plan.docx (word)`,
`plan.pdf (pdf, scanned)` and similar files from the text. `firms.parquet (parquet)` is made from rows in JSON.
`tests/support/workbooks.py` makes `facts.xlsx (xlsx)` from sheets in text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.console import commands, replay
from tests.support.golden import check_golden
from tests.support.official_files import made
from tests.support.parquet import from_lines
from tests.support.project_files import files_in
from tests.support.slow import sampled
from tests.support.workbooks import from_text

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "cli"
MARK = "--- "
END_OF_FILES = "---"


def split(text: str) -> tuple[dict[str, str], str]:
    """The files of a golden and its console text."""
    files: dict[str, str] = {}
    lines = text.splitlines()
    name = None
    for number, line in enumerate(lines):
        if line == END_OF_FILES:
            return files, "\n".join(lines[number + 1 :])
        if line.startswith(MARK):
            name = line.removeprefix(MARK)
            files[name] = ""
        elif name is None:
            break
        else:
            files[name] += f"{line}\n"
    return {}, text


def write(folder: Path, name: str, content: str) -> None:
    plain, _, remark = name.partition(" (")
    path = folder / plain
    path.parent.mkdir(parents=True, exist_ok=True)
    match remark:
        case "50 MB)":
            path.write_bytes(content.encode() + b" " * 50_000_000)
        case "latin-1)":
            path.write_bytes(content.encode("latin-1"))
        case "binary)":
            path.write_bytes(b"PK\3\4\0\0" + content.encode())
        case "xlsx)":
            path.write_bytes(from_text(content))
        case "gb18030)":
            path.write_bytes(content.encode("gb18030"))
        case "parquet)":
            path.write_bytes(from_lines(content))
        case "":
            path.write_text(content, encoding="utf-8")
        case _:
            path.write_bytes(made(remark.removesuffix(")"), content))


@pytest.mark.parametrize(
    "golden", sampled(files_in(FOLDER, "*.console"), 5, others="broad"), ids=lambda path: path.stem
)
def test_console(golden: Path, tmp_path: Path, update_golden: bool) -> None:
    text = golden.read_text(encoding="utf-8")
    files, console = split(text)
    for name, content in files.items():
        write(tmp_path, name, content)
    head = "".join(f"{MARK}{name}\n{content}" for name, content in files.items())
    head += f"{END_OF_FILES}\n" if files else ""
    check_golden(golden, f"{head}{replay(commands(console), tmp_path)}\n", update_golden)


def test_there_are_goldens() -> None:
    assert files_in(FOLDER, "*.console")
