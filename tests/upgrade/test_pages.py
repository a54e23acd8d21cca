"""Pages that a release accepted without an error decide the same: 30 generated pages, each with two sets of facts.

The file `pages.json` of a release has its results. It is never rewritten. Bounds may be tighter than those of the
release.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.properties.pipeline import compile_texts
from tests.support.project_files import files_under
from tests.support.slow import sampled
from tests.upgrade.pages import sums_of

PAGES = [
    page
    for path in sorted(files_under(Path(__file__).parent, "pages.json"))
    for page in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("page", sampled(sampled(PAGES, 12), 24, others="broad"), ids=lambda page: page["name"])
@pytest.mark.parametrize("language", ["", "  language 2"], ids=["without a language", "language 2"])
def test_a_page_of_an_earlier_release_decides_the_same(page: dict[str, Any], language: str) -> None:
    head, *rest = page["page"]
    text, words = ("\n".join([*lines, ""]) for lines in ([head, *filter(None, [language]), *rest], page["vocabulary"]))
    compiled = compile_texts(text, words, page["vocabulary_name"])
    for stated in page["decisions"]:
        decision = compiled.evaluate(stated["facts"])
        found = sums_of(decision)
        assert found["claims"] == stated["claims"]
        low, high = found["due"]
        assert low >= stated["due"][0]
        assert stated["due"][1] is None or (high is not None and low <= high <= stated["due"][1])
