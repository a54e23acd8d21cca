"""The command line in Chinese: every text has a translation, columns are aligned, no console fails."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ipdsl.cli.chinese_help import EXTRAS, HEADINGS, HELP, METAVARS, paragraphs
from ipdsl.cli.command import EXIT_CODES
from ipdsl.cli.main import EXAMPLES, GROUPS, VERBS, cli
from ipdsl.report.localizer import width
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.interpreter import python
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}
METAVAR = re.compile(r"[A-Z]{2,}")
ENGLISH = re.compile(r"[a-z]+ [a-z]+ [a-z]+")
"""Words of an English sentence."""

WRONG = {
    "no verb": ["evl"],
    "no such option": ["eval", "--yaer"],
    "no option like it": ["eval", "--qqqq"],
    "no option of the group": ["--lang", "zh"],
    "no argument": ["eval"],
    "no facts": ["eval", "a"],
    "no claim": ["trace", "a", "--facts", "b"],
    "several files of facts": ["eval", "a", "--facts", "b", "--facts", "c"],
    "no code": ["explain"],
    "no name of a policy": ["new", "To"],
    "no translation": ["fmt", "--write", "a"],
    "no choice": ["dump"],
    "no option": ["audit", "x"],
    "one too many": ["draft", "a", "b"],
    "several too many": ["draft", "a", "b", "c"],
    "no value": ["eval", "a", "--facts", "b", "--year"],
    "a value of a flag": ["eval", "--strict=3", "a", "--facts", "b"],
    "none of several": ["eval", "a", "--facts", "b", "--format", "x"],
    "none of one": ["check", "a", "--deny", "b"],
    "no year": ["eval", "a", "--facts", "b", "--year", "x"],
    "no day": ["eval", "a", "--facts", "b", "--as-of", "x"],
    "no day of the calendar": ["eval", "a", "--facts", "b", "--as-of", "2022-02-31"],
    "a day of another century": ["eval", "a", "--facts", "b", "--as-of", "2922-02-01"],
}


def _commands() -> Iterator[click.Command]:
    yield cli
    for verb in VERBS:
        command = cli.get_command(click.Context(cli), verb)
        assert command is not None
        yield command
        yield from command.commands.values() if isinstance(command, click.Group) else ()


def _said() -> set[str]:
    """Every text that the help of a command may show."""
    found = {*VERBS.values(), *EXAMPLES, *EXAMPLES.values()}
    for command in _commands():
        texts = [
            command.help,
            command.short_help,
            command.epilog,
            *(getattr(one, "help", None) for one in command.params),
        ]
        help_option = command.get_help_option(click.Context(command, help_option_names=["-h", "--help"]))
        texts.append(None if help_option is None else help_option.help)
        texts += getattr(command, "exit_codes", EXIT_CODES).values()
        found.update(part for text in texts if text for part in paragraphs(inspect.cleandoc(text)))
    return found


def test_every_text_of_the_help_has_its_chinese_and_nothing_else_has_one() -> None:
    assert set(HELP) == _said()


def test_every_section_of_the_help_has_its_chinese() -> None:
    sections = {*GROUPS}
    for verb in ["", *VERBS]:
        sections |= set(re.findall(r"^(\w[\w ]*):$", run(*verb.split(), "--help").out, re.MULTILINE))
    assert sections == set(HEADINGS)


def test_every_word_that_stands_for_a_value_has_its_chinese() -> None:
    shown = " ".join(
        " ".join([*command.collect_usage_pieces(context), command.options_metavar or "", *_metavars(command, context)])
        for command in _commands()
        for context in [click.Context(command)]
    )
    assert set(METAVAR.findall(shown)) == set(METAVARS)


def _metavars(command: click.Command, context: click.Context) -> list[str]:
    return [one.make_metavar(context) for one in command.params if not getattr(one, "is_flag", False)]


def test_every_remark_of_click_has_its_chinese() -> None:
    rows = [
        option.get_help_record(click.Context(command))
        for command in _commands()
        for option in command.params
        if isinstance(option, click.Option)
    ]
    extras = [row[1].rpartition("  [")[2].rstrip("]") for row in rows if row is not None and row[1].endswith("]")]
    assert {one.partition(":")[0] for extra in extras for one in extra.split("; ")} == set(EXTRAS)


@each_row("file", files_in(ROOT / "ipdsl" / "cli", "*.py"))
def test_every_usage_error_has_both_languages(file: Path) -> None:
    """Usage errors are made only by `usage_error` and similar functions, which take both languages."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in ("UsageError", "BadParameter", "ClickException"):
            told = call.args[0]
            assert not isinstance(told, ast.Constant | ast.JoinedStr), ast.dump(told)


@each_row("verb", ["", *VERBS])
def test_a_help_has_no_english_and_its_columns_stand_under_each_other(verb: str) -> None:
    shown = run(*verb.split(), "--help", variables=CHINESE).out
    assert not ENGLISH.search(shown), shown
    assert max(width(line) for line in shown.splitlines()) <= 80
    sections = [shown.partition(f"\n{title}：\n")[2].partition("\n\n")[0] for title in ("选项", "通用选项")]
    assert sections[1]
    for section in filter(None, sections):
        lines = section.splitlines()
        begin = {width(line[: re.match(r" +\S.*?  +|    +", line).end()]) for line in lines}  # type: ignore[union-attr]
        assert len(begin) == 1, shown


@each_row("words", WRONG.values())
def test_a_wrong_call_is_told_in_chinese(words: list[str]) -> None:
    told = run(*words, variables=CHINESE)
    assert told.code == 2
    assert "错误: " in told.err
    assert not ENGLISH.search(told.err), told.err
    assert not re.search("[Mm]issing|[Nn]o such|[Uu]sage", told.err)


@pytest.mark.parametrize(
    "words", ["--lang zh", "--yaer --lang=zh", "--lang zh -h", "-h --lang zh", "--lang en --lang zh"]
)
def test_the_option_says_it_before_the_call_is_understood(words: str) -> None:
    told = run("eval", *words.split())
    assert told.both.startswith("用法：ipdsl eval [选项] ")


@pytest.mark.parametrize("words", [["eval", "--lang", "en"], ["eval", "--lang", "zh", "--lang", "en"]])
def test_the_option_goes_before_the_locale(words: list[str]) -> None:
    assert run(*words, variables=CHINESE).err.startswith("Usage: ipdsl eval [OPTIONS] ")


@pytest.mark.parametrize(
    ("variables", "begins"),
    [
        ({"LC_ALL": None, "LC_MESSAGES": None, "LANG": "zh_CN.UTF-8"}, "用法"),
        ({"LC_ALL": None, "LC_MESSAGES": "zh_TW", "LANG": "C"}, "用法"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "Usage"),
        ({"LC_ALL": None, "LC_MESSAGES": None, "LANG": "C"}, "Usage"),
        ({"LC_ALL": None, "LC_MESSAGES": None, "LANG": None}, "Usage"),
    ],
)
def test_the_locale_says_it(variables: dict[str, str | None], begins: str) -> None:
    assert run("--help", variables=variables).out.startswith(begins)


@pytest.mark.parametrize(
    ("raised", "told"),
    [("ZeroDivisionError('x')", "程序内部错误：ZeroDivisionError: x"), ("KeyboardInterrupt", "已中断")],
)
def test_a_fault_and_an_interrupt_are_told_in_chinese(raised: str, told: str) -> None:
    script = (
        "from ipdsl.cli import main\n"
        f"def burst(*_): raise {raised}\n"
        "main.LazyGroup.get_command = burst\n"
        "main.cli(['check', '--lang', 'zh'])"
    )
    done = python("-c", script, IPDSL_DEBUG="", PYTHONIOENCODING="utf-8")
    assert told in done.stderr.decode(), done.stderr
    assert b"Traceback" not in done.stderr


EVAL = ["eval", "policies/shaoguan_2021.ipp", "--facts", "examples/firm.json", "--lang", "zh"]


@pytest.mark.parametrize(
    "words", sampled([["eval", "--help"], ["eval", "--yaer"], EVAL], 6), ids=["help", "wrong", "decision"]
)
@pytest.mark.parametrize("encoding", sampled(["gbk", "ascii", "utf-8", ""], 4, others="broad"))
def test_any_console_shows_chinese(words: list[str], encoding: str) -> None:
    """Any console shows Chinese.

    GBK has all our characters. ASCII, the encoding of the locale `C`, gets escapes, and click prints its help in UTF-8.
    """
    locale = {"LC_ALL": "zh_CN.UTF-8"} if encoding else {"LC_ALL": "C"}
    words = [str(ROOT / word) if "/" in word else word for word in words]
    words += [] if encoding or "--lang" in words else ["--lang", "zh"]
    done = python("-m", "ipdsl", *words, PYTHONIOENCODING=encoding, PYTHONUTF8="0", **locale)
    assert b"Traceback" not in done.stderr
    told = (done.stdout + done.stderr).decode("utf-8" if encoding in ("", "ascii") else encoding)
    assert "内部错误" not in told
    if encoding in ("gbk", "utf-8"):
        assert ("应得合计" if str(ROOT / EVAL[1]) in words else "用法：") in told
        assert "\\u" not in told


def test_the_english_help_imports_no_chinese() -> None:
    script = (
        "import sys\n"
        "from ipdsl.cli.main import cli\n"
        "try: cli(['eval', '--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.endswith('in_chinese')], file=sys.stderr)"
    )
    assert python("-c", script).stderr.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    "words", [["--lang", "zh", "--help"], ["--help", "--lang", "zh"], ["--lang=zh", "eval", "--help"]]
)
def test_the_language_may_stand_before_the_verb(words: list[str]) -> None:
    ran = run(*words, variables={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"})
    assert ran.code == 0
    assert ran.out.startswith("用法")
