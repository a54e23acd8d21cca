"""`--ledger-out` writes to a new file, or to the ledger that the run has read if it is unchanged.

Otherwise it writes nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.cli.settlements import LedgerOutput
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.golden import check_golden
from tests.support.processes import HUNG

PAGE = """policy deals "Deals"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use ip

article 7 "Contracts"
  award 20000 once to enterprise when technology_contract recorded
"""


def facts(applicant: str, *contracts: str) -> str:
    records = [{"contract": name, "amount": 10, "recorded_on": "2022-03-01"} for name in contracts]
    firm = {"id": applicant, "kinds": ["enterprise"]}
    return json.dumps({"applicant": firm, "as_of": "2022-12-31", "records": {"technology_contract": records}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deals.ipp").write_text(PAGE, encoding="utf-8")
    for name, applicant, contracts in (("a", "F1", "A"), ("ab", "F1", "AB"), ("ad", "F1", "AD"), ("other", "F2", "X")):
        (tmp_path / f"{name}.json").write_text(facts(applicant, *contracts), encoding="utf-8")
    with working_in(tmp_path):
        assert run("eval", "deals.ipp", "--full", "--facts", "a.json", "--ledger-out", "ledger.json").code == 0
    return tmp_path


def items(ledger: Path) -> list[str]:
    lines: list[dict[str, Any]] = json.loads(ledger.read_bytes())["ledger"]
    return [line["item"] for line in lines]


WRITES = {
    "eval": ("eval", "deals.ipp", "--full", "--facts", "other.json", "--history", "none.json"),
    "eval without a history": ("eval", "deals.ipp", "--full", "--facts", "other.json"),
    "each": ("eval", "deals.ipp", "--each", "--facts", "other.json"),
    "a cohort": ("eval", "deals.ipp", "--cohort", "--facts", "other.json", "a.json"),
    "letter": ("letter", "deals.ipp", "--facts", "other.json", "-o", "letter.html"),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_ledger_that_was_not_read_is_not_written_over(name: str, style: str, folder: Path) -> None:
    (folder / "none.json").write_text("[]")
    before = (folder / "ledger.json").read_bytes()
    with working_in(folder):
        ran = run(*WRITES[name], "--ledger-out", "ledger.json", "--format", style)
    assert ran.code == 2
    assert "U025" in ran.both
    assert "--history ledger.json" in ran.both
    assert (folder / "ledger.json").read_bytes() == before
    assert not (folder / "letter.html").exists()


def test_it_is_told_in_chinese(folder: Path) -> None:
    with working_in(folder):
        ran = run("eval", "deals.ipp", "--full", "--facts", "other.json", "--ledger-out", "ledger.json", "--lang", "zh")
    assert "`ledger.json`已经存在，又不是本次读取的台账" in ran.both


@pytest.mark.parametrize("name", ["ledger.json", "./ledger.json", "link.json"])
def test_the_ledger_that_was_read_is_carried_on(name: str, folder: Path) -> None:
    (folder / "link.json").symlink_to("ledger.json")
    with working_in(folder):
        assert (
            run(
                "eval", "deals.ipp", "--full", "--facts", "ab.json", "--history", name, "--ledger-out", "ledger.json"
            ).code
            == 0
        )
        assert (
            run(
                "eval", "deals.ipp", "--full", "--facts", "ad.json", "--history", "ledger.json", "--ledger-out", name
            ).code
            == 0
        )
    assert items(folder / "ledger.json") == ["A", "B", "D"]
    assert (folder / "link.json").is_symlink()


def test_an_empty_file_is_filled(folder: Path) -> None:
    (folder / "empty.json").touch()
    with working_in(folder):
        assert run("eval", "deals.ipp", "--full", "--facts", "ab.json", "--ledger-out", "empty.json").code == 0
    assert items(folder / "empty.json") == ["A", "B"]


def test_a_ledger_that_another_run_has_written_meanwhile_stays_as_it_is(folder: Path, update_golden: bool) -> None:
    with working_in(folder):
        second = LedgerOutput.for_file("ledger.json", "ledger.json")
        assert second is not None
        assert second.problem is None
        assert (
            run(
                "eval",
                "deals.ipp",
                "--full",
                "--facts",
                "ab.json",
                "--history",
                "ledger.json",
                "--ledger-out",
                "ledger.json",
            ).code
            == 0
        )
        found = second.write({"ledger": []})
        assert found is not None
        assert second.problem == found
    assert items(folder / "ledger.json") == ["A", "B"]
    told = [render(Report([found]), Sources(), language=language) for language in Language]
    check_golden(ROOT / "tests" / "golden" / "render" / "ledger_changed.txt", "\n".join(told) + "\n", update_golden)


def test_a_ledger_that_another_run_has_made_meanwhile_stays_as_it_is(folder: Path) -> None:
    with working_in(folder):
        second = LedgerOutput.for_file("new.json", None)
        assert second is not None
        assert run("eval", "deals.ipp", "--full", "--facts", "ab.json", "--ledger-out", "new.json").code == 0
        found = second.write({"ledger": []})
    assert found is not None
    assert found.code == "U026"
    assert items(folder / "new.json") == ["A", "B"]


@pytest.mark.slow
def test_parallel_runs_lose_no_payment(folder: Path) -> None:
    """Each run settles one more contract. A refused run is repeated, as its message advises."""
    names = [f"C{number}" for number in range(6)]
    for name in names:
        (folder / f"{name}.json").write_text(facts("F1", name), encoding="utf-8")
    words = [sys.executable, "-m", "ipdsl", "eval", "deals.ipp"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    left = set(names)
    while left:
        begun = {
            name: subprocess.Popen(
                [*words, f"{name}.json", "--history", "ledger.json", "--ledger-out", "ledger.json"],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            for name in sorted(left)
        }
        for name, process in begun.items():
            told, _ = process.communicate(timeout=HUNG)
            assert process.returncode == 0 or b"U026" in told
            if process.returncode == 0:
                left.remove(name)
    assert sorted(items(folder / "ledger.json")) == ["A", *names]


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("eval", "deals.ipp", "--full", "--facts", "a.json", "--ledger-out"), "loop.json"),
        (("letter", "deals.ipp", "--facts", "a.json", "-o"), "loop.html"),
        (("compile", "deals.ipp", "-o"), "loop.py"),
        (("types", "deals.ipp", "-o"), "loop.py"),
    ],
)
def test_a_link_to_itself_is_told(words: tuple[str, ...], out: str, folder: Path) -> None:
    (folder / out).symlink_to(out)
    with working_in(folder):
        ran = run(*words, out)
    assert ran.code == 2
    assert "the link leads to itself" in ran.both
