"""Pages that a release accepted without an error decide the same: 30 generated pages, each with two sets of facts.

A page whose sums may differ since language 4 is refused, and decides the same after `fmt --upgrade`. The file
`pages.json` of a release has its results. It is never rewritten. Bounds may be tighter than those of the release.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ipdsl.semantics import lints
from tests.properties.pipeline import Compiled, RejectedError, compile_texts
from tests.support.cli import run
from tests.support.project_files import files_under
from tests.support.slow import sampled
from tests.upgrade.pages import sums_of

PAGES = [
    page
    for path in sorted(files_under(Path(__file__).parent, "pages.json"))
    for page in json.loads(path.read_text(encoding="utf-8"))
]
WITHOUT_EDIT = {"905:17", "906:23", "907:26", "908:11", "908:15", "908:28", "909:3", "910:6"}
"""Pages with `not staff less than 2`, also in `not (… and …)`, or with an average in a rule: no value in place of a
missing one keeps sums."""


def compiled(page: dict[str, Any], lines: list[str], folder: Path) -> Compiled | None:
    """The page as it is, or after its edits; `None` if a sentence has no edit."""
    text, words = ("\n".join([*each, ""]) for each in (lines, page["vocabulary"]))
    try:
        return compile_texts(text, words, page["vocabulary_name"])
    except RejectedError as refusal:
        if "before language 4" not in str(refusal):
            raise
    for name, content in ((page["vocabulary_name"], words), ("page", text)):
        (folder / f"{name}.ipp").write_text(content, encoding="utf-8")
    upgraded = run("fmt", "--upgrade", folder / "page.ipp")
    if upgraded.code:
        assert "P116" in upgraded.err
        return None
    return compile_texts((folder / "page.ipp").read_text(encoding="utf-8"), words, page["vocabulary_name"])


def _with_sums(claims: list[list[Any]]) -> list[list[Any]]:
    """The claims; of one that pays nothing not the outcome, since an award of 0 may now be refused."""
    return sorted(claim if any(claim[4:]) else [*claim[:3], "nothing", 0, 0, 0] for claim in claims)


LANGUAGE_2 = "  language 2"
CASES = [
    pytest.param(page, language, id=f"{page['name']}{language}")
    for page in PAGES
    for language in ("", LANGUAGE_2)
    if not (language and any(line.startswith("  language ") for line in page["page"]))
]
"""Each page as it is; one that does not state its language, with language 2 too."""


@pytest.mark.parametrize(("page", "language"), sampled(sampled(CASES, 24), 48, others="broad"))
def test_a_page_of_an_earlier_release_decides_the_same(page: dict[str, Any], language: str, tmp_path: Path) -> None:
    head, *rest = page["page"]
    policy = compiled(page, [head, *filter(None, [language]), *rest], tmp_path)
    assert (policy is None) is (page["name"] in WITHOUT_EDIT)
    if policy is not None:
        assert_as_stated(policy, *page["decisions"])


@pytest.mark.broad
@pytest.mark.parametrize("name", ["910:20", "908:15"], ids=["a figure in a sum", "an average in a rule"])
def test_a_value_of_nothing_that_is_not_named_changes_a_decision(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault."""
    monkeypatch.setattr(lints, "_report_missing_values", lambda policy, report: None)
    (page,) = [page for page in PAGES if page["name"] == name]
    policy = compiled(page, page["page"], tmp_path)
    assert policy is not None
    with pytest.raises(AssertionError):
        assert_as_stated(policy, *page["decisions"])


def assert_as_stated(policy: Compiled, *decisions: dict[str, Any]) -> None:
    """Each decision of a release about facts is made again."""
    for stated in decisions:
        found = sums_of(policy.evaluate(stated["facts"]))
        assert _with_sums(found["claims"]) == _with_sums(stated["claims"])
        low, high = found["due"]
        assert low >= stated["due"][0]
        assert stated["due"][1] is None or (high is not None and low <= high <= stated["due"][1])
