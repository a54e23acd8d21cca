"""The public surface: every name of the library, the command line and the files that users may rely on.

Each group is a golden file in `tests/golden/surface/`, with a line for every name. Removing a name or changing its
meaning breaks the programs of users: it needs a line in `CHANGELOG.md` and in `docs/en/how-to/upgrading.md`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.cli import run
from tests.surface import commands, forms, library, package

GOLDENS = ROOT / "tests" / "golden" / "surface"

GROUPS: Mapping[str, Callable[[], list[str]]] = {
    "library": library.lines,
    "commands": commands.lines,
    "schemas": forms.of_schemas,
    "package": package.of_project,
    "findings": package.of_findings,
    "reasons": package.of_reasons,
    "letters": package.of_letters,
}


def check(group: str, lines: list[str], update: bool) -> None:
    """Compare a group with its golden file, name by name."""
    path = GOLDENS / f"{group}.txt"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    difference = changed(path.read_text(encoding="utf-8").splitlines(), lines)
    assert not difference, (
        f"the public surface differs from {path.relative_to(ROOT)}:\n{difference}\n"
        "Names stay as they are. If one is meant to change, write it in CHANGELOG.md and docs/en/how-to/upgrading.md,"
        " and run pytest --update-golden."
    )


def changed(before: list[str], now: list[str]) -> str:
    """The removed and the added lines, or an empty text."""
    gone, new = [line for line in before if line not in set(now)], [line for line in now if line not in set(before)]
    return "\n".join([*(f"  removed: {line}" for line in gone), *(f"  added: {line}" for line in new)])


@pytest.mark.parametrize("group", GROUPS)
def test_the_names_of_a_group_are_as_they_were(group: str, update_golden: bool) -> None:
    check(group, GROUPS[group](), update_golden)


def test_the_keys_of_json_are_as_they_were(tmp_path: Path, update_golden: bool) -> None:
    check("json", forms.of_commands(tmp_path), update_golden)


def test_the_columns_of_results_are_as_they_were(tmp_path: Path, update_golden: bool) -> None:
    forms.settle_table(tmp_path, tmp_path / "out")
    check("tables", package.of_tables(tmp_path / "out"), update_golden)


def test_the_names_of_a_compiled_module_are_as_they_were(tmp_path: Path, update_golden: bool) -> None:
    (tmp_path / "tea.ipp").write_text(forms.PAGE, encoding="utf-8")
    assert run("compile", tmp_path / "tea.ipp", "-o", tmp_path / "tea_compiled.py").code == 0
    spec = importlib.util.spec_from_file_location("tea_compiled", tmp_path / "tea_compiled.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check("module", library.of_module(module), update_golden)


def test_a_difference_says_what_went_and_what_came() -> None:
    assert changed(["a", "b: int", "c"], ["a", "b: str", "c"]) == "  removed: b: int\n  added: b: str"
    assert changed(["a"], ["a"]) == ""
