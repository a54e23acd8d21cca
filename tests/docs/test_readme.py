"""The facts in both READMEs and in the list of commands agree with the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from ipdsl.base.version import __version__
from ipdsl.cli import console
from ipdsl.cli.main import VERBS, cli
from tests.conftest import ROOT
from tests.support.project_files import files_in, files_under

DOCS = ROOT / "docs"
READMES = {"en": ROOT / "README.md", "zh": DOCS / "zh" / "README.md"}
LANGUAGES = ("en", "zh")
COMMANDS = {language: DOCS / language / "reference" / "commands.md" for language in LANGUAGES}
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STATUS = {"4 - Beta": {"en": "beta ({})", "zh": "测试版（{}）"}, "5 - Production/Stable": {"en": "{}", "zh": "{}"}}
FEATURES = {"en": "What it does", "zh": "主要功能"}
CITIES = {"en": r"\*\*Five real policies\*\* with test cases: ", "zh": r"\*\*五市真实政策\*\*，均附案例："}
OPTIONAL = {"en": "Extras", "zh": "可选组件"}
EXIT_CODES = {value for name, value in vars(console).items() if name.isupper() and isinstance(value, int)}
CALL = re.compile(r"`ipdsl (?P<verb>[a-z]+)(?P<rest>[^`]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def section(path: Path, heading: str) -> str:
    """The text under a heading of the second level."""
    return re.split(r"^## .*$", text(path).partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]


def city_names(language: str) -> set[str]:
    """The cities of the packaged policies: by file name in English, by the title of the Chinese page in Chinese."""
    pages = [page for page in files_in(ROOT / "policies" / "zh", "*_*.ipp") if not page.name.endswith(".cases.ipp")]
    if language == "en":
        return {page.stem.partition("_")[0].capitalize() for page in pages}
    titles = [re.search(r'^政策 \w+ "(\w+?)市', text(page), re.MULTILINE) for page in pages]
    return {title[1] for title in titles if title is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_names_the_version_and_its_status(language: str) -> None:
    version = ".".join(__version__.split(".")[:2])
    (status,) = (name.partition(":: ")[2] for name in PROJECT["classifiers"] if name.startswith("Development Status"))
    assert f"· {STATUS[status][language].format(version)}\n" in text(READMES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_names_the_python_version_and_the_licence(language: str) -> None:
    python = PROJECT["requires-python"].removeprefix(">=")
    licence = PROJECT["license"].replace("-", " ")
    assert re.search(rf"· Python {re.escape(python)}\+ · \[{licence}\]\([./]*LICENSE\) ·", text(READMES[language]))
    assert re.findall(r"Python (3\.\d+)", text(READMES[language])) == [python] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_lists_each_command_once(language: str) -> None:
    groups = re.findall(
        r"^- \*\*.*?\*\*[:：] ?(`.*?)[.。]", section(READMES[language], FEATURES[language]), re.MULTILINE
    )
    listed = [command for group in groups for command in re.findall(r"`(\w+)`", group)]
    assert sorted(listed) == sorted(VERBS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_names_the_cities_of_the_policies(language: str) -> None:
    (sentence,) = re.findall(rf"^- {CITIES[language]}(.*?)`", text(READMES[language]), re.MULTILINE)
    cities = city_names(language)
    assert len(cities) == 5
    assert {name for name in cities if name in sentence} == cities


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_names_the_extras_of_the_package(language: str) -> None:
    (sentence,) = re.findall(rf"^- \*\*{OPTIONAL[language]}\*\*(.*?)[.。] ?\S", text(READMES[language]), re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", sentence)) == set(PROJECT["optional-dependencies"]) - {"test", "dev"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exit_codes_are_listed(language: str) -> None:
    (line,) = re.findall(r"^- \*\*(?:Exit codes|退出码)\*\*[:：] ?(.*)$", text(READMES[language]), re.MULTILINE)
    assert {int(code) for code in re.findall(r"(?:^|· )(\d+) ", line)} == EXIT_CODES
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text(COMMANDS[language]), re.MULTILINE)} == EXIT_CODES


def test_both_readmes_have_the_same_commands_to_try() -> None:
    english, chinese = (
        re.findall(r"^<!-- \w+ command -->\n```sh\n(.*)\n```$", text(READMES[language]), re.MULTILINE)
        for language in LANGUAGES
    )
    assert len(english) == 2
    assert [command.replace("policies/zh/", "policies/") for command in chinese] == english


def links(path: Path) -> set[Path]:
    return {(path.parent / link).resolve() for link in LINK.findall(text(path))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_folder_of_documents_is_linked_from_the_readme(language: str) -> None:
    """The README links to the index of each folder, and the index to the pages of its folder."""
    indexes = [*files_under(DOCS / language, "README.md"), DOCS / "dev" / "README.md"]
    from_indexes = {link for index in indexes for link in links(index)} | links(READMES[language])
    assert sorted(path for path in indexes if path not in from_indexes and path != READMES[language]) == []
    for index in indexes:
        linked = links(index) | {index}
        assert sorted(path.name for path in files_in(index.parent, "*.md") if path not in linked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_links_to_documents_of_its_language(language: str) -> None:
    """The Chinese README links to an English document only if it has no Chinese page."""
    other = DOCS / ("zh" if language == "en" else "en")
    to_others = {path for path in links(READMES[language]) if path.is_relative_to(other)} - {*READMES.values()}
    assert [path for path in sorted(to_others) if (DOCS / language / path.relative_to(other)).exists()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_in_the_list_of_commands(language: str) -> None:
    assert {call["verb"] for call in CALL.finditer(text(COMMANDS[language]))} == set(VERBS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_options_of_a_command_exist(language: str) -> None:
    for call in CALL.finditer(text(COMMANDS[language])):
        command = cli.get_command(click.Context(cli), call["verb"])
        assert command is not None, call[0]
        if isinstance(command, click.Group):
            command = command.commands[call[0].split()[2]]
        known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
        assert set(re.findall(r"(?<= )-{1,2}[a-z][\w-]*", call["rest"])) <= known, call[0]


def test_both_lists_of_commands_have_the_same_calls() -> None:
    english, chinese = ([call[0] for call in CALL.finditer(text(COMMANDS[language]))] for language in LANGUAGES)
    assert english == chinese


def test_no_page_names_an_option_by_its_older_name() -> None:
    commands = [cli.get_command(click.Context(cli), verb) for verb in VERBS]
    renamed = {name for command in commands for name in getattr(command, "renamed", {})}
    options = {name for command in commands if command is not None for part in command.params for name in part.opts}
    older = renamed - options
    pages = [path for path in (*files_under(DOCS, "*.md"), *READMES.values()) if path.name != "upgrading.md"]
    used = [
        (str(path.relative_to(ROOT)), number, name)
        for path in pages
        for number, line in enumerate(text(path).splitlines(), 1)
        if "python -m " not in line
        for name in re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)
        if name in older
    ]
    assert older
    assert used == []
