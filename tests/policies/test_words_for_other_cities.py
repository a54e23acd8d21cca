"""The shared vocabulary has the words of the cities whose policies come next: each sentence finds its words.

The sentences in `other_cities.txt` are promises of Dongyang (2021) and Quanzhou (2021) in this language;
no word may be missing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.driver import Compilation

SENTENCES = Path(__file__).with_name("other_cities.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", SENTENCES.strip().split("\n\n"), ids=lambda page: page.splitlines()[0][:60])
def test_words_are_declared(page: str) -> None:
    findings = Compilation.of_text(f"{page}\n", "page").check()
    errors = {(f.code, f.texts().title) for f in findings if f.severity.value == "error"}
    assert errors == set()
