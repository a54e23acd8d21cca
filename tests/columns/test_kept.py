"""What LLVM compiled is kept under the user's seal, and comes back; what is foreign or damaged is compiled anew."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.runtime.columns import compiled
from ipdsl.runtime.columns.days import year_of
from tests.conftest import ROOT


def function(text: str = "") -> compiled.Compiled:
    made: compiled.Compiled = compiled.compiled_in({"year_of": year_of}, text)["year_of"]
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


def test_nothing_is_kept_of_a_policy_that_is_not_to_be_kept(own_cache: Path, compilations: list[str]) -> None:
    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]]})
    page = ROOT / "policies" / "shaoguan_2021.ipp"
    for policy in (ipdsl.load(page, cache=False), ipdsl.load_text(page.read_text("utf-8"))):
        policy.evaluate_table(table, as_of="2022-12-31", engine="llvm", threads=2)
    assert compilations
    assert entries(own_cache) == []


def test_another_text_is_another_entry(own_cache: Path) -> None:
    function()(0)
    function("def twice(day):\n    return 2 * day\n")(0)
    assert len(entries(own_cache)) == 2
