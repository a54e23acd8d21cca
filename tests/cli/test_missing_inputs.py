"""All files of a call that cannot be read are reported in one run: every command with several input files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ipdsl.cli import findings
from ipdsl.cli.console import FILE, OUTPUT, POLICY, WORD
from ipdsl.cli.main import cli
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.parquet import from_lines
from tests.support.slow import sampled

SETTLED = "--facts firm.json --history ledger.json --series series.json"
CALLS = {
    "check": [
        "check page.ipp other.ipp", "check page.ipp --against-ledger ledger.json", "check page.ipp --module m.py",
    ],
    "fmt": ["fmt page.ipp other.ipp", "fmt --check page.ipp other.ipp"],
    "test": ["test page.ipp other.ipp"],
    "audit": ["audit page.ipp --against text.txt"],
    "eval": [
        f"eval page.ipp {SETTLED}", f"eval page.ipp {SETTLED} --format json", f"eval page.ipp --each {SETTLED}",
        f"eval page.ipp --cohort {SETTLED}", f"eval page.ipp {SETTLED} --ledger-out there.json",
        "eval page.ipp --each --facts firm.json other.json", "eval page.ipp other.ipp --facts firm.json",
        "eval page.ipp --facts book.xlsx --history ledger.json", "eval page.ipp firm.json",
    ],
    "ask": [f"ask page.ipp {SETTLED}", "ask page.ipp other.ipp --facts firm.json --interactive"],
    "trace": [f"trace page.ipp 7.technology_contract.recorded {SETTLED}"],
    "compare": ["compare page.ipp other.ipp --facts firm.json"],
    "batch": ["batch page.ipp --facts t.parquet --series series.json -o out"],
    "ledger complete": ["ledger complete ledger.json --policy page.ipp --facts firm.json -o new.json"],
    "ledger check": ["ledger check ledger.json next.json --policy page.ipp --facts firm.json"],
    "template": ["template page.ipp other.ipp --for bureau --facts firm.json --history ledger.json -o new.xlsx"],
    "doc": ["doc page.ipp --against text.txt --facts firm.json -o new.html", "doc page.ipp other.ipp -o out"],
    "letter": [
        f"letter page.ipp {SETTLED} --office office.json --sign k.txt -o new.html",
        f"letter page.ipp {SETTLED} --template own.docx -o new.docx",
        f"letter page.ipp --cohort {SETTLED} -o new.html",
    ],
    "list": [
        f"list payments page.ipp {SETTLED} -o new.xlsx",
        f"list publication page.ipp {SETTLED} --office own.json --sign k.txt -o new.docx",
    ],
    "verify": [f"verify next.json page.ipp {SETTLED} --office office.json --signature s.txt --key k.txt"],
}  # fmt: skip
WRITTEN = {"there.json", "out", "new.json", "new.html", "new.docx", "new.xlsx"}
EVERY_CALL = [call for calls in CALLS.values() for call in calls]


def inputs_of(call: str) -> list[str]:
    return [word for word in call.split() if "." in word and word not in WRITTEN and not word.startswith("7.")]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an output file that must not be overwritten."""
    (tmp_path / "there.json").write_text("[]", encoding="utf-8")
    return tmp_path


def write_input(folder: Path, name: str) -> None:
    """A file that can be read in this place."""
    page = (ROOT / "policies" / "shaoguan_2021.ipp").read_bytes()
    facts = (ROOT / "examples" / "firm.json").read_bytes()
    book = ROOT / "tests" / "office" / "forms" / "written_by_0_2_1" / "history.xlsx"
    contents = {
        ".ipp": page.replace(b"policy shaoguan_2021", f"policy {Path(name).stem}".encode()), ".json": facts,
        ".txt": b"1.", ".py": b"", ".docx": b"", ".xlsx": book.read_bytes() if name == "book.xlsx" else b"",
        ".parquet": from_lines('{"id": "F1", "kinds": ["enterprise"], "patent": null}\n'),
    }  # fmt: skip
    special = {"series.json": {"series": {}}, "ledger.json": [], "next.json": []}
    data = json.dumps(special[name]).encode() if name in special else contents[Path(name).suffix]
    (folder / name).write_bytes(data)


def untold(folder: Path, call: str) -> set[str]:
    """The missing files of a call that are not reported."""
    with working_in(folder):
        ran = run(*call.split())
        return {name for name in inputs_of(call) if not Path(name).exists() and f"`{name}`" not in ran.both}


@pytest.mark.parametrize("call", EVERY_CALL)
def test_all_missing_files_are_reported_in_one_run(call: str, here: Path) -> None:
    with working_in(here):
        ran = run(*call.split())
    assert ran.code == 2, ran.both
    assert ran.both.count("U001") == len(inputs_of(call)), ran.both
    assert untold(here, call) == set()


@pytest.mark.parametrize("call", sampled(EVERY_CALL, 3, others="broad"))
def test_a_file_that_is_there_hides_no_missing_one(call: str, here: Path) -> None:
    for name in inputs_of(call):
        write_input(here, name)
        assert untold(here, call) == set(), name
        (here / name).unlink()


def test_an_output_that_is_there_hides_no_missing_file(here: Path) -> None:
    with working_in(here):
        ran = run("eval", "page.ipp", *SETTLED.split(), "--ledger-out", "there.json")
    assert "U025" in ran.both
    assert ran.both.count("U001") == 4


def test_errors_of_a_page_keep_their_exit_code(here: Path) -> None:
    (here / "page.ipp").write_text("award\n", encoding="utf-8")
    with working_in(here):
        ran = run("eval", "page.ipp", *SETTLED.split())
    assert (ran.code, ran.both.count("U001")) == (1, 3)


def test_the_place_of_a_case_is_no_missing_file(here: Path) -> None:
    with working_in(here):
        ran = run("trace", "page.ipp", "1.x", "--facts", "page.ipp:12", "--series", "series.json")
    assert ran.both.count("U001") == 2


def named_commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from named_commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_the_table_has_every_command_with_several_inputs() -> None:
    several = {
        name
        for name, command in named_commands(cli)
        if sum(2 if param.nargs == -1 or param.multiple else 1 for param in command.params
               if param.type in (FILE, POLICY, WORD) or (param.type is OUTPUT and param.nargs == -1)) > 1
    }  # fmt: skip
    assert several == CALLS.keys()
    for name, calls in CALLS.items():
        command = dict(named_commands(cli))[name]
        options = {option for param in command.params if param.type is FILE for option in param.opts}
        assert {option for option in options if option.startswith("--")} <= set(" ".join(calls).split()), name


def test_the_law_can_fail(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "other_missing_inputs", lambda found: [])
    assert all(any(untold(here, call) for call in calls) for name, calls in CALLS.items() if name in ("eval", "letter"))
