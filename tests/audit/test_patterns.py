"""No pattern of the programs that read official texts takes quadratic time."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ipdsl.audit
import ipdsl.audit.draft
from tests.conftest import ROOT
from tests.support.long_runs import faults
from tests.support.project_files import files_under
from tests.support.rows import each_row

PACKAGES = (ipdsl.audit, ipdsl.audit.draft)
MATCHED = {"_LEVELS"}
"""Patterns that are tried in a loop, and only at their beginning."""
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for package in PACKAGES for path in files_under(Path(package.__path__[0]), "*.py")
)


def patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """The patterns of the packages, each with its module and its name."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((module.name, name, pattern) for pattern in within(value))


def within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from within(item)


def is_searched(name: str) -> bool:
    """Whether a pattern is used other than at its beginning by `NAME.match(…)`."""
    is_matched = name in MATCHED or re.search(rf"\b{name}\.(?:match|fullmatch)\b", SOURCES) is not None
    return not is_matched or re.search(rf"\b{name}\.(?:search|finditer|findall|sub|split)\b", SOURCES) is not None


@pytest.mark.broad
def test_no_pattern_reads_a_run_again_and_again() -> None:
    found = {f"{module}.{name}": faults(pattern, is_searched=is_searched(name)) for module, name, pattern in patterns()}
    assert len(found) > 80
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_no_module_repeats_a_group_possessively() -> None:
    """Python 3.11.2 reads `(?:ab)*+` wrongly; later ones do not."""
    modules = [*files_under(ROOT / "ipdsl", "*.py")]
    assert len(modules) > 100
    assert [path.name for path in modules if re.search(r"\)[*+?]\+", path.read_text(encoding="utf-8"))] == []


@each_row(
    ("pattern", "is_wrong"),
    [
        (r"第\s*[(]?\s*\d", True), (r"第\s*(?:[(]\s*)?\d", False), (r"\s*\n\s*", True), (r"(?:a+b?)+c", True),
        (r"(?:\.{3,}|…+)\s*\d+$", True), (r"《[^》]+》", True), (r"《[^《》]+》", False), (r"\n(?=[ \n]*\n)", True),
        (r"\n(?=[ ]*\n)", False), (r"\d+", False), (r"\d+元", True), (r"(?<!\d)\d+元", False), (r"[(]\s*$", False),
    ],
)  # fmt: skip
def test_such_patterns_are_found(pattern: str, is_wrong: bool) -> None:
    assert bool(faults(re.compile(pattern), is_searched=True)) is is_wrong
