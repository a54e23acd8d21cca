"""The forms of calls: `--facts`, older forms with a notice, global options, `-o`, `new`, `completion`, exit code 3."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipdsl.cli.console import UNDETERMINED
from ipdsl.cli.main import EXAMPLES, GROUPS, VERBS
from tests.conftest import ROOT
from tests.support.cli import Ran, run
from tests.support.console import working_in
from tests.support.parquet import from_lines
from tests.support.slow import sampled

POLICY = str(ROOT / "policies" / "shaoguan_2021.ipp")
VOCABULARY = str(ROOT / "policies" / "ip.ipp")
FIRM = str(ROOT / "examples" / "firm.json")
UNKNOWN = str(ROOT / "examples" / "firm_unknown.json")
SLIP = "award 20 when patnet granted\n"
WARNED = """policy tea_2022 "Tea"
  document "Example 1"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Who may apply"
  if located_here
"""
RED = "\x1b["

CONTRACTS = str(ROOT / "examples" / "contracts.ipp")

OLDER_FORMS = {
    "eval": (["eval", POLICY, FIRM], ["eval", POLICY, "--facts", FIRM]),
    "eval, several applicants": (["eval", POLICY, "--each", FIRM], ["eval", POLICY, "--each", "--facts", FIRM]),
    "ask": (["ask", POLICY, UNKNOWN], ["ask", POLICY, "--facts", UNKNOWN]),
    "trace": (
        ["trace", POLICY, FIRM, "7.technology_contract.recorded", "2022-017"],
        ["trace", POLICY, "7.technology_contract.recorded", "2022-017", "--facts", FIRM],
    ),
    "letter": (["letter", POLICY, FIRM, "-o", "x.html"], ["letter", POLICY, "--facts", FIRM, "-o", "x.html"]),
    "batch": (["batch", POLICY, "t.parquet", "-o", "x"], ["batch", POLICY, "--facts", "t.parquet", "-o", "x"]),
}
RENAMED = {
    "eval --all": ["eval", POLICY, "--facts", FIRM, "--show-unrelated"],
    "compare --all": ["compare", POLICY, "--facts", FIRM, "--show-unrelated"],
    "eval --accept-edited=X": ["eval", POLICY, "--facts", FIRM, "--accept-modified-ledger=X"],
    "letter --until": ["letter", POLICY, "--facts", FIRM, "-o", "x.html", "--respond-by", "2025-03-31"],
    "letter --names": ["letter", "--list-fields"],
    "batch --none": ["batch", POLICY, "--facts", "t.parquet", "-o", "x", "--null-means-none", "patent"],
    "batch --anew": ["batch", POLICY, "--facts", "t.parquet", "-o", "x", "--restart"],
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder of the calls, with a table of applicants."""
    (tmp_path / "t.parquet").write_bytes(from_lines('{"id": "F1", "kinds": ["enterprise"], "patent": null}\n'))
    contract = '"technology_contract": [{"contract": "A", "recorded_on": "2023-03-01"}]'
    (tmp_path / "open.parquet").write_bytes(from_lines(f'{{"id": "F1", "kinds": ["enterprise"], {contract}}}\n'))
    return tmp_path


@pytest.mark.parametrize("form", sampled(OLDER_FORMS, 3, others="broad"))
def test_facts_as_an_argument_are_read_with_a_notice(form: str, here: Path) -> None:
    older, newer = OLDER_FORMS[form]
    with working_in(here):
        expected, ran = run(*newer), run(*older)
        quiet, chinese = run(*older, "-q"), run(*older, "--lang", "zh")
    assert (ran.code, ran.out) == (expected.code, expected.out)
    notices = [line for line in ran.err.splitlines() if line.startswith("notice: ")]
    assert len(notices) == 1
    assert " --facts " in notices[0]
    assert "notice: " not in expected.err
    assert "notice: " not in quiet.err
    assert "提示：请用`--facts`给出事实" in chinese.err


@pytest.mark.parametrize("case", sampled(RENAMED, 3, others="broad"))
def test_the_older_name_of_an_option_works_with_a_notice(case: str, here: Path) -> None:
    older = case.split()[1].partition("=")[0]
    words = RENAMED[case]
    newer = next(word for word in words if word.startswith("--") and word != "--facts").partition("=")[0]
    with working_in(here):
        expected = run(*words)
        ran = run(*(word.replace(newer, older) for word in words))
    assert (ran.code, ran.out) == (expected.code, expected.out)
    assert f"notice: `{older}` is now `{newer}`" in ran.err
    assert older not in run(words[0], "--help").out.split()


def test_words_after_two_dashes_are_not_options() -> None:
    ran = run("eval", POLICY, "--facts", FIRM, "--", "--all")
    assert "is now" not in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["eval", POLICY], "missing FACTS: add `--facts FILE`"),
        (["letter", POLICY, "-o", "x.html"], "missing FACTS: add `--facts FILE`"),
        (["batch", POLICY, "-o", "x"], "missing FACTS: add `--facts FILE`"),
        (["trace", POLICY, "A"], "missing FACTS: add `--facts FILE`"),
        (["trace", POLICY, "--facts", FIRM], "missing CLAIM"),
        (["trace", POLICY, "a", "b", "c", "--facts", FIRM], "unexpected argument: c"),
        (["compare", POLICY], "Missing option '--facts'"),
        (["eval"], "Missing argument 'POLICY... --facts FILE'"),
        (["eval", POLICY, "--facts", FIRM, "--facts", UNKNOWN], "several files of facts need --cohort or --each"),
        (["batch", POLICY, POLICY, "--facts", FIRM, "-o", "x"], "tables are settled under one policy"),
    ],
)
def test_a_missing_argument_is_named(words: list[str], told: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert told in ran.err


def test_a_pattern_of_the_shell_gives_several_files(here: Path) -> None:
    with working_in(here):
        ran = run("eval", POLICY, "--each", "--facts", FIRM, UNKNOWN, "--format", "json")
        also = run("eval", POLICY, "--each", "--facts", FIRM, "--facts", UNKNOWN, "--format", "json")
    assert ran == also
    assert len(json.loads(ran.out)["decisions"]) == 2


def test_exit_code_3_is_for_settlements_and_by_option_for_questions_and_letters(here: Path) -> None:
    with working_in(here):
        assert run("eval", POLICY, "--facts", UNKNOWN).code == UNDETERMINED
        assert run("compare", POLICY, "--facts", UNKNOWN).code == UNDETERMINED
        assert run("batch", CONTRACTS, "--facts", "open.parquet", "-o", "x").code == UNDETERMINED
        for words in (["ask", POLICY, "--facts", UNKNOWN], ["letter", POLICY, "--facts", UNKNOWN, "-o", "x.html"]):
            assert run(*words).code == 0
            assert run(*words, "--fail-on", "undetermined").code == UNDETERMINED
    assert run("ask", POLICY, "--facts", FIRM, "--fail-on", "undetermined").code == 0


# ---------------------------------------------------------------------------------------------- global options


def test_colour_is_as_asked(here: Path) -> None:
    (here / "slip.ipp").write_text(SLIP, encoding="utf-8")
    with working_in(here):
        assert RED not in run("check", "slip.ipp").out
        assert RED in run("check", "slip.ipp", "--color", "always", variables={"NO_COLOR": "1"}).out
        assert RED in run("--color=always", "check", "slip.ipp").out
        assert RED not in run("--color", "always", "check", "slip.ipp", "--color", "never").out


@pytest.mark.parametrize("words", [["--lang", "zh", "check"], ["check", "--lang", "zh"]])
def test_a_global_option_comes_before_or_after_the_command(words: list[str]) -> None:
    assert "没有问题" in run(*words, VOCABULARY).out


@pytest.mark.parametrize("words", [["-q", "check"], ["check", "--quiet"]])
def test_quiet_leaves_confirmations_out(words: list[str], here: Path) -> None:
    (here / "slip.ipp").write_text(SLIP, encoding="utf-8")
    assert run(*words, VOCABULARY).both == ""
    assert "error[" in run(*words, here / "slip.ipp").out


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_quiet_leaves_warnings_and_notes_of_a_check_out(style: str, here: Path) -> None:
    page = "shaoguan_2021"
    assert "P013" in run("check", page, "--format", style).out
    quiet = run("check", "-q", page, "--format", style)
    assert "P013" not in quiet.both
    assert quiet.code == 0


def test_quiet_keeps_denied_warnings(here: Path) -> None:
    (here / "warned.ipp").write_text(WARNED, encoding="utf-8")
    assert run("check", "-q", here / "warned.ipp") == Ran(0, "", "")
    denied = run("check", "-q", "--deny", "warnings", here / "warned.ipp")
    assert denied.code == 1
    assert "P076" in denied.out


def test_the_result_is_written_to_a_file(here: Path) -> None:
    with working_in(here):
        printed = run("eval", POLICY, "--facts", FIRM)
        written = run("eval", POLICY, "--facts", FIRM, "-o", "result.txt")
        assert (written.code, written.both) == (printed.code, "")
        assert (here / "result.txt").read_text(encoding="utf-8") == printed.out
        assert run("eval", POLICY, "--facts", FIRM, "-o", "-") == printed
        assert run("check", "nowhere", "-o", "none.txt").code == 2
        assert run("eval", "nowhere", "--facts", FIRM, "-o", "none.txt").code == 2
        failed = run("eval", POLICY, "--facts", FIRM, "-o", "nowhere/result.txt")
        assert (failed.code, "error[U013]" in failed.err) == (2, True)
        (here / "f.json").write_bytes(Path(FIRM).read_bytes())
        assert "would overwrite" in run("eval", POLICY, "--facts", "f.json", "-o", "f.json").err
        twice = run("eval", POLICY, "--facts", "f.json", "-o", "new.json", "--ledger-out", "new.json")
        assert "is given twice" in twice.err
        assert "would make a page" in run("dump", "ast", POLICY, "-o", "page.ipp").err
    assert not (here / "new.json").exists()


# ---------------------------------------------------------------------------------------------- commands


def test_the_help_has_groups_examples_and_the_documentation() -> None:
    shown = run("--help").out
    assert [verb for commands in GROUPS.values() for verb in commands] == list(VERBS)
    assert all(f"\n{title}:\n" in shown for title in (*GROUPS, "Examples", "Exit codes"))
    assert all(example in shown for example in EXAMPLES)
    assert "docs/en/reference/commands.md" in shown
    assert (ROOT / "docs" / "en" / "reference" / "commands.md").is_file()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_policy_has_no_findings_and_is_not_overwritten(language: str, tmp_path: Path) -> None:
    with working_in(tmp_path):
        made = run("--lang", language, "new", "brook")
        files = {path.name: path.read_bytes() for path in (tmp_path / "brook").iterdir()}
        assert (made.code, sorted(files)) == (0, ["brook.ipp", "brook_words.ipp", "facts.json"])
        pages = ["brook/brook.ipp", "brook/brook_words.ipp"]
        assert run("check", *pages, "--deny", "warnings", "-q", "--format", "text").both == ""
        assert run("fmt", "--check", *pages).code == 0
        assert run("test", pages[0]).code == 0
        decision = json.loads(run("eval", pages[0], "--facts", "brook/facts.json", "--format", "json").out)
        assert decision["total"] == "10000.00"
        again = run("new", "brook")
        assert (again.code, "is not overwritten" in again.err) == (2, True)
        assert {path.name: path.read_bytes() for path in (tmp_path / "brook").iterdir()} == files
        for name in ("", "Brook", "../brook", "to", "a-b"):
            assert run("new", name).code == 2
        (tmp_path / "file").write_text("")
        assert run("new", "file").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_options_policies_and_files(shell: str) -> None:
    script = run("completion", shell).out
    assert "_IPDSL_COMPLETE" in script
    calls = {"ipdsl ev": "eval", "ipdsl eval sha": "shaoguan_2021", "ipdsl eval --fu": "--full"}
    for call, expected in calls.items():
        words = call.split()
        variables = {
            "_IPDSL_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": call,
            "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
        }
        assert expected in run(variables=variables).out


@pytest.mark.parametrize(("language", "phases"), [("en", "Names"), ("zh", "名称")])
def test_the_index_of_codes_has_each_code_once(language: str, phases: str) -> None:
    from ipdsl.driver import catalogue

    lines = run("explain", "--list", "--lang", language).out.splitlines()
    assert phases in lines
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted(catalogue.catalogue())


def test_a_translated_page_is_written_to_its_file(tmp_path: Path) -> None:
    page = tmp_path / "page.ipp"
    page.write_bytes(b"award 200000 once when geo_indication_product new\r\n")
    printed = run("fmt", "--to", "zh", page).out
    assert run("fmt", "--to", "zh", "--write", page).code == 0
    assert page.read_bytes().decode() == printed.replace("\n", "\r\n")
    assert run("fmt", "--to", "zh", "--write", page).out == ""
    for words in (["--write"], ["--write", "--to", "zh", "--check"]):
        assert run("fmt", *words, page).code == 2
