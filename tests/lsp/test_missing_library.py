"""The command without its libraries."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.golden import check_golden


@pytest.mark.parametrize("library", ["pygls", "pypinyin"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_library_that_is_not_installed_is_named(
    library: str, language: str, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    monkeypatch.setattr("ipdsl.cli.commands.pages.find_spec", lambda name: None if name == library else object())
    ran = run("lsp", "--lang", language)
    assert ran.code == 2
    check_golden(ROOT / "tests" / "golden" / "cli" / f"lsp_without_{library}_{language}.txt", ran.err, update_golden)
