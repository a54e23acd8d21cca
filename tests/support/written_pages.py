"""Policies that a test writes with a vocabulary of its own, in English or translated into Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ipdsl import Policy, load
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_labels, replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page


def with_lines(head: str, lines: Iterable[str]) -> str:
    """A page with these lines in its last article."""
    return head + "".join(f"  {line}\n" for line in lines)


def load_page(folder: Path, page: str, words: str, surface: Surface = Surface.ENGLISH) -> Policy:
    """The policy of an English page over the vocabulary `words`.

    In Chinese, the page is translated, which changes nothing when it is translated back.
    """
    folder.mkdir(exist_ok=True)
    (folder / "words.ipp").write_text(words, encoding="utf-8")
    path = folder / "town.ipp"
    path.write_text(page, encoding="utf-8")
    if surface is Surface.CHINESE:
        made = Compilation.from_file(path)
        assert made.page is not None
        assert made.words is not None
        chinese = format_page(replace_names(made.page, made.words), to=Surface.CHINESE)
        path.write_text(chinese, encoding="utf-8")
        again = Compilation.from_file(path)
        assert again.page is not None
        assert format_page(replace_labels(again.page, made.words), to=Surface.ENGLISH) == format_page(made.page)
    return load(path)


def paid_by_item_and_year(policy: Policy, facts: dict[str, Any]) -> dict[str, str]:
    """The amounts that are paid, in main units, by item and year."""
    sums: dict[str, int] = {}
    for claim in policy.evaluate(facts).claims:
        key = f"{claim.item} {claim.year}"
        sums[key] = sums.get(key, 0) + claim.paid.minor // 100
    return {key: str(amount) for key, amount in sums.items() if amount}


def paid_by_item(policy: Policy, facts: dict[str, Any]) -> dict[str, str]:
    """The amounts that are paid, in main units, by item. Each item has one claim."""
    sums = {claim.item: claim.paid.minor // 100 for claim in policy.evaluate(facts).claims}
    return {item: str(amount) for item, amount in sums.items() if amount}
