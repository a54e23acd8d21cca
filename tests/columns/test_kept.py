"""What Numba compiled is kept under the user's seal, and comes back; what is foreign or damaged is compiled anew."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from ipdsl.runtime.columns import compiled
from ipdsl.runtime.columns.days import year_of


def functions() -> dict[str, object]:
    return compiled.compiled_in({"year_of": year_of}, "a text")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name, folder in {"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config"}.items():
        (tmp_path / folder).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.delenv("IPDSL_CACHE_DIR", raising=False)
    return tmp_path / "cache" / "ipdsl"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("columns-*"))


def test_a_second_process_compiles_nothing(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert functions()["year_of"](np.int64(0)) == 1970
    assert len(entries(own_cache)) == 1
    again = functions()["year_of"]
    monkeypatch.setattr(again, "_compiler", None)
    assert again(np.int64(365)) == 1971


def test_a_changed_entry_is_compiled_anew(own_cache: Path) -> None:
    functions()["year_of"](np.int64(0))
    (entry,) = entries(own_cache)
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert functions()["year_of"](np.int64(0)) == 1970


def test_a_folder_of_somebody_else_is_not_read(own_cache: Path) -> None:
    functions()["year_of"](np.int64(0))
    os.chmod(own_cache, 0o777)
    assert functions()["year_of"](np.int64(0)) == 1970


def test_another_text_is_another_entry(own_cache: Path) -> None:
    functions()["year_of"](np.int64(0))
    compiled.compiled_in({"year_of": year_of}, "another text")["year_of"](np.int64(0))
    assert len(entries(own_cache)) == 2
