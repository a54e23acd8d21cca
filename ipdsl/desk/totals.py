"""How rows that add up others are named: `合计`, `合 计：`, `总计（元）`, `Total (CNY)`, `本页小计`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ipdsl.values.units import unit_of_heading
from ipdsl.values.written import to_half_width

_HINT = re.compile("[计計總总Σσ∑]|total|sum|in all", re.IGNORECASE)
_CHINESE = re.compile(
    "(?:本页|本表|本年度?|全年|年度|全部|各项|以上|金额|费用|人民币|[0-9]{4}年度?)*"
    "(?:合计|总计|总合计|小计|共计|累计|总和|总额)(?:数|额|金额)?"
)
_ENGLISH = re.compile(r"(?:(?:grand|overall|page|sum) )?(?:sub-?)?totals?(?: (?:amount|sum))?|sum|in all|[σ∑]")
_MOST = 40
"""No name of a total has more letters."""


def names_total(text: str) -> bool:
    """Whether a text names a total, perhaps with its unit."""
    if len(text) > _MOST or not _HINT.search(text):
        return False
    words = to_half_width(text).strip().rstrip(":").strip().lower().replace("總", "总").replace("計", "计")
    base, _ = unit_of_heading(words) or (words, None)
    base = base.rstrip(": ")
    return bool(_CHINESE.fullmatch(re.sub(r"\s", "", base)) or _ENGLISH.fullmatch(re.sub(r"\s+", " ", base)))


def totals_among(cells: Iterable[object]) -> frozenset[str]:
    """The texts among cells that name a total."""
    return frozenset(text for text in {*cells} if isinstance(text, str) and names_total(text))
