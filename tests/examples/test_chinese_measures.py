"""Two measures that no city has, written with the Chinese reference alone: their cases hold, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.source import Source
from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support.project_files import files_in

MEASURES = files_in(ROOT / "examples" / "zh", "*_2026.ipp")


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_a_measure_has_no_finding_and_its_cases_hold(path: Path) -> None:
    compilation = Compilation.from_file(str(path))
    assert [finding.code for finding in compilation.check() if not finding.is_detail] == []
    tested = run_page(str(path), compilation)
    assert tested is not None
    assert (len(tested.cases) >= 8, tested.failed_count) == (True, 0)


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_a_measure_is_canonical_and_the_same_page_in_english(path: Path) -> None:
    compilation = Compilation.from_file(str(path))
    page, words = compilation.page, compilation.words
    assert page is not None
    assert words is not None
    assert format_page(page) == path.read_text(encoding="utf-8")
    named = replace_labels(page, words)
    assert Compilation(Source(str(path), format_page(named, to=Surface.ENGLISH))).page == named
