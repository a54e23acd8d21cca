"""Golden files of the checker: the findings of each page (`.diag`), the checked policy of some (`.typed`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ipdsl.semantics.typed_dump import dump
from tests.support.golden import check_golden
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.semantics.findings import GOLDEN, Checked
from tests.support.slow import sampled

PAGES = files_in(GOLDEN, "*.ipp")
CODE = re.compile(r"[ntp]\d{3}_")


@cache
def checked(path: Path) -> Checked:
    """A page, checked once for all tests of it."""
    return Checked(path)


@pytest.mark.parametrize("path", sampled(PAGES, 3, others="broad"), ids=lambda path: path.stem)
def test_page(path: Path, update_golden: bool) -> None:
    page = checked(path)
    check_golden(path.with_suffix(".diag"), page.shown(), update_golden)
    if path.stem.startswith("good_"):
        assert page.policy is not None
        check_golden(path.with_suffix(".typed"), dump(page.policy), update_golden)


@pytest.mark.broad
@each_row("path", [p for p in PAGES if CODE.match(p.stem)])
def test_a_page_named_after_a_code_shows_it_and_no_other_error(path: Path) -> None:
    page = checked(path)
    own = path.stem[:4].upper()
    if not path.with_suffix(".cases.ipp").exists() and not path.stem.endswith("_words"):
        assert page.of(own)
    assert not {f.code for f in page.report if f.severity.value == "error"} - {own}
