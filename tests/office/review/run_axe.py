"""axe finds no violation on review copies, in light and dark, on a screen and on a phone. `.ci/full` runs it.

AXE names the folder into which npm has installed `axe-core` and `playwright-core`, CHROMIUM the browser.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.office.review.web_page import render_html, render_index
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES
from tests.support.cli import run
from tests.support.office.review_copies import small_copy

AXE = Path(os.environ["AXE"])
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
SCRIPT = """
import axe from "axe-core";
import { chromium } from "playwright-core";

const [executablePath, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const violations = [];
for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    for (const file of files) {
      await page.goto(`file://${file}`);
      await page.evaluate(axe.source);
      const results = await page.evaluate(() => axe.run());
      if (results.passes.length === 0) throw new Error(`${file}: no rule was tried`);
      for (const { id, nodes } of results.violations) {
        violations.push([file.split("/").pop(), colorScheme, width, id, nodes[0].html.slice(0, 200)]);
      }
    }
    await page.close();
  }
}
await browser.close();
console.log(JSON.stringify(violations));
"""


def violations(files: list[Path]) -> list[tuple[str, str, int, str]]:
    """The file, the scheme of colours, the width and the rule of each violation; its first element is printed."""
    assert CHROMIUM is not None
    script = AXE / "violations.mjs"  # Node searches packages from the folder of the script
    script.write_text(SCRIPT, encoding="utf-8")
    ran = subprocess.run(["node", script, CHROMIUM, *files], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)
    for row in rows:
        print(*row)
    return [(name, scheme, width, rule) for name, scheme, width, rule, _ in rows]


@pytest.mark.parametrize(("language", "folder"), [("en", "policies"), ("zh", "policies/zh")])
def test_review_copies_of_cities_are_clean(tmp_path: Path, language: str, folder: str) -> None:
    pages = [ROOT / folder / f"{city.page}.ipp" for city in CITIES.values()]
    assert run("doc", "--lang", language, *pages, "-o", tmp_path).code == 0
    files = sorted(tmp_path.iterdir())
    assert len(files) == len(CITIES) + 1  # the index
    assert violations(files) == []


@pytest.mark.parametrize("language", Language)
def test_a_copy_with_its_official_text_and_a_firm_is_clean(tmp_path: Path, language: Language) -> None:
    copy = small_copy(language)
    (tmp_path / "town.html").write_bytes(render_html(copy))
    (tmp_path / "index.html").write_bytes(render_index([("town.html", copy)]))
    assert violations([*tmp_path.iterdir()]) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "places"),
    [
        ("--soft: #555;", "--soft: #999;", "color-contrast", {("light", 1280), ("light", 390)}),
        ("--soft: #b4b4b0;", "--soft: #666;", "color-contrast", {("dark", 1280), ("dark", 390)}),
        (
            "thead { display: none; }",
            "thead { display: none; } h2 { color: #bbb; }",
            "color-contrast",
            {("light", 390)},
        ),
        ('<html lang="en">', "<html>", "html-has-lang", {(s, w) for s in ("light", "dark") for w in (1280, 390)}),
    ],
)
def test_a_planted_violation_is_found(
    tmp_path: Path, old: str, new: str, rule: str, places: set[tuple[str, int]]
) -> None:
    text = render_html(small_copy(Language.EN)).decode()
    assert old in text
    page = tmp_path / "town.html"
    page.write_text(text.replace(old, new), encoding="utf-8")
    assert {(scheme, width) for _, scheme, width, rule_ in violations([page]) if rule_ == rule} == places
