"""Pages that a release accepted without an error decide the same: 30 generated pages, each with two sets of facts.

`0.5/pages.json` and `0.6/pages.json` have the results of these releases. They are never rewritten. A claim is its
label, item, day, outcome, and the proposed, paid and carried amount. Bounds may be tighter than those of the release.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.properties.pipeline import compile_texts
from tests.support.slow import sampled

PAGES = [
    page
    for release in ("0.5", "0.6")
    for page in json.loads((Path(__file__).parent / release / "pages.json").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("page", sampled(PAGES, 12), ids=lambda page: page["name"])
@pytest.mark.parametrize("language", ["", "  language 2"], ids=["without a language", "language 2"])
def test_a_page_of_an_earlier_release_decides_the_same(page: dict[str, Any], language: str) -> None:
    head, *rest = page["page"]
    text, words = ("\n".join([*lines, ""]) for lines in ([head, *filter(None, [language]), *rest], page["vocabulary"]))
    compiled = compile_texts(text, words, page["vocabulary_name"])
    for stated in page["decisions"]:
        decision = compiled.evaluate(stated["facts"])
        claims = [
            [
                claim.label,
                claim.item,
                str(claim.event_date),
                claim.outcome.value,
                claim.proposed.minor,
                claim.paid.minor,
                claim.carried.minor,
            ]
            for claim in decision.claims
        ]
        assert claims == stated["claims"]
        low, high = decision.due.low.minor, decision.due.high and decision.due.high.minor
        assert low >= stated["due"][0]
        assert stated["due"][1] is None or (high is not None and low <= high <= stated["due"][1])
