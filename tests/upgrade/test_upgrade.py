"""This release reads the files of earlier releases with the same results. Each folder has the files of a release that
differ from those of the next one (`tests/support/releases.py`).

For facts without an as-of date only certain claims are compared, because the assumed date may change. The files and
results are never rewritten. A later release may intentionally decide differently. Its changelog then describes the
change, and `DECIDED_OTHERWISE` names the evaluation.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.version import __version__
from tests.support.cli import run
from tests.support.project_files import copy_files
from tests.support.releases import (
    BY_HAND,
    RELEASES,
    UPGRADE,
    begin_release,
    copy_release,
    keep_differences,
    release_number,
    seed_of,
)
from tests.support.slow import sampled
from tests.upgrade.results import EVALUATIONS, Evaluation, cell, certain_claims, result_of

CURRENCY = "CNY"

DECIDED_OTHERWISE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys([name for name in RELEASES if release_number(name) < (0, 11)], ("workbook of the bureau",)),
    **dict.fromkeys(("0.2", "0.3", "0.4"), ("edited ledger", "workbook of the bureau")),
}
"""The evaluations for which this release gives another result, by earlier release, as described in CHANGELOG.md.

Since 0.5 findings about facts are in the order of their places, and their paths do not begin with the file.
"""


BATCH_WITHOUT_CODE_3 = frozenset({"0.2", "0.3", "0.4"})
"""The releases whose `batch` returned 0, not 3, if rows were undetermined, as described in CHANGELOG.md."""


def _marks(release: str) -> list[pytest.MarkDecorator]:
    """The releases between the first and the last are read in broad runs."""
    return [] if release in (RELEASES[0], RELEASES[-1]) else [pytest.mark.broad]


@pytest.fixture(scope="module", params=[pytest.param(name, marks=_marks(name)) for name in RELEASES])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a release's files."""
    copy = tmp_path_factory.mktemp("upgrade") / request.param
    copy_release(request.param, copy)
    return copy


@pytest.fixture(scope="module")
def results(release: Path) -> Mapping[str, dict[str, Any]]:
    """The results of the release itself for its files, by evaluation."""
    every = json.loads((release / "results.json").read_text(encoding="utf-8"))
    return {one.pop("name"): one for one in every}


def _evaluations(release: str) -> list[Evaluation]:
    """The evaluations whose files the folder of a release has."""
    return [evaluation for evaluation in EVALUATIONS if release_number(evaluation.since) <= release_number(release)]


CASES = [
    pytest.param(release, one, marks=_marks(release), id=f"{release}-{one.name}")
    for release in RELEASES
    for one in _evaluations(release)
]


@pytest.mark.parametrize(("release", "evaluation"), sampled(CASES, 6, others="broad"), indirect=["release"])
def test_files_of_a_release_come_to_the_same(
    release: Path, results: Mapping[str, dict[str, Any]], evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release)

    def printed(words: Any) -> tuple[int, str]:
        done = run(*words)
        return done.code, done.out

    found, expected = result_of(evaluation, release, printed), results[evaluation.name]
    if evaluation.words[0] == "batch" and release.name in BATCH_WITHOUT_CODE_3:
        assert (found["exit"], expected["exit"]) == (3, 0)
        expected = {**expected, "exit": 3}
    if "tables" in expected:
        tables = {name: [[*map(cell, row)] for row in rows] for name, rows in expected["tables"].items()}
        expected = {**expected, "tables": tables}
    if evaluation.name in DECIDED_OTHERWISE.get(release.name, ()):
        assert found != expected, "decided as before: remove its name from the list"
    elif evaluation.is_dated:
        assert found == expected
    else:
        for now, before in zip(found["decisions"], expected["decisions"], strict=True):
            assert set(certain_claims(before)) <= set(certain_claims(now))
            assert before["due"]["low"] == now["due"]["low"]


def test_a_compiled_module_is_read_or_refused_by_a_finding(
    release: Path, results: Mapping[str, dict[str, Any]]
) -> None:
    shutil.copy(release / "town_module.gen", release / "town_module.py")
    script = "import town_module; print(town_module.evaluate(open('firm.json', 'rb').read()).total)"
    imported = subprocess.run(
        [sys.executable, "-c", script], cwd=release, capture_output=True, encoding="utf-8", check=False
    )
    checked = run("check", "--module", release / "town_module.py", release / "town.ipp")
    made_by = (release / "town_module.py").read_text(encoding="utf-8").partition(" from pages")[0].rsplit(" ", 1)[1]
    if imported.returncode == 0:
        assert made_by == __version__
        if checked.code:  # before a release has its number, the module of the previous one is of another program
            assert "error[U017]" in checked.both
            return
        (decision,) = results["facts"]["decisions"]
        assert imported.stdout == f"{Decimal(decision['total']):,} {CURRENCY}\n"
    else:  # before a release has its number, a module of the previous one is of "another version"
        named = f"ipdsl {made_by}" if made_by != __version__ else "another version of ipdsl"
        assert f"error[U023]: this module was compiled by {named}" in imported.stderr
        assert (checked.code, "error[U017]" in checked.both) == (1, True)


def test_a_module_that_runs_as_a_program_tells_no_traceback(release: Path) -> None:
    shutil.copy(release / "town_module.gen", release / "town_module.py")
    ran = subprocess.run(
        [sys.executable, "town_module.py"], cwd=release, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in ran.stderr


def test_every_evaluation_of_a_release_is_made_again(release: Path, results: Mapping[str, Any]) -> None:
    assert set(results) == {evaluation.name for evaluation in _evaluations(release.name)}


def test_a_new_folder_has_the_pages_of_the_release_before_and_names_the_new_one(tmp_path: Path) -> None:
    newest = RELEASES[-1]
    major, minor = newest.split(".")
    following = f"{major}.{int(minor) + 1}"
    folder = begin_release(f"{following}.0", UPGRADE / newest, tmp_path)
    assert folder == tmp_path / following
    assert {path.name for path in folder.iterdir()} == {*BY_HAND, "README.md"}
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert newest not in readme
    assert f"write.py {following}.0 " in readme
    assert f"seed {seed_of(folder)}" in readme
    with pytest.raises(SystemExit, match="written once"):
        begin_release(f"{following}.0", UPGRADE / newest, tmp_path)


def test_a_folder_of_differences_has_what_differs_from_the_next_release(tmp_path: Path) -> None:
    *_, older, newer = RELEASES
    for name in (older, newer):
        copy_release(name, tmp_path / name)
    keep_differences(tmp_path / older, tmp_path / newer)
    stored = tmp_path / "stored"
    copy_files(UPGRADE / older, stored)
    kept, in_project = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / older, stored)
    )
    assert kept == in_project
