"""The wheel, installed with its requirements in another environment, settles a page and contains its data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.project_files import files_in, files_under

PAGE = "award 200000 once when geo_indication_product new\n"
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]},
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `ipdsl` program of an environment with the wheel and its requirements, and nothing of this checkout."""
    folder = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    _run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", str(wheel)], folder)
    return programs / "ipdsl"


def test_the_wheel_holds_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    pages = {f"ipdsl/explanations/{path.name}" for path in files_in(ROOT / "docs" / "errors", "*.md")}
    pages |= {f"ipdsl/explanations/zh/{path.name}" for path in files_in(ROOT / "docs" / "zh" / "errors", "*.md")}
    pages_and_series = files_under(ROOT / "policies")
    policies = {f"ipdsl/policies/{path.relative_to(ROOT / 'policies').as_posix()}" for path in pages_and_series}
    grammar = {"ipdsl/syntax/ipdsl.lark", "ipdsl/syntax/keywords.toml", "ipdsl/syntax/tables.json"}
    grammar |= {"ipdsl/syntax/empty_words.toml", "ipdsl/syntax/meanings.toml"}
    assert pages | policies | grammar | {"ipdsl/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or name.endswith(".pyc")]
    assert [name for name in names if name.endswith("licenses/LICENSE")]


@pytest.mark.slow
def test_the_source_distribution_holds_what_a_wheel_is_built_of_and_no_tests(tmp_path: Path) -> None:
    _run([sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)], tmp_path)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = (
        "LICENSE",
        "README.md",
        "grammar/ipdsl.lark",
        "policies/ip.ipp",
        "docs/errors/S.md",
        "ipdsl/base/version.py",
    )
    assert names.issuperset(wanted)
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "build"))]


def test_the_metadata_says_for_whom_and_for_which_pythons_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        told = archive.read(name).decode("utf-8")
    for minor in (11, 12, 13):
        assert f"Classifier: Programming Language :: Python :: 3.{minor}\n" in told
    assert "Author: " in told


@pytest.mark.slow
def test_a_page_in_another_folder(program: Path, tmp_path: Path) -> None:
    (tmp_path / "tea.ipp").write_text(PAGE, encoding="utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    printed = _run([str(program), "eval", "tea.ipp", "--facts", "facts.json", "--format", "json"], tmp_path)
    assert json.loads(printed)["total"] == "200000.00"


@pytest.mark.slow
def test_a_packaged_policy_by_name(program: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    printed = _run([str(program), "eval", "shaoguan_2021", "--facts", "facts.json", "--format", "json"], tmp_path)
    assert json.loads(printed)["total"] == "200000.00"


@pytest.mark.slow
def test_the_installed_program_explains_and_names_itself(program: Path, tmp_path: Path) -> None:
    assert _run([str(program), "explain", "U001"], tmp_path).startswith("# U001")
    assert _run([str(program), "--version"], tmp_path).startswith("ipdsl ")


@pytest.mark.slow
def test_the_installed_library_is_typed(program: Path, tmp_path: Path) -> None:
    script = "import ipdsl, pathlib; print((pathlib.Path(ipdsl.__file__).parent / 'py.typed').exists(), ipdsl.load)"
    assert _run([str(program.with_name("python")), "-c", script], tmp_path).startswith("True <function load")


def _run(command: list[str], folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode in (0, 3), done.stdout + done.stderr
    return done.stdout
