"""An option of one value that is given twice is wrong use in every command: neither value is dropped without a word."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import click
import pytest

from ipdsl.cli.command import UnrepeatedOptions
from ipdsl.cli.main import VERBS, cli, module_of
from tests.support.cli import run
from tests.support.rows import each_row

REPEATED = {"eval --facts", "letter --facts", "list --facts", "batch --null-means-none", "batch --ignore",
            "ledger complete --facts", "ledger check --facts", "verify --facts", "template --kind",
            "template --facts", "letter --applicant"}  # fmt: skip
"""Options that may be repeated, apart from answers about two ids (`--renamed`, `--apart`)."""


def commands() -> Iterator[tuple[list[str], click.Command]]:
    yield [], cli
    for verb in sorted(VERBS):
        command = getattr(importlib.import_module(module_of(verb)), f"{verb}_command")
        yield [verb], command
        for name, inner in getattr(command, "commands", {}).items():
            yield [verb, name], inner


OPTIONS = [
    (words, option)
    for words, command in commands()
    for option in command.params
    if isinstance(option, click.Option) and not option.is_flag
]


def told(words: list[str], *more: str) -> tuple[int, str]:
    ran = run(*words, *more)
    return ran.code, ran.both


@each_row(("words", "option"), OPTIONS)
def test_an_option_of_one_value_is_refused_twice(words: list[str], option: click.Option) -> None:
    for name in option.opts:
        code, text = told(words, name, "a", option.opts[-1], "b")
        assert ("is given twice, and has one value" in text) is not option.multiple, text
        assert option.multiple or (code, f"`{option.opts[-1]}` is given twice" in text) == (2, True)


def test_the_options_that_may_be_repeated_are_these() -> None:
    named = {" ".join([*words, option.opts[-1]]) for words, option in OPTIONS if option.multiple}
    assert {each for each in named if each.rpartition(" ")[2] not in ("--renamed", "--apart")} == REPEATED


def test_it_is_told_in_chinese_and_for_an_older_name() -> None:
    words = ("letter", "shaoguan_2021", "--lang", "zh", "--until", "2024-01-01", "--respond-by=2024-01-02")
    assert "`--respond-by`给了两次，而它只能有一个值" in run(*words).err


def test_flags_and_words_after_two_dashes_are_no_values() -> None:
    assert run("check", "-q", "-q", "--", "--lang", "en", "--lang", "en").both.count("given twice") == 0


def test_a_program_without_the_check_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(UnrepeatedOptions, "parse_args")
    assert "given twice" not in run("eval", "none.ipp", "--history", "a.json", "--history", "b.json").both
