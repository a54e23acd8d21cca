"""No command writes its output to an input, whatever path leads to the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.console import working_in

PAGE = "use words\n\naward 200000 once when geo_indication_product new\n"
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]},
}
COMMANDS = {
    "compile": ["compile", "page.ipp", "-o"],
    "eval": ["eval", "page.ipp", "--full", "--facts", "facts.json", "--series", "series.json", "--ledger-out"],
    "eval --cohort": [
        "eval",
        "page.ipp",
        "--facts",
        "facts.json",
        "--cohort",
        "--series",
        "series.json",
        "--ledger-out",
    ],
    "ask": ["ask", "page.ipp", "--facts", "facts.json", "--interactive", "--series", "series.json", "--facts-out"],
}
READ = {
    "compile": ("page.ipp",),
    "eval": ("page.ipp", "facts.json", "series.json"),
    "eval --cohort": ("page.ipp", "facts.json", "series.json"),
    "ask": ("page.ipp", "facts.json", "series.json"),
}


def _symbolic(file: Path, to: Path) -> str:
    to.symlink_to(file.name)
    return to.name


def _hard(file: Path, to: Path) -> str:
    os.link(file, to)
    return to.name


def _through_a_folder(file: Path, to: Path) -> str:
    to.symlink_to(file.parent, target_is_directory=True)
    return f"{to.name}/{file.name}"


LEADS: dict[str, Callable[[Path, Path], str]] = {
    "itself": lambda file, to: file.name,
    "its path": lambda file, to: str(file),
    "a detour": lambda file, to: f"../{file.parent.name}/./{file.name}",
    "a link": _symbolic,
    "a hard link": _hard,
    "a linked folder": _through_a_folder,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.ipp").write_text(PAGE.replace("use words", "use ip"), encoding="utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    (tmp_path / "series.json").write_text("{}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize(("verb", "file"), [(verb, file) for verb, files in READ.items() for file in files])
def test_what_is_read_is_not_written(folder: Path, verb: str, file: str, lead: str) -> None:
    before = (folder / file).read_bytes()
    out = LEADS[lead](folder / file, folder / "other")
    with working_in(folder):
        ran = run(*COMMANDS[verb], out)
    assert ran.code == 2
    assert f"would overwrite `{out}`, which is read here" in ran.err
    assert (folder / file).read_bytes() == before


@pytest.mark.parametrize("verb", COMMANDS)
@pytest.mark.parametrize("name", ["words.ipp", "WORDS.IPP", "page.cases.ipp"])
def test_a_page_is_not_made_of_a_result(folder: Path, verb: str, name: str) -> None:
    """The ending protects pages that are read without being named, such as a vocabulary in the folder of the policy."""
    with working_in(folder):
        ran = run(*COMMANDS[verb], name)
    assert (ran.code, (folder / name).exists()) == (2, False)
    assert f"would make a page of `{name}`" in ran.err


def test_a_packaged_page_is_read_too(folder: Path) -> None:
    (folder / "module.py").symlink_to(ROOT / "policies" / "shaoguan_2021.ipp")
    with working_in(folder):
        assert run("compile", "shaoguan_2021", "-o", "module.py").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="devices have other names there")
@pytest.mark.parametrize("into", ["a pipe", "the same file"])
def test_the_result_and_a_file_do_not_share_standard_output(folder: Path, into: str) -> None:
    out = "/dev/stdout" if into == "a pipe" else "result.txt"
    command = [sys.executable, "-m", "ipdsl", *COMMANDS["eval"][:5], "--ledger-out", out]
    with (folder / "result.txt").open("wb") as file:
        given = subprocess.PIPE if into == "a pipe" else file
        done = subprocess.run(command, cwd=folder, stdout=given, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "standard output holds the result" in done.stderr


def test_the_ledger_that_was_read_goes_into_the_new_one(folder: Path) -> None:
    with working_in(folder):
        assert run("eval", "page.ipp", "--full", "--facts", "facts.json", "--ledger-out", "ledger.json").code == 0
        ran = run(
            "eval",
            "page.ipp",
            "--full",
            "--facts",
            "facts.json",
            "--history",
            "ledger.json",
            "--ledger-out",
            "ledger.json",
        )
    assert ran.code == 0
    assert len(json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["ledger"]) == 1
