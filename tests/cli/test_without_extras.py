"""Without the libraries of the extras, each command works or names the missing library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LIBRARIES = (
    "docx", "docxtpl", "jinja2", "typst", "fontTools", "xlsxwriter", "python_calamine", "openpyxl", "lxml", "pypdf",
    "numpy", "pyarrow", "llvmlite", "stdnum", "pygls", "lsprotocol", "pypinyin", "pyspark", "pandas",
)  # fmt: skip
"""The libraries of all extras."""

SETTLED = "shaoguan_2021 --facts firm.json"
WITH_LIBRARIES = {
    f"letter {SETTLED} -o l.docx": "docxtpl",
    f"letter {SETTLED} -o l.pdf": "typst",
    f"letter {SETTLED} -o l.html": "jinja2",
    "letter --new-template t.docx": "docxtpl",
    "letter --list-fields": "docxtpl",
    "letter --new-office n.xlsx": "xlsxwriter",
    f"letter {SETTLED} -o l.html --office o.xlsx": "python_calamine",
    f"list payments {SETTLED} -o p.xlsx": "xlsxwriter",
    f"list publication {SETTLED} -o p.docx": "docx",
    f"list payments {SETTLED} --from run -o p.csv": "numpy",
    "list payments shaoguan_2021 --facts f.xlsx -o p.csv": "python_calamine",
    "verify f.docx --facts firm.json": "lxml",
    "verify f.xlsx --facts firm.json": "lxml",
    "verify f.pdf --facts firm.json": "pypdf",
    "template shaoguan_2021 -o t.xlsx": "xlsxwriter",
    "template shaoguan_2021 --for table -o t.xlsx": "xlsxwriter",
    "doc shaoguan_2021 -o d.docx": "docx",
    "doc shaoguan_2021 -o d.html": "jinja2",
    "eval shaoguan_2021 --facts f.xlsx": "python_calamine",
    "batch shaoguan_2021 --facts f.parquet -o out": "numpy",
    "audit shaoguan_2021 --against f.docx": "python-docx",
    "audit shaoguan_2021 --against f.pdf": "pypdf",
    "lsp": "pygls",
}
"""Calls that need a library, each with the library that its finding names."""
WITHOUT_LIBRARIES = (
    f"eval {SETTLED}", "letter --new-office o.json", f"list payments {SETTLED} -o p.json",
    f"list open {SETTLED} -o p.csv", "verify p.json --facts firm.json", "schema --list payments", "check shaoguan_2021",
)  # fmt: skip
SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv[3])
for name in json.loads(sys.argv[1]):
    sys.modules[name] = None
from tests.support.cli import run
print(json.dumps([[ran.code, ran.err] for call in json.loads(sys.argv[2]) for ran in [run(*call.split())]]))
"""


@pytest.mark.broad
def test_each_command_works_or_names_the_library_that_it_needs(tmp_path: Path) -> None:
    firm = json.loads((ROOT / "examples" / "firm.json").read_text(encoding="utf-8"))
    firm["applicant"]["details"] = {"name": "Danxia"}
    (tmp_path / "firm.json").write_text(json.dumps(firm), encoding="utf-8")
    (tmp_path / "run").mkdir()
    for name in ("f.docx", "f.xlsx", "f.pdf", "f.parquet", "o.xlsx"):
        (tmp_path / name).write_bytes(b"%PDF-1.7" if name == "f.pdf" else b"PK\x03\x04")
    calls = [*WITH_LIBRARIES, *WITHOUT_LIBRARIES]
    words = [sys.executable, "-c", SCRIPT, json.dumps(LIBRARIES), json.dumps(calls), str(ROOT)]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    answers = dict(zip(calls, json.loads(ran.stdout), strict=True))
    missing = {call: answers[call] for call, name in WITH_LIBRARIES.items() if f"`{name}`" not in answers[call][1]}
    assert missing == {}
    assert {answers[call][0] for call in WITH_LIBRARIES} == {2}
    assert {call: answers[call] for call in WITHOUT_LIBRARIES if answers[call][0] != 0} == {}
