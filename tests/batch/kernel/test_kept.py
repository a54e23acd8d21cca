"""Code compiled by LLVM is cached under the user's seal and loaded again; foreign or damaged code is recompiled."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.kernel import compiled
from ipdsl.batch.kernel.days import far_march_first_of, far_march_year_of, far_year_of, year_of
from ipdsl.codegen.columns import module
from tests.conftest import ROOT


def function(text: str = "") -> compiled.CompiledFunction:
    functions = {each.__name__: each for each in (far_march_first_of, far_march_year_of, far_year_of, year_of)}
    made: compiled.CompiledFunction = compiled.compile_functions(functions, text)["year_of"]
    return made


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name, folder in {"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config"}.items():
        (tmp_path / folder).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.delenv("IPDSL_CACHE_DIR", raising=False)
    return tmp_path / "cache" / "ipdsl"


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were compiled."""
    found: list[str] = []
    make = compiled._object
    monkeypatch.setattr(compiled, "_object", lambda text: found.append(text) or make(text))
    return found


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("columns-*"))


def test_a_second_process_compiles_nothing(own_cache: Path, compilations: list[str]) -> None:
    assert function()(0) == 1970
    assert len(entries(own_cache)) == len(compilations) == 1
    assert function()(365) == 1971
    assert len(compilations) == 1


def test_a_changed_entry_is_compiled_anew(own_cache: Path, compilations: list[str]) -> None:
    function()(0)
    (entry,) = entries(own_cache)
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert function()(0) == 1970
    assert len(compilations) == 2


def test_a_folder_of_somebody_else_is_not_read(own_cache: Path, compilations: list[str]) -> None:
    function()(0)
    os.chmod(own_cache, 0o777)
    assert function()(0) == 1970
    assert len(compilations) == 2


@pytest.mark.slow
def test_nothing_is_kept_of_a_policy_that_is_not_to_be_kept(own_cache: Path, compilations: list[str]) -> None:
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]]})
    page = ROOT / "policies" / "shaoguan_2021.ipp"
    for policy in (ipdsl.load(page, cache=False), ipdsl.load_text(page.read_text("utf-8"))):
        policy.evaluate_table(table, as_of="2022-12-31", engine="llvm", threads=2)
    assert compilations
    assert [*own_cache.glob("columns-*"), *own_cache.glob("loops-*")] == []


def test_loops_of_an_unchanged_page_are_written_once(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = own_cache.parent / "tea.ipp"
    page.write_text(PAGE, "utf-8")
    written: list[object] = []
    emit = module.emit
    monkeypatch.setattr(module, "emit", lambda plan: written.append(plan) or emit(plan))
    dues = [due(ipdsl.load(page)) for _ in range(3)]
    assert (dues, len(written)) == ([100_000] * 3, 1)
    page.write_text(PAGE.replace("1000", "2000"), "utf-8")
    assert (due(ipdsl.load(page)), len(written)) == (200_000, 2)
    page.write_text(PAGE, "utf-8")
    assert (due(ipdsl.load(page)), len(written)) == (100_000, 2)


PAGE = """
policy tea "Tea"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  currency CNY
  round down to 1
  use ip

article 1 "All"
  award 1000 when ip_insurance bought
"""


def due(policy: ipdsl.Policy) -> int:
    record = pa.struct([("contract", pa.string()), ("bought_on", pa.date32())])
    records = pa.array([[{"contract": "C1", "bought_on": datetime.date(2022, 3, 1)}]], pa.list_(record))
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]], "ip_insurance": records})
    (found,) = policy.evaluate_table(table, as_of=None).applicants["due"].to_pylist()
    return int(found)


def test_another_text_is_another_entry(own_cache: Path) -> None:
    function()(0)
    function("def twice(day):\n    return 2 * day\n")(0)
    assert len(entries(own_cache)) == 2
