"""The imports of a new process, and the behaviour of its streams.

Cases of streams are consoles that lack our characters, closed pipes, and Ctrl-C.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.interpreter import python
from tests.support.processes import HUNG
from tests.support.slow import sampled

HEAVY = (
    "lark", "attrs", "attr", "ipdsl.syntax.parser", "ipdsl.ir.terms", "docx", "lxml", "pypdf",
    "numpy", "pyarrow", "llvmlite", "pandas", "pyspark",
)  # fmt: skip


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["chekc"]], ids=lambda a: a[0])
def test_help_imports_neither_parser_nor_nodes(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from ipdsl.cli.main import cli\n"
        f"try: cli({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = python("-c", script)
    assert done.stderr.splitlines()[-1] == b"[]"


def test_a_total_imports_no_reasons_and_no_parts_of_a_decision() -> None:
    """A service that reads totals alone keeps less in memory."""
    parts = ("decision.result", "decision.other_years", "settlement.journal", "settlement.settlement", "report")
    script = (
        "import ipdsl, json, sys\n"
        "policy = ipdsl.load('shaoguan_2021')\n"
        "facts = {'applicant': {'id': 'F1', 'kinds': ['enterprise']}, 'records': {}, 'history': []}\n"
        "assert not policy.total(facts).minor\n"
        f"print([name for name in {parts!r} if f'ipdsl.{{name}}' in sys.modules])"
    )
    python("-c", script)  # the policy is kept for the next process
    assert python("-c", script).stdout.split(b"\n")[0] == b"[]"


def test_the_help_of_tables_needs_none_of_their_libraries() -> None:
    script = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(['numpy', 'pyarrow', 'llvmlite']))\n"
        "from ipdsl.cli.main import cli\n"
        "cli(['batch', '--help'])"
    )
    assert python("-c", script).returncode == 0


WITHOUT_TABLES = "import sys\nsys.modules.update(dict.fromkeys(['numpy', 'pyarrow', 'llvmlite']))\n"
"""The state of an installation without the extra `batch`."""


def test_every_verb_but_those_of_tables_needs_none_of_their_libraries() -> None:
    script = (
        "import importlib\n"
        "from ipdsl.cli.main import VERBS, module_of\n"
        "[importlib.import_module(module_of(v)) for v in VERBS]"
    )
    done = python("-c", WITHOUT_TABLES + script)
    assert done.returncode == 0, done.stderr


@pytest.mark.broad
def test_findings_about_facts_need_no_libraries_of_tables(tmp_path: Path) -> None:
    """An error, and a remark about an event on two days."""
    policy = "award 30% of premium when ip_insurance bought\n"
    records = [{"contract": "C1", "premium": 40000, "bought_on": f"2022-0{month}-01"} for month in (3, 9)]
    whole = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"ip_insurance": records}, "history": []}
    for code, facts in ((b"R022", {**whole, "aplicant": {}}), (b"R130", whole)):
        (tmp_path / "covers.ipp").write_text(policy, "utf-8")
        (tmp_path / "facts.json").write_text(json.dumps(facts), "utf-8")
        words = ["eval", str(tmp_path / "covers.ipp"), "--facts", str(tmp_path / "facts.json"), "--full"]
        done = python("-c", f"{WITHOUT_TABLES}from ipdsl.cli.main import cli\ncli({words!r})")
        assert code in done.stdout + done.stderr
        assert b"internal error" not in done.stdout + done.stderr


@pytest.mark.broad
@pytest.mark.parametrize(
    "words",
    sampled(
        [
            ["batch", "shaoguan_2021", "--facts", "in.parquet", "-o", "out"],
            ["eval", "shaoguan_2021", "--facts", "in.parquet"],
            ["dump", "columns", "shaoguan_2021"],
            ["letter", "shaoguan_2021", "--facts", "in.parquet", "-o", "out.html"],
        ],
        2,
        others="broad",
    ),
)
def test_tables_without_their_libraries_say_what_to_install(words: list[str]) -> None:
    done = python("-c", f"{WITHOUT_TABLES}from ipdsl.cli.main import cli\ncli({words!r})")
    assert done.returncode == 2
    assert b"error[U070]: `numpy`, which settles tables, is not installed" in done.stderr
    assert b"install '.[batch]'" in done.stderr


@pytest.mark.broad
@pytest.mark.parametrize(
    ("missing", "engine", "told"),
    sampled(
        [
            (["numpy", "pyarrow", "llvmlite"], "", "numpy"),
            (["pyarrow"], "", "pyarrow"),
            (["llvmlite"], "llvm", "llvmlite"),
            (["llvmlite"], "", ""),
            (["llvmlite"], "cpython", ""),
        ],
        5,
    ),
)
def test_a_table_without_the_libraries_that_it_needs_says_what_to_install(
    missing: list[str], engine: str, told: str
) -> None:
    script = (
        f"import sys\nsys.modules.update(dict.fromkeys({missing!r}))\n"
        "import ipdsl\n"
        "policy = ipdsl.load_text('award 200000 once when geo_indication_product new')\n"
        "class Table:\n"
        "    def __arrow_c_stream__(self, schema=None):\n"
        "        import pyarrow as pa\n"
        "        return pa.table({'id': ['F1'], 'kinds': [['enterprise']]}).__arrow_c_stream__(schema)\n"
        f"try: policy.evaluate_table(Table(), as_of=None, engine={engine!r})\n"
        "except ipdsl.FactsError as refused: print([(one.code, one.library) for one in refused.report], refused)"
    )
    done = python("-c", script)
    assert done.returncode == 0, done.stderr
    if told:
        assert done.stdout.decode().startswith(f"[('U070', '{told}')]")
        assert b"install '.[batch]'" in done.stdout
    else:
        assert not done.stdout


def test_importing_the_package_imports_no_parser() -> None:
    done = python("-c", "import sys, ipdsl; sys.exit('lark' in sys.modules or 'attrs' in sys.modules)")
    assert done.returncode == 0


def test_opening_a_workbook_imports_neither_attrs_nor_readers_of_values() -> None:
    script = (
        "import sys, ipdsl.office.sheets.workbook_process\n"
        "sys.exit('attrs' in sys.modules or 'ipdsl.base.values' in sys.modules)"
    )
    assert python("-c", script).returncode == 0


@pytest.mark.parametrize("encoding", sampled(["ascii", "gbk", "utf-8"], 3, others="broad"))
def test_any_console_shows_a_policy(encoding: str) -> None:
    done = python("-m", "ipdsl", "readings", "shaoguan_2021", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode(encoding)


@pytest.mark.broad
@pytest.mark.parametrize("encoding", sampled(["ascii", "gbk"], 2))
def test_a_module_is_printed_in_utf_8_on_any_console(encoding: str) -> None:
    done = python("-m", "ipdsl", "compile", "shaoguan_2021", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "韶府办发函" in done.stdout.decode("utf-8")


@pytest.mark.broad
def test_a_closed_pipe_is_quiet() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ipdsl", "dump", "python", "shaoguan_2021"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        errors = running.stderr.read()
        assert running.wait(HUNG) == 0
    assert b"Error" not in errors
    assert b"Traceback" not in errors


@pytest.mark.broad
@pytest.mark.skipif(os.name == "nt", reason="a shell's way to close a stream")
@pytest.mark.parametrize(
    ("streams", "arguments", "code", "told"),
    sampled(
        [
            (">&-", "check shaoguan_2021", 2, b"error: the result cannot be written: it is closed"),
            (">&-", "check shaoguan_2021 --lang zh", 2, "错误: 结果无法写出：已关闭".encode()),
            (">&-", "eval shaoguan_2021 nowhere.json", 2, b"nowhere.json"),
            (">&- 2>&-", "readings shaoguan_2021", 2, b""),
            ("2>&-", "check nowhere", 2, b""),
            ("<&-", "check -", 2, b"standard input is closed"),
            ("<&-", "ask shaoguan_2021 --interactive --fail-on undetermined", 3, b""),
            ("<&- 2>&-", "ask shaoguan_2021 --interactive --fail-on undetermined", 3, b""),
            (
                ">/dev/full",
                "readings shaoguan_2021",
                2,
                b"error: the result cannot be written: no space left on device",
            ),
            ("2>/dev/full", "check nowhere", 2, b""),
            (">/dev/full 2>/dev/full", "readings shaoguan_2021", 2, b""),
        ],
        8,
        others="broad",
    ),
)
def test_a_closed_or_full_stream_is_no_fault_of_ours(streams: str, arguments: str, code: int, told: bytes) -> None:
    if "/dev/full" in streams and not os.path.exists("/dev/full"):
        return
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"exec '{sys.executable}' -m ipdsl {arguments} {streams}"
    done = subprocess.run(["/bin/sh", "-c", command], env=environment, capture_output=True, check=False, timeout=HUNG)
    assert done.returncode == code, done.stderr
    assert told in done.stdout + done.stderr
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_interrupt_gives_130() -> None:
    script = (
        "import os, signal, threading\n"
        "from ipdsl.cli.main import cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # background jobs of a shell ignore it
        "signal.alarm(30)\n"  # the test always ends
        "threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()\n"
        "cli(['check', '-'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", script], env=environment, **pipes) as running:
        errors = running.stderr.read()  # standard input stays open, so the program waits for it
        assert running.wait(HUNG) == 130
    assert b"interrupted" in errors
    assert b"Traceback" not in errors


def test_a_fault_of_ours_is_told_shortly() -> None:
    script = (
        "from ipdsl.cli import main\n"
        "import click, sys\n"
        "@main.cli.command('burst')\n"
        "def burst(): raise ZeroDivisionError('nothing to share')\n"
        "main.VERBS['burst'] = ''\n"
        "main.LazyGroup.get_command = lambda self, ctx, name: burst\n"
        "main.cli(['burst'])"
    )
    done = python("-c", script, IPDSL_DEBUG="")
    assert done.returncode == 2
    assert b"internal error: ZeroDivisionError: nothing to share" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Traceback" in python("-c", script, IPDSL_DEBUG="1").stderr
