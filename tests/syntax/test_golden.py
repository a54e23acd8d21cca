"""Golden files: valid pages with layout, tree and canonical text; pages with mistakes and their findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Source, Sources
from ipdsl.syntax import errors, layout, tree_dump
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.support.golden import check_golden
from tests.support.project_files import files_in
from tests.support.slow import sampled

FOLDER = Path(__file__).parents[1] / "golden" / "syntax"
GOOD = files_in(FOLDER / "good", "*.ipp")
BAD = files_in(FOLDER / "bad", "*.ipp")
MADE = {
    "made_line_too_long": "reading " + '"x" ' * 3_000,
    "made_page_too_long": "article 1\n" * 60_000,
    "made_nested": "if " + "(" * 70 + "a" + ")" * 70,
    "made_too_many_rows": "award by level when zone listed\n" + "  x: 5\n" * 2_001,
    "made_too_many_findings": "x\n" * 300,
}
"""Pages that are too long for a file. Only the last finding is shown."""


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_a_good_page(path: Path, update_golden: bool) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    page, report = parse(source)
    assert [(f.code, str(f.span)) for f in report] == []
    check_golden(path.with_suffix(".layout"), layout.dump(source), update_golden)
    check_golden(path.with_suffix(".ast"), tree_dump.dump(page), update_golden)
    check_golden(path.with_suffix(".fmt"), format_page(page), update_golden)


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_a_page_with_mistakes(path: Path, update_golden: bool) -> None:
    source = Source(path.name, path.read_bytes().decode("utf-8"))
    _, report = parse(source)
    check_golden(path.with_suffix(".diag"), _shown(source, list(report)), update_golden)


@pytest.mark.parametrize("name", sampled(MADE, 3, others="broad"))
def test_a_page_beyond_the_limits(name: str, update_golden: bool) -> None:
    source = Source(f"{name}.ipp", MADE[name])
    _, report = parse(source)
    check_golden(FOLDER / "bad" / f"{name}.diag", _shown(source, list(report)[-1:]), update_golden)


def test_every_code_of_the_syntax_is_shown() -> None:
    shown = "".join(p.read_text(encoding="utf-8") for p in files_in(FOLDER / "bad", "*.diag"))
    declared = [c for module in (errors, errors) for c in vars(module).values() if hasattr(c, "code")]
    assert len(declared) > 30
    assert [c.code for c in declared if f"[{c.code}]" not in shown] == []


def _shown(source: Source, findings: list[object]) -> str:
    sources = Sources()
    sources.add(source)
    return render(findings, sources) + "\n"  # type: ignore[arg-type]
